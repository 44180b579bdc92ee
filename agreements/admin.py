"""The administrator may look at agreements; they change only through their own pages."""

from django.contrib import admin
from django.http import HttpRequest

from agreements.models import Agreement, AgreementBudgetLine, AgreementLine, Party


class ReadOnly:
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


class PartyInline(ReadOnly, admin.TabularInline):
    model = Party
    fields = ["side", "name", "position_title", "assignment_kind"]


class LineInline(ReadOnly, admin.TabularInline):
    model = AgreementLine
    fields = ["order", "objective_statement", "indicator_statement", "unit_of_measure"]


class BudgetLineInline(ReadOnly, admin.TabularInline):
    model = AgreementBudgetLine
    fields = ["order", "program_code", "program_name", "amount", "funding_source"]


@admin.register(Agreement)
class AgreementAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["position", "year", "version", "status", "signed_on"]
    list_filter = ["year", "status"]
    list_select_related = ["position"]
    search_fields = ["position__title", "parties__name"]
    inlines = [PartyInline, LineInline, BudgetLineInline]
