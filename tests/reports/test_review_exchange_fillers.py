"""Operators and holders bring in the realisations of their own reports, as drafts, and nothing else."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.pages import views as exchange
from exchange.workbook.template import write_template
from indicators.models import Objective
from organisation.enums import Role
from organisation.models import Position, WorkUnit
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from tests.exchange.books import INDICATOR_HEADERS, bring_in, messages, plan, workbook
from tests.factories import holder_of, user_with_role

pytestmark = pytest.mark.django_db
OTHERS = {
    "Unit": [("LAIN", "Dinas Lain", "dinas", "")],
    "Jabatan": [("KALAIN", "Kepala Dinas Lain", "LAIN", "kepala opd", "", "BUPATI")],
    "Sasaran": [("SLAIN", "Sasaran lain", "KALAIN", "", "")],
    "Indikator": [("RAHASIA", "SLAIN", "Indikator lain", "%", "naik", "akhir", "")],
    "Target": [("RAHASIA", 2026, 70, "", "", "", "")],
}


@pytest.fixture(autouse=True)
def while_the_third_quarter_is_open():
    with time_machine.travel("2026-10-05 08:00+07:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def government(while_the_third_quarter_is_open, db):
    plan(Target=[("I1", 2026, 70, "", "", "", "")])
    assert messages(bring_in(OTHERS, headers={"Indikator": INDICATOR_HEADERS})) == []


@pytest.fixture(params=["operator", "holder"])
def filler(request, client):
    user = (
        user_with_role(Role.OPERATOR, WorkUnit.objects.get(code="DINKES"))
        if request.param == "operator"
        else holder_of(Position.objects.get(code="KADIS"))
    )
    client.force_login(user)
    return user


def row(code="I1", quarter=3, value=70, year=2026):
    return (code, year, quarter, value, "", "", "", "", "", "")


def upload(client, sheets, content: bytes | None = None):
    content = content or workbook(sheets, headers={"Indikator": INDICATOR_HEADERS}).getvalue()
    return client.post(reverse("exchange:workbook_upload"), {"file": SimpleUploadedFile("buku.xlsx", content)})


def refusals(page) -> list[str]:
    return messages(page.context["outcome"])


def test_own_realisations_become_a_draft(client, filler):
    page = upload(client, {"Realisasi": [row()]})
    assert refusals(page) == []
    client.post(reverse("exchange:workbook_apply"), {"berkas": page.context["token"]})
    report = QuarterReport.objects.get()
    assert (report.position.code, report.status) == ("KADIS", ReportStatus.DRAFT)
    assert Realisation.objects.get().figure == 70


def test_the_page_and_the_menu_offer_it(client, filler):
    page = client.get(reverse("exchange:exchange_home")).content.decode()
    assert "Unggah buku kerja" in page
    assert "Anda dapat mengunggah lembar <strong>Realisasi</strong>" in page
    assert "disimpan sebagai draf" in page
    assert "Paling banyak 5.000 baris" in page
    assert reverse("exchange:exchange_home") in client.get(reverse("home")).content.decode()


def test_another_positions_code_is_as_unknown_as_one_that_does_not_exist(client, filler):
    known, unknown = refusals(upload(client, {"Realisasi": [row("RAHASIA"), row("HANTU")]}))
    assert known.replace("RAHASIA", "").replace("baris 2", "") == unknown.replace("HANTU", "").replace("baris 3", "")
    assert "tidak ada pada lembar Indikator maupun di antara indikator yang dapat Anda isi" in known
    assert not QuarterReport.objects.exists()


def test_an_indicator_in_the_file_itself_opens_no_door(client, filler):
    stolen = [("RAHASIA", "S1", "Indikator lain", "%", "naik", "akhir", "")]
    found = refusals(upload(client, {"Indikator": stolen, "Realisasi": [row("RAHASIA")]}))
    assert [sentence.split(":")[0].split(" (")[0] for sentence in found] == [
        "Lembar Indikator",
        "Lembar Realisasi, baris 2, kolom Kode Indikator",
    ]
    assert Objective.objects.get(code="SLAIN").indicators.get().objective.code == "SLAIN"


@pytest.mark.parametrize(
    ("sheet", "keepers"),
    [
        ("Unit", "Bagian Organisasi atau administrator"),
        ("Sasaran", "Bagian Organisasi, Bappeda, atau administrator"),
        ("Target", "Bagian Organisasi, Bappeda, atau administrator"),
    ],
)
def test_other_sheets_are_refused_with_those_who_import_them(client, filler, sheet, keepers):
    [sentence] = refusals(upload(client, {sheet: OTHERS[sheet], "Realisasi": [row()]}))
    assert sentence.startswith(f"Lembar {sheet}: Lembar {sheet} hanya diimpor oleh {keepers}. Hapus lembar ini")


def test_the_empty_sheets_of_the_template_do_no_harm(client, filler):
    template = io.BytesIO()
    write_template(template)
    assert refusals(upload(client, {}, template.getvalue())) == []


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (row(quarter=4), "baru dibuka pada Jumat, 1 Januari 2027"),
        (row(quarter=2), "sudah ditutup pada Jumat, 31 Juli 2026"),
        (row("I2"), "belum mempunyai target tahun 2026. Mintalah Bagian Organisasi"),
    ],
)
def test_the_rules_of_the_page_hold_for_the_file(client, filler, cells, words):
    [sentence] = refusals(upload(client, {"Realisasi": [cells]}))
    assert words in sentence


def test_a_report_that_was_sent_is_not_changed(client, filler):
    bring_in({"Realisasi": [row()]})
    [sentence] = refusals(upload(client, {"Realisasi": [row(value=71)]}))
    assert "sudah terverifikasi" in sentence


def test_bappeda_still_brings_in_plans_and_every_position(client):
    client.force_login(user_with_role(Role.PLANNING_AGENCY))
    page = upload(client, {"Target": [("RAHASIA", 2026, 80, "", "", "", "")], "Realisasi": [row("RAHASIA"), row()]})
    assert refusals(page) == []


def test_a_file_with_too_many_rows_names_the_command(client, filler, monkeypatch):
    monkeypatch.setattr(exchange, "LARGEST", 2)
    assert upload(client, {"Realisasi": [row(), row("I2")]}).context["outcome"].refused == 1
    page = upload(client, {"Realisasi": [row(), row(quarter=1), row(quarter=2)]}).content.decode()
    assert "lebih dari 2 baris" in page
    assert "python manage.py import_workbook BERKAS.xlsx" in page


def test_rows_of_all_sheets_count_together_and_headers_do_not(client, monkeypatch):
    client.force_login(user_with_role(Role.ORGANISATION_SECTION))
    monkeypatch.setattr(exchange, "LARGEST", 3)
    sheets = {"Unit": OTHERS["Unit"], "Jabatan": OTHERS["Jabatan"], "Sasaran": OTHERS["Sasaran"]}
    assert refusals(upload(client, sheets)) == []
    assert "lebih dari 3 baris" in upload(client, {**sheets, "Realisasi": [row()]}).content.decode()
