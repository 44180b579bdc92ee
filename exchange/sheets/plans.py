"""Sasaran and Indikator."""

from dataclasses import replace
from typing import Any

from exchange.export import rows
from exchange.sheets.judged import refuse_promised
from exchange.sheets.run import IndicatorFacts, Run, SheetRow
from exchange.sheets.trees import Tree, import_tree
from exchange.sheets.values import NUMBER_FIELDS, check_above, check_measure, check_weight
from exchange.sheets.versions import Versions
from exchange.workbook import words
from exchange.workbook.codes import ABOVE, codes_in
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import INDIKATOR, JABATAN, PREDICATE_SCALE, SASARAN
from indicators.bindings import hold_reports
from indicators.definitions.crosscutting import write_also_supports
from indicators.definitions.locked_definition import fixed_fields, refused_changes
from indicators.domain.numbers import NumberError
from indicators.domain.readings import parse_scale
from indicators.models import CrossCutting, Indicator, Objective
from realisations.models import Realisation

LONGEST_GRADE = 30
_MOVED = (
    "Indikator ini sudah mempunyai realisasi pada laporan jabatan lain, jadi tidak dapat dipindahkan. "
    "Buat indikator baru dengan kode lain untuk jabatan yang baru."
)
_MEASURE_HEADERS = {
    "unit_of_measure": "Satuan",
    "polarity": "Arah",
    "aggregation": "Akumulasi",
    "predicate_scale": "Skala Predikat",
}
_TEXT_FIELDS = {
    "Definisi Operasional": "operational_definition",
    "Formula": "formula_text",
    "Sumber Data": "data_source",
    "Penanggung Jawab": "person_in_charge",
    "Media": "collection_medium",
    "Kondisi Awal": "baseline",
    "Jenis Bukti": "evidence_type",
    "Alasan Pemilihan": "rationale",
    "Definisi Pembilang": "numerator_definition",
    "Definisi Penyebut": "denominator_definition",
    "Produsen Data": "data_producer",
    "Pembanding Nasional": "national_benchmark",
}


def import_objectives(raw: RawSheet, run: Run) -> None:
    """All rows of Sasaran."""
    import_tree(OBJECTIVES, raw, run)


def import_indicators(raw: RawSheet, run: Run) -> None:
    """All rows of Indikator."""
    versions = Versions(run)

    def on_row(row: SheetRow, run: Run, stored: Indicator | None) -> None:
        versions.check(row, stored)
        _remember_facts(row, run, stored)

    import_tree(replace(INDICATORS, on_row=on_row), raw, run)
    versions.link()


def load_facts(run: Run) -> None:
    """What the database already knows of indicators, for targets and realisations."""
    measure = ("polarity", "aggregation", "predicate_scale", "unit_of_measure", "first_year", "last_year")
    indicators = Indicator.objects.all() if run.fills is None else Indicator.objects.of_positions(run.fills)
    rows_of_facts = indicators.values_list("code", "pk", "objective__position_id", *measure)
    for code, pk, position, polarity, aggregation, scale, *rest in rows_of_facts:
        run.indicators[code] = IndicatorFacts(pk, position, polarity, aggregation, tuple(scale), *rest)


def _objective_values(row: SheetRow, run: Run) -> dict[str, Any]:
    values = {"statement": row["Uraian"], "position_id": run.pk_of(JABATAN, row["Kode Jabatan"])}
    values |= {"mission": row["Misi"] or ""} if row.has("Misi") else {}
    return values | ({"weight": row["Bobot"]} if row.has("Bobot") else {})


def _check_objective(row: SheetRow, run: Run) -> None:
    run.check_code(row, "Kode Jabatan", JABATAN)
    check_weight(row)


def _indicator_values(row: SheetRow, run: Run) -> dict[str, Any]:
    values: dict[str, Any] = {
        "objective_id": run.pk_of(SASARAN, row["Kode Sasaran"]),
        "statement": row["Uraian"],
        "unit_of_measure": row["Satuan"],
        "polarity": words.POLARITIES[row["Arah"]],
        "aggregation": words.AGGREGATIONS[row["Akumulasi"]],
    }
    values |= {field: row[header] or "" for header, field in _TEXT_FIELDS.items() if row.has(header)}
    values |= {field: row[header] for header, field in NUMBER_FIELDS.items() if row.has(header)}
    if row.has("Dihitung dari Bawah"):
        values["roll_up"] = words.ROLL_UPS.get(row["Dihitung dari Bawah"], "")
    values |= {"is_key": row["IKU"] == "ya"} if row.has("IKU") else {}
    if row.has("Frekuensi"):
        values["collection_frequency"] = words.FREQUENCIES.get(row["Frekuensi"], "")
    values |= {"release_month": words.MONTHS.get(row["Bulan Rilis"])} if row.has("Bulan Rilis") else {}
    if row.has("Skala Predikat"):
        values["predicate_scale"] = _labels(row["Skala Predikat"])
    return values


def _labels(text: str | None) -> list[str]:
    return list(parse_scale(text)) if text else []


def _check_indicator(row: SheetRow, run: Run) -> None:
    run.check_code(row, "Kode Sasaran", SASARAN)
    check_weight(row)
    check_above(row)
    if row.has("IKU") and row["IKU"] is None:
        row.values["IKU"] = "tidak"
    _check_scale(row)
    check_measure(row)


