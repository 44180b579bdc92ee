"""What workers make of a print job: every document once, every number once, one file at the end."""

import hashlib
import io
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.actions import issue_agreement
from agreements.papers.kind import AGREEMENTS
from audit.trail import history
from documents.enums import PrintItemState, PrintJobStatus, PrintKind
from documents.issuing.numbering import reserve_number
from documents.issuing.revisions import store_revision
from documents.models import IssuedDocument, NumberRegister, PrintItem, PrintJob, ReservedNumber
from documents.printing import press, results
from documents.printing.actions import cancel_print_job, retry_print_job
from messaging.models import Notification
from tests.documents.drawing.tagged import faults_of
from tests.documents.printing.season import job_of, season, states
from tests.documents.stamped import shade_of_corner, stamped

pytestmark = pytest.mark.django_db

LONG = timedelta(seconds=60)


def numbers() -> list[int]:
    return list(IssuedDocument.objects.order_by("sequence").values_list("sequence", flat=True))


def content_of(job: PrintJob) -> bytes:
    job.refresh_from_db()
    with job.file.open("rb") as file:
        return file.read()


def pages_of(document: IssuedDocument) -> int:
    with document.file.open("rb") as file:
        return len(pypdf.PdfReader(io.BytesIO(file.read())).pages)


def age(*items: PrintItem) -> None:
    """Let the claims of these items be older than any lease."""
    for item in items:
        item.claimed_at -= timedelta(days=1)
        item.save(update_fields=["claimed_at"])


def forget_job_file(settings) -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("prints/*") if path.is_file())


# --- Works -----------------------------------------------------------------------------------------------------------


def test_a_job_gives_one_pdf_in_the_protocol_order_with_a_bookmark_for_each_agreement(officer):
    agreements = season(3)
    job = job_of(agreements, officer)

    assert press.work(within=LONG) == {"done": 3}

    content = content_of(job)
    assert (job.status, job.sha256) == (PrintJobStatus.FINISHED, hashlib.sha256(content).hexdigest())
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert [entry.title for entry in reader.outline] == [agreement.position.title for agreement in agreements]
    assert len(reader.pages) == sum(pages_of(document) for document in IssuedDocument.objects.all())
    assert reader.trailer["/Root"]["/Lang"] == "id"
    assert reader.metadata.title.startswith("Perjanjian Kinerja 2026")
    assert faults_of(content) == []
    with pikepdf.open(io.BytesIO(content)) as merged:
        assert merged.check_pdf_syntax() == []
        parts = [str(part.S) for part in merged.Root.StructTreeRoot.K[0].K]
        assert parts == ["/Part"] * 3, "a screen reader hears one document after the other"


def test_numbers_follow_the_protocol_order(officer):
    agreements = season(4)
    job_of(agreements, officer)
    press.work(within=LONG)
    assert [IssuedDocument.objects.get(subject_id=a.pk).sequence for a in agreements] == [1, 2, 3, 4]
    assert not ReservedNumber.objects.exists()


