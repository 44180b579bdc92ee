"""What is made of an uploaded file: whose paper it is, or a sentence that says why it is not taken."""

import io
import re
import threading
from pathlib import Path

import pikepdf
import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from PIL import Image

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from documents.enums import ScanState
from documents.models import IssuedAttachment, UploadedScan
from documents.scans import reading
from indicators.enums import Attachment
from tests import factories
from tests.agreements.papers.rows import agreement_of
from tests.documents.scans import papers

pytestmark = pytest.mark.django_db


def one(by, content: bytes, name: str = "pk.pdf") -> UploadedScan:
    (scan,) = papers.read(by, (name, content))
    return scan


def files_kept(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("scans/*") if path.is_file()]


@pytest.fixture
def document(agreement, officer):
    return papers.issued(agreement, officer)


# --- Works -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [2, -6, 90, 180])
def test_a_scan_is_matched_by_its_code_even_askew_upside_down_and_out_of_focus(document, officer, angle):
    content = papers.scanned(papers.bytes_of(document), angle=angle)
    scan = one(officer, content)
    assert (scan.state, scan.document, scan.is_chosen_by_hand) == (ScanState.MATCHED, document, False)
    with pikepdf.open(io.BytesIO(content)) as paper:
        assert scan.pages == len(paper.pages)
    with scan.file.open("rb") as file:
        assert file.read() == content


def test_a_photograph_becomes_a_pdf_without_place_camera_or_comment(document, officer):
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Kamera Rahasia", {2: (3.0, 35.0, 12.0)}
    photo = papers.photographed(papers.bytes_of(document), exif=exif, comment=b"<script>jahat</script>")
    assert b"Kamera Rahasia" in photo
    scan = one(officer, photo, "foto.jpg")
    assert scan.document == document
    with scan.file.open("rb") as file:
        content = file.read()
    assert content.startswith(b"%PDF-")
    with pikepdf.open(io.BytesIO(content)) as kept:
        raw = b"".join(item.read_raw_bytes() for item in kept.objects if isinstance(item, pikepdf.Stream))
    for trace in (b"Kamera Rahasia", b"Exif", b"<script>"):
        assert trace not in content and trace not in raw


def test_the_preview_is_a_small_picture_drawn_anew(document, officer):
    scan = one(officer, papers.scanned(papers.bytes_of(document)))
    with Image.open(io.BytesIO(scan.preview)) as picture:
        assert picture.format == "JPEG" and max(picture.size) == 1000 and not picture.getexif()
    assert len(scan.preview) < 200_000


def test_a_paper_without_a_readable_code_waits_for_a_person(document, officer):
    scan = one(officer, papers.pdf_of((595, 842)))
    assert (scan.state, scan.document, scan.pages) == (ScanState.UNREAD, None, 1)


def test_the_stamp_of_another_house_beside_our_code_does_no_harm(document, officer):
    ours = f"http://localhost:8000{reverse('documents:document_verify', args=[document.token])}"
    scan = one(officer, papers.paper_with("https://arsip.contoh.go.id/1234", ours))
    assert scan.document == document


@override_settings(ALLOWED_HOSTS=["pk.contoh.go.id", "alamat-lama.contoh.go.id"], SITE_URL="https://pk.contoh.go.id")
def test_paper_with_the_former_address_of_this_installation_is_still_ours(document, officer):
    path = reverse("documents:document_verify", args=[document.token])
    assert one(officer, papers.paper_with(f"https://alamat-lama.contoh.go.id{path}")).document == document


@pytest.mark.django_db(transaction=True)
def test_the_file_as_it_was_uploaded_goes_when_it_was_read(agreement, officer, settings):
    document = papers.issued(agreement, officer)
    papers.read(officer, papers.scanned(papers.bytes_of(document)), ("a.pdf", b"%PDF-1.4 rusak"))
    assert [path.suffix for path in files_kept(settings)] == [".pdf"]


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_read_each_file_once(agreement, officer):
    papers.issued(agreement, officer)
    papers.upload(officer, *[papers.pdf_of((595, 842))] * 6)
    outcome = []
    together = threading.Barrier(4)

    def worker() -> None:
        together.wait()
        try:
            outcome.append(reading.read_waiting())
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counted[ScanState.UNREAD] for counted in outcome) == 6
    assert set(UploadedScan.objects.values_list("state", flat=True)) == {ScanState.UNREAD}


# --- Refused, each with its sentence ---------------------------------------------------------------------------------


