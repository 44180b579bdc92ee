"""The words of this app's events: what happens to structure, people, accounts and messages."""

from audit.models import Event
from audit.sentences import whole_row
from audit.wording import AppWords
from messaging.enums import Channel
from messaging.models import MessageSettings
from messaging.outbox.actions import VERBS
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
    "notification.sent": "mengirim pemberitahuan",
    "notification.put_off": "belum dapat mengirim pemberitahuan dan akan mencoba lagi",
    "notification.doubtful": "tidak mendapat kepastian apakah pemberitahuan terkirim",
    "notification.failed": "gagal mengirim pemberitahuan",
    "notification.not_sent": "tidak mengirim pemberitahuan karena tidak ada alamat",
    "notification.withdrawn": "tidak jadi mengirim pemberitahuan",
    "notification.told": "menyampaikan pemberitahuan sendiri kepada penerima",
    "notification_resent": "mengirim ulang pemberitahuan",
    "notification_marked_delivered": "menandai pemberitahuan sudah terkirim",
    "message_settings.saved": "mengubah pengaturan pemberitahuan",
}

PRIVATE = frozenset(f"organisation.employee.{name}" for name in ("employee_number", "email", "phone"))
"""What only those may read who may read a person's particulars: an own history says no more than the page above it."""


def _assignment(row: Assignment) -> str:
    return f"{row.employee} sebagai {row.held_title}, {span_of(row)}"


def _role(row: RoleGrant) -> str:
    return f"{row.get_role_display()} – {row.unit}" if row.unit else str(row.get_role_display())


def _delegation(row: Delegation) -> str:
    return f"{row.delegate} mengirim laporan atas nama {row.position}, {row.span}"


def _channel(event: Event) -> str:
    return str(Channel(event.data["channel"]).label)


def _attempt(event: Event) -> str:
    data = event.data
    return ", ".join(filter(None, [_channel(event), f"percobaan ke-{data['attempt']}", data["sent_as"]]))


def _settings(event: Event) -> str:
    """How somebody wants to be told, as it was chosen then."""
    kept = event.data["settings"]
    fields = {name: MessageSettings._meta.get_field(name) for name in kept}
    return MessageSettings(**{name: field.to_python(kept[name]) for name, field in fields.items()}).in_words


WORDS = AppWords(
    SENTENCES,
    details={
        **dict.fromkeys(VERBS.values(), _attempt),
        "notification_resent": _channel,
        "notification_marked_delivered": _channel,
        "notification.told": _channel,
        "message_settings.saved": _settings,
    },
    rows={
        "organisation.assignment": whole_row(Assignment, _assignment, "employee", "position"),
        "organisation.rolegrant": whole_row(RoleGrant, _role, "unit"),
        "organisation.delegation": whole_row(Delegation, _delegation, "delegate__employee", "position"),
    },
)
