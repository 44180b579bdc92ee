"""What the database itself refuses of what was reached."""

import pgtrigger

ACCEPTED_FIELDS = (
    "state",
    "figure",
    "grade",
    "numerator",
    "denominator",
    "is_provisional",
    "supporting_factors",
    "inhibiting_factors",
    "follow_up",
    "note",
)
"""What a verifier accepts with a row."""


def accepted_trigger(name: str) -> pgtrigger.Trigger:
    """Take the verifier's mark off a row whose content changes: a mark always means “unchanged since”.

    Typing into an accepted row is refused by the action with a sentence; this holds on every other road (an import by
    Bagian Organisasi).
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*ACCEPTED_FIELDS),
        func="NEW.accepted_at := NULL; NEW.accepted_by_id := NULL; RETURN NEW;",
    )
