"""The reference sheet of an indicator: what it lacks, who completes it, and two people at one sheet."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from audit.trail import history
from indicators.models import Indicator
from indicators.sheets.actions import sheet_values
from indicators.sheets.facts import SHEET_FIELDS
from organisation.enums import Role
from organisation.models import User
from tests.factories import target_for, user_with_role
from tests.office import Office, figure
from tests.words import lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

WHOLE = {
    "operational_definition": "Balita yang tingginya di bawah ukuran baku.",
    "formula_text": "Balita stunting / balita yang diukur × 100",
    "data_source": "e-PPGBM",
    "person_in_charge": "Kepala Bidang Kesmas",
    "collection_frequency": "quarterly",
    "collection_medium": "Aplikasi e-PPGBM",
    "baseline": "18,2 (2025)",
    "evidence_type": "Laporan hasil pengukuran",
}


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def address(office: Office) -> str:
    return reverse("indicators:indicator_sheet", args=[office.stunting.pk])


def form_on_page(client: Client, office: Office) -> dict[str, str]:
    """What a browser sends back untouched."""
    form = client.get(address(office)).context["form"]
    return {name: form[name].value() or "" for name in (*SHEET_FIELDS, "seen")}


def sheet(office: Office) -> dict[str, str]:
    return sheet_values(Indicator.objects.get(pk=office.stunting.pk))


def last_changes(office: Office) -> list[str]:
    return lines_of(history(office.stunting).first())


def test_what_is_written_is_stored_with_its_trail_and_raises_the_score(office: Office) -> None:
    client = as_user(office.operator)
    before = client.get(reverse("realisations:indicator_detail", args=[office.stunting.pk])).content.decode()
    assert "Belum diisi: definisi operasional, formula penghitungan, sumber data" in before
    answer = client.post(address(office), {**form_on_page(client, office), **WHOLE}, follow=True)
    page = answer.content.decode()
    assert sheet(office) == {**dict.fromkeys(SHEET_FIELDS, ""), **WHOLE}
    assert "Kamus indikator tersimpan." in page
    assert "elum diisi" not in page
    for text in ("18,2 (2025)", "Laporan hasil pengukuran", "mengubah kamus indikator", "Kelengkapan rencana 2026"):
        assert text in page
    assert "frekuensi: – → Triwulan" in last_changes(office)
    assert "kondisi awal: – → 18,2 (2025)" in last_changes(office)
    assert history(office.stunting).first().actor_label == str(office.operator)


def test_only_what_changed_is_told_and_nothing_changed_leaves_no_trail(office: Office) -> None:
    Indicator.objects.filter(pk=office.stunting.pk).update(**WHOLE)
    client = as_user(office.head)
    answer = client.post(address(office), form_on_page(client, office), follow=True)
    assert "Tidak ada yang berubah." in answer.content.decode()
    assert not history(office.stunting).exists()
    client.post(address(office), {**form_on_page(client, office), "baseline": "17 (2025)"})
    assert last_changes(office) == ["kondisi awal: 18,2 (2025) → 17 (2025)"]


@pytest.mark.parametrize("identity", ["head", "operator", "section", "Bappeda"])
def test_those_who_keep_the_plan_find_the_button(office: Office, identity: str) -> None:
    user = user_with_role(Role.PLANNING_AGENCY) if identity == "Bappeda" else getattr(office, identity)
    client = as_user(user)
    page = client.get(reverse("realisations:indicator_detail", args=[office.stunting.pk])).content.decode()
    assert address(office) in page
    assert client.get(address(office)).status_code == 200


def test_others_read_but_do_not_write(office: Office) -> None:
    client = as_user(office.secretary)
    page = client.get(reverse("realisations:indicator_detail", args=[office.stunting.pk])).content.decode()
    assert "Belum diisi: definisi operasional" in page, "what is missing is not hidden from those above"
    assert f'href="{address(office)}"' not in page
    assert reverse("indicators:indicator_sheet_pdf", args=[office.stunting.pk]) in page, "whoever reads it may print it"
    assert client.get(address(office)).status_code == 403
    assert client.post(address(office), WHOLE).status_code == 403
    assert as_user(office.division_head).get(address(office)).status_code == 404
    assert Client().get(address(office)).status_code == 302


@pytest.mark.parametrize(
    ("box", "text", "sentence"),
    [
        ("data_source", "x" * 301, "paling banyak 300 karakter"),
        ("baseline", "x" * 121, "paling banyak 120 karakter"),
        ("operational_definition", "x " * 2001, "paling banyak 4000 karakter"),
        ("collection_frequency", "harian", "Masukkan pilihan yang valid"),
        ("seen", "rusak", "sudah usang"),
        ("seen", "", "Bidang ini tidak boleh kosong"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_what_was_typed_stays(
    office: Office, box: str, text: str, sentence: str
) -> None:
    client = as_user(office.head)
    page = client.post(address(office), {**form_on_page(client, office), **WHOLE, box: text}).content.decode()
    assert sentence in page
    assert "Ada yang perlu diperbaiki" in page
    assert "Kepala Bidang Kesmas" in page
    assert set(sheet(office).values()) == {""}
    assert not history(office.stunting).exists()


def test_two_people_at_different_fields_both_keep_their_words(office: Office) -> None:
    first, second = as_user(office.head), as_user(office.operator)
    early, late = form_on_page(first, office), form_on_page(second, office)
    first.post(address(office), {**early, "data_source": "e-PPGBM"})
    second.post(address(office), {**late, "baseline": "18,2 (2025)"})
    assert (sheet(office)["data_source"], sheet(office)["baseline"]) == ("e-PPGBM", "18,2 (2025)")


def conflict(office: Office) -> tuple[Client, str, dict[str, str]]:
    """The operator's page after the head was quicker: the client, the page, and what the browser would send back."""
    first, second = as_user(office.head), as_user(office.operator)
    early, late = form_on_page(first, office), form_on_page(second, office)
    first.post(address(office), {**early, "baseline": "18,2 (2025)", "data_source": "e-PPGBM"})
    answer = second.post(address(office), {**late, "baseline": "20 (2024)", "evidence_type": "Laporan"})
    form = answer.context["form"]
    return second, unescape(answer.content.decode()), {n: form[n].value() or "" for n in (*SHEET_FIELDS, "seen")}


