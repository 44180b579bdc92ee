"""The words of this app's events: what happens to structure, people and accounts."""

import datetime

from django.utils.formats import date_format

from audit.models import Event
from audit.sentences import whole_row
from audit.wording import AppWords
from organisation.models import Assignment, Delegation, RoleGrant
from organisation.people.actions import span_of
from organisation.people.rows import PRIVATE

SENTENCES = {
    "government.saved": "mengubah data pemerintah daerah",
    "unit.created": "menambahkan unit kerja",
    "unit.updated": "mengubah unit kerja",
    "unit.closed": "menutup unit kerja",
    "position.created": "menambahkan jabatan",
    "position.closed": "mengakhiri jabatan",
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
    "user.password_link_requested": "meminta tautan untuk membuat sandi",
    "user.password_link_confirmed": "mengonfirmasi tautan untuk membuat sandi",
    "user.password_link_sent": "mengirim tautan untuk membuat sandi ke saluran pemilik akun",
    "user.password_link_shown": "membuka tautan untuk membuat sandi guna diserahkan kepada pemilik akun",
    "user.password_link_withdrawn": "membatalkan tautan untuk membuat sandi",
    "user.password_set_by_link": "mencatat sandi baru yang dibuat lewat tautan",
    "role.granted": "memberikan peran",
    "role.revoked": "mencabut peran",
}


DATED = (
    *("unit.created", "unit.updated", "unit.closed"),
    *("position.created", "position.updated", "position.closed"),
)
"""Events of the structure that may tell since when they hold, and by which decree."""


def _assignment(row: Assignment) -> str:
    return f"{row.employee} sebagai {row.held_title}, {span_of(row)}"


def _role(row: RoleGrant) -> str:
    return f"{row.get_role_display()} – {row.unit}" if row.unit else str(row.get_role_display())


def _delegation(row: Delegation) -> str:
    return f"{row.delegate} mengirim laporan atas nama {row.position}, {row.span}"


def _since(event: Event) -> str:
    """From which day a change of the structure holds, and by which decree."""
    since = event.data.get("since", "")
    day = f"Berlaku sejak {date_format(datetime.date.fromisoformat(since), 'j F Y')}" if since else ""
    return " · ".join(filter(None, [event.data.get("detail", ""), day, event.data.get("decree", "")]))


def _link(event: Event) -> str:
    """`tautan nomor 12 · diminta Sri · dikonfirmasi Budi · ke Surel pemilik akun`; empty for older releases."""
    said = event.data
    if "link" not in said:
        return ""
    parts = [f"tautan nomor {said['link']}", f"diminta {said['requested_by']}"]
    parts += [f"dikonfirmasi {said['confirmed_by']}"] if said["confirmed_by"] else []
    parts += [f"ke {' dan '.join(said['channels'])} pemilik akun" if said["channels"] else "diserahkan langsung"]
    return " · ".join(parts)


WORDS = AppWords(
    SENTENCES,
    details={
        **dict.fromkeys(DATED, _since),
        **{verb: _link for verb in SENTENCES if verb.startswith("user.password_")},
    },
    rows={
        "organisation.assignment": whole_row(Assignment, _assignment, "employee", "position"),
        "organisation.rolegrant": whole_row(RoleGrant, _role, "unit"),
        "organisation.delegation": whole_row(Delegation, _delegation, "delegate__employee", "position"),
    },
    private=PRIVATE,
)
