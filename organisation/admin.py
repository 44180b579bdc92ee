"""The admin of the administrator: the government's row to change, everything else to look things up.

Structure, people and roles are changed through the pages of this app, whose actions keep the trail.
"""

from django.contrib import admin
from django.http import HttpRequest

from audit import trail
from audit.facts import changes_between, field_values, to_data
from audit.models import Event
from organisation.administration.site import AdministratorAdmin
from organisation.clock import forget_zone
from organisation.models import Assignment, Delegation, Employee, Government, Position, RoleGrant, User, WorkUnit


class ReadOnlyAdmin(AdministratorAdmin):
    """Looking things up."""

    may_write = False


@admin.register(Government)
class GovernmentAdmin(AdministratorAdmin):
    """Name, seat, time zone and letterhead: what stands on every document."""

    list_display = ["name", "kind", "region_code", "seat"]

    def has_add_permission(self, request: HttpRequest, obj: Government | None = None) -> bool:
        """Only as long as there is none."""
        return super().has_add_permission(request, obj) and not Government.objects.exists()

    def save_model(self, request: HttpRequest, obj: Government, form: object, change: bool) -> None:
        """Save, and keep in the trail which fields changed."""
        names = [field.name for field in Government._meta.concrete_fields]
        before = field_values(Government.objects.get(pk=obj.pk), names) if change else {}
        super().save_model(request, obj, form, change)
        forget_zone()
        changes = changes_between(obj, before, field_values(obj, names))
        trail.record(obj, "government.saved", by=request.user, data={"changes": to_data(changes)})


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The audit trail, to search."""

    list_display = ["at", "actor_label", "verb", "target_type", "target_label"]
    list_filter = ["verb", "target_type"]
    search_fields = ["actor_label", "target_label", "target_id"]
    date_hierarchy = "at"
    show_full_result_count = False


@admin.register(WorkUnit)
class WorkUnitAdmin(ReadOnlyAdmin):
    """Work units."""

    list_display = ["code", "name", "kind", "parent"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin):
    """Positions."""

    list_display = ["code", "title", "unit", "kind", "reports_to"]
    list_select_related = ["unit", "reports_to"]
    list_filter = ["kind"]
    search_fields = ["code", "title"]


@admin.register(Employee)
class EmployeeAdmin(ReadOnlyAdmin):
    """Employees."""

    list_display = ["name", "employee_number", "rank_code", "email"]
    search_fields = ["name", "employee_number"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """Who holds which position."""

    list_display = ["employee", "position", "kind", "start", "end"]
    list_select_related = ["employee", "position"]
    search_fields = ["employee__name", "position__title"]


@admin.register(Delegation)
class DelegationAdmin(ReadOnlyAdmin):
    """Who sends reports for whom."""

    list_display = ["delegate", "position", "start", "end", "ended_on"]
    list_select_related = ["delegate__employee", "position"]
    search_fields = ["delegate__employee__name", "position__title"]


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Accounts, without anything about passwords."""

    list_display = ["username", "name", "employee", "is_active", "last_login"]
    list_select_related = ["employee"]
    search_fields = ["username", "name", "employee__name"]
    exclude = ["password", "groups", "user_permissions"]


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnlyAdmin):
    """Roles given."""

    list_display = ["user", "role", "unit", "start", "end"]
    list_select_related = ["user__employee", "unit"]
    list_filter = ["role"]
