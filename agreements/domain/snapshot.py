"""The content of an agreement as plain JSON, so that the trail can keep each round as it was sent."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty, PlannedStep
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.domain.values import plain_text, value_from_json, value_to_json


def to_json(plan: AgreementContent) -> dict[str, Any]:
    """The plan as JSON knows it: figures are texts, so that no digit is lost."""
    return {
        "parties": [asdict(party) for party in plan.parties],
        "lines": [_line_out(line) for line in plan.lines],
        "budget": [asdict(line) | {"amount": plain_text(line.amount)} for line in plan.budget],
    }


def from_json(data: Mapping[str, Any]) -> AgreementContent:
    """What `to_json` wrote."""
    return AgreementContent(
        parties=tuple(PlannedParty(**party) for party in data["parties"]),
        lines=tuple(_line_in(line) for line in data["lines"]),
        budget=tuple(PlannedBudgetLine(**(line | {"amount": Decimal(line["amount"])})) for line in data["budget"]),
    )


def _line_out(line: PlannedLine) -> dict[str, Any]:
    shown = asdict(line)
    del shown["decimals"]  # how figures are shown belongs to the indicator, not to what was sent
    return shown | {
        "value": value_to_json(line.value),
        "quarters": [[quarter, value_to_json(value)] for quarter, value in line.quarters],
        "steps": [asdict(step) | {"quarters": list(step.quarters)} for step in line.steps],
    }


def _line_in(data: Mapping[str, Any]) -> PlannedLine:
    steps = (PlannedStep(**(step | {"quarters": tuple(step["quarters"])})) for step in data["steps"])
    return PlannedLine(
        **{
            **data,
            "value": value_from_json(data["value"]),
            "quarters": tuple((quarter, value_from_json(value)) for quarter, value in data["quarters"]),
            "steps": tuple(steps),
        }
    )
