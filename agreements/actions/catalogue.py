"""Objectives and indicators that are made while drafting, and their removal when nobody uses them."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from agreements.domain.lines import Measure
from agreements.domain.plan import Plan
from agreements.models import AgreementLine
from audit.models import Event
from audit.trail import record
from indicators.models import Indicator, Objective, Realisation, Target
from organisation.models import Position, User

LONGEST_PREFIX = 50
CREATED = "indicator.created_in_draft"
CREATED_OBJECTIVE = "objective.created_in_draft"


def objective_for(
    position: Position, code: str, statement: str, *, by: User, verb: str = CREATED_OBJECTIVE
) -> Objective:
    """The objective that the row is written under: one of the position's own, or a new one. Lock the position before.

    Raises ValidationError for an objective of somebody else.
    """
    if code:
        found = Objective.objects.filter(position=position, code=code).first()
        if found is None:
            raise ValidationError({"objective": "Pilih salah satu sasaran jabatan ini, atau tulis sasaran baru."})
        return found
    last = Objective.objects.filter(position=position).order_by("-order").values_list("order", flat=True).first()
    objective = Objective.objects.create(
        code=_free_code(Objective, position, "S"),
        statement=statement,
        position=position,
        order=(last or 0) + 1,
    )
    record(objective, verb, by=by)
    return objective


def create_indicator(
    objective: Objective, statement: str, unit_of_measure: str, measure: Measure, *, by: User, verb: str = CREATED
) -> Indicator:
    """A new indicator of the objective, with a code of its own. Lock the position before."""
    last = objective.indicators.order_by("-order").values_list("order", flat=True).first()
    indicator = Indicator.objects.create(
        code=_free_code(Indicator, objective.position, "I"),
        objective=objective,
        statement=statement,
        unit_of_measure=unit_of_measure,
        polarity=measure.polarity,
        aggregation=measure.aggregation,
        predicate_scale=list(measure.predicate_scale),
        order=(last or 0) + 1,
    )
    record(indicator, verb, by=by)
    return indicator


def discard_orphans(before: Plan, after: Plan) -> None:
    """Delete what was made in a draft and went out of it again: indicators without target, row, realisation or child.

    Their objectives go with them when they were made in a draft too and hold nothing else. What came by other ways
    is never deleted.
    """
    gone = {line.indicator_id for line in before.lines} - {line.indicator_id for line in after.lines}
    indicators = Indicator.objects.filter(pk__in=_made_in_a_draft(CREATED, gone), supported_by__isnull=True)
    used = [Target.objects, AgreementLine.objects, Realisation.objects]
    for rows in used:
        indicators = indicators.exclude(Exists(rows.filter(indicator=OuterRef("pk"))))
    indicators.delete()
    left = {line.objective_code for line in before.lines} - {line.objective_code for line in after.lines}
    candidates = Objective.objects.filter(code__in=left, indicators__isnull=True, supported_by__isnull=True)
    empty = candidates.exclude(Exists(AgreementLine.objects.filter(objective_code=OuterRef("code"))))
    made = _made_in_a_draft(CREATED_OBJECTIVE, empty.values_list("pk", flat=True))
    Objective.objects.filter(pk__in=made).delete()


def _made_in_a_draft(verb: str, ids: Iterable[int]) -> list[int]:
    """Those of these rows that the trail says were made while drafting."""
    events = Event.objects.filter(verb=verb, target_id__in=[str(pk) for pk in ids])
    return [int(pk) for pk in events.values_list("target_id", flat=True)]


def _free_code(model: type[Objective] | type[Indicator], position: Position, letter: str) -> str:
    """The next code of the position: `J0012.I07`."""
    prefix = f"{position.code if len(position.code) <= LONGEST_PREFIX else f'J{position.pk}'}.{letter}"
    taken = model.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(r"([0-9]{1,6})", code[len(prefix) :]))]
    return f"{prefix}{max(numbers, default=0) + 1:02}"
