"""The words of this app's events: what workbooks bring in."""

from audit.models import Event
from audit.wording import AppWords
from indicators.targets.actions import WORKBOOK

SENTENCES = {
    "workbook.imported": "mengimpor buku kerja",
    "plan.imported": "mengimpor rencana jangka menengah",
}


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
    details={"workbook.imported": _imported, "plan.imported": _plan_imported},
    routes={WORKBOOK: "Impor buku kerja"},
)
