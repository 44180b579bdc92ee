"""The words of this app's events: what happens to documents, wording, printing and workbooks."""

from agreements.enums import Side
from audit.models import Event
from audit.wording import AppWords
from indicators.enums import Attachment
from indicators.targets.actions import WORKBOOK
from reports.enums import TextKind

SENTENCES = {
    "document.issued": "menerbitkan dokumen",
    "document.attached": "menerbitkan lampiran PK",
    "document.scanned": "menyimpan hasil pindai dokumen bertanda tangan",
    "scan.matched": "memasangkan hasil pindai dengan PK ini",
    "scan.discarded": "membuang hasil pindai yang belum disimpan",
    "document.sent_to_bsre": "mengirim dokumen ke BSrE untuk ditandatangani",
    "document.bsre_settled": "menyelesaikan pengiriman ke BSrE",
    "text.saved": "menyimpan naskah dokumen",
    "print_job.created": "memulai cetak massal",
    "print_job.cancelled": "menghentikan cetak massal",
    "print_job.retried": "melanjutkan cetak massal",
    "print_job.finished": "menyelesaikan cetak massal",
    "print_job.failed": "tidak dapat menyelesaikan cetak massal",
    "workbook.imported": "mengimpor buku kerja",
    "plan.imported": "mengimpor rencana jangka menengah",
}


def _number(event: Event) -> str:
    return f"Nomor {event.data['number']}"


def _attached(event: Event) -> str:
    names = ", ".join(str(Attachment(kind).label) for kind in event.data["kinds"])
    return f"{names}, nomor {event.data['number']}"


def _agreements(event: Event) -> str:
    return f"{event.data['agreements']} PK"


def _discarded(event: Event) -> str:
    return " untuk ".join(filter(None, [event.data["name"], event.data["document"]]))


def _settled(event: Event) -> str:
    return f"Tidak ditandatangani: {event.data['refusal']}"


def _sent_to_bsre(event: Event) -> str:
    return f"{Side(event.data['side']).label}: {event.data['name']}"


def _text_saved(event: Event) -> str:
    kind = TextKind(event.data["kind"]).label
    return f"{kind}, versi {event.data['number']}: {event.data['reason']}"


def _imported(event: Event) -> str:
    counts = event.data["sheets"].values()
    new, changed = (sum(sheet[kind] for sheet in counts) for kind in ("baru", "berubah"))
    return f"{new} baris baru, {changed} baris berubah"


def _plan_imported(event: Event) -> str:
    """How many figures of a year, how many places, or the name of what came in."""
    data = event.data
    if "year" in data:
        return f"{len(data['changes'])} angka {data['year']}"
    return f"{data['placements']} penempatan" if "placements" in data else str(data["detail"])


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
        "print_job.created": _agreements,
        "print_job.finished": _agreements,
        "workbook.imported": _imported,
        "plan.imported": _plan_imported,
    },
    routes={WORKBOOK: "Impor buku kerja"},
)
