"""What verified figures fix of an indicator: direction, accumulation, scale and unit; on every road."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.bindings import verified_among
from indicators.definitions.locked_definition import MEASURE_FIELDS, fixed_fields, refused_changes
from indicators.domain.kinds import Figure
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator
from realisations.enums import ReportStatus
from tests.factories import IndicatorFactory, realise, report_of

pytestmark = pytest.mark.django_db
OTHERWISE = [
    {"polarity": Polarity.MINIMIZE},
    {"aggregation": Aggregation.SUM},
    {"unit_of_measure": "orang"},
    {"predicate_scale": ["C", "B", "A"]},
]


@pytest.fixture
def indicator() -> Indicator:
    return IndicatorFactory(unit_of_measure="Persen")


def reported(indicator: Indicator, status: str) -> None:
    """A figure of the indicator in a report in this state."""
    realise(report_of(indicator.objective.position, status), indicator, Figure(Decimal(80)))


@pytest.mark.parametrize("change", OTHERWISE, ids=lambda change: next(iter(change)))
@pytest.mark.parametrize("status", [None, ReportStatus.DRAFT, ReportStatus.SUBMITTED])
def test_as_long_as_nothing_is_verified_the_database_lets_the_measure_change(indicator, change, status):
    if status:
        reported(indicator, status)
    Indicator.objects.filter(pk=indicator.pk).update(**change)


@pytest.mark.parametrize("change", OTHERWISE, ids=lambda change: next(iter(change)))
def test_the_database_refuses_to_measure_otherwise_what_was_verified(indicator, change):
    reported(indicator, ReportStatus.VERIFIED)
    with pytest.raises(IntegrityError, match="its measure stays"), transaction.atomic():
        Indicator.objects.filter(pk=indicator.pk).update(**change)


def test_words_and_the_spelling_of_the_unit_stay_free(indicator):
    reported(indicator, ReportStatus.VERIFIED)
    Indicator.objects.filter(pk=indicator.pk).update(statement="Lain", unit_of_measure=" persen ", is_key=True)


def test_what_was_not_a_figure_fixes_nothing(indicator):
    report = report_of(indicator.objective.position)
    realise(report, indicator, None, state="not_applicable")
    assert verified_among([indicator.pk]) == frozenset()
    Indicator.objects.filter(pk=indicator.pk).update(aggregation=Aggregation.SUM)


def test_a_reported_figure_fixes_the_unit_and_a_verified_one_the_whole_measure(indicator, django_assert_num_queries):
    free, written = IndicatorFactory(), IndicatorFactory()
    reported(written, ReportStatus.DRAFT)
    reported(indicator, ReportStatus.VERIFIED)
    with django_assert_num_queries(2):
        fixed = fixed_fields([free.pk, written.pk, indicator.pk])
    assert fixed == {
        free.pk: frozenset(),
        written.pk: frozenset({"unit_of_measure"}),
        indicator.pk: frozenset(MEASURE_FIELDS),
    }


def test_a_refused_change_says_what_to_do_and_an_untouched_field_is_not_refused(indicator):
    wanted = {"polarity": indicator.polarity, "aggregation": "sum", "unit_of_measure": "PERSEN", "predicate_scale": []}
    assert refused_changes(indicator, wanted, MEASURE_FIELDS) == {
        "aggregation": "Indikator ini sudah mempunyai angka terverifikasi, jadi cara akumulasinya tidak dapat diubah. "
        "Mulai versi baru indikator ini bila cara mengukurnya harus berubah."
    }
    assert refused_changes(indicator, {**wanted, "unit_of_measure": "orang"}, {"unit_of_measure"}).keys() == {
        "unit_of_measure"
    }
