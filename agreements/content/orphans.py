"""Objectives and indicators that were made in a draft go with it when nobody uses them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from agreements.domain.plan import AgreementContent
from agreements.models import AgreementLine
from audit.models import Event
from indicators.definitions.actions import CREATED, CREATED_OBJECTIVE
from indicators.models import Indicator, Objective, Target
from realisations.models import Realisation


def discard_orphans(before: AgreementContent, after: AgreementContent) -> None:
    """Delete what was made in a draft and went out of it again: indicators without target, row, realisation or child.

    Their objectives go with them when they were made in a draft too and hold nothing else. What came by other ways
    is never deleted.
    """
    gone = {line.indicator_id for line in before.lines} - {line.indicator_id for line in after.lines}
    indicators = Indicator.objects.filter(
        pk__in=_made_in_a_draft(CREATED, gone), supported_by__isnull=True, crosscutting_below__isnull=True
    )
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
