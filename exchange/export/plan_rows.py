"""What medium-term plans look like as rows of the workbook; see `exchange.export.rows`."""

from django.db.models import F, QuerySet

from exchange.export.rows import Cells, value_cell
from exchange.workbook import words
from indicators.models import Goal, MediumTermPlan, Mission, Objective, PlanTarget


def plans() -> QuerySet[MediumTermPlan]:
    """Plans with what their rows need: RPJMD before Renstra."""
    related = {"unit_code": F("unit__code"), "parent_code": F("parent__code")}
    return MediumTermPlan.objects.annotate(**related).order_by("kind", "first_year", "code")


def missions() -> QuerySet[Mission]:
    """Missions with the code of their plan."""
    return Mission.objects.annotate(plan_code=F("plan__code")).order_by("plan__code", "number")


def goals() -> QuerySet[Goal]:
    """Goals with what their rows need."""
    related = {"plan_code": F("plan__code"), "mission_number": F("mission__number")}
    return Goal.objects.annotate(**related).order_by("order", "code")


def placed_objectives() -> QuerySet[Objective]:
    """Objectives that stand below a goal."""
    with_code = Objective.objects.filter(goal__isnull=False).annotate(goal_code=F("goal__code"))
    return with_code.order_by("order", "code")


def plan_targets() -> QuerySet[PlanTarget]:
    """Figures of the plans with the code of their indicator."""
    with_code = PlanTarget.objects.annotate(indicator_code=F("indicator__code"))
    return with_code.order_by("indicator__order", "indicator__code", "year", "kind")


def plan_cells(plan: MediumTermPlan) -> Cells:
    """A row of Rencana."""
    return {
        "Kode": plan.code,
        "Jenis": words.word_for(words.PLAN_KINDS, plan.kind),
        "Nama": plan.title,
        "Tahun Pertama": plan.first_year,
        "Tahun Terakhir": plan.last_year,
        "Kode Unit": plan.unit_code,
        "Kode RPJMD": plan.parent_code,
        "Visi": plan.vision,
        "Dasar Hukum": plan.legal_basis,
    }


def mission_cells(mission: Mission) -> Cells:
    """A row of Misi."""
    return {"Kode Rencana": mission.plan_code, "Nomor": mission.number, "Uraian": mission.statement}


def goal_cells(goal: Goal) -> Cells:
    """A row of Tujuan."""
    return {
        "Kode": goal.code,
        "Kode Rencana": goal.plan_code,
        "Nomor Misi": goal.mission_number,
        "Uraian": goal.statement,
    }


def placed_cells(objective: Objective) -> Cells:
    """A row of Sasaran Tujuan."""
    return {"Kode Sasaran": objective.code, "Kode Tujuan": objective.goal_code}


def plan_target_cells(target: PlanTarget) -> Cells:
    """A row of Target Rencana."""
    return {
        "Kode Indikator": target.indicator_code,
        "Tahun": target.year,
        "Target": value_cell(target.value),
        "Jenis": words.word_for(words.PLAN_FIGURES, target.kind),
    }
