"""Writing the plans of several years: plans, missions and goals, and what stands below a goal.

Everything that happens to a part is told in the history of its plan, because parts may be removed.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from audit.editing import ConflictError, merge
from audit.facts import FieldChange, Json, changes_between, field_values, key_of, to_data
from audit.trail import history, record
from indicators.medium_term.facts import owners_of
from indicators.models import Goal, Indicator, MediumTermPlan, Mission, Objective

if TYPE_CHECKING:
    from organisation.models import User


EDITABLE: dict[type[models.Model], tuple[str, ...]] = {
    MediumTermPlan: ("code", "title", "unit", "parent", "first_year", "last_year", "vision", "legal_basis"),
    Mission: ("number", "statement"),
    Goal: ("code", "mission", "statement"),
}
"""The fields that pages write, per model."""

MEANWHILE = (
    "Orang lain baru saja menyimpan rencana dengan kode, nomor, atau tahun yang sama. Muat ulang halaman untuk melihat "
    "keadaan terbaru."
)


def part_texts(part: models.Model) -> dict[str, str]:
    """The fields of a plan, mission or goal as text, to notice what changed meanwhile."""
    return {name: _text(part.serializable_value(name)) for name in EDITABLE[type(part)]}


@transaction.atomic
def create_plan(values: Mapping[str, Any], *, by: "User") -> MediumTermPlan:
    """Write a new RPJMD or Renstra; `values` are field names with `kind`. ValidationError by field."""
    plan = MediumTermPlan(**values)
    _check_span(plan)
    _insert(plan)
    record(plan, "plan.created", by=by, data={"detail": plan.span})
    return plan


@transaction.atomic
def add_part(part: Mission | Goal, *, by: "User") -> Mission | Goal:
    """Write a new mission or goal of its plan, last in the order. ValidationError by field."""
    if isinstance(part, Goal):
        last = Goal.objects.filter(plan=part.plan_id).aggregate(last=models.Max("order"))["last"] or 0
        part.order = last + 1
    _insert(part)
    record(part.plan, "plan.part_added", by=by, data={"detail": _named(part)})
    return part


@transaction.atomic
def change_part(
    part: models.Model, values: Mapping[str, Any], *, by: "User", seen: Mapping[str, str]
) -> list[FieldChange]:
    """Write those of `values` that differ from what the person had `seen`; give the changes, which the trail keeps.

    What somebody else wrote meanwhile into other fields stays. Raises ConflictError, and writes nothing, when both
    changed the same field; ValidationError by field when the values cannot be.
    """
    model: Any = type(part)
    locked = model._base_manager.select_for_update(of=("self",)).get(pk=part.pk)
    stored = part_texts(locked)
    changed, both = merge({name: _key(value) for name, value in values.items()}, seen=seen, stored=stored)
    plan = locked if isinstance(locked, MediumTermPlan) else locked.plan
    if both:
        raise ConflictError(_conflict_sentence(plan), stored=stored, fields=both)
    name_before, before = _named(locked), field_values(locked, changed)
    for name in changed:
        setattr(locked, name, values[name])
    if isinstance(locked, MediumTermPlan):
        _check_span(locked)
    locked.full_clean()
    changes = changes_between(locked, before, field_values(locked, changed), label=name_before)
    if changes:
        _update(locked, list(changed))
        _let_objectives_follow(locked)
        data = {"changes": to_data(changes)} | ({} if plan is locked else {"detail": name_before})
        record(plan, "plan.changed" if plan is locked else "plan.part_changed", by=by, data=data)
    return changes


@transaction.atomic
def remove_part(part: MediumTermPlan | Mission | Goal, *, by: "User") -> str:
    """Remove a plan, mission or goal that nothing belongs to, and give its name; ValidationError otherwise."""
    plan = part if isinstance(part, MediumTermPlan) else part.plan
    name = _named(part)
    refusal = ValidationError(
        f"{name} masih memuat isi, jadi tidak dapat dihapus. Pindahkan atau hapus dahulu isinya: misi dan tujuan di "
        "bawahnya, sasaran yang terhubung, atau Renstra yang mendukungnya."
    )
    if isinstance(part, Goal) and (part.objectives.exists() or part.indicators.exists()):
        raise refusal
    record(plan, "plan.removed" if plan is part else "plan.part_removed", by=by, data={"detail": name})
    try:
        part.delete()
    except ProtectedError as error:
        raise refusal from error
    return name


@transaction.atomic
def place_below_goal(
    goal: Goal, objectives: Collection[Objective], indicators: Collection[Indicator], *, by: "User", seen: str
) -> None:
    """Let exactly these objectives stand below the goal, and exactly these indicators measure it itself.

    `seen` is `placed_below()` of when the page was made. ValidationError when somebody changed it meanwhile, or when
    an objective or indicator belongs to a position whose plan this is not.
    """
    locked = Goal.objects.select_for_update(of=("self",)).select_related("plan", "mission").get(pk=goal.pk)
    now = placed_below(locked)
    if now != seen:
        raise ConflictError(_conflict_sentence(locked.plan))
    _refuse_strangers(locked, objectives, indicators)
    before = _placed(locked)
    chosen = {objective.pk for objective in objectives}
    taken = Objective.objects.select_for_update().filter(pk__in=chosen, goal__isnull=False).exclude(goal=locked)
    if other := taken.first():
        raise ValidationError(f"Sasaran {other.code} baru saja dihubungkan ke tujuan lain. Muat ulang halaman ini.")
    locked.objectives.exclude(pk__in=chosen).update(goal=None)
    mission = {"mission": locked.mission.statement} if locked.mission else {}
    Objective.objects.filter(pk__in=chosen).update(goal=locked, **mission)
    locked.indicators.set(indicators)
    if now != placed_below(locked):
        after = _placed(locked)
        changes = [
            FieldChange("indicators.goal", key_of(locked), name, before[name], after[name], _named(locked))
            for name in after
        ]
        record(locked.plan, "plan.objectives_placed", by=by, data={"changes": to_data(changes)})


def placed_below(goal: Goal) -> str:
    """What stands below a goal, as one text to compare: keys of its objectives and of its own indicators."""
    return ";".join(",".join(map(str, keys)) for keys in _placed(goal).values())


def _placed(goal: Goal) -> dict[str, list[Json]]:
    rows = {"objectives": goal.objectives, "indicators": goal.indicators}
    return {name: list(below.order_by("pk").values_list("pk", flat=True)) for name, below in rows.items()}


def _refuse_strangers(goal: Goal, objectives: Collection[Objective], indicators: Collection[Indicator]) -> None:
    owners = set(owners_of(goal.plan).values_list("pk", flat=True))
    strangers: list[Objective | Indicator] = [
        one for one in objectives if one.position_id not in owners and one.goal_id != goal.pk
    ]
    measured = [one for one in indicators if one.objective.position_id not in owners]
    for stranger in [*strangers, *measured]:
        raise ValidationError(
            f"{stranger.code} bukan milik {'kepala daerah' if goal.plan.is_of_government else goal.plan.unit}, jadi "
            f"tidak dapat ditempatkan pada {goal.plan}."
        )


def _let_objectives_follow(part: models.Model) -> None:
    """Objectives below a mission carry its words: the workbook's column Misi."""
    if isinstance(part, Mission):
        Objective.objects.filter(goal__mission=part).update(mission=part.statement)
    if isinstance(part, Goal) and part.mission:
        part.objectives.update(mission=part.mission.statement)


