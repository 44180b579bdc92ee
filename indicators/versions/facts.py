"""Versions of an indicator: the same matter, measured otherwise from a year on.

Figures of two versions were read by two rules, so nobody compares them: a comparison says DIFFERENT instead.
"""

from collections.abc import Iterable

from indicators.models import Indicator

DIFFERENT = "versi berbeda"
MOST_VERSIONS = 20


def is_other_version_in(indicator: Indicator, year: int) -> bool:
    """Whether another version of the indicator was measured in that year, so that nothing can be compared."""
    before = indicator.replaces_id is not None and indicator.first_year is not None and year < indicator.first_year
    return before or (indicator.last_year is not None and year > indicator.last_year)


def versions_of(indicator: Indicator) -> list[Indicator]:
    """All versions of the indicator, the oldest first; one query for each that was not selected with it."""
    chain = [indicator]
    while chain[0].replaces_id and len(chain) < MOST_VERSIONS:
        chain.insert(0, chain[0].replaces)
    while hasattr(chain[-1], "replaced_by") and len(chain) < MOST_VERSIONS:
        chain.append(chain[-1].replaced_by)
    return chain


def replacements(year: int) -> dict[int, int]:
    """Every version that was replaced by the year, and the version that stands for it then. One query."""
    pairs = Indicator.objects.filter(replaces__isnull=False, first_year__lte=year).values_list("replaces_id", "pk")
    next_of = dict(pairs)
    found = {}
    for old in next_of:
        current = old
        while current in next_of:
            current = next_of[current]
        found[old] = current
    return found


def years_in_words(indicator: Indicator) -> str:
    """When this version is measured: `2024–2026`, `sejak 2027`, `sampai 2026`; empty when no year was ever set."""
    first, last = indicator.first_year, indicator.last_year
    if first and last:
        return f"{first}\u2013{last}" if first != last else str(first)
    return f"sejak {first}" if first else f"sampai {last}" if last else ""


def free_code(code: str, taken: Iterable[str]) -> str:
    """The code of the next version: `J0012.I07-V2`, cut to what the column keeps."""
    base, _, number = code.rpartition("-V")
    stem, count = (base, int(number)) if base and number.isdecimal() and len(number) < 4 else (code, 1)
    known = set(taken)
    while True:
        count += 1
        suffix = f"-V{count}"
        candidate = f"{stem[: 60 - len(suffix)]}{suffix}"
        if candidate not in known:
            return candidate
