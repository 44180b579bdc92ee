"""Events as their readers see them."""

from audit.models import Event
from audit.sentences import worded


def lines_of(event: Event) -> list[str]:
    """The line of facts, if there is one, and every change: `nama: Dinas A → Dinas B`."""
    [item] = worded([event])
    changes = [
        f"{one.label}: {one.before} → {one.after}" if one.before or one.after else one.label for one in item.changes
    ]
    return [*filter(None, [item.detail]), *changes]
