"""Rencana, Misi, Tujuan, and what stands below each goal.

These sheets are short, so their rows are written one by one. The Misi of an objective (column of Sasaran) stays the
text that it is; a goal's mission is shown by the pages.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from audit.facts import FieldChange, changes_between, field_values, to_data
from audit.trail import record
from exchange.export import plan_rows
from exchange.sheets.run import PlanFacts, Run, SheetRow
from exchange.sheets.saving import assign, first_duplicates
from exchange.workbook import words
from exchange.workbook.reading import RawSheet
from exchange.workbook.schema import INDIKATOR, RENCANA, SASARAN, TUJUAN, UNIT
from indicators.enums import PlanKind
from indicators.medium_term.facts import owners_of
from indicators.models import Goal, Indicator, MediumTermPlan, Mission, Objective
from indicators.models.medium_term import LONGEST_PLAN

RPJMD, RENSTRA = words.PLAN_KINDS
TWICE = "Baris ini sudah ada pada baris {}. Hapus salah satu baris."


def load_plans(run: Run) -> None:
    """What the database knows of plans and missions, unless it was loaded before."""
    if run.plans:
        return
    for plan in plan_rows.plans():
        run.plans[plan.code] = PlanFacts(plan.kind, plan.unit_code, plan.first_year, plan.last_year)
    run.missions |= {(one.plan_code, one.number): one.pk for one in plan_rows.missions()}


def import_plans(raw: RawSheet, run: Run) -> None:
    """All rows of Rencana; an RPJMD is written before the Renstra that serve it, wherever it stands."""
    load_plans(run)
    rows = _distinct(raw, run, ["Kode"])
    for row in rows:
        if row["Kode"]:
            run.codes[RENCANA.name].setdefault(row["Kode"], None)
    stored = {plan.code: plan for plan in plan_rows.plans()}
    for row in rows:
        if row["Kode"] in stored:
            row.keep_stored(plan_rows.plan_cells(stored[row["Kode"]]))
    for row in sorted(rows, key=lambda row: row["Jenis"] == RENSTRA):
        _check_plan(row, run, stored.get(row["Kode"]))
        if not row.is_bad:
            run.plans[row["Kode"]] = _facts(row, stored.get(row["Kode"]))
    _refuse_overlaps([row for row in rows if not row.is_bad], run)
    for row in sorted(rows, key=lambda row: row["Jenis"] == RENSTRA):
        if not row.is_bad:
            _keep_plan(row, run, stored.get(row["Kode"]))


def import_missions(raw: RawSheet, run: Run) -> None:
    """All rows of Misi."""
    load_plans(run)
    stored = {(one.plan_code, one.number): one for one in plan_rows.missions()}
    for row in _distinct(raw, run, ["Kode Rencana", "Nomor"]):
        run.check_code(row, "Kode Rencana", RENCANA)
        facts = run.plans.get(row["Kode Rencana"])
        if facts and facts.kind == PlanKind.UNIT:
            row.refuse("Kode Rencana", "Renstra tidak mempunyai misi. Tulis kode RPJMD, atau hapus baris ini.")
        key = (row["Kode Rencana"], row["Nomor"])
        if None not in key:
            run.missions.setdefault(key, None)
        if row.is_bad:
            continue
        mission = stored.get(key)
        differences = run.note(row, f"{key[0]} misi {key[1]}", plan_rows.mission_cells(mission) if mission else None)
        if run.may_write and (mission is None or differences):
            is_new = mission is None
            mission = mission or Mission(plan_id=run.pk_of(RENCANA, key[0]), number=key[1])
            changes = _saved(mission, {"statement": row["Uraian"]}, is_new=is_new)
            run.missions[key] = mission.pk
            _tell(mission.plan_id, str(mission), changes, run)


def import_goals(raw: RawSheet, run: Run) -> None:
    """All rows of Tujuan."""
    load_plans(run)
    stored = {goal.code: goal for goal in plan_rows.goals()}
    order = max((goal.order for goal in stored.values()), default=0)
    for row in _distinct(raw, run, ["Kode"]):
        if row["Kode"]:
            run.codes[TUJUAN.name].setdefault(row["Kode"], None)
        goal = stored.get(row["Kode"])
        if goal is not None:
            row.keep_stored(plan_rows.goal_cells(goal))
        _check_goal(row, run, goal)
        if row.is_bad:
            continue
        differences = run.note(row, row["Kode"], plan_rows.goal_cells(goal) if goal else None)
        if not run.may_write or not (goal is None or differences):
            continue
        is_new = goal is None
        if goal is None:
            order += 1
            goal = Goal(code=row["Kode"], plan_id=run.pk_of(RENCANA, row["Kode Rencana"]), order=order)
        values = {"statement": row["Uraian"]}
        if row.has("Nomor Misi"):
            values["mission_id"] = run.missions.get((row["Kode Rencana"], row["Nomor Misi"]))
        changes = _saved(goal, values, is_new=is_new)
        run.codes[TUJUAN.name][goal.code] = goal.pk
        _tell(goal.plan_id, f"Tujuan {goal.code}: {goal.statement}", changes, run)


def import_objectives_of_goals(raw: RawSheet, run: Run) -> None:
    """All rows of Sasaran Tujuan."""
    stored = {one.code: one for one in plan_rows.placed_objectives()}
    moved: dict[MediumTermPlan, list[FieldChange]] = defaultdict(list)
    owners, home = _owners(), dict(Objective.objects.values_list("code", "position_id"))
    for row in _distinct(raw, run, ["Kode Sasaran"]):
        run.check_code(row, "Kode Sasaran", SASARAN)
        run.check_code(row, "Kode Tujuan", TUJUAN)
        _refuse_stranger(row, "Kode Sasaran", home, owners)
        if row.is_bad:
            continue
        placed = stored.get(row["Kode Sasaran"])
        differences = run.note(row, row["Kode Sasaran"], plan_rows.placed_cells(placed) if placed else None)
        if run.may_write and (placed is None or differences):
            key, goal = run.pk_of(SASARAN, row["Kode Sasaran"]), run.pk_of(TUJUAN, row["Kode Tujuan"])
            Objective.objects.filter(pk=key).update(goal=goal)
            before = placed.goal_id if placed else None
            change = FieldChange("indicators.objective", str(key), "goal", before, goal, row["Kode Sasaran"])
            moved[owners[row["Kode Tujuan"]][0]].append(change)
    _tell_placed(moved, run)


def import_indicators_of_goals(raw: RawSheet, run: Run) -> None:
    """All rows of Indikator Tujuan."""
    stored = set(Goal.objects.filter(indicators__isnull=False).values_list("code", "indicators__code"))
    moved: dict[MediumTermPlan, list[FieldChange]] = defaultdict(list)
    owners, home = _owners(), dict(Indicator.objects.values_list("code", "objective__position_id"))
    links = Goal.indicators.through
    for row in _distinct(raw, run, ["Kode Tujuan", "Kode Indikator"]):
        run.check_code(row, "Kode Tujuan", TUJUAN)
        run.check_code(row, "Kode Indikator", INDIKATOR)
        _refuse_stranger(row, "Kode Indikator", home, owners)
        if row.is_bad:
            continue
        key = (row["Kode Tujuan"], row["Kode Indikator"])
        run.note(row, " ".join(key), dict(row.values) if key in stored else None)
        if run.may_write and key not in stored:
            goal, indicator = run.pk_of(TUJUAN, key[0]), run.pk_of(INDIKATOR, key[1])
            links.objects.create(goal_id=goal, indicator_id=indicator)
            change = FieldChange("indicators.indicator", str(indicator), "goals", None, goal, key[1])
            moved[owners[key[0]][0]].append(change)
    _tell_placed(moved, run)


# --- Checks ----------------------------------------------------------------------------------------------------------
def _distinct(raw: RawSheet, run: Run, key: list[str]) -> list[SheetRow]:
    """All rows, of which those that repeat a key are refused."""
    rows = [row for chunk in run.chunks(raw) for row in chunk]
    seen: dict[Any, int] = {}
    repeated = first_duplicates(((tuple(row[header] for header in key), row.number) for row in rows), seen)
    for row in rows:
        if row.number in repeated:
            row.refuse(key[-1], TWICE.format(repeated[row.number]))
    return rows


def _facts(row: SheetRow, stored: MediumTermPlan | None) -> PlanFacts:
    unit = row["Kode Unit"] if row.has("Kode Unit") else stored and stored.unit_code
    return PlanFacts(words.PLAN_KINDS[row["Jenis"]], unit, row["Tahun Pertama"], row["Tahun Terakhir"])


def _check_plan(row: SheetRow, run: Run, stored: MediumTermPlan | None) -> None:
    run.check_code(row, "Kode Unit", UNIT)
    run.check_code(row, "Kode RPJMD", RENCANA)
    if stored and row["Jenis"] and stored.kind != words.PLAN_KINDS[row["Jenis"]]:
        row.refuse("Jenis", "Jenis rencana tidak dapat diubah. Pakai kode lain untuk rencana yang baru.")
    for header in ("Kode Unit", "Kode RPJMD"):
        if row["Jenis"] == RENSTRA and row[header] is None and not (stored and not row.has(header)):
            row.refuse(header, "Wajib diisi untuk Renstra.")
        if row["Jenis"] == RPJMD and row[header] is not None:
            row.refuse(header, "Hanya untuk Renstra. Kosongkan sel ini.")
    first, last = row["Tahun Pertama"], row["Tahun Terakhir"]
    if first and last and not first <= last < first + LONGEST_PLAN:
        row.refuse(
            "Tahun Terakhir", f"Tahun terakhir tidak boleh sebelum tahun pertama, dan paling lama {LONGEST_PLAN} tahun."
        )
    parent = run.plans.get(row["Kode RPJMD"] or "")
    if parent and parent.kind == PlanKind.UNIT:
        row.refuse("Kode RPJMD", "Kode ini bukan RPJMD. Tulis kode RPJMD yang didukung.")
    elif parent and first and last and (last < parent.first_year or first > parent.last_year):
        span = f"{parent.first_year}–{parent.last_year}"
        row.refuse("Tahun Pertama", f"Tahun Renstra ini di luar RPJMD yang didukungnya ({span}).")


def _refuse_overlaps(rows: Iterable[SheetRow], run: Run) -> None:
    """One RPJMD, and one Renstra of a unit, in any year; told at the rows of the file."""
    of_owner: dict[str | None, list[str]] = defaultdict(list)
    for code, facts in run.plans.items():
        of_owner[facts.unit].append(code)
    for row in rows:
        mine = run.plans[row["Kode"]]
        for code in of_owner[mine.unit]:
            other = run.plans[code]
            if code != row["Kode"] and mine.first_year <= other.last_year and other.first_year <= mine.last_year:
                row.refuse(
                    "Tahun Pertama",
                    f"Tahunnya bertumpang tindih dengan rencana {code} ({other.first_year}–{other.last_year}). Ubah "
                    "tahun salah satunya.",
                )


def _keep_plan(row: SheetRow, run: Run, stored: MediumTermPlan | None) -> None:
    differences = run.note(row, row["Kode"], plan_rows.plan_cells(stored) if stored else None)
    if not run.may_write or not (stored is None or differences):
        return
    plan = stored or MediumTermPlan(code=row["Kode"], kind=words.PLAN_KINDS[row["Jenis"]])
    values = {"title": row["Nama"], "first_year": row["Tahun Pertama"], "last_year": row["Tahun Terakhir"]}
    values |= {"unit_id": run.pk_of(UNIT, row["Kode Unit"])} if row.has("Kode Unit") else {}
    values |= {"parent_id": run.pk_of(RENCANA, row["Kode RPJMD"])} if row.has("Kode RPJMD") else {}
    values |= {"vision": row["Visi"] or ""} if row.has("Visi") else {}
    values |= {"legal_basis": row["Dasar Hukum"] or ""} if row.has("Dasar Hukum") else {}
    changes = _saved(plan, values, is_new=stored is None)
    run.codes[RENCANA.name][plan.code] = plan.pk
    _tell(plan.pk, plan.span, changes, run)


def _saved(part: Any, values: dict[str, Any], *, is_new: bool) -> list[FieldChange]:
    """Write the row; give what changed of one that was there."""
    names = [name.removesuffix("_id") for name in values]
    before = field_values(part, names)
    assign(part, values)
    part.save()
    return [] if is_new else changes_between(part, before, field_values(part, names))


def _tell(plan: int, detail: str, changes: Iterable[FieldChange], run: Run) -> None:
    """Keep in the history of a plan what came in, as the pages do."""
    found = MediumTermPlan.objects.get(pk=plan)
    record(found, "plan.imported", by=run.by, data={"detail": detail, "changes": to_data(changes)})


def _tell_placed(placed: dict[MediumTermPlan, list[FieldChange]], run: Run) -> None:
    for plan, changes in placed.items():
        data = {"placements": len(changes), "changes": to_data(changes)}
        record(plan, "plan.imported", by=run.by, data=data)


def _check_goal(row: SheetRow, run: Run, stored: Goal | None) -> None:
    run.check_code(row, "Kode Rencana", RENCANA)
    if stored and row["Kode Rencana"] and stored.plan_code != row["Kode Rencana"]:
        row.refuse("Kode Rencana", "Tujuan tidak dapat pindah ke rencana lain. Pakai kode tujuan yang baru.")
    facts, number = run.plans.get(row["Kode Rencana"] or ""), row["Nomor Misi"]
    if facts is None or not (row.has("Nomor Misi") or stored is None):
        return
    if facts.kind == PlanKind.UNIT and number is not None:
        row.refuse("Nomor Misi", "Renstra tidak mempunyai misi. Kosongkan sel ini.")
    if facts.kind == PlanKind.GOVERNMENT and number is None:
        row.refuse("Nomor Misi", "Wajib diisi untuk tujuan RPJMD.")
    elif facts.kind == PlanKind.GOVERNMENT and (row["Kode Rencana"], number) not in run.missions:
        row.refuse("Nomor Misi", "Misi ini tidak ada pada lembar Misi maupun di aplikasi. Periksa nomornya.")


def _owners() -> dict[str, tuple[MediumTermPlan, set[int]]]:
    """Per code of a goal: its plan, and the positions whose objectives may stand there."""
    goals = Goal.objects.select_related("plan__unit")
    of_plan = {goal.plan_id: set(owners_of(goal.plan).values_list("pk", flat=True)) for goal in goals}
    return {goal.code: (goal.plan, of_plan[goal.plan_id]) for goal in goals}


def _refuse_stranger(
    row: SheetRow, header: str, home: dict[str, int], owners: dict[str, tuple[MediumTermPlan, set[int]]]
) -> None:
    code, goal = row[header], row["Kode Tujuan"]
    if code in home and goal in owners and home[code] not in owners[goal][1]:
        plan = owners[goal][0]
        whose = "kepala daerah" if plan.is_of_government else f"kepala {plan.unit}"
        row.refuse(header, f"Bukan milik {whose}, jadi tidak dapat ditempatkan pada {plan}. Periksa kodenya.")
