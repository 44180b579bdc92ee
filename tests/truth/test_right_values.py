"""A handful of figures worked out by hand, so that surfaces cannot agree on something wrong."""

from decimal import Decimal

import pytest

from indicators.domain.kinds import Figure
from indicators.models import Indicator
from organisation.models import Position, WorkUnit
from realisations.enums import ReportStatus
from realisations.measurement.facts import indicator_lines, report_lines
from realisations.report_sheet.progress import report_progress_of
from tests import factories
from tests.scenes import built_once
from tests.truth.governments import GOVERNMENTS
from tests.truth.questions import Question, answer_to

pytestmark = pytest.mark.django_db


def build(name: str) -> str:
    """The government of this name."""
    GOVERNMENTS[name]()
    return name


government = built_once(build, params=["semester", "decimals"])

RIGHT = {
    "semester": {
        # Verified to the end of the year: 40 + 60 of 100; 90 of 100; 12 of 10.
        ("BUP", None): {
            "F1": "100,00%", "F2": "90,00%", "F3": "90,00%", "F4": "90,00%", "F5": "120,00%",
            "average": "98,00%", "band": "Sangat Tinggi", "part": "setahun",
        },
        # Verified up to the third quarter: 40 of 50 by the second; 60 of 75; nothing of what is measured once a year.
        ("KADIS", None): {"KF1": "80,00%", "KF2": "80,00%", "KF3": "–", "KF4": "80,00%", "KF5": "120,00%"},
        ("KADIS", 2): {"KF1": "80,00%", "KF2": "80,00%", "KF4": "80,00%", "part": "s.d. TW II"},
        ("DINAS", 2): {"KF1": "80,00%", "KF2": "80,00%", "KF4": "80,00%"},
    },
    "decimals": {
        # (2 x 0,267 - 0,262) / 0,267; 84,6 / 85; 3,24 / 3,25; 12,3444 / 12,3456; mean of five.
        ("KADIS", None): {
            "G1": "101,87%", "G2": "99,53%", "G3": "101,87%", "G4": "99,69%", "G5": "99,99%",
            "average": "100,59%", "part": "setahun",
        },
    },
}  # fmt: skip


def owner_of(code: str) -> Position | WorkUnit:
    """The position, or else the unit, of this code."""
    return Position.objects.select_related("unit").filter(code=code).first() or WorkUnit.objects.get(code=code)


def test_the_figures_of_the_small_cases_are_the_ones_worked_out_by_hand(government):
    for (code, quarter), wanted in RIGHT[government.for_a_test()].items():
        found = answer_to(Question(owner_of(code), 2024, quarter))
        told = found.told
        by_code = {line.indicator.code: told.indicators[line.indicator.pk] for line in found.lines}
        parts = {"average": told.average, "band": told.band, "part": told.part}
        assert {name: {**by_code, **parts}[name] for name in wanted} == wanted, (code, quarter)


def test_the_two_senses_of_an_office_have_two_names(government):
    if government.for_a_test() == "semester":
        head, unit = (answer_to(Question(owner_of(code), 2024, 3)).overall.whose for code in ("KADIS", "DINAS"))
        assert head.startswith("Kepala Dinas Uji: ")
        assert unit.startswith("Seluruh Dinas Uji: ")


def test_a_verified_report_adds_up_no_quarter_that_was_given_back(db):
    """What everybody else is told of: the sum waits for the first quarter, also on the report's own page."""
    indicator = factories.IndicatorFactory(aggregation="sum")
    target, part = Figure(Decimal(100)), Figure(Decimal(25))
    factories.target_for(indicator, target, quarters=dict.fromkeys(range(1, 5), part))
    position = indicator.objective.position
    factories.realise(factories.report_of(position, ReportStatus.RETURNED, quarter=1), indicator, part)
    second = factories.report_of(position, quarter=2)
    factories.realise(second, indicator, part)
    [own], [told] = report_lines(second), indicator_lines(Indicator.objects.all(), year=2026, quarter=2)
    assert (own.percent, own.realised) == (told.percent, told.realised)
    assert report_progress_of([second])[second.pk].average is None
