"""The words of this app's events: what happens to structure, people and accounts."""

from audit.sentences import whole_row
from audit.wording import AppWords
from organisation.models import Assignment, Delegation, RoleGrant
from organisation.people.actions import span_of

SENTENCES = {
    "government.saved": "mengubah data pemerintah daerah",
    "unit.created": "menambahkan unit kerja",
    "unit.updated": "mengubah unit kerja",
    "position.created": "menambahkan jabatan",
    "position.updated": "mengubah jabatan",
    "employee.created": "menambahkan pegawai",
    "employee.updated": "mengubah data pegawai",
    "assignment.started": "mencatat penugasan",
    "assignment.changed": "mengubah penugasan",
    "assignment.ended": "mengakhiri penugasan",
    "delegation.given": "menunjuk delegasi pengirim laporan",
    "delegation.ended": "mengakhiri delegasi pengirim laporan",
    "user.created": "membuat akun",
    "user.activated": "mengaktifkan akun",
    "user.deactivated": "menonaktifkan akun",
    "user.password_link_issued": "memberikan tautan untuk membuat sandi",
    "user.password_set": "membuat sandi baru",
    "role.granted": "memberikan peran",
    "role.revoked": "mencabut peran",
}


def _assignment(row: Assignment) -> str:
    return f"{row.employee} sebagai {row.held_title}, {span_of(row)}"


def _role(row: RoleGrant) -> str:
    return f"{row.get_role_display()} – {row.unit}" if row.unit else str(row.get_role_display())


def _delegation(row: Delegation) -> str:
    return f"{row.delegate} mengirim laporan atas nama {row.position}, {row.span}"


WORDS = AppWords(
    SENTENCES,
    rows={
        "organisation.assignment": whole_row(Assignment, _assignment, "employee", "position"),
        "organisation.rolegrant": whole_row(RoleGrant, _role, "unit"),
        "organisation.delegation": whole_row(Delegation, _delegation, "delegate__employee", "position"),
    },
)
