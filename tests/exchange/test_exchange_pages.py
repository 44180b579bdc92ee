"""Pages of the exchange workbook: who may bring in what, and what the pages show before anything is saved."""

import io

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.pages import keeping
from indicators.models import Target
from organisation.enums import Role
from organisation.models import Employee, WorkUnit
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from tests.exchange.books import bring_in, plan, workbook
from tests.factories import PASSWORD, AssignmentFactory, EmployeeFactory, holder_of, user_with_role

pytestmark = pytest.mark.django_db

HOME, UPLOAD, APPLY = (f"exchange:{name}" for name in ("exchange_home", "workbook_upload", "workbook_apply"))


@pytest.fixture(autouse=True)
def government(db):
    plan(Target=[("I1", 2025, 70, "", "", "", "")])


@pytest.fixture
def keeper(client):
    user = user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


def uploaded(content: bytes, name: str = "buku.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def upload(client, sheets, **options):
    file = uploaded(workbook(sheets, **options).getvalue())
    return client.post(reverse(UPLOAD), {"file": file})


def sheets_of(response) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return {sheet.title: list(sheet.values) for sheet in book}


NEW_UNIT = {"Unit": [("BARU", "Dinas Baru", "dinas", ""), ("DINKES", "Dinas Kesehatan Daerah", "dinas", "")]}


def test_an_upload_shows_what_would_change_and_saves_nothing(client, keeper):
    page = upload(client, NEW_UNIT)
    text = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert "Belum disimpan." in text
    assert "<del>Dinas Kesehatan</del> → <ins>Dinas Kesehatan Daerah</ins>" in text
    assert not WorkUnit.objects.filter(code="BARU").exists()


def test_what_was_looked_at_is_saved(client, keeper):
    token = upload(client, NEW_UNIT).context["token"]
    response = client.post(reverse(APPLY), {"berkas": token}, follow=True)
    assert "Impor selesai: 1 baru, 1 berubah, 0 ditolak." in response.content.decode()
    assert WorkUnit.objects.get(code="DINKES").name == "Dinas Kesehatan Daerah"
    assert list(keeping.folder().glob("*")) == []


def test_a_file_without_changes_offers_nothing_to_save(client, keeper):
    page = upload(client, {"Unit": [("DINKES", "Dinas Kesehatan", "dinas", "")]}).content.decode()
    assert "0 berubah" in page
    assert "Simpan impor" not in page


def test_refused_rows_are_listed_with_place_and_cure(client, keeper):
    text = upload(client, {"Unit": [("X", "Kantor", "kantor", "")]}).content.decode()
    assert "Belum dapat disimpan." in text
    assert "Pilih salah satu: sekretariat daerah" in text
    assert "Simpan impor" not in text


def test_refused_rows_come_back_as_a_workbook_that_can_be_mended(client, keeper):
    token = upload(client, {"Unit": [("X", "Kantor", "kantor", ""), ("Y", "Dinas Y", "dinas", "")]}).context["token"]
    response = client.post(reverse("exchange:workbook_problems"), {"berkas": token})
    sheets = sheets_of(response)
    assert sheets["Kesalahan"][1][:3] == ("Unit", 2, "Jenis")
    assert sheets["Unit"][0][-1] == "Kesalahan"
    assert "Pilihan ini tidak dikenal" in sheets["Unit"][1][-1]
    assert sheets["Unit"][2][-1] is None
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    book["Unit"]["C2"] = "lainnya"
    mended = io.BytesIO()
    book.save(mended)
    page = client.post(reverse(UPLOAD), {"file": uploaded(mended.getvalue())})
    assert page.context["outcome"].summary == "2 baru, 0 berubah, 0 ditolak"
    assert page.context["warnings"] == []


def test_a_file_that_is_no_workbook_is_refused_at_its_field(client, keeper):
    page = client.post(reverse(UPLOAD), {"file": uploaded(b"bukan excel")})
    assert "bukan buku kerja Excel" in page.content.decode()
    assert list(keeping.folder().glob("*")) == []


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (uploaded(b"PK", "data.csv"), "harus berakhir .xlsx"),
        (uploaded(b"", "kosong.xlsx"), "kosong"),
        (None, "Pilih berkas"),
    ],
)
def test_a_wrong_choice_of_file_is_told(client, keeper, file, words):
    assert words in client.post(reverse(UPLOAD), {"file": file} if file else {}).content.decode()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, keeper, monkeypatch):
    monkeypatch.setattr("exchange.pages.forms.LARGEST_UPLOAD", 10)
    assert "lebih besar dari 25 MB" in upload(client, NEW_UNIT).content.decode()


def test_names_from_a_file_are_shown_as_text(client, keeper):
    text = upload(client, {"Unit": [("X", "<script>alert(1)</script>", "kantor", "")]}).content.decode()
    assert "<script>alert(1)" not in text


def test_a_kept_file_is_gone_after_an_hour(client, keeper):
    with time_machine.travel("2026-11-02 08:00+07:00", tick=False):
        client.force_login(keeper)
        token = upload(client, NEW_UNIT).context["token"]
    with time_machine.travel("2026-11-02 09:01+07:00", tick=False):
        client.force_login(keeper)
        response = client.post(reverse(APPLY), {"berkas": token}, follow=True)
    assert "Unggah sekali lagi" in response.content.decode()
    assert not WorkUnit.objects.filter(code="BARU").exists()


