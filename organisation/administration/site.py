"""Django's admin, opened by the administrator's role and entered through our own log-in page."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class AmanahAdminSite(admin.AdminSite):
    """The admin for administrators: no second log-in form, no `is_staff` flag that outlives the role."""

    site_header = "Amanah – administrasi"
    site_title = "Amanah"
    index_title = "Data dasar"

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person holds the administrator's role today."""
        return request.user.is_authenticated and request.user.has_perm("organisation.use_admin_site")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the log-in page of Amanah; who is logged in without the role is refused."""
        if request.user.is_authenticated:
            raise PermissionDenied("Halaman ini hanya untuk administrator.")
        return redirect_to_login(request.get_full_path())


class AdministratorAdmin(admin.ModelAdmin):
    """A model that administrators may see and change, whatever Django's own permission tables say."""

    may_write = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the person is an administrator."""
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person is an administrator."""
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person is an administrator, and rows may be written here."""
        return self.may_write and self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person is an administrator, and rows may be written here."""
        return self.may_write and self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: things that ended get an end date, and the history keeps its meaning."""
        return False
