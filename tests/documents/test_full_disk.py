"""A disk that is full while documents, scans, workbooks and print jobs are stored: told, and nothing half-written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.papers.actions import issue_agreement
from audit.models import Event
from documents.enums import PrintJobStatus
from documents.models import IssuedDocument, NumberRegister, UploadedScan
from documents.printing.press import work
from documents.scans.actions import upload_scans
from organisation.enums import Role
from tests.documents.printing.season import job_of
from tests.exchange.books import plan, workbook
from tests.factories import user_with_role
from tests.full_disk import ROOM, RememberedUpload, almost_full

ON_DAY = {"on_paper": "titik"}
FULL = "Ruang penyimpanan server penuh"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "penuh"]


def test_an_agreement_is_not_issued_and_its_number_stays_free(agreement, officer, client, full_disk):
    client.force_login(officer)
    answer = client.post(reverse("documents:document_issue", args=["pk", agreement.pk]), ON_DAY, follow=True)
    assert FULL in answer.content.decode()
    assert not IssuedDocument.objects.exists()
    assert not NumberRegister.objects.exists()
    assert not Event.objects.filter(verb="document.issued").exists()
    assert files_in(full_disk) == []


def test_once_there_is_room_again_the_agreement_is_issued_with_the_first_number(agreement, officer, settings):
    with almost_full(Path(settings.MEDIA_ROOT)), pytest.raises(ValidationError, match=FULL):
        issue_agreement(agreement, by=officer)
    assert issue_agreement(agreement, by=officer).sequence == 1


def test_of_several_scans_none_is_taken_when_one_does_not_fit(officer, client, full_disk):
    client.force_login(officer)
    small, large = (SimpleUploadedFile(f"{size}.pdf", b"%PDF-1.7\n".ljust(size, b"x")) for size in (900, 3 * ROOM))
    answer = client.post(reverse("documents:scan_upload"), {"files": [small, large], "whole": "ya"}, follow=True)
    assert answer.status_code == 200
    assert FULL in answer.content.decode()
    assert not UploadedScan.objects.exists()
    assert files_in(full_disk) == []


def test_the_action_says_the_same(officer, full_disk):
    with pytest.raises(ValidationError, match=FULL):
        upload_scans([SimpleUploadedFile("a.pdf", b"%PDF-1.7\n".ljust(3 * ROOM, b"x"))], by=officer)
    assert files_in(full_disk) == []


def test_a_print_job_ends_with_the_sentence_and_without_half_a_file(agreement, officer, settings):
    issue_agreement(agreement, by=officer)
    job = job_of([agreement], officer)
    prints = Path(settings.MEDIA_ROOT) / "prints"
    with almost_full(prints):
        work()
        job.refresh_from_db()
        assert (job.status, job.file.name) == (PrintJobStatus.FAILED, "")
        assert job.problem.startswith(FULL)
        assert files_in(prints) == []


@pytest.fixture
def keeper(client) -> None:
    plan(Target=[("I1", 2025, 70, "", "", "", "")])
    client.force_login(user_with_role(Role.ORGANISATION_SECTION))


@pytest.fixture
def upload() -> Iterator[SimpleUploadedFile]:
    content = workbook({"Unit": [("BARU", "Dinas Baru", "dinas", "")]}).getvalue()
    assert len(content) > ROOM
    return SimpleUploadedFile("buku.xlsx", content)


@pytest.mark.django_db
def test_a_workbook_that_cannot_be_kept_is_refused_before_its_preview(client, keeper, upload, full_disk):
    page = client.post(reverse("exchange:workbook_upload"), {"file": upload})
    assert page.status_code == 200
    assert FULL in page.content.decode()
    assert files_in(full_disk) == []


@pytest.mark.django_db
def test_a_full_folder_for_uploads_on_their_way_is_told_as_such(client, keeper, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_HANDLERS = ["tests.full_disk.RememberedUpload"]
    client.raise_request_exception = False
    large = SimpleUploadedFile("buku.xlsx", b"x" * 200_000)
    with almost_full(tmp_path):
        page = client.post(reverse("exchange:workbook_upload"), {"file": large})
        status, text = page.status_code, page.content.decode()
        RememberedUpload.close_all()  # Django leaves the half file to the collector
        assert list(tmp_path.glob("*.upload.*")) == []
    assert status == 507
    assert FULL in text
    assert "Isian Anda biasanya masih ada di sana" in text
