"""Cells of targets and realisations into values, as the indicator's direction wants them."""

from collections.abc import Callable
from decimal import Decimal

from exchange.sheets.run import IndicatorFacts, SheetRow
from exchange.workbook import words
from exchange.workbook.cells import FIGURE_DECIMALS, CellError, figure
from exchange.workbook.codes import ABOVE, codes_in, several_codes
from exchange.workbook.percents import PercentCell
from indicators.domain.kinds import Figure, Polarity, Range, Value
from indicators.domain.measure import measure_objection
from indicators.domain.numbers import NumberError, format_number
from indicators.domain.odd_numbers import percent_value
from indicators.domain.readings import Reading, read_realisation, read_target

NOT_SUMMABLE = {"jumlah", "rata-rata"}
GRADED = frozenset({Polarity.PREDICATE, Polarity.YES_NO})
NUMBER_FIELDS = {
    "Angka di Belakang Koma": "decimals",
    "Tahun Pertama": "first_year",
    "Tahun Terakhir": "last_year",
    "Bobot": "weight",
}
"""Columns of Indikator that hold a number, and the fields that keep it; an empty cell empties it."""


def target_value(row: SheetRow, header: str, facts: IndicatorFacts) -> Value:
    """A target as a value; how an odd writing was read is told. Raises CellError with an Indonesian sentence."""
    return _stored(_read(row, header, facts, read_target).value)


def realised_value(row: SheetRow, header: str, facts: IndicatorFacts) -> Reading:
    """A realisation as a number or a label of the scale. Raises CellError with an Indonesian sentence."""
    return _read(row, header, facts, read_realisation)


def _read(row: SheetRow, header: str, facts: IndicatorFacts, read: Callable[..., Reading]) -> Reading:
    cell = row[header]
    try:
        if isinstance(cell, PercentCell):
            reading = _percent(cell, facts, read)
        elif isinstance(cell, Decimal) and facts.polarity not in GRADED:
            return Reading(Figure(cell))
        else:
            reading = read(_text(cell), Polarity(facts.polarity), facts.scale, unit=facts.unit)
    except NumberError as error:
        raise CellError(str(error)) from None
    if reading.notice:
        row.tell_reading(header, reading.notice, reading.kind)
    return reading


def _percent(cell: PercentCell, facts: IndicatorFacts, read: Callable[..., Reading]) -> Reading:
    """A number cell that shows a percentage: what a person sees in an indicator of percent, its fraction in a ratio."""
    if facts.polarity in GRADED:
        return read(str(cell), Polarity(facts.polarity), facts.scale)
    number = figure(percent_value(cell.shown, facts.unit, str(cell)))
    shown = format_number(number, FIGURE_DECIMALS)
    return Reading(Figure(number), f"Sel yang menampilkan {cell} dibaca {shown}.", "percent_cell")


def _stored(value: Value) -> Value:
    """The value with as many decimals as are stored."""
    match value:
        case Figure(value=number):
            return Figure(figure(number))
        case Range(lower=lower, upper=upper):
            return Range(figure(lower), figure(upper))
    return value


def _text(cell: Decimal | str) -> str:
    """A predicate may look like a number (level 1 to 5)."""
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else cell


def check_weight(row: SheetRow) -> None:
    """Refuse a weight that cannot be kept: more than nothing, at most 100, with two decimals."""
    weight = row["Bobot"] if row.has("Bobot") else None
    if weight is not None and not (0 < weight <= 100 and weight == round(weight, 2)):
        row.refuse("Bobot", "Tulis bobot di atas 0 dan paling banyak 100, dengan paling banyak dua desimal.")


def check_measure(row: SheetRow) -> None:
    """What cannot be reckoned with predicates and answers: warned of when it only tells nothing, else refused."""
    objection = measure_objection(words.POLARITIES.get(row["Arah"]), words.AGGREGATIONS.get(row["Akumulasi"]))
    if objection:
        row.refuse("Akumulasi", objection)
    if row["Arah"] not in ("predikat", "ya-tidak"):
        return
    if row["Akumulasi"] in NOT_SUMMABLE:
        row.warn("Akumulasi", "Predikat dan jawaban ya-tidak tidak dapat dijumlahkan; capaiannya tidak akan terhitung.")
    if row["Dihitung dari Bawah"]:
        row.refuse("Dihitung dari Bawah", "Predikat dan jawaban ya-tidak tidak dapat dihitung dari indikator lain.")


def check_above(row: SheetRow) -> None:
    """Several codes above are separated by semicolons, so no code has one, and none stands there twice."""
    if row["Kode"] and ";" in row["Kode"]:
        row.refuse("Kode", "Kode indikator tidak boleh memuat titik koma. Pakai tanda lain.")
    above = codes_in(row[ABOVE])
    for code in sorted({code for code in above if above.count(code) > 1}):
        row.refuse(ABOVE, f"Kode {code} ditulis lebih dari sekali. Tulis setiap kode satu kali saja.")
    if row.has(ABOVE):
        row.values[ABOVE] = several_codes(above)
