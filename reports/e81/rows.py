"""The rows of form E.81: which programme, which indicator, in which order.

An indicator belongs to the programme whose code begins its own code (`5.01.02.2.01-1`); one whose code says nothing
stands above the programmes, under its objective, without money. Programmes with a budget and no indicator have a row
of their own, so that no rupiah is missing from the form.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.models import Program
from realisations.measurement.lines import MeasuredIndicator

_CODE = re.compile(r"^([0-9X]\.[0-9X]{2}\.\d{2}(?:\.\d\.\d{2}(?:\.\d{4})?)?)(?![.\d])")
_LEVELS = {3: 1, 5: 2, 6: 3}


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands: its programme (empty code: none) and its indicator (None: a programme without one).

    `has_money` is true for the first row of a programme only: its rupiah are counted once.
    """

    code: str
    name: str
    line: MeasuredIndicator | None
    has_money: bool

    @property
    def level(self) -> int:
        """1 programme, 2 activity, 3 sub-activity; 0 without one."""
        return _LEVELS.get(len(self.code.split(".")), 0) if self.code else 0


def program_code(indicator_code: str) -> str:
    """The code of the nomenclature that an indicator's code begins with; empty when it does not."""
    found = _CODE.match(indicator_code)
    return found[1] if found else ""


def uppers(code: str) -> tuple[str, ...]:
    """The codes above a code, highest first: programme, then activity."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in _LEVELS if length < len(parts))


def places_of(lines: Sequence[MeasuredIndicator], budgeted: dict[str, str]) -> list[RowPlace]:
    """All rows in the order of the form; `budgeted` are the programmes with money. One query."""
    by_code: dict[str, list[MeasuredIndicator]] = defaultdict(list)
    for line in lines:
        by_code[program_code(line.indicator.code)].append(line)
    names = _names({*filter(None, by_code), *budgeted})
    loose = [line for code, group in by_code.items() if code not in names for line in group]
    places = [RowPlace("", "", line, has_money=False) for line in loose]
    for code, name in sorted(names.items()):
        own: Sequence[MeasuredIndicator | None] = by_code.get(code) or [None]
        places += [RowPlace(code, name, line, has_money=order == 0) for order, line in enumerate(own)]
    return places


def _names(codes: Iterable[str]) -> dict[str, str]:
    """The names of these programmes and of those above them, as the catalogue has them."""
    wanted = {upper for code in codes for upper in (*uppers(code), code)}
    return dict(Program.objects.filter(code__in=wanted).values_list("code", "name"))
