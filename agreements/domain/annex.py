"""How the annex of an agreement is headed and put in order."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")

STRATEGIC_KINDS = frozenset(
    {
        "regional_head",
        "deputy_regional_head",
        "regional_secretary",
        "assistant",
        "expert_staff",
        "apparatus_head",
        "district_head",
    }
)
"""Kinds of position whose agreement promises strategic objectives; a camat counts among them although eselon III."""

PROGRAM_KINDS = frozenset({"administrator"})
PROGRAM_SEGMENTS, ACTIVITY_SEGMENTS = 3, 5


def objective_title(position_kind: str) -> str:
    """The heading of the objectives' column, by the level of the position.

    PermenPAN-RB 53/2014, Lampiran I, as local governments print it after the delayering: strategic for the heads,
    programme for administrators, activity for supervisors and everybody below.
    """
    if position_kind in STRATEGIC_KINDS:
        return "Sasaran Strategis"
    return "Sasaran Program" if position_kind in PROGRAM_KINDS else "Sasaran Kegiatan"


def budget_title(position_kind: str) -> str:
    """The heading of the budget's first column, by the level of the position."""
    if position_kind in STRATEGIC_KINDS:
        return "Program"
    return "Program/Kegiatan" if position_kind in PROGRAM_KINDS else "Kegiatan/Sub Kegiatan"


def heading_code(position_kind: str, code: str) -> str:
    """The code of the entry under which the budget row `code` stands; empty when it stands by itself.

    PermenPAN-RB 53/2014, Lampiran I, as local governments print it: activities under their programme for
    administrators, sub-activities under their activity for supervisors and below, programmes alone for the heads.
    """
    if position_kind in STRATEGIC_KINDS:
        return ""
    length = PROGRAM_SEGMENTS if position_kind in PROGRAM_KINDS else ACTIVITY_SEGMENTS
    segments = code.split(".")
    return ".".join(segments[:length]) if len(segments) > length else ""


def kept_together(items: Iterable[T], group: Callable[[T], Hashable]) -> list[T]:
    """The items in their order, except that members of one group follow its first member.

    An objective is one cell of the annex, so its indicators must stand together.
    """
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    return [item for members in groups.values() for item in members]
