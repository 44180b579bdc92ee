"""The administrator may look plans and reports up; they change through pages and import, which keep the trail."""

from django.contrib import admin

from indicators.models import (
    BudgetLine,
    Indicator,
    MediumTermPlan,
    Objective,
    Period,
    PlanTarget,
    Policy,
    Program,
    Target,
)
from organisation.admin import ReadOnlyAdmin


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    """How each year is measured."""

    list_display = ["year", "minimize_formula", "averaging", "scale_name", "due_day"]


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    """When each quarter is reported."""

    list_display = ["year", "quarter", "opens", "due", "closes"]
    list_filter = ["year"]


@admin.register(Objective)
class ObjectiveAdmin(ReadOnlyAdmin):
    """Objectives of every position."""

    list_display = ["code", "statement", "position"]
    list_select_related = ["position"]
    search_fields = ["code", "statement", "position__title"]


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """Indicators with their reference sheets."""

    list_display = ["code", "statement", "unit_of_measure", "polarity", "aggregation", "is_key"]
    list_filter = ["polarity", "aggregation", "is_key"]
    search_fields = ["code", "statement"]


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    """Targets of every year."""

    list_display = ["indicator", "year", "figure", "lower", "upper", "grade"]
    list_filter = ["year"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code", "indicator__statement"]


@admin.register(Program)
class ProgramAdmin(ReadOnlyAdmin):
    """The nomenclature of programmes."""

    list_display = ["code", "name", "level"]
    list_filter = ["level"]
    search_fields = ["code", "name"]


@admin.register(BudgetLine)
class BudgetLineAdmin(ReadOnlyAdmin):
    """Budgets of positions."""

    list_display = ["position", "year", "program", "amount", "funding_source"]
    list_filter = ["year"]
    list_select_related = ["position", "program"]
    search_fields = ["position__title", "program__name"]


@admin.register(MediumTermPlan)
class MediumTermPlanAdmin(ReadOnlyAdmin):
    """The plans of several years, of the government and of its units."""

    list_display = ["code", "title", "kind", "unit", "first_year", "last_year"]
    list_filter = ["kind"]
    list_select_related = ["unit"]
    search_fields = ["code", "title"]


@admin.register(PlanTarget)
class PlanTargetAdmin(ReadOnlyAdmin):
    """What these plans set for each year."""

    list_display = ["indicator", "year", "kind", "figure", "lower", "upper", "grade"]
    list_filter = ["year", "kind"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code", "indicator__statement"]
