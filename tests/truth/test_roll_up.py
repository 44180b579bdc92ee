"""A figure made from those of the indicators below: their sum or mean, and none while one of them is missing."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from indicators.definitions.crosscutting import write_also_supports
from indicators.domain.kinds import NOT_REPORTED, Figure, QuarterReading, RollUp, ValueState
from indicators.domain.roll_up import Below, roll_up
from indicators.models import Indicator, Period
from realisations.entry.forms import EntryForm
from realisations.enums import ReportStatus
from realisations.measurement.facts import indicator_lines
from realisations.measurement.roll_up import rolled_up
from realisations.models import Realisation
from realisations.report_sheet.facts import report_sheet_of
from realisations.report_sheet.progress import report_progress_of
from realisations.reports.actions import submit_report
from tests import factories

TODAY = datetime.date(2026, 10, 5)
NA = QuarterReading(ValueState.NOT_APPLICABLE)
WAITING = QuarterReading(ValueState.WAITING)


def figure(value: object) -> Figure:
    return Figure(Decimal(str(value)))


def below(*readings: QuarterReading | int) -> list[Below]:
    return [
        Below(f"I{number}", one if isinstance(one, QuarterReading) else QuarterReading.reported(one))
        for number, one in enumerate(readings, start=1)
    ]


@pytest.mark.parametrize(
    ("rule", "readings", "value", "words"),
    [
        (RollUp.SUM, (10, 20, 31), "61", "Jumlah 3 indikator di bawahnya: 61."),
        (RollUp.MEAN, (10, 20, 31), "20.333333", "Rata-rata 3 indikator di bawahnya: 20,333333."),
        (RollUp.SUM, (10, NA, 31), "41", "Jumlah 2 indikator di bawahnya: 41."),
        (RollUp.MEAN, (10, 0), "5", "Rata-rata 2 indikator di bawahnya: 5."),
    ],
)
def test_the_figures_below_make_the_one_above(rule, readings, value, words):
    found = roll_up(rule, below(*readings))
    assert (found.value, found.words) == (Decimal(value), words)


@pytest.mark.parametrize("missing", [NOT_REPORTED, WAITING, QuarterReading.reported("BB")])
def test_one_that_is_missing_below_is_no_zero(missing):
    found = roll_up(RollUp.SUM, below(10, missing, 31))
    assert (found.value, found.words) == (None, "Menunggu angka indikator di bawahnya: I2.")


def test_nothing_below_makes_nothing():
    assert roll_up(RollUp.SUM, []).value is None
    assert roll_up(RollUp.SUM, below(NA)).words == "Belum ada indikator di bawahnya yang diukur pada triwulan ini."


def test_parts_are_added_up_when_all_have_them():
    with_parts = [
        Below("A", QuarterReading(ValueState.REPORTED, figure(50), parts=(Decimal(1), Decimal(2)))),
        Below("B", QuarterReading(ValueState.REPORTED, figure(30), parts=(Decimal(3), Decimal(10)))),
    ]
    assert roll_up(RollUp.MEAN, with_parts).parts == (4, 12)
    assert roll_up(RollUp.MEAN, [*with_parts, *below(1)]).parts is None
    assert roll_up(RollUp.MEAN, with_parts).value == 40


def test_a_pooled_figure_above_is_what_its_parts_give_and_no_mean_of_percentages():
    parts = [(Decimal("1.06"), 9, 850), (Decimal("18.42"), 1, 90)]
    with_parts = [
        Below(str(place), QuarterReading(ValueState.REPORTED, figure(value), parts=(Decimal(over), Decimal(under))))
        for place, (value, over, under) in enumerate(parts)
    ]
    found = roll_up(RollUp.MEAN, with_parts, pooled=Decimal(100))
    assert (found.value, found.words) == (
        Decimal("1.063830"),
        "Pembilang dan penyebut 2 indikator di bawahnya: 1,06383.",
    )
    assert roll_up(RollUp.MEAN, below(10, 20), pooled=Decimal(100)).value == 15


# --- In reports ------------------------------------------------------------------------------------------------------


@pytest.fixture
def above(db) -> Indicator:
    """The sum of two indicators of two fields; both are asked for in the third quarter."""
    made = factories.IndicatorFactory(aggregation="sum", unit_of_measure="Orang", roll_up="sum", code="ATAS")
    for code in ("BAWAH-1", "BAWAH-2"):
        planned(factories.IndicatorFactory(aggregation="sum", unit_of_measure="Orang", supports=made, code=code), 10)
    return planned(made, 20)


def planned(indicator: Indicator, target: int) -> Indicator:
    factories.target_for(indicator, figure(target), quarters={3: figure(target)})
    return indicator


def report_below(code: str, value: int, status: str = ReportStatus.VERIFIED) -> Realisation:
    indicator = Indicator.objects.get(code=code)
    report = factories.report_of(indicator.objective.position, status)
    return factories.realise(report, indicator, figure(value))


def own_report(above: Indicator):
    holder = factories.holder_of(above.objective.position)
    return factories.report_of(above.objective.position, ReportStatus.DRAFT), holder


def test_sending_stores_what_those_below_make_whatever_was_typed(above):
    report_below("BAWAH-1", 7)
    report_below("BAWAH-2", 9, ReportStatus.SUBMITTED)
    report, holder = own_report(above)
    factories.realise(report, above, figure(999))
    [row] = report_sheet_of(report).rows
    assert (row.lack, row.rolled.value) == ("", 16)
    submit_report(report, by=holder, today=TODAY)
    assert Realisation.objects.get(report=report).figure == 16
    [line] = indicator_lines(Indicator.objects.filter(pk=above.pk), year=2026, quarter=3)
    assert (line.realised.value, line.percent) == (figure(16), 80)


def test_an_indicator_that_only_supports_takes_no_part_in_the_sum(above):
    other = planned(factories.IndicatorFactory(aggregation="sum", unit_of_measure="Orang", roll_up="sum"), 5)
    both = Indicator.objects.get(code="BAWAH-1")
    write_also_supports({both.pk: [other.pk]})
    report_below("BAWAH-1", 7)
    report_below("BAWAH-2", 9)
    period = Period.objects.get(year=2026, quarter=3)
    found = rolled_up([above, other], period)
    assert found[above.pk].value == 16
    assert found[other.pk].words == "Belum ada indikator di bawahnya yang diukur pada triwulan ini."


def test_nothing_is_sent_while_one_below_is_missing(above):
    report_below("BAWAH-1", 7)
    report_below("BAWAH-2", 9, ReportStatus.DRAFT)
    report, holder = own_report(above)
    factories.realise(report, above, figure(999))
    with pytest.raises(ValidationError, match="Menunggu angka indikator di bawahnya: BAWAH-2"):
        submit_report(report, by=holder, today=TODAY)
    assert Realisation.objects.get(report=report).figure == 999


def test_who_says_why_there_is_none_is_believed(above):
    report, holder = own_report(above)
    factories.realise(report, above, None, state=ValueState.WAITING, note="Bidang belum selesai")
    submit_report(report, by=holder, today=TODAY)
    assert Realisation.objects.get(report=report).state == ValueState.WAITING


def test_a_figure_below_that_changes_afterwards_is_pointed_out(above):
    row = report_below("BAWAH-1", 7, ReportStatus.SUBMITTED)
    report_below("BAWAH-2", 9)
    report, holder = own_report(above)
    submit_report(report, by=holder, today=TODAY)
    row.figure = 8
    row.save()
    [told] = report_sheet_of(report).rows
    assert told.doubt == "Jumlah 2 indikator di bawahnya: 17. Yang tersimpan 16."


def test_grades_are_made_from_nothing(db):
    with pytest.raises(ValidationError, match="tidak dapat dihitung dari indikator lain"):
        factories.IndicatorFactory.build(
            polarity="yes_no", roll_up="sum", objective=factories.ObjectiveFactory()
        ).full_clean()


def test_the_count_of_a_report_takes_a_made_figure_for_an_answer(above):
    report_below("BAWAH-1", 7)
    report_below("BAWAH-2", 9)
    report, _ = own_report(above)
    found = report_progress_of([report])[report.pk]
    assert (found.asked, found.answered, found.is_complete) == (1, 1, True)


def test_nobody_types_a_made_figure(above, time_machine):
    report_below("BAWAH-1", 7)
    report_below("BAWAH-2", 9)
    report, holder = own_report(above)
    time_machine.move_to(datetime.datetime(2026, 10, 5, 3, tzinfo=datetime.UTC))
    [row] = report_sheet_of(report).rows
    assert EntryForm(row).fields["value"].disabled
    client = Client()
    client.force_login(holder)
    page = client.get(reverse("realisations:report_edit", args=[report.pk])).content.decode()
    assert "Jumlah 2 indikator di bawahnya: 16. Tersimpan saat laporan dikirim." in page


@pytest.mark.django_db
def test_a_pooled_indicator_is_made_from_the_parts_of_those_below():
    made = factories.IndicatorFactory(aggregation="pooled", unit_of_measure="%", roll_up="mean")
    factories.target_for(made, figure(2), quarters={3: figure(2)})
    for value, over, under in (("1.058824", 9, 850), ("1.111111", 1, 90)):
        one = factories.IndicatorFactory(aggregation="pooled", unit_of_measure="%", supports=made)
        factories.target_for(one, figure(2), quarters={3: figure(2)})
        report = factories.report_of(one.objective.position)
        factories.realise(report, one, figure(value), numerator=Decimal(over), denominator=Decimal(under))
    assert rolled_up([made], Period.objects.get(quarter=3))[made.pk].value == Decimal("1.063830")
