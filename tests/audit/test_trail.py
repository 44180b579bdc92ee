"""The trail keeps what happened, and one function changes a state."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit import trail
from audit.models import Event
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from tests import factories

pytestmark = pytest.mark.django_db

SUBMITTED = {"submitted_at": timezone.now()}


def test_an_event_keeps_who_did_what_to_what_as_plain_values():
    unit = factories.WorkUnitFactory(name="Dinas Kesehatan")
    person = factories.UserFactory(employee=factories.EmployeeFactory(name="Siti", title_suffix="S.H."))
    event = trail.record(unit, "unit.updated", by=person, data={"remark": "Salah ketik"})
    event.refresh_from_db()
    assert (event.actor_id, event.actor_label) == (person.pk, "Siti, S.H.")
    assert (event.target_type, event.target_id, event.target_label) == (
        "organisation.workunit",
        str(unit.pk),
        "Dinas Kesehatan",
    )
    assert event.data == {"remark": "Salah ketik"}
    assert abs((timezone.now() - event.at).total_seconds()) < 60


def test_what_nobody_did_was_done_by_the_system():
    event = trail.record(factories.WorkUnitFactory(), "unit.updated", by=None)
    assert (event.actor_id, event.actor_label) == (None, "Sistem")


def test_history_tells_one_or_several_things_newest_first():
    unit, other = factories.WorkUnitFactory(), factories.WorkUnitFactory()
    position = factories.PositionFactory(unit=unit)
    for target, verb in ((unit, "first"), (other, "elsewhere"), (position, "second"), (unit, "third")):
        trail.record(target, verb, by=None)
    assert [event.verb for event in trail.history(unit)] == ["third", "first"]
    assert [event.verb for event in trail.history(unit, position)] == ["third", "second", "first"]
    assert list(trail.history()) == []


def test_the_history_outlives_its_object():
    unit = factories.WorkUnitFactory(name="Dinas yang dihapus")
    event = trail.record(unit, "unit.updated", by=None)
    unit.delete()
    assert Event.objects.get(pk=event.pk).target_label == "Dinas yang dihapus"


def test_one_step_writes_state_fields_and_event_together():
    report = factories.QuarterReportFactory()
    sender = factories.UserFactory()
    advanced = trail.advance(
        report, ReportStatus.SUBMITTED, by=sender, verb="report.submitted", submitted_by=sender, **SUBMITTED
    )
    assert advanced.status == report.status == ReportStatus.SUBMITTED
    assert report.submitted_by == sender
    assert trail.history(report).get().data == {"from": "draft", "to": "submitted"}


def test_a_remark_goes_with_the_step_into_the_history():
    report = factories.report_of(factories.PositionFactory(), ReportStatus.SUBMITTED)
    trail.advance(report, ReportStatus.RETURNED, by=None, verb="report.returned", remark="Lengkapi kendala.")
    assert trail.history(report).get().data["remark"] == "Lengkapi kendala."


def test_an_unsaved_object_has_no_history():
    with pytest.raises(ValueError, match="unsaved"):
        trail.record(factories.WorkUnitFactory.build(), "unit.created", by=None)


def test_a_step_that_is_not_allowed_is_refused_with_both_states_and_leaves_no_trace():
    report = factories.QuarterReportFactory()
    with pytest.raises(ValidationError) as refusal:
        trail.advance(report, ReportStatus.VERIFIED, by=None, verb="report.verified")
    assert "“Draf”" in refusal.value.message
    assert "Muat ulang halaman" in refusal.value.message
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT
    assert not trail.history(report).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_label = 'orang lain'",
        "UPDATE audit_event SET data = '{}' WHERE false OR true",
        "DELETE FROM audit_event",
        "WITH gone AS (DELETE FROM audit_event RETURNING id) SELECT count(*) FROM gone",
    ],
)
def test_the_database_refuses_to_change_an_event_by_raw_sql(statement):
    event = trail.record(factories.WorkUnitFactory(), "unit.updated", by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.filter(pk=event.pk, actor_label="Sistem").exists()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(verb="lain"),
        lambda event: Event.objects.bulk_update([event], ["verb"]),
        lambda event: Event(pk=event.pk, verb="lain").save(update_fields=["verb"]),
        lambda event: event.delete(),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
    ],
    ids=["update", "bulk_update", "save", "delete", "queryset delete"],
)
def test_the_database_refuses_to_change_an_event_through_the_orm(tamper):
    event = trail.record(factories.WorkUnitFactory(), "unit.updated", by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        tamper(event)
    assert Event.objects.get(pk=event.pk).verb == "unit.updated"


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_press_the_button_together_one_succeeds():
    report = factories.QuarterReportFactory()
    sender = factories.UserFactory()
    start = threading.Barrier(20)
    outcomes: list[str] = []

    def press() -> None:
        own = QuarterReport.objects.get(pk=report.pk)
        start.wait()
        try:
            trail.advance(
                own, ReportStatus.SUBMITTED, by=sender, verb="report.submitted", submitted_by=sender, **SUBMITTED
            )
            outcomes.append("done")
        except ValidationError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done"] + ["told"] * 19
    assert trail.history(report).count() == 1
