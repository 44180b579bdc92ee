"""What is written in a row of a draft, how rows move, and how two wordings of a row differ, field by field."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from agreements.domain.annex import kept_together
from agreements.domain.plan import PlannedLine, PlannedStep
from indicators.domain.kinds import Value
from indicators.domain.numbers import format_exact
from indicators.domain.periods import roman

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineWording:
    """What somebody wrote in one row.

    An empty `objective_code` means an objective that does not exist yet; a quarter without a target is not measured.
    """

    objective_code: str
    objective_statement: str
    indicator_statement: str
    unit_of_measure: str
    value: Value
    quarters: tuple[tuple[int, Value], ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    weaker_reason: str = ""


def worded_alike(lines: Iterable[PlannedLine], latest: PlannedLine | None = None) -> list[PlannedLine]:
    """The lines, with an objective that was worded in the draft worded so in every line of it.

    An objective is one cell of the annex, so it has one wording: that of the `latest` line, else of its own lines.
    """
    wanted = list(lines)
    worded = {line.objective_code: line.objective_statement for line in wanted if line.is_own}
    if latest:
        worded[latest.objective_code] = latest.objective_statement
    return [
        replace(line, objective_statement=worded.get(line.objective_code, line.objective_statement)) for line in wanted
    ]


def moved(items: Sequence[T], index: int, *, up: bool, group: Callable[[T], Hashable]) -> list[T]:
    """The items with the one at `index` a place further up or down within its group.

    At the edge of its group the whole group changes places with its neighbour, so that groups stay together; at the
    edge of the list everything stays.
    """
    ordered = kept_together(items, group)
    place = ordered.index(items[index])
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return ordered
    if group(ordered[other]) == group(ordered[place]):
        ordered[place], ordered[other] = ordered[other], ordered[place]
        return ordered
    names = list(dict.fromkeys(group(item) for item in ordered))
    here, there = names.index(group(ordered[place])), names.index(group(ordered[other]))
    names[here], names[there] = names[there], names[here]
    return [item for name in names for item in ordered if group(item) == name]


def line_changes(old: PlannedLine | None, new: PlannedLine | None) -> list[tuple[str, str, str]]:
    """Each field that differs: its name, its text before and after. None is a row that is not there."""
    before, after = ({} if line is None else line_texts(line) for line in (old, new))
    texts = [(name, before.get(name, ""), after.get(name, "")) for name in after or before]
    return [(name, was, now) for name, was, now in texts if was != now]


def line_texts(line: PlannedLine) -> dict[str, str]:
    """The row as text, field by field; empty where nothing is promised."""
    quarters: Mapping[int, Value] = dict(line.quarters)
    return {
        "Sasaran": line.objective_statement,
        "Indikator": line.indicator_statement,
        "Satuan": line.unit_of_measure,
        "Target": format_exact(line.value),
        **{
            f"Target TW {roman(quarter)}": format_exact(quarters[quarter]) if quarter in quarters else ""
            for quarter in range(1, 5)
        },
        "Rencana aksi": steps_text(line.steps),
        "Alasan target lebih lemah": line.weaker_reason,
    }


def steps_text(steps: Iterable[PlannedStep]) -> str:
    """The actions in one line each: `1. Melatih kader (Kepala Bidang; TW I, II)`."""
    return "\n".join(f"{number}. {_step_text(step)}" for number, step in enumerate(steps, start=1))


def _step_text(step: PlannedStep) -> str:
    quarters = ", ".join(roman(quarter) for quarter in step.quarters)
    in_brackets = "; ".join(part for part in (step.person_in_charge, quarters and f"TW {quarters}") if part)
    return f"{step.statement} ({in_brackets})" if in_brackets else step.statement
