"""What a verified report fixes: nobody changes afterwards against what a quarter was judged."""

from collections.abc import Set
from dataclasses import replace

from agreements.domain.plan import PlannedLine

ALL_QUARTERS = frozenset({1, 2, 3, 4})


def keeping_verified(line: PlannedLine, binding: PlannedLine | None, verified: Set[int]) -> PlannedLine:
    """The line with the quarter targets that `binding` has for the verified quarters.

    With all four verified the target of the year stays too. Without a binding line nothing was judged: the verified
    quarters have no target, and get none afterwards. Practice of the finance ministry (KMK 300): target and
    realisation of what already has a realisation are not revised.
    """
    if not verified:
        return line
    judged = binding.quarters if binding else ()
    kept = {quarter: value for quarter, value in judged if quarter in verified}
    free = {quarter: value for quarter, value in line.quarters if quarter not in verified}
    value = binding.value if binding and verified >= ALL_QUARTERS else line.value
    return replace(line, value=value, quarters=tuple(sorted({**kept, **free}.items())))