def _check_span(plan: MediumTermPlan) -> None:
    parent = plan.parent
    if parent and (plan.last_year < parent.first_year or plan.first_year > parent.last_year):
        raise ValidationError(
            {"first_year": f"Tahun Renstra ini di luar {parent} ({parent.span}). Pilih RPJMD lain atau ubah tahunnya."}
        )


def _insert(obj: models.Model) -> None:
    obj.full_clean()
    try:
        with transaction.atomic():
            obj.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(MEANWHILE) from error


def _update(obj: models.Model, fields: list[str]) -> None:
    try:
        with transaction.atomic():
            obj.save(update_fields=fields)
    except IntegrityError as error:
        raise ValidationError(MEANWHILE) from error


def _conflict_sentence(plan: MediumTermPlan) -> str:
    latest = history(plan).first()
    who = latest.actor_label if latest else "Orang lain"
    return (
        f"{who} mengubah rencana ini sejak Anda membukanya, jadi isian Anda belum disimpan. Bandingkan dengan yang "
        "tersimpan, lalu simpan lagi bila isian Anda yang dipakai."
    )


def _named(part: models.Model) -> str:
    return f"Tujuan {part.code}: {part.statement}" if isinstance(part, Goal) else str(part)


def _key(value: Any) -> str:
    return _text(value.pk if isinstance(value, models.Model) else value)


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")
