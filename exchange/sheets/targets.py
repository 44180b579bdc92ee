"""Target: annual targets and their quarters."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exchange.export import rows
from exchange.sheets.judged import Judged
from exchange.sheets.plans import load_facts
from exchange.sheets.run import IndicatorFacts, Run, SheetRow
from exchange.sheets.saving import BATCH, Batch, assign, first_duplicates
from exchange.sheets.values import target_value
from exchange.sheets.years import prepare_years
from exchange.workbook.cells import CellError
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import INDIKATOR, QUARTERS, TARGET
from indicators.domain import numbers as domain_numbers
from indicators.domain.kinds import Aggregation, Figure, Value
from indicators.domain.periods import ROMAN
from indicators.models import QuarterTarget, Target
from indicators.targets.actions import WORKBOOK, YEARLY, TargetChange, record_targets, values_of

QUARTER_HEADERS = tuple(f"TW {roman}" for roman in ROMAN)
DASHES = ("-", "--", "\u2013", "\u2014")
COLUMNS = ["figure", "lower", "upper", "grade"]


@dataclass
class _Planned:
    """What a row wants: the annual value, and the value of each quarter that the file has a column for."""

    annual: Value
    quarters: dict[int, Value | None]
    before: dict[int, Value]
    """The targets as they were stored: by quarter, and the year's."""

    @property
    def after(self) -> dict[int, Value | None]:
        """The targets as they will be stored."""
        return self.before | self.quarters | {YEARLY: self.annual}


def import_targets(raw: RawSheet, run: Run) -> None:
    """All rows of Target."""
    if run.may_write:
        load_facts(run)
    seen: dict[Any, int] = {}
    for chunk in run.chunks(raw):
        keyed = (((row["Kode Indikator"], row["Tahun"]), row.number) for row in chunk)
        repeated = first_duplicates(keyed, seen)
        for row in chunk:
            run.check_code(row, "Kode Indikator", INDIKATOR)
            run.check_version(row)
            run.targeted.add((row["Kode Indikator"], row["Tahun"]))
            if row.number in repeated:
                row.refuse("Tahun", f"Target tahun ini sudah ada pada baris {repeated[row.number]}. Hapus salah satu.")
        _import_chunk([row for row in chunk if not row.is_bad], run)


def _import_chunk(chunk: list[SheetRow], run: Run) -> None:
    ids = {facts.pk for row in chunk if (facts := run.indicators.get(row["Kode Indikator"]))} - {None}
    years = {row["Tahun"] for row in chunk}
    stored = {(t.indicator_id, t.year): t for t in rows.targets().filter(indicator__in=ids, year__in=years)}
    annual = Batch(run, Target, key=["indicator", "year"], fields=COLUMNS)
    changed: list[tuple[Target, _Planned]] = []
    owners = {facts.position_id for row in chunk if (facts := run.indicators.get(row["Kode Indikator"]))}
    judged = Judged(run, owners, years)
    for row in chunk:
        facts = run.indicators.get(row["Kode Indikator"])
        target = stored.get((facts.pk, row["Tahun"])) if facts else None
        planned = _planned(row, facts, target) if facts and facts.polarity else None
        if planned is None:
            continue
        differences = run.note(
            row, f"{row['Kode Indikator']} {row['Tahun']}", rows.target_cells(target) if target else None
        )
        if target is None:
            judged.tell_new_target(row, facts.position_id)
            target = Target(indicator_id=facts.pk, year=row["Tahun"])
            annual.new.append(target)
        elif differences:
            judged.tell_target(row, facts.position_id, differences)
            annual.changed.append(target)
        if target.pk is None or differences:
            assign(target, Target.columns(planned.annual))
            changed.append((target, planned))
    prepare_years(years, TARGET, run)
    annual.flush()
    _write_quarters(changed, run)
    if run.may_write:
        changes = [TargetChange(t.indicator_id, t.year, planned.before, planned.after) for t, planned in changed]
        record_targets(changes, by=run.by, via=WORKBOOK)


def _planned(row: SheetRow, facts: IndicatorFacts, stored: Target | None) -> _Planned | None:
    """Read the five cells; None when one of them is refused. Leaves the canonical cells in the row."""
    before = values_of(stored) if stored else {}
    silent = {header for header in QUARTER_HEADERS if row.has(header) and row.is_silent(header)}
    if stored:
        row.keep_stored(rows.target_cells(stored))
    values: dict[str, Value | None] = {}
    for number, header in enumerate(("Target", *QUARTER_HEADERS)):
        if not row.has(header):
            continue
        values[header] = None
        if _is_dash(row, header, before.get(number)):
            continue
        if header in silent:
            values[header] = before.get(number)
        elif row[header] is not None:
            try:
                values[header] = target_value(row, header, facts)
            except CellError as error:
                row.refuse(header, str(error))
                continue
            row.values[header] = rows.value_cell(values[header])
    if row.is_bad or values["Target"] is None:
        return None
    quarters = {q: values[header] for q, header in zip(QUARTERS, QUARTER_HEADERS, strict=True) if header in values}
    _warn_of_sum(row, facts, values["Target"], quarters)
    return _Planned(values["Target"], quarters, before)


def _is_dash(row: SheetRow, header: str, stored: Value | None) -> bool:
    """Whether a quarter's cell says with a dash that it has no target; one that is stored is not taken away so."""
    if header == "Target" or row[header] not in DASHES:
        return False
    shown, row.values[header] = row[header], None
    if stored is None:
        row.tell_reading(header, f"“{shown}” dibaca: tidak ada target pada triwulan ini.", "nothing")
    else:
        row.refuse(header, "Triwulan ini sudah mempunyai target. Tulis hapus bila target triwulan ini dihapus, atau 0.")
    return True


def _warn_of_sum(row: SheetRow, facts: IndicatorFacts, annual: Value, quarters: dict[int, Value | None]) -> None:
    """Quarters that are added up should give the year (pengukuran-triwulan: validated, never corrected)."""
    figures = [value.value for value in quarters.values() if isinstance(value, Figure)]
    if facts.aggregation != Aggregation.SUM or not isinstance(annual, Figure) or not figures:
        return
    total = sum(figures, Decimal(0))
    if total != annual.value:
        shown = domain_numbers.number_cell(total)
        row.warn("Target", f"Jumlah target TW I–IV adalah {shown:f}, berbeda dari target tahunan.".replace(".", ",", 1))


def _write_quarters(changed: list[tuple[Target, _Planned]], run: Run) -> None:
    if not run.may_write:
        return
    wanted, unwanted = [], []
    for target, planned in changed:
        for quarter, value in planned.quarters.items():
            if value is None:
                unwanted.append((target.pk, quarter))
            else:
                wanted.append(QuarterTarget(target=target, quarter=quarter, **QuarterTarget.columns(value)))
    doomed = QuarterTarget.objects.filter(target__in={pk for pk, _ in unwanted}).values_list(
        "pk", "target_id", "quarter"
    )
    pairs = set(unwanted)
    QuarterTarget.objects.filter(pk__in=[pk for pk, target, quarter in doomed if (target, quarter) in pairs]).delete()
    options = {"update_conflicts": True, "unique_fields": ["target", "quarter"], "update_fields": COLUMNS}
    QuarterTarget.objects.bulk_create(wanted, batch_size=BATCH, **options)
