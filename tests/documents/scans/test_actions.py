"""Pairing, confirming and throwing away scans."""

import datetime
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from agreements.enums import AgreementStatus
from agreements.models import Agreement, Signature
from agreements.papers.kind import AGREEMENTS
from audit.models import Event
from audit.trail import history
from documents.drawing.pdf import RenderError
from documents.models import DocumentRevision, IssuedDocument, UploadedScan
from documents.scans import actions
from documents.scans.forms import MatchForm
from documents.scans.keeping import accept_scan
from tests import factories
from tests.agreements.papers.rows import agreement_of
from tests.documents.scans import papers

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
SIGNED_ON = datetime.date(2026, 1, 5)


@pytest.fixture
def document(agreement, officer) -> IssuedDocument:
    return papers.issued(agreement, officer)


@pytest.fixture
def scan(document, officer) -> UploadedScan:
    return papers.read(officer, papers.scanned(papers.bytes_of(document)))[0]


@pytest.fixture
def unread(document, officer) -> UploadedScan:
    return papers.read(officer, papers.pdf_of((595, 842)))[0]


@pytest.fixture
def other(agreement, officer) -> IssuedDocument:
    position = factories.PositionFactory(title="Kepala Dinas Lain")
    factories.holder_of(position)
    return papers.issued(agreement_of(position, agreement.position), officer)


def confirm(scan, officer, day=SIGNED_ON):
    return actions.confirm_scan(scan, by=officer, signed_on=day, today=TODAY)


# --- Confirming ------------------------------------------------------------------------------------------------------


def test_a_confirmed_scan_becomes_the_file_of_its_document_and_records_the_signatures(scan, document, officer):
    with scan.file.open("rb") as file:
        content = file.read()
    agreement = confirm(scan, officer)
    assert (agreement.status, agreement.signed_on) == (AgreementStatus.IN_FORCE, SIGNED_ON)
    assert set(Signature.objects.values_list("signed_on", "recorded_by")) == {(SIGNED_ON, officer.pk)}
    with DocumentRevision.objects.get(document=document).file.open("rb") as file:
        assert file.read() == content
    assert not UploadedScan.objects.exists()
    assert "document.scanned" in [event.verb for event in history(agreement)]


def test_signatures_that_stand_already_keep_their_day(scan, document, officer):
    from agreements.signing.actions import record_signature

    record_signature(document.subject, "first", by=officer, signed_on=SIGNED_ON, today=TODAY)
    confirm(scan, officer, SIGNED_ON + datetime.timedelta(days=2))
    days = Signature.objects.order_by("signed_on").values_list("signed_on", flat=True)
    assert list(days) == [SIGNED_ON, SIGNED_ON + datetime.timedelta(days=2)]


def test_a_day_that_cannot_be_is_refused_and_the_scan_stays(scan, officer):
    with pytest.raises(ValidationError, match="tidak boleh setelah hari ini"):
        confirm(scan, officer, TODAY + datetime.timedelta(days=1))
    assert UploadedScan.objects.filter(pk=scan.pk).exists() and Path(scan.file.path).exists()
    assert not DocumentRevision.objects.exists() and not Signature.objects.exists()


def test_the_same_scan_is_kept_once(scan, document, officer):
    with scan.file.open("rb") as file:
        content = file.read()
    confirm(scan, officer)
    again = papers.read(officer, content)[0]
    with pytest.raises(ValidationError, match="sudah tersimpan"):
        confirm(again, officer)
    assert DocumentRevision.objects.count() == 1


@pytest.mark.parametrize("status", [AgreementStatus.CANCELLED, AgreementStatus.SUPERSEDED])
def test_what_was_cancelled_or_replaced_after_the_scan_was_read_is_refused(scan, document, officer, status):
    Agreement.objects.filter(pk=document.subject_id).update(status=status, signed_on=SIGNED_ON)
    with pytest.raises(ValidationError, match=f"nomor {document.number}"):
        confirm(scan, officer)
    assert not DocumentRevision.objects.exists()


def test_a_scan_whose_file_was_altered_on_disk_is_not_kept(scan, officer):
    Path(scan.file.path).write_bytes(b"%PDF-1.4 lain")
    with pytest.raises(RenderError, match="hilang atau berubah"):
        confirm(scan, officer)
    assert not Signature.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_people_confirm_at_once_and_one_effect_remains(agreement, officer):
    document = papers.issued(agreement, officer)
    scan = papers.read(officer, papers.scanned(papers.bytes_of(document)))[0]
    outcome: list[str] = []
    together = threading.Barrier(20)

    def press() -> None:
        together.wait()
        try:
            confirm(scan, officer)
            outcome.append("done")
        except ValidationError as refusal:
            outcome.append(refusal.messages[0])
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert outcome.count("done") == 1 and all("sudah dikonfirmasi" in said for said in outcome if said != "done")
    assert DocumentRevision.objects.count() == 1 and Signature.objects.count() == 2
    assert not Path(scan.file.path).exists()


# --- Pairing by hand -------------------------------------------------------------------------------------------------


def test_a_scan_without_code_is_paired_by_hand_and_said_to_be(unread, document, officer):
    scan = actions.match_scan(unread, document, by=officer)
    scan.refresh_from_db()
    assert (scan.state, scan.document, scan.is_chosen_by_hand) == ("matched", document, True)
    assert history(document.subject)[0].verb == "scan.matched"
    assert confirm(scan, officer).status == AgreementStatus.IN_FORCE


