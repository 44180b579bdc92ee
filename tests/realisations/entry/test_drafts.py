"""Keeping what is typed: four states stay apart, the trail tells every change, nobody is overwritten unawares."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from audit.models import Event
from audit.trail import history
from indicators.calendar.actions import extend_period
from indicators.enums import ValueState
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from tests.entries import figure_fact, lines_of, save_report
from tests.factories import IndicatorFactory, WorkUnitFactory, report_of, target_for
from tests.office import TODAY, Office, figure

pytestmark = pytest.mark.django_db


def reported(text: str, **more: object) -> Entry:
    return Entry(state=ValueState.REPORTED, figure=Decimal(text), **more)


def save(office: Office, values: dict, **more: object) -> QuarterReport:
    report = office.report()
    arguments = {"by": office.operator, "version": report.version, "today": TODAY, **more}
    return save_report(report, values, **arguments)


def test_what_was_typed_is_kept_and_told_once(office: Office) -> None:
    save(office, {office.stunting.pk: reported("16.2", note="e-PPGBM September"), office.grade.pk: Entry()})
    row = Realisation.objects.get()
    assert (row.figure, row.note, row.state) == (Decimal("16.2"), "e-PPGBM September", ValueState.REPORTED)
    event = history(office.report()).get()
    assert (event.verb, event.actor_label) == ("report.saved", str(office.operator))
    assert lines_of(event) == [
        ("IKU.1 – keadaan", "Belum dilaporkan", "Dilaporkan"),
        ("IKU.1 – realisasi", "–", "16,2"),
        ("IKU.1 – keterangan", "–", "e-PPGBM September"),
    ]


def test_a_correction_tells_before_and_after(office: Office) -> None:
    save(office, {office.stunting.pk: reported("16.2")})
    report = save(office, {office.stunting.pk: reported("17")})
    assert report.version == 2
    assert history(report).first().data["changes"] == [figure_fact(report, office.stunting, "16.2", "17")]


def test_saving_the_same_again_writes_nothing(office: Office) -> None:
    values = {office.stunting.pk: reported("16.20")}
    save(office, values)
    report = save(office, values)
    assert (report.version, Event.objects.filter(verb="report.saved").count()) == (1, 1)


def test_zero_empty_not_applicable_and_waiting_stay_four_states(office: Office) -> None:
    extra = IndicatorFactory(objective=office.stunting.objective)
    target_for(extra, figure("10"), quarters={3: figure("10")})
    save(
        office,
        {
            office.stunting.pk: reported("0"),
            office.clinics.pk: Entry(note="belum sempat"),
            office.grade.pk: Entry(state=ValueState.NOT_APPLICABLE, note="tidak dinilai"),
            extra.pk: Entry(state=ValueState.WAITING, note="rilis BPS November"),
        },
    )
    stored = {row.indicator_id: (row.state, row.figure) for row in Realisation.objects.all()}
    assert stored == {
        office.stunting.pk: (ValueState.REPORTED, Decimal(0)),
        office.clinics.pk: (ValueState.NOT_REPORTED, None),
        office.grade.pk: (ValueState.NOT_APPLICABLE, None),
        extra.pk: (ValueState.WAITING, None),
    }


def test_money_is_kept_corrected_and_taken_back(office: Office) -> None:
    line = office.budget.pk
    for amount in (Decimal(0), Decimal("125000000"), None):
        save(office, {}, spending={line: amount})
        kept = BudgetRealisation.objects.filter(line=line, quarter=3).values_list("amount", flat=True)
        assert list(kept) == ([] if amount is None else [amount])
    name = f"Anggaran {office.budget.program.code} ({office.budget.funding_source})"
    assert [lines_of(event) for event in history(office.report()).order_by("id")] == [
        [(name, "–", "0")],
        [(name, "0", "125.000.000")],
        [(name, "125.000.000", "–")],
    ]


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(office: Office) -> None:
    save(office, {office.stunting.pk: reported("16")}, by=office.head, version=0)
    with pytest.raises(ValidationError, match="berubah sejak Anda membukanya") as refusal:
        save(office, {office.stunting.pk: reported("19")}, version=0)
    assert refusal.value.code == "conflict"
    assert Realisation.objects.get().figure == 16


def test_an_indicator_or_budget_of_somebody_else_is_refused(office: Office) -> None:
    stranger = IndicatorFactory()
    target_for(stranger, figure("1"))
    with pytest.raises(ValidationError, match="bukan milik jabatan ini"):
        save(office, {stranger.pk: reported("1")})
    with pytest.raises(ValidationError, match="bukan milik jabatan ini"):
        save(office, {}, spending={office.budget.pk + 1000: Decimal(1)})
    assert not Realisation.objects.exists()


@pytest.mark.parametrize(
    ("indicator", "entry", "sentence"),
    [
        ("grade", Entry(state=ValueState.REPORTED, grade="SSS"), "tidak ada dalam skala. Pilih salah satu: D, C"),
        ("grade", reported("80"), "diisi dengan predikat"),
        ("stunting", Entry(state=ValueState.REPORTED, grade="BB"), "diisi dengan angka"),
        ("on_time", Entry(state=ValueState.REPORTED, grade="mungkin"), "Tulis ya atau tidak"),
    ],
)
def test_a_value_of_another_kind_is_refused(office: Office, indicator: str, entry: Entry, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        save(office, {getattr(office, indicator).pk: entry})


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (datetime.date(2026, 9, 30), "baru dibuka pada Kamis, 1 Oktober 2026"),
        (datetime.date(2026, 11, 1), "sudah ditutup pada Sabtu, 31 Oktober 2026. Mintalah perpanjangan"),
    ],
)
def test_outside_the_period_nothing_can_be_typed(office: Office, day: datetime.date, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        save(office, {office.stunting.pk: reported("16")}, today=day)
    for inside in (datetime.date(2026, 10, 1), datetime.date(2026, 10, 31)):
        save(office, {office.stunting.pk: reported(str(inside.day))}, today=inside)


@pytest.mark.usefixtures("at_office")
def test_more_time_for_a_unit_reaches_the_units_below_it_and_no_other(office: Office) -> None:
    late = datetime.date(2026, 11, 5)
    indicator = IndicatorFactory(objective__position=office.division)
    target_for(indicator, figure("10"))
    report = report_of(office.division, ReportStatus.DRAFT)
    extend_period(office.period, WorkUnitFactory(), until=late, reason="Banjir", by=office.section)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        save_report(report, {indicator.pk: reported("9")}, by=office.operator, version=0, today=late)
    extend_period(office.period, office.unit, until=late, reason="Listrik padam", by=office.section)
    save_report(report, {indicator.pk: reported("9")}, by=office.operator, version=0, today=late)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        save_report(report, {}, by=office.operator, version=1, today=late + datetime.timedelta(days=1))


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.VERIFIED])
def test_a_report_that_was_sent_is_not_changed_any_more(office: Office, status: str) -> None:
    report = report_of(office.position, status)
    with pytest.raises(ValidationError, match="isinya tidak dapat diubah"):
        save_report(report, {office.stunting.pk: reported("1")}, by=office.head, version=0, today=TODAY)
