"""The words of this app's events: what happens to plans, targets and the calendar."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from audit.facts import FieldChange
from audit.models import Event
from audit.sentences import GONE, NOTHING, Names, load_names, say_fields, value_words
from audit.wording import AppWords, Change, RowWords
from indicators.domain.numbers import format_exact, format_rupiah
from indicators.domain.periods import roman
from indicators.domain.values import value_from_json
from indicators.enums import PlanFigureKind
from indicators.models import Goal, Indicator, Objective, ScaleBand

SENTENCES = {
    "indicator.created": "membuat indikator",
    "indicator.changed": "mengubah indikator",
    "objective.created": "membuat sasaran",
    "objective.changed": "mengubah sasaran",
    "indicator.version_ended": "mengakhiri versi indikator ini",
    "indicator.version_begun": "memulai versi baru indikator",
    "position.budget_changed": "mengubah anggaran pada rencana",
    "program.created": "menambahkan entri nomenklatur",
    "program.changed": "mengubah entri nomenklatur",
    "program.removed": "menghapus entri nomenklatur",
    "indicator.created_in_draft": "membuat indikator saat menyusun PK",
    "objective.created_in_draft": "membuat sasaran saat menyusun PK",
    "policy.created": "menyiapkan kebijakan pengukuran",
    "policy.changed": "mengubah kebijakan pengukuran",
    "indicator.sheet_changed": "mengubah kamus indikator",
    "target.changed": "mengubah target",
    "target.ended": "mengubah sampai kapan target diperjanjikan",
    "plan.created": "menambahkan rencana jangka menengah",
    "plan.changed": "mengubah rencana jangka menengah",
    "plan.removed": "menghapus rencana jangka menengah",
    "plan.part_added": "menambahkan bagian rencana",
    "plan.part_changed": "mengubah bagian rencana",
    "plan.part_removed": "menghapus bagian rencana",
    "plan.objectives_placed": "mengatur sasaran dan indikator suatu tujuan",
    "plan.targets_changed": "mengubah target rencana",
    "period.created": "menyiapkan jadwal pelaporan",
    "period.changed": "mengubah jadwal pelaporan",
    "day_off.added": "menambahkan hari pada daftar hari libur",
    "day_off.changed": "mengubah hari pada daftar hari libur",
    "day_off.removed": "mengembalikan hari ini kepada kalender nasional",
    "period.extended": "memberikan perpanjangan waktu",
    "period.extension_ended": "mengakhiri perpanjangan waktu",
}

EMPTY = "kosong"


def value_text(value: Any) -> str:
    """A target in words; a dash for none."""
    return NOTHING if value is None else format_exact(value_from_json(value))


def _targets(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [
        _ending(one)
        if one.field == "last_quarter"
        else Change(_target_name(one.key), value_text(one.before), value_text(one.after))
        for one in changes
    ]


def _ending(change: FieldChange) -> Change:
    """How far the promise of a year goes; a PK Perubahan ends it before its time, or takes it up again."""
    before, after = (_until(change.before), _until(change.after))
    return Change(f"{_target_name(change.key)} berlaku", before, after)


def _until(quarter: Any) -> str:
    if quarter is None:
        return "sampai akhir tahun"
    return f"sampai TW {roman(quarter)}" if quarter else "tidak lagi tahun itu"


def _target_name(key: str) -> str:
    """`Target 2026`, `Target TW I 2026`; the key is indicator, year and, of a quarter, its number."""
    _, year, *quarter = key.split("/")
    return f"Target TW {roman(int(quarter[0]))} {year}" if quarter else f"Target {year}"


def _plan_targets(changes: Sequence[FieldChange], codes: Mapping[str, str]) -> list[Change]:
    return [Change(_plan_target(one, codes)) for one in changes]


def _plan_target(change: FieldChange, codes: Mapping[str, str]) -> str:
    indicator, year, kind = change.key.split("/")
    before, after = (EMPTY if value is None else value_text(value) for value in (change.before, change.after))
    name = f"{codes.get(indicator, change.label)}, {str(PlanFigureKind(kind).label).lower()} {year}"
    return f"{name}: {before} menjadi {after}"


def _codes(changes: Sequence[FieldChange]) -> Mapping[str, str]:
    indicators = Indicator.objects.filter(pk__in={change.key.partition("/")[0] for change in changes})
    return {str(pk): code for pk, code in indicators.values_list("pk", "code")}


def _policy(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    lines = say_fields([one for one in changes if one.field != "bands"], names)
    scales = (Change("kategori", _bands(one.before), _bands(one.after)) for one in changes if one.field == "bands")
    return [*lines, *scales]


def _bands(rows: Any) -> str:
    bands = [ScaleBand(**row | {"lower": row["lower"] and Decimal(row["lower"])}) for row in rows or ()]
    return ", ".join(f"{band.label} ({band.reach})" for band in bands) or NOTHING


def _placed(changes: Sequence[FieldChange], codes: Mapping[tuple[str, Any], str]) -> list[Change]:
    """What stands below the goal now: `Tujuan T1: ..: S1, S2; indikator tujuan I1`."""
    below = {one.field: sorted(codes.get((one.field, key), GONE) for key in one.after) for one in changes}
    objectives = ", ".join(below["objectives"]) or "tanpa sasaran"
    indicators = ", ".join(below["indicators"]) or "tidak ada"
    return [Change(f"{changes[0].label}: {objectives}; indikator tujuan {indicators}")]


def _codes_below(changes: Sequence[FieldChange]) -> Mapping[tuple[str, Any], str]:
    models = {"objectives": Objective, "indicators": Indicator}
    keys = {name: {key for one in changes if one.field == name for key in one.after} for name in models}
    rows = {name: model.objects.filter(pk__in=keys[name]) for name, model in models.items()}
    return {(name, pk): code for name, found in rows.items() for pk, code in found.values_list("pk", "code")}


def _extended(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    said = _extension(changes, names)
    return [Change(f"{said['unit']} sampai {said['until']}: {said['reason']}")]


def _extension_ended(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    said = _extension(changes, names)
    return [Change(f"{said['unit']}, semula sampai {said['until']}: {said['end_reason']}")]


def _extension(changes: Sequence[FieldChange], names: Names) -> Mapping[str, str]:
    return {one.field: value_words(one, one.after, names) for one in changes}


def _budgets(changes: Sequence[FieldChange], _: Any) -> list[Change]:
    return [Change(_budget(one)) for one in changes]


def _budget(change: FieldChange) -> str:
    """One sentence: a programme got money, other money, or none any more."""
    before, after = (
        None if value is None else format_rupiah(Decimal(value)) for value in (change.before, change.after)
    )
    if before is None:
        return f"Anggaran ditambahkan: {change.label} {after}."
    if after is None:
        return f"Anggaran dihapus: {change.label}."
    return f"Anggaran {change.label}: {before} menjadi {after}."


def _indicator(changes: Sequence[FieldChange], loaded: tuple[Names, Mapping[Any, str]]) -> list[Change]:
    """Fields; a scale from its lowest to its highest grade, and the goal that it was placed below by its code."""
    names, goals = loaded
    return [_of_indicator(one, line, goals) for one, line in zip(changes, say_fields(changes, names), strict=True)]


def _of_indicator(change: FieldChange, line: Change, goals: Mapping[Any, str]) -> Change:
    if change.field == "predicate_scale":
        return Change(line.label, _scale(change.before), _scale(change.after))
    if change.field in ("goal", "goals"):
        kind = "Sasaran" if change.field == "goal" else "Indikator"
        return Change(f"{kind} {change.label}: tujuan {goals.get(change.after, GONE)}")
    return line


def _names_and_goals(changes: Sequence[FieldChange]) -> tuple[Names, Mapping[Any, str]]:
    keys = {change.after for change in changes if change.field in ("goal", "goals")}
    return load_names(changes), dict(Goal.objects.filter(pk__in=keys).values_list("pk", "code")) if keys else {}


def _scale(labels: Any) -> str:
    return " < ".join(labels or ()) or NOTHING


def _version_ended(event: Event) -> str:
    first = event.data["first_year"]
    return f"Sampai {first - 1}; sejak {first} digantikan {event.data['next_label']}."


TARGETS, INDICATOR = RowWords(_targets), RowWords(_indicator, _names_and_goals)
WORDS = AppWords(
    SENTENCES,
    details={
        "indicator.version_ended": _version_ended,
        "indicator.version_begun": lambda event: f"Menggantikan {event.data['previous_label']}.",
        "position.budget_changed": lambda event: f"Tahun {event.data['year']}",
    },
    verbs={
        "plan.objectives_placed": RowWords(_placed, _codes_below),
        "period.extended": RowWords(_extended, load_names),
        "period.extension_ended": RowWords(_extension_ended, load_names),
    },
    rows={
        "indicators.target": TARGETS,
        "indicators.quartertarget": TARGETS,
        "indicators.plantarget": RowWords(_plan_targets, _codes),
        "indicators.budgetline": RowWords(_budgets),
        "indicators.indicator": INDICATOR,
        "indicators.objective": INDICATOR,
        "indicators.policy": RowWords(_policy, load_names),
    },
)