def test_old_kept_files_are_swept_by_the_next_upload(client, keeper):
    upload(client, NEW_UNIT)
    [kept] = keeping.folder().glob("*.xlsx")
    with time_machine.travel(kept.stat().st_mtime + keeping.KEPT_FOR + 1, tick=False):
        client.force_login(keeper)
        upload(client, NEW_UNIT)
    assert not kept.exists()


@pytest.mark.parametrize("change", [lambda token: token[:-1] + "x", lambda token: "", lambda token: "../../etc/passwd"])
def test_a_forged_token_finds_nothing(client, keeper, change):
    token = upload(client, NEW_UNIT).context["token"]
    assert "Unggah sekali lagi" in client.post(reverse(APPLY), {"berkas": change(token)}, follow=True).content.decode()


def test_somebody_elses_file_cannot_be_saved(client, keeper):
    token = upload(client, NEW_UNIT).context["token"]
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    assert "Unggah sekali lagi" in client.post(reverse(APPLY), {"berkas": token}, follow=True).content.decode()
    assert not WorkUnit.objects.filter(code="BARU").exists()


def test_what_became_wrong_meanwhile_is_told_instead_of_saved(client, keeper):
    token = upload(client, {"Unit": [("ANAK", "Bidang", "bidang", "DINKES-1")]}).context["token"]
    WorkUnit.objects.get(code="DINKES-1").delete()
    page = client.post(reverse(APPLY), {"berkas": token})
    assert "Kode ini tidak ada" in page.content.decode()
    assert not WorkUnit.objects.filter(code="ANAK").exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ORGANISATION_SECTION, ReportStatus.VERIFIED), (Role.PLANNING_AGENCY, ReportStatus.DRAFT)],
)
def test_figures_count_as_verified_only_from_bagian_organisasi(client, role, status):
    with time_machine.travel("2025-04-08 08:00+07:00", tick=False):
        client.force_login(user_with_role(role))
        token = upload(client, {"Realisasi": [("I1", 2025, 1, 70, "", "", "", "", "", "")]}).context["token"]
        client.post(reverse(APPLY), {"berkas": token})
    assert QuarterReport.objects.get().status == status


def test_others_may_not_bring_in_anything(client):
    client.force_login(user_with_role(Role.INSPECTORATE))
    assert "Unggah buku kerja" not in client.get(reverse(HOME)).content.decode()
    assert upload(client, NEW_UNIT).status_code == 403


def test_the_template_is_a_private_download(client, keeper):
    response = client.get(reverse("exchange:workbook_template"))
    assert response["Content-Disposition"] == 'attachment; filename="templat_pertukaran.xlsx"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Petunjuk" in sheets_of(response)


def download(client, **query):
    return client.get(reverse("exchange:workbook_export"), query)


def test_the_government_is_downloaded_by_year(client, keeper):
    sheets = sheets_of(download(client, tahun=2025))
    assert len(sheets["Target"]) == 2
    assert len(sheets["Indikator"]) == 6


def test_an_opd_downloads_only_what_it_may_see_and_no_personal_data(client):
    bring_in(
        {
            "Unit": [("LAIN", "Dinas Lain", "dinas", "")],
            "Jabatan": [("KALAIN", "Kepala Dinas Lain", "LAIN", "kepala opd", "II.b", "BUPATI")],
            "Sasaran": [("SLAIN", "RAHASIA", "KALAIN", "", "")],
        }
    )
    position = Target.objects.get().indicator.objective.position
    AssignmentFactory(employee=EmployeeFactory(name="Orang"), position=position, start="2019-01-01", end="2019-12-31")
    client.force_login(holder_of(position))
    response = download(client, tahun=2025)
    sheets = sheets_of(response)
    assert "Pegawai" not in sheets
    assert b"RAHASIA" not in b"".join(str(rows).encode() for rows in sheets.values())
    assert [row[0] for row in sheets["Jabatan"][1:]] == ["BUPATI", "KADIS"]  # both posts of this unit


def test_another_opds_unit_cannot_be_downloaded(client):
    bring_in({"Unit": [("LAIN", "Dinas Lain", "dinas", "")], "Jabatan": [("K", "K", "LAIN", "kepala opd", "", "")]})
    position = Target.objects.get().indicator.objective.position
    client.force_login(holder_of(position))
    assert download(client, tahun=2025, unit=WorkUnit.objects.get(code="LAIN").pk).status_code == 404
    assert download(client, tahun=2025, unit=position.unit_id).status_code == 200


@pytest.mark.parametrize("query", [{}, {"tahun": "abc"}, {"tahun": 1999}])
def test_a_year_without_data_cannot_be_downloaded(client, keeper, query):
    assert download(client, **query).status_code == 404


def test_people_are_downloaded_by_those_who_keep_them(client, keeper):
    holder_of(Target.objects.get().indicator.objective.position)
    assert len(sheets_of(download(client, tahun=2025))["Pegawai"]) == 1 + Employee.objects.count()
    assert PASSWORD not in str(sheets_of(download(client, tahun=2025)))
