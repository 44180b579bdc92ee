"""When figures may come in: nothing before a quarter opens, drafts only while their window is open."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from demo import loading
from exchange.export.rows import realised_cells
from indicators.calendar.actions import ensure_year, extend_period
from indicators.models import Period
from organisation.enums import Role
from organisation.models import WorkUnit
from realisations.enums import ReportStatus
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from realisations.reports.actions import verify_report
from realisations.verification.reopening import reopen_report
from tests.clocks import database_clock
from tests.entries import lines_of
from tests.exchange.books import bring_in, messages, only, places, plan
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db

LAST_DAY_BEFORE, FIRST_DAY = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
LAST_DAY, DAY_AFTER = dt.date(2026, 7, 31), dt.date(2026, 8, 1)


@pytest.fixture(autouse=True)
def government(db):
    plan(Target=[("I1", 2026, 70, "", "", "", "")])


def second_quarter(today: dt.date, *, is_verified: bool = True, value: object = 70):
    row = ("I1", 2026, 2, value, "", "", "", "", "", "")
    return bring_in({"Realisasi": [row]}, is_verified=is_verified, today=today)


@pytest.mark.parametrize("is_verified", [True, False])
def test_a_quarter_comes_in_from_the_day_on_which_it_opens(is_verified):
    assert second_quarter(FIRST_DAY, is_verified=is_verified).is_written


@pytest.mark.parametrize("is_verified", [True, False])
def test_before_that_day_nobody_brings_it_in(is_verified):
    outcome = second_quarter(LAST_DAY_BEFORE, is_verified=is_verified)
    assert places(outcome) == [("Realisasi", 2, "Triwulan")]
    assert "Triwulan II Tahun 2026 baru dibuka pada Rabu, 1 Juli 2026" in only(outcome, messages(outcome))
    assert not QuarterReport.objects.exists()


def test_the_opening_day_is_that_of_the_stored_period():
    Period.objects.filter(year=2026, quarter=2).update(opens=dt.date(2026, 6, 25))
    assert second_quarter(LAST_DAY_BEFORE).is_written


def test_an_empty_row_of_a_coming_quarter_is_no_report():
    assert second_quarter(LAST_DAY_BEFORE, value="").summary == "0 baru, 0 berubah, 0 ditolak"


def test_a_row_that_changes_nothing_is_not_held_against_the_calendar():
    second_quarter(LAST_DAY)
    assert second_quarter(DAY_AFTER, is_verified=False).summary == "0 baru, 0 berubah, 0 ditolak"


def test_drafts_come_in_until_the_quarter_closes():
    assert second_quarter(LAST_DAY, is_verified=False).is_written
    outcome = second_quarter(DAY_AFTER, is_verified=False, value=71)
    assert "sudah ditutup pada Jumat, 31 Juli 2026" in only(outcome, messages(outcome))
    assert Realisation.objects.get().figure == 70


def test_what_counts_as_verified_comes_in_later_too():
    assert second_quarter(DAY_AFTER).is_written


def test_drafts_of_a_unit_with_more_time_come_in_longer():
    ensure_year(2026, by=None)
    period, unit = Period.objects.get(year=2026, quarter=2), WorkUnit.objects.get(code="DINKES")
    keeper = user_with_role(Role.ORGANISATION_SECTION)
    with database_clock(dt.datetime.combine(LAST_DAY, dt.time(), dt.UTC)):
        extend_period(period, unit, until=DAY_AFTER, reason="Gempa bumi", by=keeper)
    assert second_quarter(DAY_AFTER, is_verified=False).is_written
    assert second_quarter(DAY_AFTER + dt.timedelta(1), is_verified=False, value=71).is_refused


def test_a_refused_file_is_judged_by_the_usual_days_of_a_year_that_is_not_prepared():
    rows = [("I1", 2031, 1, 70, *[""] * 6), ("TIDAK-ADA", 2031, 1, 70, *[""] * 6)]
    outcome = bring_in({"Realisasi": rows}, is_verified=False, today=DAY_AFTER)
    assert "baru dibuka pada Selasa, 1 April 2031" in messages(outcome)[0]
    assert not Period.objects.filter(year=2031).exists()


def test_the_demos_open_quarter_is_open_on_its_own_day_whatever_the_clock_says():
    with time_machine.travel("2030-02-01", tick=False):
        ensure_year(2026, by=None)
    third = Period.objects.get(year=2026, quarter=3)
    assert third.opens <= loading.IMPORTED <= third.closes


def test_a_row_that_the_verifier_accepted_is_refused_to_whom_the_report_was_returned():
    second_quarter(LAST_DAY, is_verified=False)
    verifier = user_with_role(Role.ORGANISATION_SECTION)
    QuarterReport.objects.update(status=ReportStatus.RETURNED)
    Realisation.objects.update(accepted_at=timezone.now(), accepted_by=verifier)
    outcome = second_quarter(LAST_DAY, is_verified=False, value=71)
    assert "sudah diterima verifikator, jadi terkunci" in only(outcome, messages(outcome))
    assert (Realisation.objects.get().figure, Realisation.objects.get().is_accepted) == (70, True)
    assert second_quarter(LAST_DAY, is_verified=False).summary == "0 baru, 0 berubah, 0 ditolak"
    outcome = second_quarter(LAST_DAY, value=71)
    assert "sudah dikembalikan lewat Amanah" in only(outcome, messages(outcome)), "what counts as verified neither"


def test_a_row_that_the_verifier_accepted_is_locked_for_what_counts_as_verified_too():
    second_quarter(LAST_DAY)
    Realisation.objects.update(accepted_at=timezone.now(), accepted_by=user_with_role(Role.ORGANISATION_SECTION))
    outcome = second_quarter(LAST_DAY, value=71)
    assert "sudah diterima verifikator, jadi terkunci" in only(outcome, messages(outcome))
    assert Realisation.objects.get().figure == 70


def sent_here(report: QuarterReport) -> None:
    """Sent by its holder, as by the page."""
    moment = {"submitted_at": timezone.now(), "submitted_by": user_with_role(Role.OPERATOR, report.position.unit)}
    QuarterReport.objects.filter(pk=report.pk).update(status=ReportStatus.SUBMITTED, **moment)


def test_what_a_verifier_approved_here_is_never_overwritten_by_an_import():
    second_quarter(LAST_DAY, is_verified=False)
    report, verifier = QuarterReport.objects.get(), user_with_role(Role.ORGANISATION_SECTION)
    sent_here(report)
    outcome = second_quarter(LAST_DAY, value=71)
    assert "sudah dikirim lewat Amanah" in only(outcome, messages(outcome))
    verify_report(report, by=verifier, today=LAST_DAY)
    outcome = second_quarter(LAST_DAY, value=71)
    assert "sudah terverifikasi lewat Amanah, jadi tidak dapat ditimpa" in only(outcome, messages(outcome))
    assert (Realisation.objects.get().figure, QuarterReport.objects.get().version) == (70, report.version + 1)
    assert second_quarter(LAST_DAY).summary == "0 baru, 0 berubah, 0 ditolak", "the same again is no change"


def test_what_an_import_brought_in_as_verified_is_corrected_only_after_it_was_opened_again():
    assert second_quarter(LAST_DAY).is_written
    outcome = second_quarter(LAST_DAY, value=72)
    assert "sudah terverifikasi, jadi terkunci di setiap jalan" in only(outcome, messages(outcome))
    by = user_with_role(Role.ORGANISATION_SECTION)
    reopen_report(QuarterReport.objects.get(), by=by, today=LAST_DAY, reason="Salah ketik pada sumber.")
    assert second_quarter(LAST_DAY, value=72).is_written
    report = QuarterReport.objects.get()
    assert (report.status, report.remark, Realisation.objects.get().figure) == (ReportStatus.VERIFIED, "", 72)


def test_figures_that_nobody_has_sent_are_not_verified_by_an_import():
    second_quarter(LAST_DAY, is_verified=False)
    outcome = second_quarter(LAST_DAY, value=71)
    assert "sedang disusun lewat Amanah" in only(outcome, messages(outcome))
    assert (QuarterReport.objects.get().status, Realisation.objects.get().figure) == (ReportStatus.DRAFT, 70)


def test_money_of_a_report_that_was_approved_here_is_not_overwritten_either():
    second_quarter(LAST_DAY, is_verified=False)
    report = QuarterReport.objects.get()
    sent_here(report)
    verify_report(report, by=user_with_role(Role.ORGANISATION_SECTION), today=LAST_DAY)
    programs = [("1.02", "Urusan"), ("1.02.02", "Upaya Kesehatan")]
    budget = [("KADIS", 2026, "1.02.02", 100, "DAU", 5, 10)]
    outcome = bring_in({"Program": programs[1:], "Anggaran": budget})
    assert [place for place in places(outcome) if place[0] == "Anggaran"] == [("Anggaran", 2, "Realisasi TW II")]
    assert not BudgetRealisation.objects.exists()
    assert bring_in({"Program": programs[1:], "Anggaran": [(*budget[0][:6], "")]}).is_written
    event = Event.objects.get(verb="spending.imported")
    assert lines_of(event) == [("Anggaran 1.02.02 (DAU)", "–", "5")], "no report of the first quarter was begun"


@pytest.mark.parametrize("said", ["ya", "tidak", ""])
def test_whether_a_figure_is_provisional_comes_in_and_goes_out_with_its_row(said):
    row = ("I1", 2026, 2, 70, "", "", "", "", "", "", "ya")
    draft = {"is_verified": False, "today": LAST_DAY}
    bring_in({"Realisasi": [row]}, **draft)
    assert realised_cells(Realisation.objects.get())["Sementara"] == "ya"
    bring_in({"Realisasi": [(*row[:-1], said)]}, **draft)
    assert Realisation.objects.get().is_provisional == (said != "tidak"), "an empty cell takes nothing away"


def test_the_reports_of_the_file_are_held_before_their_rows_are_read():
    """Otherwise a report that is sent, or typed into, while the file is read would be changed unseen."""
    second_quarter(LAST_DAY, is_verified=False)
    with CaptureQueriesContext(connection) as asked:
        second_quarter(LAST_DAY, is_verified=False, value=71)
    asked = [query["sql"] for query in asked]
    held = next(n for n, sql in enumerate(asked) if "realisations_quarterreport" in sql and "FOR UPDATE" in sql)
    read = next(n for n, sql in enumerate(asked) if 'FROM "realisations_realisation"' in sql and '"figure"' in sql)
    assert held < read
