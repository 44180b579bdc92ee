"""What the pages of a draft show beside its content: its difference from the earlier PK, and its rounds."""

from agreements.comparison import against_earlier
from agreements.models import Agreement
from agreements.rounds import rounds_of


def comparison_context(agreement: Agreement) -> dict:
    """The earlier PK with the difference, and a mark on each line; None without one, and once the content is fixed."""
    against = None if agreement.is_frozen else against_earlier(agreement)
    if against:
        for line in agreement.lines.all():
            line.mark = against.comparison.marks[line.indicator_id]
    return {"against": against}


def rounds_context(agreement: Agreement) -> dict:
    """All rounds, the latest, and the answered round before it, if there is one."""
    rounds = rounds_of(agreement)
    latest, *earlier = rounds or [None]
    return {"rounds": rounds, "latest": latest, "answered": earlier[0] if earlier else None}
