"""Published comparisons with the end of a medium-term plan, and the indicator whose plan and agreement differ."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.domain.kinds import Figure
from indicators.domain.numbers import parse_number, round_half_up
from indicators.enums import Polarity
from indicators.models import Indicator
from realisations.measurement.facts import indicator_lines
from realisations.measurement.progress import progress_of
from tests import factories

pytestmark = pytest.mark.django_db

TOLERANCE = Decimal("0.011")
DUMAI = json.loads((Path(__file__).parents[2] / "indicators/domain/published" / "dumai_2016_2020.json").read_text())
AGAINST_THE_PLAN = [row for row in DUMAI["rows"] if row.get("comparison") == "target akhir RPJMD"]
UNEXPLAINED = {
    "Rasio guru/murid per kelas rata-rata SD/MI": "83,86 cannot be derived from 1:17,9 and 1:32",
    "Rasio guru/murid per kelas rata-rata SLTP": "82 cannot be derived from 1:17,5 and 1:34",
}


def measured(target: Decimal, agreed: Decimal, realised: Decimal, *, polarity: str, year: int) -> Indicator:
    """An indicator with a target at the end of an RPJMD, an agreed one, and a verified year."""
    factories.MediumTermPlanFactory(first_year=year, last_year=year + 5)
    indicator = factories.IndicatorFactory(polarity=polarity)
    factories.plan_targets_for(indicator, {year + 5: Figure(target)})
    factories.target_for(indicator, Figure(agreed), year=year)
    report = factories.report_of(indicator.objective.position, year=year, quarter=4)
    factories.realise(report, indicator, Figure(realised))
    return indicator


@pytest.mark.parametrize("row", AGAINST_THE_PLAN, ids=lambda row: row["indikator"])
def test_the_published_progress_of_dumai_is_ours_wherever_its_source_is_consistent(row):
    target, realised, printed = (
        parse_number(row[name].split(":")[-1]) for name in ("target", "realisasi", "capaian_persen")
    )
    indicator = measured(target, target * 2, realised, polarity=Polarity(row["polarity"]), year=row["tahun"])
    found = progress_of(indicator_lines(Indicator.objects.all(), year=row["tahun"]))[indicator.pk]
    agrees = abs(found.achievement.percent - printed) <= TOLERANCE
    assert agrees is row["check"]["consistent"]
    assert agrees is (row["indikator"] not in UNEXPLAINED)


def test_stunting_of_2022_is_held_against_the_agreed_target_in_the_year_and_against_the_plan_in_its_progress():
    indicator = measured(Decimal(18), Decimal(21), Decimal("21.6"), polarity=Polarity.MINIMIZE, year=2022)
    (line,) = indicator_lines(Indicator.objects.all(), year=2022)
    found = progress_of([line])[indicator.pk]
    assert round_half_up(line.percent) == Decimal("97.14")
    assert round_half_up(found.achievement.percent) == Decimal("80.00")
