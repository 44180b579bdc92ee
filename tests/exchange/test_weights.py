"""Weights of objectives and indicators: in and out of the workbook, into averages, and never but whole."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exchange.export.facts import export_workbook
from exchange.export.scopes import EVERYTHING
from exchange.sheets.outcome import import_workbook
from indicators.domain.kinds import Averaging, Figure
from indicators.models import Indicator, Objective, Policy
from indicators.policies.facts import policy_of, unbalanced_weights
from organisation.enums import Role
from realisations.measurement.facts import indicator_lines, summary_of
from realisations.measurement.summaries import summed_up
from realisations.models import QuarterReport
from tests import factories
from tests.exchange.books import INDICATOR_HEADERS, INDICATORS, OBJECTIVES, bring_in, messages, places, plan
from tests.indicators.calendar.test_calendar_pages import policy_data

pytestmark = pytest.mark.django_db

HEADERS = {"Indikator": (*INDICATOR_HEADERS, "Bobot")}


def test_weights_come_in_go_out_and_stay_when_the_column_is_missing():
    plan()
    weighted = {
        "Sasaran": [(*OBJECTIVES[0], 100)],
        "Indikator": [(*INDICATORS[0], 60), (*INDICATORS[1], "37,5"), (*INDICATORS[2], "2,5")],
    }
    assert messages(bring_in(weighted, headers=HEADERS)) == []
    assert Objective.objects.get().weight == 100
    assert [one.weight for one in Indicator.objects.order_by("code")[:4]] == [60, Decimal("37.5"), Decimal("2.5"), None]
    target = io.BytesIO()
    export_workbook(target, year=2026, scope=EVERYTHING, today=timezone.localdate())
    target.seek(0)
    again = import_workbook(target, by=None, is_verified=True, today=timezone.localdate())
    assert again.summary == "0 baru, 0 berubah, 0 ditolak"
    without = bring_in({"Indikator": INDICATORS}, headers={"Indikator": INDICATOR_HEADERS})
    assert without.summary == "0 baru, 0 berubah, 0 ditolak"
    assert Indicator.objects.get(code="I1").weight == 60


@pytest.mark.parametrize("weight", [0, -5, "100,01", "33,333"])
def test_a_weight_that_cannot_be_kept_is_refused(weight):
    plan()
    outcome = bring_in({"Indikator": [(*INDICATORS[0], weight)]}, headers=HEADERS)
    assert places(outcome) == [("Indikator", 2, "Bobot")]


def test_the_database_keeps_no_weight_of_nothing():
    indicator = factories.IndicatorFactory()
    for wrong in (0, 101):
        with pytest.raises(IntegrityError), transaction.atomic():
            Indicator.objects.filter(pk=indicator.pk).update(weight=wrong)


def measured(objective: Objective, weight: object, realised: int) -> Indicator:
    """An indicator with a target of 100 that reached this."""
    indicator = factories.IndicatorFactory(objective=objective, weight=weight)
    value = Figure(Decimal(100))
    factories.target_for(indicator, value, quarters={3: value})
    report = QuarterReport.objects.filter(position=objective.position).first()
    report = report or factories.report_of(objective.position, quarter=3)
    factories.realise(report, indicator, Figure(Decimal(realised)))
    return indicator


def test_an_average_by_weight_uses_both_and_its_working_shows_them():
    first = factories.ObjectiveFactory(statement="Sehat", weight=70)
    second = factories.ObjectiveFactory(statement="Cerdas", weight=30, position=first.position)
    for objective, weight, realised in ((first, 60, 90), (first, 40, 80), (second, None, 50)):
        measured(objective, weight, realised)
    policy = replace(policy_of(2026), averaging=Averaging.WEIGHTED)
    lines = indicator_lines(Indicator.objects.all(), year=2026, quarter=3)
    assert summary_of(lines, policy).average == Decimal("75.2")
    working = dict(summed_up("Dinas", lines, year=2026, quarter=3, policy=policy).working)
    assert working["Sehat"] == "(60 × 90,00% + 40 × 80,00%) / 100"
    assert working["Perhitungan"] == "(70 × 86,00% + 30 × 50,00%) / 100"
    assert working["Hasil"].startswith("75,2%")


def test_the_policy_takes_averages_by_weight_only_when_weights_make_a_hundred(client):
    Policy.objects.create(year=2026)
    objective = factories.ObjectiveFactory(code="S1")
    factories.IndicatorFactory(objective=objective, weight=60)
    other = factories.IndicatorFactory(objective=objective, weight=30)
    factories.IndicatorFactory(objective=objective, weight=90, last_year=2025)
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    address, data = reverse("indicators:policy_edit", args=[2026]), policy_data(averaging="weighted")
    assert "Sasaran S1: Jumlah bobotnya 90, seharusnya 100." in client.post(address, data).content.decode()
    Indicator.objects.filter(pk=other.pk).update(weight=40)
    assert unbalanced_weights(2026) == []
    assert client.post(address, data).status_code == 302
    assert Policy.objects.get().averaging == "weighted"
