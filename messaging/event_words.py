"""The words of this app's events: what happens to messages, and how people want to be told."""

from audit.models import Event
from audit.wording import AppWords
from messaging.enums import Channel
from messaging.models import MessageSettings
from messaging.outbox.actions import VERBS

SENTENCES = {
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
)
