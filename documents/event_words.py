"""The words of this app's events: what happens to documents, scans, wording and printing in bulk."""

from audit.models import Event
from audit.wording import AppWords
from documents.kinds import kind_named
from documents.wordings import wording_named

SENTENCES = {
    "document.issued": "menerbitkan dokumen",
    "document.attached": "menerbitkan lampiran",
    "document.scanned": "menyimpan hasil pindai dokumen bertanda tangan",
    "scan.matched": "memasangkan hasil pindai dengan dokumen ini",
    "scan.discarded": "membuang hasil pindai yang belum disimpan",
    "document.sent_to_bsre": "mengirim dokumen ke BSrE untuk ditandatangani",
    "document.bsre_settled": "menyelesaikan pengiriman ke BSrE",
    "text.saved": "menyimpan naskah dokumen",
    "print_job.created": "memulai cetak massal",
    "print_job.cancelled": "menghentikan cetak massal",
    "print_job.retried": "melanjutkan cetak massal",
    "print_job.finished": "menyelesaikan cetak massal",
    "print_job.failed": "tidak dapat menyelesaikan cetak massal",
}


def _number(event: Event) -> str:
    return f"Nomor {event.data['number']}"


def _attached(event: Event) -> str:
    labels = {one.name: one.label for one in kind_named(event.data["kind"]).drawing.attachments}
    names = ", ".join(labels.get(name, name) for name in event.data["attachments"])
    return f"{names}, nomor {event.data['number']}"


def _printed(event: Event) -> str:
    return f"{event.data['documents']} {kind_named(event.data['kind']).noun}"


def _discarded(event: Event) -> str:
    return " untuk ".join(filter(None, [event.data["name"], event.data["document"]]))


def _settled(event: Event) -> str:
    return f"Tidak ditandatangani: {event.data['refusal']}"


def _sent_to_bsre(event: Event) -> str:
    return f"{event.data['party']}: {event.data['name']}"


def _text_saved(event: Event) -> str:
    return f"{wording_named(event.data['kind']).label}, versi {event.data['number']}: {event.data['reason']}"


WORDS = AppWords(
    SENTENCES,
    details={
        "document.issued": _number,
        "document.scanned": _number,
        "document.attached": _attached,
        "document.bsre_settled": _settled,
        "scan.discarded": _discarded,
        "document.sent_to_bsre": _sent_to_bsre,
        "text.saved": _text_saved,
        "print_job.created": _printed,
        "print_job.finished": _printed,
    },
)
