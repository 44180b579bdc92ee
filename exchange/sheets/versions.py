"""Versions of indicators: a file brings in a whole chain, but changes none that is there.

A version begins on its page, where its years are held against reports and agreements. Only indicators that are new
with the file take their place in a chain from it, so that one government's file sets up another installation.
"""

from exchange.export import rows
from exchange.sheets.run import Run, SheetRow, same_cell
from exchange.sheets.saving import BATCH
from exchange.workbook.schema import INDIKATOR
from indicators.models import Indicator

HEADERS = ("Menggantikan", "Tahun Pertama", "Tahun Terakhir")
REPLACES, FIRST, LAST = HEADERS


class Versions:
    """The new indicators of a file that replace another one, remembered until all codes are known."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._new: dict[str, SheetRow] = {}

    def check(self, row: SheetRow, stored: Indicator | None) -> None:
        """Refuse what one row alone cannot say; of an indicator that is there, an empty cell takes nothing away."""
        if stored is not None:
            self._keep(row, stored)
            return
        first, last = row[FIRST], row[LAST]
        if first and last and last < first:
            row.refuse(LAST, "Tahun terakhir tidak boleh sebelum tahun pertama.")
        if row[REPLACES] and not first:
            row.refuse(FIRST, "Wajib diisi bila indikator ini menggantikan versi sebelumnya.")
        elif row[REPLACES] and row["Kode"]:
            cells = {header: row[header] for header in (*HEADERS, "Kode")}
            self._new[row["Kode"]] = SheetRow(row.sheet, row.number, cells, cells, row.run)

    def link(self) -> None:
        """Refuse versions that are not in turn, and let the others replace what they name."""
        if not self._new:
            return
        taken = dict(Indicator.objects.filter(replaces__isnull=False).values_list("replaces__code", "code"))
        for code, row in self._new.items():
            self.run.check_code(row, REPLACES, INDIKATOR)
            earlier = self.run.indicators.get(row[REPLACES])
            if earlier and (earlier.last_year is None or earlier.last_year >= row[FIRST]):
                row.refuse(FIRST, f"Isi Tahun Terakhir {row[REPLACES]} dengan tahun sebelum {row[FIRST]}.")
            if taken.setdefault(row[REPLACES], code) != code:
                row.refuse(REPLACES, f"Sudah digantikan {taken[row[REPLACES]]}. Satu versi hanya digantikan sekali.")
        if self.run.may_write:
            pk = self.run.codes[INDIKATOR.name]
            linked = [Indicator(pk=pk[code], replaces_id=pk[row[REPLACES]]) for code, row in self._new.items()]
            Indicator.objects.bulk_update(linked, ["replaces"], batch_size=BATCH)

    @staticmethod
    def _keep(row: SheetRow, stored: Indicator) -> None:
        cells = rows.indicator_cells(stored)
        for header in HEADERS:
            if header in row.erased:
                row.refuse(header, "Versi indikator yang sudah ada diakhiri di halamannya. Kosongkan sel ini.")
            elif row.has(header) and row[header] is None:
                row.values[header] = cells[header]
            elif row.has(header) and not same_cell(cells[header], row[header]):
                row.refuse(
                    header, "Versi indikator yang sudah ada dimulai dan diakhiri di halamannya. Kosongkan sel ini."
                )
