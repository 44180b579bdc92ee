"""The page of scans: many at once, each with its own result, and nothing kept before a person says so."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from documents.models import DocumentRevision, UploadedScan
from documents.scans import reading
from tests.documents.printing.season import season
from tests.documents.scans import papers

pytestmark = pytest.mark.django_db

INBOX, UPLOAD, CONFIRM = (reverse(f"documents:scan_{name}") for name in ("inbox", "upload", "confirm"))


def text(response) -> str:
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def address(scan: UploadedScan, verb: str) -> str:
    return reverse(f"documents:scan_{verb}", args=[scan.pk])


@pytest.fixture
def visitor(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def documents(officer):
    return [papers.issued(agreement, officer) for agreement in season(3)]


def said(scans: list[UploadedScan], **changes: object) -> dict:
    """The form that confirms these scans."""
    ticks = {f"pilih-{scan.pk}": "on" for scan in scans}
    return {"signed_on": "5 Januari 2026", "compared": "on", **ticks, **changes}


def test_many_files_go_in_at_once_and_each_has_its_own_result(visitor, documents):
    good = [papers.scanned(papers.bytes_of(document)) for document in documents[:2]]
    contents = [*good, papers.pdf_of((595, 842)), b"", b"<html>"]
    files = [SimpleUploadedFile(f"{n}.pdf", content) for n, content in enumerate(contents)]
    page = text(visitor.post(UPLOAD, {"files": files}, follow=True))
    assert "3 berkas diterima dan sedang dibaca" in page and "2 berkas ditolak" in page
    assert "3 berkas sedang dibaca." in page and f'hx-get="{INBOX}"' in page
    reading.read_waiting()
    page = text(visitor.get(INBOX))
    assert "Siap disimpan: 2 hasil pindai" in page and "QR tidak terbaca: 1 hasil pindai" in page
    assert "Berkas ini kosong" in page and "bukan PDF, JPG, atau PNG" in page
    assert all(f"Nomor {document.number}" in page for document in documents[:2])
    assert page.count("checked") == 2
    assert not DocumentRevision.objects.exists()


def test_all_that_is_ticked_is_kept_with_one_day_or_with_its_own(visitor, officer, documents):
    scans = papers.read(officer, *[papers.scanned(papers.bytes_of(document)) for document in documents])
    form = said(scans[:2], **{f"tanggal-{scans[1].pk}": "7-1-2026"})
    page = text(visitor.post(CONFIRM, form, follow=True))
    assert "2 hasil pindai disimpan pada PK-nya" in page
    days = [Agreement.objects.get(pk=document.subject_id).signed_on for document in documents]
    assert [day and day.day for day in days] == [5, 7, None]
    assert UploadedScan.objects.get() == scans[2]


def test_one_that_is_refused_does_not_hold_up_the_others(visitor, officer, documents):
    scans = papers.read(officer, *[papers.scanned(papers.bytes_of(document)) for document in documents[:2]])
    form = said(scans, **{f"tanggal-{scans[0].pk}": "31-12-2099"})
    page = text(visitor.post(CONFIRM, form, follow=True))
    assert "1 hasil pindai disimpan" in page and "tidak boleh setelah hari ini" in page
    assert UploadedScan.objects.get() == scans[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"compared": ""}, "Cocokkan dahulu hasil pindai"),
        ({"signed_on": ""}, "Ketikkan tanggal tanda tangan"),
        ({"signed_on": "kemarin"}, "Tanggal ini tidak dikenal"),
    ],
)
def test_without_day_or_comparison_nothing_is_kept_and_the_page_says_what_is_missing(
    visitor, officer, documents, changes, words
):
    scans = papers.read(officer, papers.scanned(papers.bytes_of(documents[0])))
    page = text(visitor.post(CONFIRM, said(scans, **changes)))
    assert words in page and "Kesalahan: Hasil pindai PK" in page
    assert "Centang sedikitnya satu hasil pindai" in text(visitor.post(CONFIRM, said([])))
    assert not DocumentRevision.objects.exists()


def test_two_scans_of_one_paper_are_shown_as_such_and_not_ticked(visitor, officer, documents):
    papers.read(officer, *[papers.scanned(papers.bytes_of(documents[0]), angle=angle) for angle in (1, 3)])
    page = text(visitor.get(INBOX))
    assert page.count("Ada beberapa hasil pindai untuk PK ini") == 2 and "checked" not in page


def test_a_scan_whose_agreement_was_cancelled_meanwhile_cannot_be_ticked(visitor, officer, documents):
    scans = papers.read(officer, papers.scanned(papers.bytes_of(documents[0])))
    Agreement.objects.filter(pk=documents[0].subject_id).update(status=AgreementStatus.CANCELLED)
    page = text(visitor.get(INBOX))
    assert "berstatus “Dibatalkan”" in page and f"pilih-{scans[0].pk}" not in page


def test_a_paper_without_code_is_paired_by_number_or_post(visitor, officer, documents):
    first, second = papers.read(officer, papers.pdf_of((595, 842)), papers.pdf_of((590, 842)))
    page = text(visitor.post(address(first, "match"), {"document": f" {documents[1].number.lower()} "}, follow=True))
    assert f"dipasangkan dengan PK Kepala Dinas Contoh 02 nomor {documents[1].number}" in page
    assert "dipilih dengan tangan" in page
    visitor.post(address(second, "match"), {"document": "dinas contoh 03"})
    second.refresh_from_db()
    assert second.document == documents[2]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("", "Ketikkan nomor PK"), ("800/99", "Tidak ada PK terbit"), ("Kepala Dinas", "Ada beberapa PK yang sesuai")],
)
def test_a_pairing_that_is_not_clear_is_asked_back(visitor, officer, documents, words, sentence):
    (scan,) = papers.read(officer, papers.pdf_of((595, 842)))
    page = text(visitor.post(address(scan, "match"), {"document": words}))
    assert page.count(sentence) == 2 and f'href="#id_{scan.pk}_document"' in page


def test_scans_are_thrown_away_one_by_one_and_refused_ones_together(visitor, officer):
    scan, *_ = papers.read(officer, papers.pdf_of((595, 842)), b"", b"GIF")
    assert "1.pdf dibuang." in text(visitor.post(address(scan, "discard"), follow=True))
    page = text(visitor.post(reverse("documents:scan_discard_refused"), follow=True))
    assert "2 berkas yang ditolak dihapus" in page and not UploadedScan.objects.exists()


def test_preview_and_file_are_served_so_that_nothing_in_them_can_act(visitor, officer, documents):
    (scan,) = papers.read(officer, papers.scanned(papers.bytes_of(documents[0])))
    preview, file = visitor.get(address(scan, "preview")), visitor.get(address(scan, "file"))
    assert (preview["Content-Type"], file["Content-Type"]) == ("image/jpeg", "application/pdf")
    assert file["Content-Disposition"].startswith("attachment")
    for response in (preview, file):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_was_not_looked_into_is_never_shown(visitor, officer):
    (scan,) = papers.upload(officer, papers.pdf_of((595, 842)))
    assert [visitor.get(address(scan, verb)).status_code for verb in ("preview", "file")] == [404, 404]


def test_the_part_that_moves_stops_when_all_is_read(visitor, officer):
    papers.upload(officer, papers.pdf_of((595, 842)))
    moving = text(visitor.get(INBOX, HTTP_HX_REQUEST="true"))
    assert "<html" not in moving and "hx-trigger" in moving and "1 berkas sedang dibaca" in moving
    reading.read_waiting()
    assert "hx-trigger" not in text(visitor.get(INBOX, HTTP_HX_REQUEST="true"))


def test_an_upload_without_files_or_with_too_many_says_so(visitor):
    assert "Pilih sedikitnya satu berkas" in text(visitor.post(UPLOAD, {}))
    many = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-") for n in range(101)]
    assert "paling banyak 100 berkas; Anda memilih 101" in text(visitor.post(UPLOAD, {"files": many}))
    assert not UploadedScan.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_few_and_many(
    visitor, officer, documents, django_assert_num_queries, count
):
    papers.read(officer, *[papers.scanned(papers.bytes_of(document)) for document in documents[:count]])
    papers.read(officer, *[papers.pdf_of((595, 842))] * count, *[b""] * count)
    with django_assert_num_queries(10):
        visitor.get(INBOX)
