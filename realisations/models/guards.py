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

    Typing into an accepted row is refused by the action with a sentence; this holds on every other road.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*ACCEPTED_FIELDS),
        func="NEW.accepted_at := NULL; NEW.accepted_by_id := NULL; RETURN NEW;",
    )


VERIFIED_ROW_STAYS = """
    IF (OLD.state <> 'not_reported' OR OLD.numerator IS NOT NULL OR OLD.denominator IS NOT NULL
        OR OLD.supporting_factors <> '' OR OLD.inhibiting_factors <> '' OR OLD.follow_up <> '' OR OLD.note <> '')
       AND EXISTS (
           SELECT 1 FROM realisations_quarterreport q WHERE q.id = OLD.report_id AND q.status = 'verified'
       )
    THEN
        RAISE EXCEPTION 'realisation % is verified, so it stays until its report is opened again', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
VERIFIED_AMOUNT_STAYS = """
    IF EXISTS (
        SELECT 1 FROM indicators_budgetline line
        JOIN realisations_quarterreport q ON q.position_id = line.position_id AND q.status = 'verified'
        JOIN indicators_period p ON p.id = q.period_id AND p.year = line.year AND p.quarter = OLD.quarter
        WHERE line.id = OLD.line_id
    ) THEN
        RAISE EXCEPTION 'spending % was verified, so it stays until its report is opened again', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def verified_row_trigger(name: str) -> pgtrigger.Trigger:
    """Refuse another content of a row that stands in a verified report, on whatever road it comes.

    What a row did not say when its report was brought in as verified may be added by the same way.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*ACCEPTED_FIELDS),
        func=VERIFIED_ROW_STAYS,
    )


def verified_amount_trigger(name: str) -> pgtrigger.Trigger:
    """Refuse another amount of a quarter whose report is verified, on whatever road it comes."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("amount"),
        func=VERIFIED_AMOUNT_STAYS,
    )