def _check_scale(row: SheetRow) -> None:
    text = row["Skala Predikat"]
    if row["Arah"] == "predikat" and not text:
        row.refuse("Skala Predikat", f"Wajib diisi bila arah predikat, dari yang terendah, misalnya {PREDICATE_SCALE}.")
    if not text:
        return
    try:
        labels = parse_scale(text)
    except NumberError as error:
        row.refuse("Skala Predikat", str(error))
        return
    too_long = [label for label in labels if len(label) > LONGEST_GRADE]
    if too_long:
        row.refuse("Skala Predikat", f"Predikat “{too_long[0]}” lebih dari {LONGEST_GRADE} huruf. Ringkas predikatnya.")
    row.values["Skala Predikat"] = "<".join(labels)


def _remember_facts(row: SheetRow, run: Run, stored: Indicator | None) -> None:
    """Keep what targets and realisations need, also of a row that is refused: its faults are told once."""
    known = run.indicators.get(row["Kode"] or "")
    if row["Kode"]:
        run.indicators[row["Kode"]] = IndicatorFacts(
            pk=stored.pk if stored else known.pk if known else None,
            position_id=known.position_id if known else None,
            polarity=words.POLARITIES.get(row["Arah"]),
            aggregation=words.AGGREGATIONS.get(row["Akumulasi"]),
            scale=() if row.is_bad else tuple(_labels(row["Skala Predikat"])),
            unit=row["Satuan"] or "",
            first_year=row["Tahun Pertama"] if row.has("Tahun Pertama") else known.first_year if known else None,
            last_year=row["Tahun Terakhir"] if row.has("Tahun Terakhir") else known.last_year if known else None,
        )


def _refuse_changes(changed: list[tuple[SheetRow, Any]], run: Run) -> None:
    """What figures and agreements fix: to whom an indicator belongs, how it is measured, and what it promises."""
    _refuse_moved_indicators(changed, run)
    measured = [(row, obj, _measure(row)) for row, obj in changed]
    hold_reports([obj.pk for _, obj, _ in measured])
    fixed = fixed_fields([obj.pk for _, obj, _ in measured])
    refuse_promised(measured, _MEASURE_HEADERS, run.today.year)
    for row, obj, wanted in measured:
        for name, sentence in refused_changes(obj, wanted, fixed[obj.pk]).items():
            row.refuse(_MEASURE_HEADERS[name], sentence)


def _measure(row: SheetRow) -> dict[str, Any]:
    """What the row says of the measure; a file without the column of the scale leaves it alone."""
    wanted = {
        "unit_of_measure": row["Satuan"],
        "polarity": words.POLARITIES[row["Arah"]],
        "aggregation": words.AGGREGATIONS[row["Akumulasi"]],
    }
    return wanted | ({"predicate_scale": _labels(row["Skala Predikat"])} if row.has("Skala Predikat") else {})


def _refuse_moved_indicators(changed: list[tuple[SheetRow, Any]], run: Run) -> None:
    """An indicator whose realisations stand in reports of one position cannot go to another."""
    wanted = {row["Kode Sasaran"] for row, obj in changed if row["Kode Sasaran"] != obj.objective_code}
    home = dict(Objective.objects.filter(code__in=wanted).values_list("code", "position_id"))
    moved = [
        (row, obj)
        for row, obj in changed
        if row["Kode Sasaran"] in home and home[row["Kode Sasaran"]] != run.indicators[obj.code].position_id
    ]
    _refuse_reported(moved, {obj.pk: [obj.pk] for _, obj in moved}, "Kode Sasaran")


def _refuse_moved_objectives(changed: list[tuple[SheetRow, Any]], run: Run) -> None:
    """The same for all indicators of an objective that goes to another position."""
    moved = [(row, obj) for row, obj in changed if row["Kode Jabatan"] != obj.position_code]
    inside: dict[int, list[int]] = {obj.pk: [] for _, obj in moved}
    for pk, objective in Indicator.objects.filter(objective__in=inside).values_list("pk", "objective_id"):
        inside[objective].append(pk)
    _refuse_reported(moved, inside, "Kode Jabatan")


def _refuse_reported(moved: list[tuple[SheetRow, Any]], indicators: dict[int, list[int]], header: str) -> None:
    ids = [pk for pks in indicators.values() for pk in pks]
    reported = set(Realisation.objects.filter(indicator__in=ids).values_list("indicator_id", flat=True).distinct())
    for row, obj in moved:
        if not reported.isdisjoint(indicators[obj.pk]):
            row.refuse(header, _MOVED)


OBJECTIVES = Tree(
    sheet=SASARAN,
    queryset=rows.objectives,
    cells=rows.objective_cells,
    values=_objective_values,
    check=_check_objective,
    parent_header="Kode Sasaran Atasan",
    parent_field="supports",
    order_field="order",
    cycle_sentence="Sasaran atasan membentuk lingkaran",
    verbs=("objective.created", "objective.changed"),
    on_change=_refuse_moved_objectives,
)
INDICATORS = Tree(
    sheet=INDIKATOR,
    queryset=rows.indicators,
    cells=rows.indicator_cells,
    values=_indicator_values,
    check=_check_indicator,
    parent_header=ABOVE,
    codes_above=codes_in,
    also_above=CrossCutting.objects.values_list("supporter__code", "supported__code").all,
    write_also=write_also_supports,
    parent_field="supports",
    order_field="order",
    cycle_sentence="Indikator atasan membentuk lingkaran",
    verbs=("indicator.created", "indicator.changed"),
    on_change=_refuse_changes,
)
