"""The administrator may look reports up; they change through their own pages, which keep the trail."""

from django.contrib import admin

from organisation.admin import ReadOnlyAdmin
from realisations.models import QuarterReport


@admin.register(QuarterReport)
class QuarterReportAdmin(ReadOnlyAdmin):
    """Where each report stands; its figures are read on its own page."""

    list_display = ["position", "period", "status", "submitted_at", "verified_at"]
    list_filter = ["status", "period__year", "period__quarter"]
    list_select_related = ["position", "period"]
    search_fields = ["position__title"]
