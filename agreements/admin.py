"""The administrator may look agreements up; they change only through their own pages, which keep the trail."""

from django.contrib import admin
from django.http import HttpRequest

from agreements.models import Agreement, AgreementBudgetLine, AgreementLine, Party
from organisation.admin import ReadOnlyAdmin


class PartOfAgreement(admin.TabularInline):
    """Rows of an agreement; whoever may open the agreement sees them."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Always: the page of the agreement has its own guard."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        """Never."""
        return False


class PartyInline(PartOfAgreement):
    model = Party
    fields = ["side", "name", "position_title", "assignment_kind"]


class LineInline(PartOfAgreement):
    model = AgreementLine
    fields = ["order", "objective_statement", "indicator_statement", "unit_of_measure"]


class BudgetLineInline(PartOfAgreement):
    model = AgreementBudgetLine
    fields = ["order", "program_code", "program_name", "amount", "funding_source"]


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    """Agreements, all versions."""

    list_display = ["position", "year", "version", "status", "signed_on"]
    list_filter = ["year", "status"]
    list_select_related = ["position"]
    search_fields = ["position__title", "parties__name"]
    inlines = [PartyInline, LineInline, BudgetLineInline]
