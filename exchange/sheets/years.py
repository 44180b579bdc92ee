"""Years that a workbook brings in: each gets a policy and a calendar, and the preview says where they came from."""

from collections.abc import Iterable

from documents.drawing.workbook import Sheet
from exchange.sheets.run import Run
from indicators.calendar.actions import ensure_year
from indicators.calendar.facts import policy_to_copy
from indicators.models import Policy

COPIED = (
    "Tahun {year} baru di aplikasi. Kebijakan pengukurannya (rumus, batas, skala) disalin dari tahun {earlier}, dan "
    "jadwalnya disusun dari kebijakan itu. Periksa keduanya setelah impor."
)


def prepare_years(years: Iterable[int], sheet: Sheet, run: Run) -> None:
    """Make sure that these years can be measured; tell of each new one whose policy it repeats."""
    for year in sorted(set(years) - run.prepared):
        run.prepared.add(year)
        earlier = None if Policy.objects.filter(year=year).exists() else policy_to_copy(year)
        if earlier is not None:
            run.findings.warn(sheet.name, 0, "Tahun", year, COPIED.format(year=year, earlier=earlier.year))
        if run.may_write:
            ensure_year(year, by=run.by)
