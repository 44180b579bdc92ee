"""Addresses of the organisation pages."""

from django.urls import path, register_converter

from organisation.delegations import views as delegations
from organisation.password_links import views as links
from organisation.people import views as people
from organisation.reorganisation import views as reorganisation
from organisation.structure import views as structure
from organisation.users import account_views as accounts
from organisation.users import views as users


class ReorganisationConverter:
    """A kind of reorganisation by its slug; anything else is the address of another page of the unit."""

    regex = "|".join(reorganisation.KINDS)

    def to_python(self, value: str) -> str:
        """The slug."""
        return value

    def to_url(self, value: str) -> str:
        """The slug."""
        return value


register_converter(ReorganisationConverter, "reorganisation")

app_name = "organisation"
urlpatterns = [
    path("masuk/", accounts.Login.as_view(), name="login"),
    path("keluar/", accounts.Logout.as_view(), name="logout"),
    path("sandi/", accounts.PasswordChange.as_view(), name="password_change"),
    path("sandi/atur/<uidb64>/<token>/", accounts.PasswordSet.as_view(), name="password_set"),
    path("organisasi/", structure.unit_list, name="unit_list"),
    path("organisasi/unit/tambah/", structure.unit_create, name="unit_create"),
    path("organisasi/unit/<int:pk>/", structure.unit_detail, name="unit_detail"),
    path("organisasi/unit/<int:pk>/ubah/", structure.unit_update, name="unit_update"),
    path("organisasi/unit/<int:pk>/<reorganisation:kind>/", reorganisation.unit_reorganise, name="unit_reorganise"),
    path("organisasi/jabatan/tambah/", structure.position_create, name="position_create"),
    path("organisasi/jabatan/<int:pk>/", structure.position_detail, name="position_detail"),
    path("organisasi/jabatan/<int:pk>/ubah/", structure.position_update, name="position_update"),
    path("organisasi/jabatan/<int:pk>/tugaskan/", people.assignment_create, name="assignment_create"),
    path("organisasi/jabatan/<int:pk>/delegasi/", delegations.delegation_create, name="delegation_create"),
    path("organisasi/delegasi/<int:pk>/akhiri/", delegations.delegation_end, name="delegation_end"),
    path("organisasi/penugasan/<int:pk>/ganti/", people.assignment_replace, name="assignment_replace"),
    path("organisasi/penugasan/<int:pk>/akhiri/", people.assignment_end, name="assignment_end"),
    path("pegawai/", people.employee_list, name="employee_list"),
    path("pegawai/pilihan/", people.employee_options, name="employee_options"),
    path("pegawai/tambah/", people.employee_create, name="employee_create"),
    path("pegawai/<int:pk>/", people.employee_detail, name="employee_detail"),
    path("pegawai/<int:pk>/ubah/", people.employee_update, name="employee_update"),
    path("pegawai/<int:pk>/akun/", users.user_create, name="user_create"),
    path("pengguna/", users.user_list, name="user_list"),
    path("pengguna/<int:pk>/", users.user_detail, name="user_detail"),
    path("pengguna/<int:pk>/peran/", users.role_grant, name="role_grant"),
    path("pengguna/peran/<int:pk>/cabut/", users.role_revoke, name="role_revoke"),
    path("pengguna/<int:pk>/tautan-sandi/", links.password_link_request, name="password_link_request"),
    path("tautan-sandi/<int:pk>/", links.password_link_detail, name="password_link_detail"),
    path("tautan-sandi/<int:pk>/konfirmasi/", links.password_link_confirm, name="password_link_confirm"),
    path("tautan-sandi/<int:pk>/tampilkan/", links.password_link_show, name="password_link_show"),
    path("tautan-sandi/<int:pk>/batalkan/", links.password_link_withdraw, name="password_link_withdraw"),
    path("pengguna/<int:pk>/aktifkan/", users.user_activate, name="user_activate"),
    path("pengguna/<int:pk>/nonaktifkan/", users.user_deactivate, name="user_deactivate"),
]
