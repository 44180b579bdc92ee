"""Realisasi: what was reached in a quarter, inside the quarter report of the position that owns the indicator."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from exchange.export import rows
from exchange.sheets.plans import load_facts
from exchange.sheets.quarter_reports import Reports
from exchange.sheets.run import IndicatorFacts, Run, SheetRow
from exchange.sheets.saving import first_duplicates
from exchange.sheets.values import realised_value
from exchange.workbook.cells import CellError
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import INDIKATOR, NOT_APPLICABLE, QUARTERS, WAITING
from indicators.domain import numbers as domain_numbers
from indicators.domain.kinds import NO, YES, Aggregation, Grade, Polarity
from indicators.domain.periods import roman
from indicators.domain.typed import FIGURE_DIGITS, FIGURE_PLACES, Asked, figure_fault
from indicators.enums import ValueState
from indicators.models import Target
from realisations.entry.domain import Entry, with_computed_value
from realisations.models import Realisation
from realisations.report_sheet.facts import doubt_of_parts

TEXTS = {
    "Faktor Pendorong": "supporting_factors",
    "Faktor Penghambat": "inhibiting_factors",
    "Tindak Lanjut": "follow_up",
    "Keterangan": "note",
}
NUMBERS = {"Pembilang": "numerator", "Penyebut": "denominator"}
PROVISIONAL = "Sementara"


def import_realisations(raw: RawSheet, run: Run) -> None:
    """All rows of Realisasi."""
    if run.may_write:
        load_facts(run)
    seen: dict[Any, int] = {}
    reports = Reports(run)
    for chunk in run.chunks(raw):
        keyed = (((row["Kode Indikator"], row["Tahun"], row["Triwulan"]), row.number) for row in chunk)
        repeated = first_duplicates(keyed, seen)
        for row in chunk:
            _check(row, run, repeated)
        _import_chunk([row for row in chunk if not row.is_bad], run, reports)
    reports.finish()


def _check(row: SheetRow, run: Run, repeated: dict[int, int]) -> None:
    run.check_code(row, "Kode Indikator", INDIKATOR)
    run.check_version(row)
    if row.number in repeated:
        row.refuse("Triwulan", f"Triwulan ini sudah ada pada baris {repeated[row.number]}. Hapus salah satu baris.")


def _word(row: SheetRow) -> str:
    cell = row["Realisasi"]
    return cell.strip().casefold() if isinstance(cell, str) else ""


def _import_chunk(chunk: list[SheetRow], run: Run, reports: Reports) -> None:
    facts_of = {row.number: run.indicators.get(row["Kode Indikator"]) for row in chunk}
    ids = {facts.pk for facts in facts_of.values() if facts} - {None}
    years = {row["Tahun"] for row in chunk}
    reports.load(years)
    fields = ((facts_of[row.number], row) for row in chunk)
    reports.hold({(facts.position_id, row["Tahun"], row["Triwulan"]) for facts, row in fields if facts})
    stored = {
        (r.indicator_id, r.year, r.quarter): r
        for r in rows.realisations().filter(indicator__in=ids, report__period__year__in=years)
    }
    measured = set(Target.objects.filter(indicator__in=ids, year__in=years).values_list("indicator_id", "year"))
    for row in chunk:
        facts = facts_of[row.number]
        value = _value(row, facts) if facts and facts.polarity else None
        if value is None or row.is_bad:
            continue
        _judge(row, facts, measured)
        if row.is_bad:
            continue
        _plan(row, facts, value, stored.get((facts.pk, row["Tahun"], row["Triwulan"])), reports)
    reports.write()


def _value(row: SheetRow, facts: IndicatorFacts) -> dict[str, Any] | None:
    """State and value of a row; None when the cell is refused. Leaves the canonical cell in the row."""
    cell, word = row["Realisasi"], _word(row)
    if cell is None:
        return {"state": ValueState.NOT_REPORTED, "figure": None, "grade": ""}
    if word in (NOT_APPLICABLE, WAITING):
        row.values["Realisasi"] = word
        state = ValueState.WAITING if word == WAITING else ValueState.NOT_APPLICABLE
        return {"state": state, "figure": None, "grade": ""}
    try:
        reading = realised_value(row, "Realisasi", facts)
    except CellError as error:
        row.refuse("Realisasi", str(error))
        return None
    value = reading.value.label if isinstance(reading.value, Grade) else reading.value.value
    if reading.is_provisional:
        row.values[PROVISIONAL] = YES
    is_figure = isinstance(value, Decimal)
    fault = figure_fault(value, digits=FIGURE_DIGITS, places=FIGURE_PLACES) if is_figure else None
    if fault:
        row.refuse("Realisasi", *fault)
        return None
    row.values["Realisasi"] = domain_numbers.number_cell(value) if is_figure else value
    state = ValueState.REPORTED
    return {"state": state, "figure": value if is_figure else None, "grade": "" if is_figure else value}


def _judge(row: SheetRow, facts: IndicatorFacts, measured: set[tuple[int, int]]) -> None:
    """Warn of what will not be counted; who fills in a report, reports targets only, as on the page."""
    is_targeted = (row["Kode Indikator"], row["Tahun"]) in row.run.targeted
    if facts.pk is not None and (facts.pk, row["Tahun"]) not in measured and not is_targeted:
        lacking = f"Indikator ini belum mempunyai target tahun {row['Tahun']}"
        if row.run.fills is None:
            row.warn("Tahun", f"{lacking}, jadi capaiannya belum terhitung.")
        else:
            row.refuse("Tahun", f"{lacking}. Mintalah Bagian Organisasi mengimpor targetnya atau hapus baris ini.")
    if facts.aggregation == Aggregation.ANNUAL and row["Triwulan"] != QUARTERS[-1] and row["Realisasi"] is not None:
        row.warn("Triwulan", "Indikator tahunan diukur pada triwulan IV; angka triwulan lain tidak dihitung.")


def _plan(
    row: SheetRow, facts: IndicatorFacts, value: dict[str, Any], realisation: Realisation | None, reports: Reports
) -> None:
    """Decide what becomes of one row."""
    run, is_silent = row.run, row["Realisasi"] is None and "Realisasi" not in row.erased
    asked = Asked(Polarity(facts.polarity), Aggregation(facts.aggregation), facts.scale, facts.unit, "")
    if is_silent and asked.has_parts and all(row[header] is not None for header in NUMBERS):
        value = _compute(row, value, asked)
        is_silent = value["state"] == ValueState.NOT_REPORTED
    if realisation is not None:
        _keep_reported(row, realisation)
        value = {} if is_silent else value
    elif is_silent and not any(row[header] is not None for header in (*TEXTS, *NUMBERS)):
        run.report(row.sheet).count(row.number, "tetap")
        return
    before = Entry.of(realisation) if realisation else Entry()
    entry = with_computed_value(replace(before, **value, **_columns(row)), asked, stored=before)
    if asked.needs_parts and entry.figure is not None:
        row.values["Realisasi"] = domain_numbers.number_cell(entry.figure)
    key = f"{row['Kode Indikator']} {row['Tahun']} TW {roman(row['Triwulan'])}"
    differences = run.note(row, key, rows.realisation_cells(realisation) if realisation else None)
    if realisation is not None and not differences:
        return
    if asked.has_parts and (doubt := doubt_of_parts(entry.figure, entry.numerator, entry.denominator, facts.unit)):
        row.warn("Realisasi", doubt)
    if not is_silent and _word(row) == WAITING and not entry.note:
        row.refuse("Keterangan", "Wajib diisi bila realisasi menunggu: sumber data dan perkiraan terbitnya.")
        return
    if facts.pk is not None:
        reports.say((facts.position_id, row["Tahun"], row["Triwulan"]), facts.pk, entry, row)


def _compute(row: SheetRow, value: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """What numerator and denominator of the row give, where it says nothing else: as on the page."""
    said = Entry(numerator=row["Pembilang"], denominator=row["Penyebut"])
    entry = with_computed_value(said, asked)
    if entry.figure is None:
        return value
    row.values["Realisasi"] = domain_numbers.number_cell(entry.figure)
    shown = domain_numbers.format_number(entry.figure, FIGURE_PLACES)
    row.tell_reading("Realisasi", f"Dihitung dari pembilang dan penyebut: {shown}.", "parts")
    return {"state": entry.state, "figure": entry.figure, "grade": ""}


def _keep_reported(row: SheetRow, realisation: Realisation) -> None:
    """An empty cell takes nothing away: somebody may have reported after the file was made."""
    stored = rows.realised_cells(realisation)
    if PROVISIONAL in row.erased:
        row.values[PROVISIONAL] = NO
    row.keep_stored(stored)


def _columns(row: SheetRow) -> dict[str, Any]:
    fields = {field: (row[header] or "").replace("\r\n", "\n") for header, field in TEXTS.items() if row.has(header)}
    fields |= {field: row[header] for header, field in NUMBERS.items() if row.has(header)}
    return fields | ({"is_provisional": row[PROVISIONAL] == YES} if row.has(PROVISIONAL) else {})