def test_a_mistaken_pairing_can_be_corrected(unread, document, other, officer):
    actions.match_scan(unread, document, by=officer)
    scan = actions.match_scan(unread, other, by=officer)
    assert scan.document == other and scan.is_chosen_by_hand


def test_the_code_on_the_paper_wins_over_the_hand(scan, document, other, officer):
    with pytest.raises(ValidationError) as refusal:
        actions.match_scan(scan, other, by=officer)
    (sentence,) = refusal.value.messages
    assert f"milik PK {document.subject.position.title} nomor {document.number}" in sentence
    assert "bukan PK Kepala Dinas Lain" in sentence
    scan.refresh_from_db()
    assert scan.document == document


def test_what_was_refused_or_is_not_issued_is_not_paired(document, officer):
    refused, waiting = papers.read(officer, b"%PDF-1.4 rusak")[0], papers.upload(officer, papers.pdf_of((595, 842)))[0]
    with pytest.raises(ValidationError, match="bukan PDF yang dapat dibaca"):
        actions.match_scan(refused, document, by=officer)
    with pytest.raises(ValidationError, match="sedang dibaca"):
        actions.match_scan(waiting, document, by=officer)
    position = factories.PositionFactory()
    factories.holder_of(position)
    agreement_of(position, None)
    form = MatchForm({"document": position.title}, user=officer)
    assert "Tidak ada PK terbit" in form.errors["document"][0]


# --- The page of one agreement ---------------------------------------------------------------------------------------


def accept(agreement, officer, *files, **options):
    return accept_scan(AGREEMENTS, agreement, files, by=officer, signed_on=SIGNED_ON, today=TODAY, **options)


def test_the_page_of_an_agreement_takes_its_own_paper_without_more_words(document, officer):
    paper = papers.photographed(papers.bytes_of(document))
    assert accept(document.subject, officer, paper).status == AgreementStatus.IN_FORCE


def test_the_page_of_an_agreement_refuses_the_paper_of_another_one_whatever_was_said(document, other, officer):
    paper = papers.scanned(papers.bytes_of(other))
    with pytest.raises(ValidationError, match=f"milik PK Kepala Dinas Lain nomor {other.number}, bukan PK"):
        accept(document.subject, officer, paper, without_code=True)
    assert not Signature.objects.exists()


def test_an_unreadable_code_needs_the_word_of_the_person(document, officer):
    with pytest.raises(ValidationError, match="Kode QR pada hasil pindai ini tidak terbaca"):
        accept(document.subject, officer, papers.pdf_of((595, 842)))
    accept(document.subject, officer, papers.pdf_of((595, 842)), without_code=True)
    assert DocumentRevision.objects.count() == 1


def test_a_foreign_code_is_refused_on_that_page_too(document, officer):
    with pytest.raises(ValidationError, match=r"judi\.example"):
        accept(document.subject, officer, papers.paper_with("https://judi.example/v/abc/"), without_code=True)


# --- Throwing away ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_discarded_scan_is_gone_with_its_file_and_the_history_names_it(agreement, officer):
    scan = papers.read(officer, ("SK Bupati.pdf", papers.pdf_of((595, 842))))[0]
    actions.discard_scan(scan, by=officer)
    assert not UploadedScan.objects.exists() and not Path(scan.file.path).exists()
    event = Event.objects.filter(verb="scan.discarded").get()
    assert (event.actor_id, event.data["name"]) == (officer.pk, "SK Bupati.pdf")
    with pytest.raises(ValidationError, match="dibuang"):
        actions.discard_scan(scan, by=officer)


@pytest.mark.django_db(transaction=True)
def test_clearing_the_list_passes_by_what_somebody_else_has_in_hand(officer):
    held, _ = papers.read(officer, b"GIF", b"")
    cleared: list[int] = []

    def press() -> None:
        try:
            cleared.append(actions.discard_refused(by=officer))
        finally:
            connection.close()

    with transaction.atomic():
        UploadedScan.objects.select_for_update().get(pk=held.pk)
        other = threading.Thread(target=press)
        other.start()
        other.join()
    assert cleared == [1] and UploadedScan.objects.get() == held


def test_what_nobody_confirmed_for_thirty_days_is_thrown_away(document, officer, settings):
    old, young, refused = papers.read(officer, papers.pdf_of((595, 842)), papers.pdf_of((590, 842)), b"GIF")
    long_ago = timezone.now() - datetime.timedelta(days=30, minutes=1)
    UploadedScan.objects.filter(pk__in=[old.pk, refused.pk]).update(uploaded_at=long_ago)
    assert actions.discard_old_scans(older_than=settings.UNCONFIRMED_SCANS_KEPT) == 2
    assert UploadedScan.objects.get() == young
    assert Event.objects.filter(verb="scan.discarded", actor_id=None).count() == 2


def test_the_inbox_does_not_grow_for_ever(officer, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 2)
    papers.upload(officer, papers.pdf_of((595, 842)))
    with pytest.raises(ValidationError, match="Paling banyak 2 hasil pindai boleh menunggu"):
        papers.upload(officer, *[papers.pdf_of((595, 842))] * 2)
    files = [SimpleUploadedFile("a.pdf", b"%PDF-")] * 101
    with pytest.raises(ValidationError, match="paling banyak 100 berkas; Anda memilih 101"):
        actions.upload_scans(files, by=officer)
    assert UploadedScan.objects.count() == 1


def test_a_file_name_is_shown_as_one_plain_line(officer):
    (scan,) = papers.upload(officer, ("x" * 300 + "\n\u202eexe.pdf", papers.pdf_of((595, 842))))
    assert len(scan.name) == 200 and scan.name.isprintable()
    assert "xxx" not in scan.file.name
