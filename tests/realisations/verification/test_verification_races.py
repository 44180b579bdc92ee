"""Sending, judging, typing and opening rows in the same moment: one verdict, and the trail says what the state says."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.trail import history
from indicators.enums import ValueState
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from realisations.reports.acceptance import open_row
from realisations.reports.actions import return_report, submit_report, verify_report
from tests.entries import save_report
from tests.factories import open_again
from tests.office import TODAY, Office, make_office
from tests.realisations.reports.test_report_life import answer, sent

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 15
VERDICTS = {"report.verified": ReportStatus.VERIFIED, "report.returned": ReportStatus.RETURNED}


def at_once(*actions: Callable[[], object]) -> list[str]:
    """Do all of it in the same moment; the sentence of each refusal, anything else that goes wrong goes on."""
    start, refusals, accidents = threading.Barrier(len(actions)), [], []

    def run(action: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            action()
        except ValidationError as refusal:
            refusals.append(refusal.messages[0])
        except BaseException as accident:
            accidents.append(accident)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert accidents == []
    return refusals


def test_verifying_returning_and_typing_at_once_give_one_verdict_and_no_locked_row_changes():
    office = make_office()
    for number in range(ROUNDS):
        report = sent(office)
        version, typed = report.version, {}
        for name in ("clinics", "stunting"):
            typed[name] = {getattr(office, name).pk: Entry(state=ValueState.REPORTED, figure=Decimal(100 + number))}
        accept = {"accepted": {office.clinics.pk}, "version": version}

        def give_back(by, report=report, accept=accept) -> None:
            return_report(report, by=by, today=TODAY, row_remarks={office.stunting.pk: "Periksa."}, **accept)

        def accept_all(by, report=report, version=version) -> None:
            verify_report(report, by=by, today=TODAY, version=version)

        def type_in(name, report=report, version=version, typed=typed) -> None:
            save_report(report, typed[name], by=office.operator, version=version + 1, today=TODAY)

        at_once(
            lambda: give_back(office.secretary),
            lambda: give_back(office.section),
            lambda: accept_all(office.secretary),
            lambda: accept_all(office.section),
            lambda: type_in("clinics"),
            lambda: type_in("stunting"),
        )
        report.refresh_from_db()
        verbs = [event.verb for event in history(report) if event.verb in VERDICTS]
        assert [VERDICTS[verb] for verb in verbs] == [report.status]
        clinics = Realisation.objects.get(report=report, indicator=office.clinics)
        assert clinics.figure == 0
        assert clinics.is_accepted is (report.status == ReportStatus.RETURNED)
        open_again(QuarterReport.objects.all()).delete()


def test_opening_a_row_and_sending_at_once_never_open_a_row_that_was_sent():
    office = make_office()
    for _ in range(ROUNDS):
        report = return_report(
            sent(office), by=office.secretary, today=TODAY, remark="Periksa.", accepted={office.clinics.pk}
        )
        refusals = at_once(
            lambda report=report: submit_report(report, by=office.head, today=TODAY),
            lambda report=report: open_row(report, office.clinics.pk, by=office.section, today=TODAY),
        )
        report.refresh_from_db()
        verbs = [event.verb for event in history(report).order_by("id")][-2:]
        assert report.status == ReportStatus.SUBMITTED
        is_open = not Realisation.objects.get(report=report, indicator=office.clinics).is_accepted
        assert is_open is (verbs == ["report.row_opened", "report.submitted"])
        assert len(refusals) == (not is_open)
        QuarterReport.objects.all().delete()


@pytest.mark.usefixtures("at_office")
def test_twenty_presses_of_the_sending_button_are_one_sending_with_one_receipt(office: Office):
    report, places = answer(office), []

    def press() -> None:
        browser = Client()
        browser.force_login(office.head)
        places.append(browser.post(reverse("realisations:report_submit", args=[report.pk])).url)

    at_once(*[press] * 20)
    assert set(places) == {reverse("realisations:report_receipt", args=[report.pk])}
    assert history(report).filter(verb="report.submitted").count() == 1
