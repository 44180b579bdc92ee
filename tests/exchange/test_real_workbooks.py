"""The two workbooks of this repository through the commands: in, in again, out, and in elsewhere.

Deli Serdang: `tests/data/README.md` names the source. Kabupaten Contoh: the demo, whose regent of 2022 has the
counts of Kabupaten Lebong's report of that year (18 indicators: 7 below, 4 met, 7 exceeded).
"""

import datetime
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from audit.models import Event
from indicators.models import Indicator
from organisation.enums import PositionKind, Role
from organisation.models import Position
from realisations.models import BudgetRealisation, Realisation
from reports.lkjip.facts import performance_report
from tests import factories

HERE = Path(__file__).resolve().parent.parent
DELI_SERDANG = HERE / "data" / "deli_serdang_bappedalitbang_2025.xlsx"
DEMO = HERE.parent / "demo" / "kabupaten_contoh.xlsx"

pytestmark = pytest.mark.slow  # workbooks of whole governments


def run(capsys, *words, **options) -> str:
    """What the command printed on standard output."""
    capsys.readouterr()
    call_command(*words, **options)
    return capsys.readouterr().out


def content(path: Path) -> dict[str, list[tuple]]:
    """Every sheet's cells as plain values, without the instructions."""
    book = openpyxl.load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.values) for sheet in book if sheet.title != "Petunjuk"}


@pytest.mark.parametrize(("workbook", "years"), [(DELI_SERDANG, [2025]), (DEMO, [2022, 2025, 2026])])
@pytest.mark.django_db(transaction=True)
def test_a_workbook_comes_in_changes_nothing_the_second_time_and_travels(workbook, years, capsys, tmp_path):
    first = run(capsys, "import_workbook", workbook)
    assert " 0 ditolak" in first
    before = (Indicator.objects.count(), Realisation.objects.count(), BudgetRealisation.objects.count())
    again = run(capsys, "import_workbook", workbook)
    assert "0 baru, 0 berubah" in again
    assert (Indicator.objects.count(), Realisation.objects.count(), BudgetRealisation.objects.count()) == before

    away = [tmp_path / f"{year}.xlsx" for year in years]
    for year, path in zip(years, away, strict=True):
        call_command("export_workbook", path, tahun=year)
    call_command("flush", interactive=False, verbosity=0)
    assert Indicator.objects.count() == Event.objects.count() == 0
    for path in away:
        call_command("import_workbook", path)
    for year, path in zip(years, away, strict=True):
        back = tmp_path / f"back-{year}.xlsx"
        call_command("export_workbook", back, tahun=year)
        assert content(back) == content(path)


@pytest.mark.django_db
def test_the_regent_of_2022_has_the_same_counts_in_export_dashboard_and_report(client, capsys):
    call_command("import_workbook", DEMO)
    regent = Position.objects.get(kind=PositionKind.REGIONAL_HEAD)

    rows = json.loads(run(capsys, "export_achievements", tahun=2022, format="json"))
    assert {row["kode_jabatan"] for row in rows} == {regent.code}
    assert Counter(row["status_target"] for row in rows) == {"belum": 7, "sesuai": 4, "melampaui": 7}
    assert all(row["status_laporan"] == "terverifikasi" for row in rows)

    client.force_login(factories.user_with_role(Role.INSPECTORATE))
    page = client.get(reverse("evaluations:dashboard_show") + "?tahun=2022&triwulan=")
    summary = page.context["board"].government.overall.summary
    assert (summary.total, summary.exceeded, summary.met, summary.below) == (18, 7, 4, 7)

    report = performance_report(regent, 2022, on=datetime.date(2023, 2, 1))
    assert "Dari 18 indikator kinerja, 7 melampaui, 4 sesuai, 7 belum mencapai target" in report.summary
