"""Beginning, stopping and continuing print jobs."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agreements.models import Agreement
from audit.trail import history
from documents.enums import PrintJobStatus
from documents.models import PrintItem, PrintJob
from documents.printing.actions import MOST_ITEMS, cancel_print_job, retry_print_job
from organisation.enums import Role
from tests import factories
from tests.documents.printing.season import head_of, job_of, season, states
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db


def test_a_job_begins_with_one_item_for_each_agreement_in_the_order_given(officer):
    agreements = season(3)
    job = job_of(agreements, officer)
    assert job.is_running
    assert list(job.items.values_list("order", "subject_id", "state")) == [
        (order, agreement.pk, "ready") for order, agreement in enumerate(agreements, start=1)
    ]
    event = history(job).get()
    assert (event.verb, words_of(event)) == ("print_job.created", ["3 PK"])


def test_the_same_form_sent_twice_begins_one_job(officer):
    agreements, token = season(2), uuid.uuid4()
    assert job_of(agreements, officer, token=token) == job_of(agreements, officer, token=token)
    assert PrintJob.objects.count() == 1
    assert PrintItem.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_begins_one_job(officer):
    agreements, token = season(2), uuid.uuid4()
    together = threading.Barrier(8)
    jobs: list[PrintJob] = []

    def click() -> None:
        together.wait()
        try:
            jobs.append(job_of(agreements, officer, token=token))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(jobs) == 8
    assert PrintJob.objects.count() == 1
    assert PrintItem.objects.count() == 2


def test_a_cancelled_job_says_when_and_continues_where_it_stopped(officer):
    job = job_of(season(1), officer)
    cancel_print_job(job, by=officer)
    job.refresh_from_db()
    assert job.is_cancelled and job.cancelled_at
    retry_print_job(job, by=officer)
    job.refresh_from_db()
    assert job.is_running and job.cancelled_at is None
    verbs = [event.verb for event in history(job)]
    assert verbs == ["print_job.retried", "print_job.cancelled", "print_job.created"]


def test_a_retry_takes_only_what_failed(officer):
    job = job_of(season(2), officer)
    job.items.filter(order=1).update(state="done")
    job.items.filter(order=2).update(state="failed", problem="Printer habis tinta.", attempts=3)
    PrintJob.objects.update(status=PrintJobStatus.FAILED)
    retry_print_job(job, by=officer)
    assert states(job) == ["done", "ready"]
    assert job.items.get(order=2).attempts == 0


def test_bagian_organisasi_sees_all_jobs_and_others_their_own_as_long_as_it_is_in_their_scope(officer):
    agreements = season(2)
    heads = [head_of(agreement) for agreement in agreements]
    own = job_of(agreements[:1], heads[0])
    beyond = job_of(agreements, officer)
    PrintJob.objects.filter(pk=beyond.pk).update(created_by=heads[0])  # whose post covered both when it began
    assert set(PrintJob.objects.visible_to(officer)) == {own, beyond}
    assert set(PrintJob.objects.visible_to(heads[0])) == {own}
    assert not PrintJob.objects.visible_to(heads[1]).exists()
    assert not PrintJob.objects.visible_to(factories.user_with_role(Role.INSPECTORATE)).exists()


# --- Refused ---------------------------------------------------------------------------------------------------------


def test_nobody_prints_beyond_the_own_scope_not_even_what_is_promised_to_oneself(officer):
    own, other = season(2)
    Agreement.objects.filter(pk=other.pk).update(counterpart=own.position)
    head = head_of(own)
    assert set(Agreement.objects.visible_to(head)) == {own, other}
    with pytest.raises(ValidationError, match="di luar unit kerja Anda"):
        job_of([own, other], head)
    assert not PrintJob.objects.exists()


def test_a_job_of_nothing_is_refused(officer):
    with pytest.raises(ValidationError, match="Pilih sedikitnya satu PK"):
        job_of([], officer)


def test_a_job_that_no_printer_could_swallow_is_refused(officer):
    with pytest.raises(ValidationError, match="paling banyak 1000 PK"):
        job_of(season(1) * (MOST_ITEMS + 1), officer)


def test_somebody_elses_form_is_refused(officer):
    agreements, token = season(1), uuid.uuid4()
    job_of(agreements, officer, token=token)
    with pytest.raises(ValidationError, match="bukan milik Anda"):
        job_of(agreements, factories.user_with_role(Role.ORGANISATION_SECTION), token=token)


def test_what_was_stopped_or_is_running_cannot_be_stopped_or_continued_again(officer):
    job = job_of(season(1), officer)
    with pytest.raises(ValidationError, match="berstatus “Berjalan”"):
        retry_print_job(job, by=officer)
    cancel_print_job(job, by=officer)
    with pytest.raises(ValidationError, match="berstatus “Dihentikan”"):
        cancel_print_job(job, by=officer)
