"""Chapter III A.3: the same progress towards the end of the plan in the report, on the position's page and in E.81."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.domain.kinds import Figure
from indicators.enums import Aggregation
from indicators.models import QuarterTarget
from organisation.enums import Role
from realisations.models import QuarterReport
from reports.lkjip.facts import performance_report
from tests import factories
from tests.reports.lkjip.test_lkjip import TODAY, measure, pages_of, position

__all__ = ["position"]


def figure(value) -> Figure:
    return Figure(Decimal(value))


def planned(position, *realised, **targets):
    factories.UnitPlanFactory(unit=position.unit, title="Renstra Dinas Kesehatan")
    indicators = measure(position, *realised)
    for indicator in indicators:
        factories.plan_targets_for(indicator, {int(year[1:]): figure(value) for year, value in targets.items()})
    return indicators


def test_the_report_holds_realisations_against_the_end_of_the_plan(position):
    planned(position, "72", None, y2026=75, y2029=90)
    [section] = performance_report(position, 2026, on=TODAY).sections
    first, second = section.progress
    assert (first.plan, first.end, first.reached, first.percent) == (
        "Renstra Dinas Kesehatan",
        "90 (2029)",
        "72",
        "80,00%",
    )
    assert (second.reached, second.percent, second.note) == ("–", "–", "Realisasi belum dilaporkan")
    assert section.rows[0].target == "80"
    text = " ".join(pages_of(performance_report(position, 2026, on=TODAY)))
    assert "Realisasi sampai dengan tahun 2026 terhadap target akhir rencana jangka menengah" in text
    assert "Target menurut Renstra Dinas Kesehatan." in text
    assert "90 (2029)" in text


def test_a_year_that_is_not_whole_says_what_it_lacks(position):
    [indicator] = planned(position, "72", y2029=90)
    QuarterTarget.objects.all().delete()
    for quarter in (1, 4):
        QuarterTarget.objects.create(target=indicator.targets.get(year=2026), quarter=quarter, figure=80)
    report = factories.open_again(QuarterReport.objects.filter(position=position))
    report.update(period=factories.PeriodFactory(year=2026, quarter=1), status="verified", verified_at=timezone.now())
    [section] = performance_report(position, 2026, on=TODAY).sections
    assert (section.progress[0].reached, section.progress[0].note) == ("72", "tahun 2026 belum termasuk TW IV")


def test_a_count_says_since_when_it_was_added(position):
    factories.UnitPlanFactory(unit=position.unit)
    objective = factories.ObjectiveFactory(position=position)
    indicator = factories.IndicatorFactory(objective=objective, aggregation=Aggregation.SUM, unit_of_measure="Unit")
    factories.plan_targets_for(indicator, {year: figure(20) for year in range(2025, 2030)})
    factories.target_for(indicator, figure(28), year=2026)
    for year, value in ((2025, 20), (2026, 30)):
        factories.realise(factories.report_of(position, year=year, quarter=4), indicator, figure(value))
    [section] = performance_report(position, 2026, on=TODAY).sections
    [row] = section.progress
    assert (row.end, row.reached, row.percent, row.note) == ("100 (2029)", "50", "50,00%", "jumlah sejak 2025")


def test_without_a_plan_the_report_says_nothing_of_it(position):
    measure(position, "72")
    report = performance_report(position, 2026, on=TODAY)
    assert report.sections[0].progress == ()
    assert "rencana jangka menengah" not in " ".join(pages_of(report))


def test_a_plan_that_tells_no_end_is_said_to(position):
    planned(position, "72", y2026=75)
    [section] = performance_report(position, 2026, on=TODAY).sections
    assert (section.progress[0].end, section.progress[0].note) == ("–", "rencana belum memuat target yang diperlukan")


def test_the_page_of_the_position_says_the_same(position, client):
    planned(position, "72", y2029=90)
    client.force_login(factories.user_with_role(Role.INSPECTORATE))
    page = client.get(reverse("evaluations:position_show", args=[position.pk]) + "?tahun=2026&triwulan=")
    assert "Target akhir rencana 2029: 90; kemajuan 80,00%" in " ".join(page.content.decode().split())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_three_as_for_one(position, client, count, django_assert_num_queries):
    planned(position, *["72"] * count, y2029=90)
    client.force_login(factories.user_with_role(Role.INSPECTORATE))
    with django_assert_num_queries(28):
        client.get(reverse("evaluations:position_show", args=[position.pk]) + "?tahun=2026&triwulan=")