def test_two_people_at_one_field_the_second_sees_both_and_nothing_is_overwritten(office: Office) -> None:
    _, page, again = conflict(office)
    assert f"{office.head} mengubah kamus indikator ini" in page
    assert "20 (2024)" in page
    assert "Yang tersimpan: 18,2 (2025)" in page
    assert re.search(r'name="choice_baseline"', page)
    assert "choice_data_source" not in page, "what only the first touched follows what is stored"
    assert (again["data_source"], again["evidence_type"]) == ("e-PPGBM", "Laporan")
    assert (sheet(office)["baseline"], sheet(office)["evidence_type"]) == ("18,2 (2025)", "")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "20 (2024)"), ("theirs", "18,2 (2025)")])
def test_the_second_chooses_and_saves(office: Office, choice: str, kept: str) -> None:
    client, _, again = conflict(office)
    answer = client.post(address(office), {**again, "choice_baseline": choice})
    assert answer.status_code == 302
    assert (sheet(office)["baseline"], sheet(office)["evidence_type"]) == (kept, "Laporan")
    assert sheet(office)["data_source"] == "e-PPGBM"


def test_without_a_choice_the_second_is_asked_again(office: Office) -> None:
    client, _, again = conflict(office)
    page = client.post(address(office), again).content.decode()
    assert "Pilih salah satu" in page
    assert sheet(office)["baseline"] == "18,2 (2025)"


def test_the_same_words_of_two_people_are_no_conflict(office: Office) -> None:
    first, second = as_user(office.head), as_user(office.operator)
    early, late = form_on_page(first, office), form_on_page(second, office)
    for client, data in ((first, early), (second, late)):
        assert client.post(address(office), {**data, "baseline": "18,2 (2025)"}).status_code == 302
    assert history(office.stunting).count() == 1


def test_the_year_that_runs_is_looked_at_not_one_far_ahead(office: Office) -> None:
    target_for(office.stunting, figure("10"), year=2030)
    page = (
        as_user(office.head).get(reverse("realisations:indicator_detail", args=[office.stunting.pk])).content.decode()
    )
    assert "Kelengkapan rencana 2026" in page


BEYOND = {
    "rationale": "Stunting menentukan mutu sumber daya manusia.",
    "numerator_definition": "Balita pendek dan sangat pendek",
    "denominator_definition": "Balita yang diukur",
    "decimals": "2",
    "data_producer": "Kementerian Kesehatan",
    "national_benchmark": "21,5 (2023)",
    "release_month": "12",
}


def test_the_rest_of_the_sheet_is_kept_too_and_can_be_emptied_again(office: Office) -> None:
    client = as_user(office.operator)
    answer = client.post(address(office), {**form_on_page(client, office), **BEYOND}, follow=True)
    assert {name: sheet(office)[name] for name in BEYOND} == BEYOND
    stored = Indicator.objects.get(pk=office.stunting.pk)
    assert (stored.decimals, stored.release_month) == (2, 12)
    page = answer.content.decode()
    assert all(text in page for text in ("Pembanding nasional", "21,5 (2023)", "Desember", "Balita yang diukur"))
    assert "bulan rilis data luar: – → Desember" in last_changes(office)
    client.post(address(office), {**form_on_page(client, office), **dict.fromkeys(BEYOND, "")})
    assert set(sheet(office).values()) == {""}


@pytest.mark.parametrize(("field", "text"), [("decimals", "7"), ("decimals", "dua"), ("release_month", "13")])
def test_what_is_no_month_and_no_number_of_decimals_is_refused(office: Office, field: str, text: str) -> None:
    client = as_user(office.operator)
    page = client.post(address(office), {**form_on_page(client, office), field: text}).content.decode()
    assert "Masukkan pilihan yang valid" in page
    assert sheet(office)[field] == ""