def with_trailer(content: bytes) -> bytes:
    return content + b"PK\x03\x04" + b"<html><script>alert(1)</script>" * 400


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"<html><script>alert(1)</script>%PDF-1.4", "bukan PDF, JPG, atau PNG"),
        (b"GIF89a/*%PDF-*/", "bukan PDF, JPG, atau PNG"),
        (b"PK\x03\x04", "bukan PDF, JPG, atau PNG"),
        (b"\xff\xd8\xff<?php echo 1; ?>", "bukan JPG atau PNG yang dapat dibaca"),
        (b"%PDF-1.4 rusak", "bukan PDF yang dapat dibaca"),
        (papers.pdf_of((595, 842), pages=10_000), "berisi 10000 halaman; paling banyak 100"),
        (papers.encrypted(papers.pdf_of((595, 842))), "terkunci"),
        (papers.png_bomb(), "terlalu besar. Pindai dengan 300 dpi"),
        (papers.pdf_bomb(), "gambar yang terlalu besar"),
        (papers.pdf_of((595, 842), (14_000, 14_000)), "Halaman 2 terlalu besar untuk selembar kertas"),
        (papers.pdf_of((595, 842), pages=30)[:-5000], "terpotong|tidak dapat dibaca"),
        (with_trailer(papers.pdf_of((595, 842))), "terpotong atau rusak"),
        (papers.paper_with()[:-2000], "bukan JPG atau PNG yang dapat dibaca"),
        (papers.paper_with("https://judi.example/v/abc/"), r"menunjuk ke situs lain \(judi.example\)"),
        (papers.paper_with("nomor 123"), "menunjuk ke sesuatu yang lain"),
        (papers.paper_with("http://localhost:8000/v/kode-yang-tidak-ada/"), "tidak dikenal"),
        (papers.paper_with("http://localhost:8000/pk/1/"), "menunjuk ke"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:30],
)
def test_what_is_no_scan_of_ours_is_refused_with_a_sentence_and_not_kept(officer, content, words):
    scan = one(officer, content)
    assert scan.state == ScanState.REFUSED and not scan.file
    assert re.search(words, scan.problem), scan.problem


def test_a_file_over_20_mb_is_refused_before_it_is_stored(officer, settings):
    scan = papers.upload(officer, b"%PDF-" + b"0" * (20 * 1024 * 1024))[0]
    assert scan.state == ScanState.REFUSED and "20 MB" in scan.problem and not files_kept(settings)


def test_pages_of_two_agreements_in_one_file_are_told_apart(document, officer, agreement):
    position = factories.PositionFactory(title="Kepala Dinas Lain")
    factories.holder_of(position)
    other = papers.issued(agreement_of(position, agreement.position), officer)
    mixed = io.BytesIO()
    first, second = (io.BytesIO(papers.scanned(papers.bytes_of(one_of))) for one_of in (document, other))
    with pikepdf.open(first) as file, pikepdf.open(second) as foreign:
        file.pages.append(foreign.pages[-1])
        file.save(mixed)
    scan = one(officer, mixed.getvalue())
    assert "halaman dari beberapa PK" in scan.problem
    assert document.number in scan.problem and other.number in scan.problem


def attachment_of(document, officer) -> IssuedAttachment:
    attachment = IssuedAttachment(
        document=document, kind=Attachment.INTEGRITY_PACT, title="Pakta Integritas", paper="f4", issued_by=officer
    )
    attachment.token, attachment.sha256 = "token-lampiran-1234", "0" * 64
    attachment.save()
    return attachment


def test_attachments_may_be_in_the_scan_of_their_agreement_but_are_not_it(document, officer):
    tokens = (document.token, attachment_of(document, officer).token)
    codes = [f"http://localhost:8000{reverse('documents:document_verify', args=[token])}" for token in tokens]
    both, alone = papers.read(officer, papers.paper_with(*codes), papers.paper_with(codes[1]))
    assert both.document == document
    assert "hanya memuat lampiran Pakta Integritas" in alone.problem and document.number in alone.problem


@pytest.mark.parametrize(
    ("status", "words"),
    [(AgreementStatus.CANCELLED, "berstatus “Dibatalkan”"), (AgreementStatus.SUPERSEDED, "sudah diganti PK Perubahan")],
)
def test_a_paper_that_no_longer_counts_is_refused_by_name(document, officer, status, words):
    paper = papers.scanned(papers.bytes_of(document))
    Agreement.objects.filter(pk=document.subject_id).update(status=status, signed_on="2026-01-05")
    scan = one(officer, paper)
    assert words in scan.problem and f"nomor {document.number}" in scan.problem


def test_sixty_files_at_once_each_get_their_own_result(document, officer):
    good = papers.photographed(papers.bytes_of(document))
    scans = papers.upload(officer, *[good, b"", b"GIF89a"] * 20)
    assert len(scans) == 60
    assert [scan.state for scan in scans[:3]] == [ScanState.WAITING, ScanState.REFUSED, ScanState.REFUSED]
    assert len({scan.pk for scan in scans}) == 60


def test_a_file_that_is_missing_when_it_is_read_is_refused_instead_of_tried_for_ever(officer):
    (scan,) = papers.upload(officer, papers.pdf_of((595, 842)))
    Path(scan.file.path).unlink()
    reading.read_waiting()
    scan.refresh_from_db()
    assert scan.state == ScanState.REFUSED and "tidak dapat dibaca" in scan.problem
    assert not reading.read_waiting()
