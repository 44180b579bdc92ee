"""What changed in the content of an agreement as facts, and back, so that words can be made when they are read.

Of a row that changed the facts hold the fields that differ and those without which its change cannot be said. The NIP
of a party is left out, because the trail is read by more people than may see it: only that it changed is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreements.domain.plan import AgreementContent, PlannedLine, is_reordered
from agreements.domain.snapshot import from_json, to_json
from agreements.models import Agreement
from audit.facts import FieldChange, by_row, canonical, key_of

PARTY, LINE, BUDGET = "agreements.party", "agreements.agreementline", "agreements.agreementbudgetline"
ALWAYS = {PARTY: ("name", "position_title"), LINE: ("unit_of_measure",), BUDGET: ()}
"""Fields that stand in the facts of a changed row also when they stayed."""

NUMBER = "employee_number"
PARTS = {
    PARTY: ("parties", ("side",), "name"),
    LINE: ("lines", ("indicator_id",), "indicator_statement"),
    BUDGET: ("budget", ("program_code", "funding_source"), "program_name"),
}
"""By model: the part of a content, the fields of the rows' natural key, and what a row is called by."""

BLANK: dict[str, dict[str, Any]] = {
    PARTY: {
        "position_id": 0, "employee_id": 0, "assignment_kind": "", "rank_name": "", NUMBER: "", "title_override": "",
    },
    LINE: {
        "objective_code": "", "objective_statement": "", "unit_of_measure": "", "value": {"figure": "0"},
        "quarters": [], "steps": [], "weaker_reason": "", "is_own": False,
    },
    BUDGET: {"amount": "0", "objective_code": ""},
}  # fmt: skip
"""Stands for what a row has in fields that did not change."""


def plan_changes(agreement: Agreement, before: AgreementContent, after: AgreementContent) -> list[FieldChange]:
    """Every row that was added, removed or changed, and the order of the lines."""
    changes: list[FieldChange] = []
    old, new = to_json(before), to_json(after)
    for model, (part, keys, name) in PARTS.items():
        was, now = ({tuple(row[key] for key in keys): row for row in content[part]} for content in (old, new))
        for place in dict.fromkeys([*now, *was]):
            label = (now.get(place) or was[place])[name]
            key = key_of(agreement, *place)
            changes += _row_changes(model, key, label, was.get(place), now.get(place))
    if is_reordered(before.lines, after.lines):
        orders = ([line.indicator_id for line in plan.lines] for plan in (before, after))
        changes.append(FieldChange(Agreement._meta.label_lower, key_of(agreement), "lines", *orders))
    return changes


def _row_changes(
    model: str, key: str, label: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> list[FieldChange]:
    differing = [name for name in now or was or () if (was or {}).get(name) != (now or {}).get(name)]
    if not set(differing) - {"is_own"}:
        return []
    named = dict.fromkeys([*ALWAYS[model], *differing])
    rows = [{} if row is None else {name: canonical(row[name]) for name in named} for row in (was, now)]
    for row in rows:
        row[NUMBER] = None
    return [FieldChange(model, key, name, rows[0].get(name), rows[1].get(name), label) for name in named]


@dataclass(frozen=True, slots=True)
class Restored:
    """What facts say: the rows that changed as they were and as they became, and whether lines changed places."""

    before: AgreementContent
    after: AgreementContent
    is_reordered: bool

    @property
    def line(self) -> tuple[PlannedLine | None, PlannedLine | None]:
        """The first line that changed, before and after; None where it is not there."""
        return next(iter(self.before.lines), None), next(iter(self.after.lines), None)


def restored(changes: Sequence[FieldChange]) -> Restored:
    """The rows that changed. In fields that stayed they hold something that both have in common."""
    contents: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for content in contents:
        content.update((part, []) for part, _, _ in PARTS.values())
    for (model, key), facts in by_row(changes).items():
        if model in PARTS:
            part = PARTS[model][0]
            for content, row in zip(contents, _rows(model, key, facts), strict=True):
                content[part] += [] if row is None else [row]
    is_moved = any((one.model, one.field) == (Agreement._meta.label_lower, "lines") for one in changes)
    return Restored(from_json(contents[0]), from_json(contents[1]), is_moved)


def _rows(model: str, key: str, facts: Iterable[FieldChange]) -> list[dict[str, Any] | None]:
    """The row before and after, from its facts; None where it was not there."""
    _, keys, name = PARTS[model]
    place = key.split("/", len(keys))[1:]
    blank = BLANK[model] | dict(zip(keys, map(_number_or_text, place, keys), strict=True))
    rows: list[dict[str, Any] | None] = []
    for side in ("before", "after"):
        given = {fact.field: getattr(fact, side) for fact in facts}
        label = next(fact.label for fact in facts)
        is_there = any(value is not None for value in given.values())
        number = {NUMBER: side} if NUMBER in given else {}
        rows.append(blank | {name: label} | given | number if is_there else None)
    return rows


def _number_or_text(text: str, key: str) -> int | str:
    return int(text) if key == "indicator_id" else text


def without_numbers(plan: AgreementContent) -> AgreementContent:
    """The content without the NIP of its parties."""
    return replace(plan, parties=tuple(replace(party, employee_number="") for party in plan.parties))