def test_a_zip_holds_the_issued_files_byte_for_byte_under_names_that_sort(officer):
    agreements = season(2)
    job = job_of(agreements, officer, PrintKind.ARCHIVE)
    press.work(within=LONG)
    with zipfile.ZipFile(io.BytesIO(content_of(job))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [f"{n}_Kepala_Dinas_Contoh_0{n}_800-{n}-PK-2026.pdf" for n in (1, 2)]
        for agreement, name in zip(agreements, names, strict=True):
            document = IssuedDocument.objects.get(subject_id=agreement.pk)
            assert hashlib.sha256(archive.read(name)).hexdigest() == document.sha256
            first = agreement.parties.first()
            assert first.employee_number not in name


def test_a_zip_holds_the_newest_file_of_what_was_signed_and_the_joined_file_the_issued_pages(officer):
    (agreement,) = season(1)
    issued = issue_agreement(agreement, by=officer)
    with issued.file.open("rb") as file:
        signed = file.read() + b"\n% ditandatangani"
    store_revision(issued, signed, by=officer)
    archive, merged = job_of([agreement], officer, PrintKind.ARCHIVE), job_of([agreement], officer)
    press.work(within=LONG)
    with zipfile.ZipFile(io.BytesIO(content_of(archive))) as single_files:
        assert single_files.read(single_files.namelist()[0]) == signed
    assert len(pypdf.PdfReader(io.BytesIO(content_of(merged))).pages) == pages_of(issued)


def test_the_joined_file_shows_the_stamps_of_signatures(officer):
    (agreement,) = season(1)
    issued = issue_agreement(agreement, by=officer)
    with issued.file.open("rb") as file:
        signed = stamped(file.read())
    store_revision(issued, signed, by=officer, party="first", fingerprint="ab" * 32)
    store_revision(issued, b"%PDF- hasil pindai", by=officer)
    job = job_of([agreement], officer)
    press.work(within=LONG)
    content = content_of(job)
    assert shade_of_corner(content) == 0
    with pikepdf.open(io.BytesIO(content)) as merged:
        assert merged.check_pdf_syntax() == []
        assert "/Annots" not in merged.pages[0].obj or not len(merged.pages[0].obj.Annots)
    assert faults_of(content) == []


def test_what_was_issued_before_is_taken_as_it_is(officer):
    agreements = season(2)
    issued = issue_agreement(agreements[1], by=officer)
    job = job_of(agreements, officer)
    press.work(within=LONG)
    assert states(job) == ["done", "done"]
    assert IssuedDocument.objects.get(subject_id=agreements[1].pk) == issued
    assert numbers() == [1, 2]


def test_two_jobs_take_turns_and_share_what_both_print(officer):
    agreements = season(3)
    first, second = job_of(agreements, officer), job_of(agreements[:2], officer, PrintKind.ARCHIVE)
    assert [press.claim().job_id for _ in range(4)] == [first.pk, second.pk, first.pk, second.pk]
    age(*PrintItem.objects.filter(state="claimed"))
    press.work(within=LONG)
    assert numbers() == [1, 2, 3]
    assert set(PrintJob.objects.values_list("status", flat=True)) == {PrintJobStatus.FINISHED}


def test_the_history_tells_who_began_the_job_and_that_it_finished(officer):
    job = job_of(season(1), officer)
    press.work(within=LONG)
    assert [event.verb for event in history(job)] == ["print_job.finished", "print_job.created"]


# --- Stopped and cut off ---------------------------------------------------------------------------------------------


def test_a_cancelled_job_finishes_only_what_a_worker_has_in_its_hands(officer):
    job = job_of(season(3), officer)
    in_hand = press.claim()
    cancel_print_job(job, by=officer)
    assert press._print(in_hand) == PrintItemState.DONE
    assert press.work(within=LONG) == {}
    assert states(job) == ["done", "ready", "ready"]
    assert numbers() == [1]
    job.refresh_from_db()
    assert job.is_cancelled and not job.file

    retry_print_job(job, by=officer)
    press.work(within=LONG)
    assert states(job) == ["done"] * 3
    assert numbers() == [1, 2, 3]


def test_an_item_whose_worker_died_before_printing_returns_with_its_number_when_the_lease_is_over(officer):
    job = job_of(season(2), officer)
    lost = press.claim()
    assert press.work(within=LONG) == {"done": 1}
    job.refresh_from_db()
    assert job.is_running and states(job) == ["claimed", "done"]

    age(lost)
    assert press.work(within=LONG) == {"done": 1}
    assert numbers() == [1, 2]
    assert NumberRegister.objects.get().last == 2
    assert not ReservedNumber.objects.exists()


def test_an_item_whose_worker_died_after_printing_is_not_printed_twice(officer):
    job = job_of(season(1), officer)
    lost = press.claim()
    issued = issue_agreement(Agreement.objects.get(pk=lost.subject_id), by=officer)
    age(lost)
    press.work(within=LONG)
    assert states(job) == ["done"]
    assert IssuedDocument.objects.get() == issued
    assert NumberRegister.objects.get().last == 1


def test_a_worker_that_was_slow_cannot_touch_an_item_that_another_one_has(officer):
    job = job_of(season(1), officer)
    slow = press.claim()
    age(slow)
    press.release_stale()
    slow.claimed_at += timedelta(hours=1)
    assert press.claim().pk == slow.pk
    assert press._settle(slow, PrintItemState.FAILED, problem="lambat") is None
    assert states(job) == ["claimed"]


def test_an_item_that_killed_three_workers_is_given_up_and_the_job_goes_on(officer):
    job = job_of(season(2), officer)
    PrintItem.objects.filter(order=1).update(attempts=2)
    age(press.claim())
    assert press.work(within=LONG) == {"done": 1}
    assert states(job) == ["failed", "done"]
    assert "terhenti tiga kali" in PrintItem.objects.get(order=1).problem
    assert numbers() == [1]


def test_a_half_written_file_of_a_killed_worker_is_replaced(officer, settings):
    job = job_of(season(1), officer)
    folder = Path(settings.MEDIA_ROOT) / "prints"
    folder.mkdir(parents=True)
    (folder / f"{job.token.hex}.part").write_bytes(b"setengah")
    press.work(within=LONG)
    assert [path.name for path in forget_job_file(settings)] == [f"{job.token.hex}.pdf"]
    assert content_of(job).startswith(b"%PDF")


# --- Fails -----------------------------------------------------------------------------------------------------------


def test_what_cannot_be_printed_is_told_in_a_sentence_and_the_rest_is_printed(officer):
    agreements = season(3)
    job = job_of(agreements, officer)
    Agreement.objects.filter(pk=agreements[1].pk).update(status=AgreementStatus.CANCELLED)
    assert press.work(within=LONG) == {"done": 2, "failed": 1}
    assert states(job) == ["done", "failed", "done"]
    assert "berstatus “Dibatalkan”" in PrintItem.objects.get(order=2).problem
    assert numbers() == [1, 2]
    assert NumberRegister.objects.get().last == 2

    Agreement.objects.filter(pk=agreements[1].pk).update(status=AgreementStatus.APPROVED)
    before = content_of(job)
    retry_print_job(job, by=officer)
    press.work(within=LONG)
    assert states(job) == ["done"] * 3
    assert numbers() == [1, 2, 3]
    assert len(content_of(job)) > len(before)


def test_a_number_given_back_in_the_middle_goes_to_the_next_document(officer):
    agreements = season(3)
    for agreement in agreements:
        reserve_number(AGREEMENTS, agreement)
    job = job_of(agreements[:1], officer)
    Agreement.objects.filter(pk=agreements[0].pk).update(status=AgreementStatus.CANCELLED)
    press.work(within=LONG)
    assert list(ReservedNumber.objects.values_list("sequence", "subject_id")) == [
        (1, None),
        (2, agreements[1].pk),
        (3, agreements[2].pk),
    ]
    Agreement.objects.filter(pk=agreements[0].pk).update(status=AgreementStatus.APPROVED)
    assert issue_agreement(agreements[0], by=officer).sequence == 1
    assert issue_agreement(agreements[2], by=officer).sequence == 3
    assert issue_agreement(agreements[1], by=officer).sequence == 2
    assert NumberRegister.objects.get().last == 3
    assert job.items.get().state == "failed"


def test_a_job_of_which_nothing_could_be_printed_fails_and_can_be_repeated(officer):
    agreements = season(1)
    job = job_of(agreements, officer)
    Agreement.objects.update(status=AgreementStatus.CANCELLED)
    press.work(within=LONG)
    job.refresh_from_db()
    assert job.status == PrintJobStatus.FAILED
    assert "Tidak ada satu PK pun" in job.problem
    assert not NumberRegister.objects.filter(last__gt=0).exists()

    Agreement.objects.update(status=AgreementStatus.APPROVED)
    retry_print_job(job, by=officer)
    press.work(within=LONG)
    job.refresh_from_db()
    assert job.is_finished and not job.problem


def test_a_lost_document_makes_the_job_fail_instead_of_leaving_it_out(officer):
    agreements = season(2)
    Path(issue_agreement(agreements[0], by=officer).file.path).unlink()
    job = job_of(agreements, officer)
    press.work(within=LONG)
    job.refresh_from_db()
    assert job.status == PrintJobStatus.FAILED
    assert "hilang atau berubah" in job.problem


# --- At the same time ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_take_each_item_once_and_reserve_each_number_once(officer):
    count = 60
    job = job_of(season(count), officer)
    claimed: list[int] = []
    together = threading.Barrier(20)

    def worker() -> None:
        together.wait()
        try:
            while item := press.claim():
                claimed.append(item.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == sorted(job.items.values_list("pk", flat=True))
    assert list(ReservedNumber.objects.values_list("sequence", flat=True)) == list(range(1, count + 1))
    assert NumberRegister.objects.get().last == count


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_print_each_document_once_and_write_the_file_once(officer):
    job = job_of(season(8), officer)
    together = threading.Barrier(20)

    def worker() -> None:
        together.wait()
        try:
            press.work(within=LONG)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert states(job) == ["done"] * 8
    assert numbers() == list(range(1, 9))
    assert history(job).filter(verb="print_job.finished").count() == 1


# --- Both sides, and the end -----------------------------------------------------------------------------------------


def test_for_both_sides_of_the_sheet_each_agreement_begins_on_an_odd_page_of_its_own_size(officer):
    agreements = season(3)
    for agreement in agreements[:2]:
        issue_agreement(agreement, by=officer)
    odd = IssuedDocument.objects.get(subject_id=agreements[0].pk)
    with pikepdf.open(odd.file.path, allow_overwriting_input=True) as document:
        del document.pages[1:]
        document.save(odd.file.path)
    IssuedDocument.objects.filter(pk=odd.pk).update(sha256=hashlib.sha256(Path(odd.file.path).read_bytes()).hexdigest())
    plain, double = job_of(agreements, officer), job_of(agreements, officer, is_double_sided=True)
    press.work(within=LONG)
    reader = pypdf.PdfReader(io.BytesIO(content_of(double)))
    starts = [reader.get_destination_page_number(entry) + 1 for entry in reader.outline]
    assert starts[0] == 1 and all(start % 2 for start in starts)
    blank = reader.pages[1]
    assert blank.extract_text() == "" and blank.mediabox == reader.pages[0].mediabox
    assert (
        len(reader.pages) == len(pypdf.PdfReader(io.BytesIO(content_of(plain))).pages) + 1 + (starts[2] - starts[1]) % 2
    )


def test_the_person_who_began_the_job_is_told_that_it_ended_and_what_failed(officer):
    agreements = season(2)
    job = job_of(agreements, officer)
    Agreement.objects.filter(pk=agreements[0].pk).update(status=AgreementStatus.CANCELLED)
    press.work(within=LONG)
    message = Notification.objects.get(recipient=officer)
    assert message.subject == "Cetak massal selesai: Tahun 2026, semua unit kerja"
    assert "1 PK gagal dicetak" in message.body and message.path == job.get_absolute_url()
    Agreement.objects.filter(pk=agreements[0].pk).update(status=AgreementStatus.APPROVED)
    retry_print_job(PrintJob.objects.get(pk=job.pk), by=officer)
    press.work(within=LONG)
    assert Notification.objects.filter(recipient=officer, body="Berkas hasilnya siap diunduh.").count() == 1


def test_a_job_that_could_not_finish_is_told_too(officer):
    job_of(season(1), officer)
    Agreement.objects.update(status=AgreementStatus.CANCELLED)
    press.work(within=LONG)
    message = Notification.objects.get(recipient=officer)
    assert message.subject.startswith("Cetak massal gagal") and "Tidak ada satu PK pun" in message.body


# --- Tidying away ----------------------------------------------------------------------------------------------------


def test_old_results_are_removed_while_their_jobs_stay_and_can_be_made_again(officer, settings):
    job = job_of(season(1), officer)
    press.work(within=LONG)
    young = job_of([Agreement.objects.get(pk=PrintItem.objects.get().subject_id)], officer, PrintKind.ARCHIVE)
    press.work(within=LONG)
    PrintJob.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=31))
    before = content_of(job)

    assert results.remove_old(older_than=settings.PRINT_RESULTS_KEPT) == 1
    assert results.remove_old(older_than=settings.PRINT_RESULTS_KEPT) == 0
    assert [path.suffix for path in forget_job_file(settings)] == [".zip"]
    job.refresh_from_db()
    young.refresh_from_db()
    assert (job.is_finished, job.has_file, young.has_file) == (True, False, True)

    retry_print_job(job, by=officer)
    press.work(within=LONG)
    job.refresh_from_db()
    assert job.has_file
    assert len(pypdf.PdfReader(io.BytesIO(content_of(job))).pages) == len(pypdf.PdfReader(io.BytesIO(before)).pages)
    with pytest.raises(ValidationError, match="tidak ada yang perlu diulang"):
        retry_print_job(job, by=officer)
