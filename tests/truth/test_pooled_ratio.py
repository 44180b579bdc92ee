"""A share of a year is all that was counted by all there was: the mean of the quarters' shares is another number."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.definitions.forms import IndicatorForm
from indicators.domain.accumulation import accumulate
from indicators.domain.kinds import Aggregation, Figure, Polarity, QuarterReading, ValueState
from indicators.domain.measure import measure_objection
from indicators.domain.measurement import quarter_result, year_result
from indicators.domain.numbers import round_half_up
from indicators.domain.policy import Policy
from indicators.domain.projection import project
from indicators.domain.reasons import NoFigure
from indicators.domain.smart import quarters_objection
from indicators.domain.spec import IndicatorSpec
from indicators.domain.typed import Asked
from indicators.models import Indicator
from realisations.entry.domain import Entry, faults_of, with_computed_value
from realisations.measurement.facts import indicator_lines
from tests import factories

PERCENT = IndicatorSpec.of("minimize", "pooled", unit="%")
PARTS = {1: (16, 9536), 2: (90, 466)}
"""Few of many, then many of few: 0,17 % and 19,31 %."""


def figure(value: object) -> Figure:
    return Figure(Decimal(str(value)))


def reading(numerator: int, denominator: int) -> QuarterReading:
    parts = (Decimal(numerator), Decimal(denominator))
    return QuarterReading(ValueState.REPORTED, Figure(parts[0] / parts[1] * 100), parts=parts)


READINGS = {quarter: reading(*parts) for quarter, parts in PARTS.items()}


def rounded(value: Figure) -> Decimal:
    return round_half_up(value.value, 2)


def test_numerators_and_denominators_are_added_up():
    averaged = accumulate(Aggregation.AVERAGE, READINGS, through=2)
    pooled = accumulate(Aggregation.POOLED, READINGS, through=2, multiplier=Decimal(100))
    assert (rounded(averaged.value), rounded(pooled.value)) == (Decimal("9.74"), Decimal("1.06"))
    assert pooled.quarters == (1, 2)


def test_it_is_held_against_the_target_to_date_and_of_the_year():
    targets = {quarter: figure(2) for quarter in (1, 2, 3, 4)}
    values = {"quarter_targets": targets, "readings": READINGS, "policy": Policy()}
    to_date = quarter_result(PERCENT, quarter=2, target_year=figure(2), **values)
    assert (rounded(to_date.realised.value), to_date.target) == (Decimal("1.06"), figure(2))
    assert rounded(Figure(to_date.achievement.percent)) == Decimal("147.01")
    year = year_result(PERCENT, target=figure(2), begun=(1, 2), **values)
    assert year.achievement.percent == to_date.achievement.percent
    assert rounded(project(PERCENT, target=figure(2), **values).value) == Decimal("1.06")


@pytest.mark.parametrize("without", [QuarterReading.reported(5), QuarterReading(ValueState.REPORTED, figure(5))])
def test_a_figure_without_parts_cannot_be_added_up(without):
    found = accumulate(Aggregation.POOLED, READINGS | {3: without}, multiplier=Decimal(100))
    assert (found.value, found.reason) == (None, NoFigure.WITHOUT_PARTS)


def test_a_quarter_of_which_there_was_nothing_does_not_count_and_nothing_at_all_cannot_be_told():
    nothing = QuarterReading(ValueState.REPORTED, figure(0), parts=(Decimal(0), Decimal(0)))
    assert rounded(accumulate(Aggregation.POOLED, READINGS | {3: nothing}, multiplier=Decimal(100)).value) == Decimal(
        "1.06"
    )
    assert accumulate(Aggregation.POOLED, {3: nothing}).reason is NoFigure.ZERO_DENOMINATOR


def test_a_missing_quarter_leaves_it_untold():
    targets = {quarter: figure(2) for quarter in (1, 2, 3, 4)}
    readings = {1: READINGS[1], 3: READINGS[2]}
    values = {"target_year": figure(2), "quarter_targets": targets, "readings": readings, "policy": Policy()}
    assert quarter_result(PERCENT, quarter=3, **values).missing == (2,)


def test_its_last_quarter_is_promised_what_the_year_is():
    assert quarters_objection("pooled", figure(2), {1: figure(5), 4: figure(2)}) is None
    assert "Target triwulan IV 3" in quarters_objection("pooled", figure(2), {1: figure(5), 4: figure(3)})


ASKED = Asked(Polarity.MINIMIZE, Aggregation.POOLED, (), "Rasio", "Rasio layanan")


def test_a_report_asks_for_both_parts_whatever_the_unit():
    assert ASKED.has_parts
    alone = Entry(state="reported", figure=Decimal(5))
    assert [(fault.field, fault.code) for fault in faults_of(alone, ASKED)] == [("figure", "parts")]
    whole = with_computed_value(Entry(numerator=Decimal(1), denominator=Decimal(4)), ASKED)
    assert (whole.figure, list(faults_of(whole, ASKED))) == (Decimal("0.25"), [])


@pytest.mark.parametrize("polarity", [Polarity.PREDICATE, Polarity.YES_NO])
def test_grades_have_no_parts(polarity):
    assert "tidak mempunyai pembilang dan penyebut" in measure_objection(polarity, Aggregation.POOLED)


def test_a_form_refuses_it_at_the_accumulation():
    form = IndicatorForm(
        {"statement": "x", "unit_of_measure": "x", "polarity": "yes_no", "aggregation": "pooled"},
        objectives=[("S", "s")],
    )
    assert "aggregation" in form.errors


@pytest.mark.django_db
def test_the_database_refuses_it_too():
    with pytest.raises(ValidationError, match="tidak mempunyai pembilang dan penyebut"):
        factories.IndicatorFactory.build(
            polarity="yes_no", aggregation="pooled", objective=factories.ObjectiveFactory()
        ).full_clean()


@pytest.mark.django_db
def test_pages_show_the_sum_of_the_parts_and_how_it_came_about():
    indicator = factories.IndicatorFactory(aggregation="pooled", polarity="minimize", unit_of_measure="%")
    factories.target_for(indicator, figure(2), quarters={quarter: figure(2) for quarter in (1, 2, 3, 4)})
    for quarter, (numerator, denominator) in PARTS.items():
        report = factories.report_of(indicator.objective.position, quarter=quarter)
        value = Figure(round_half_up(Decimal(numerator * 100) / denominator, 6))
        factories.realise(report, indicator, value, numerator=numerator, denominator=denominator)
    [line] = indicator_lines(Indicator.objects.all(), year=2026, quarter=2)
    assert (rounded(line.realised.value), line.report_label) == (Decimal("1.06"), "Terverifikasi")
    rows = {term: text for step in line.working for term, text in step.rows}
    assert rows["Akumulasi"] == "Pembilang dan penyebut dijumlah: semua pembilang dibagi semua penyebut"
    assert "(16 + 90) / (9.536 + 466) × 100 = 1,059788…" in [text for step in line.working for _, text in step.rows]
