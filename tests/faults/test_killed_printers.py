"""Workers are killed, really, in the middle of printing in bulk; then others go on, and nothing is twice or missing."""

import hashlib
import io
import zipfile

import pypdf
import pytest

from documents.enums import PrintKind
from documents.models import IssuedDocument, NumberRegister, PrintItem, PrintJob, ReservedNumber
from documents.printing.actions import cancel_print_job, retry_print_job
from organisation.enums import Role
from tests import factories
from tests.documents.printing.season import job_of, season, states

PRINTING = "documents.printing.tasks.print_waiting"
COUNT = 12


@pytest.fixture
def officer(transactional_db):
    return factories.user_with_role(Role.ORGANISATION_SECTION)


def issued() -> int:
    return IssuedDocument.objects.count()


def finished(job: PrintJob) -> bool:
    return PrintJob.objects.get(pk=job.pk).is_finished


def file_of(job: PrintJob) -> bytes:
    """The finished file, which is the one that was written."""
    job.refresh_from_db()
    with job.file.open("rb") as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == job.sha256
    return content


def assert_every_document_once(job: PrintJob, count: int) -> None:
    """As many files and numbers as agreements, 1 to `count`, each the one that was stored."""
    assert states(job) == ["done"] * count
    documents = IssuedDocument.objects.order_by("sequence")
    assert [document.sequence for document in documents] == list(range(1, count + 1))
    assert NumberRegister.objects.get().last == count
    assert not ReservedNumber.objects.exists()
    assert len({document.subject_id for document in documents}) == len({d.file.name for d in documents}) == count
    for document in documents:
        with document.file.open("rb") as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == document.sha256
        assert document.number in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_a_worker_killed_in_the_middle_costs_no_document_and_no_number_and_prints_none_twice(workshop, officer):
    job = job_of(season(COUNT), officer)
    worker = workshop.start()
    workshop.ring_until(lambda: issued() >= 4, PRINTING)
    worker.kill()
    before = set(IssuedDocument.objects.values_list("subject_id", "sequence", "token"))
    assert 4 <= len(before) < COUNT
    assert not finished(job)

    workshop.start()
    workshop.ring_until(lambda: finished(job), PRINTING)

    assert before <= set(IssuedDocument.objects.values_list("subject_id", "sequence", "token"))
    assert_every_document_once(job, COUNT)
    assert len(pypdf.PdfReader(io.BytesIO(file_of(job))).outline) == COUNT


def test_a_killed_child_is_replaced_by_its_worker_while_another_worker_prints_on(workshop, officer):
    job = job_of(season(COUNT), officer)
    worker, _ = workshop.start(), workshop.start()
    workshop.ring(PRINTING)
    workshop.ring_until(lambda: issued() >= 3, PRINTING)
    worker.kill_child()

    workshop.ring_until(lambda: finished(job), PRINTING)

    assert worker.process.poll() is None
    assert_every_document_once(job, COUNT)


def test_a_job_stopped_while_a_worker_prints_stops_after_that_document_and_continues_after_the_worker_died(
    workshop, officer
):
    job = job_of(season(COUNT), officer, PrintKind.ARCHIVE)
    worker = workshop.start()
    workshop.ring_until(lambda: issued() >= 2, PRINTING)
    cancel_print_job(job, by=officer)
    workshop.ring_until(lambda: not PrintItem.objects.filter(state="claimed").exists(), PRINTING)
    stopped_at = issued()
    worker.kill()
    assert 2 <= stopped_at < COUNT
    assert states(job) == ["done"] * stopped_at + ["ready"] * (COUNT - stopped_at)

    retry_print_job(job, by=officer)
    workshop.start()
    workshop.ring_until(lambda: finished(job), PRINTING)

    assert_every_document_once(job, COUNT)
    with zipfile.ZipFile(io.BytesIO(file_of(job))) as archive:
        assert len(set(archive.namelist())) == COUNT
