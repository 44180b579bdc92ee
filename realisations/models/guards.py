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


IDENTITY = ("report", "indicator")
"""Whose row it is: a row that moves away leaves a verified report as surely as one that is deleted."""

SENT_HERE = "q.status = 'verified' AND q.submitted_at IS NOT NULL"
"""A report that was sent and verified in Amanah: nothing is added to it. One that only an import of history wrote was
never sent, and the same import may add what it did not say."""

VERIFIED_ROW_STAYS = """
    IF EXISTS (
        SELECT 1 FROM realisations_quarterreport q WHERE q.id = OLD.report_id AND q.status = 'verified' AND (
            TG_OP = 'DELETE' OR q.submitted_at IS NOT NULL OR OLD.state <> 'not_reported'
            OR OLD.numerator IS NOT NULL OR OLD.denominator IS NOT NULL OR OLD.supporting_factors <> ''
            OR OLD.inhibiting_factors <> '' OR OLD.follow_up <> '' OR OLD.note <> ''
        )
    ) THEN
        RAISE EXCEPTION 'realisation % is verified, so it stays until its report is opened again', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.report_id <> OLD.report_id AND EXISTS (
        SELECT 1 FROM realisations_quarterreport q
        WHERE q.id = NEW.report_id AND q.status = 'verified' AND q.submitted_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'report % is verified, so nothing is added until it is opened again', NEW.report_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
VERIFIED_REPORT_IS_FULL = """
    IF EXISTS (
        SELECT 1 FROM realisations_quarterreport q
        WHERE q.id = NEW.report_id AND q.status = 'verified' AND q.submitted_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'report % is verified, so nothing is added until it is opened again', NEW.report_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
QUARTER_OF = """
        SELECT 1 FROM indicators_budgetline line
        JOIN realisations_quarterreport q ON q.position_id = line.position_id AND {held}
        JOIN indicators_period p ON p.id = q.period_id AND p.year = line.year AND p.quarter = {row}.quarter
        WHERE line.id = {row}.line_id
"""
"""Whether the report of the quarter of an amount is held."""

VERIFIED_AMOUNT_STAYS = f"""
    IF EXISTS ({QUARTER_OF.format(row="OLD", held="q.status = 'verified'")}) THEN
        RAISE EXCEPTION 'spending % was verified, so it stays until its report is opened again', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (NEW.line_id, NEW.quarter) <> (OLD.line_id, OLD.quarter)
       AND EXISTS ({QUARTER_OF.format(row="NEW", held=SENT_HERE)}) THEN
        RAISE EXCEPTION 'quarter % of line % is verified, so nothing is added until its report is opened again',
            NEW.quarter, NEW.line_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
VERIFIED_QUARTER_IS_FULL = f"""
    IF EXISTS ({QUARTER_OF.format(row="NEW", held=SENT_HERE)}) THEN
        RAISE EXCEPTION 'quarter % of line % is verified, so nothing is added until its report is opened again',
            NEW.quarter, NEW.line_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
VERIFIED_REPORT_STAYS = """
    IF TG_OP = 'UPDATE' AND (OLD.status <> 'verified' OR NEW.status = 'returned') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'report % is verified, so it stays until it is opened again', OLD.id
        USING ERRCODE = 'check_violation';
"""


def verified_row_triggers() -> list[pgtrigger.Trigger]:
    """Refuse what changes a verified report in its rows: another content, another owner, a row less, a row more.

    What a row did not say when its report was brought in as verified may be added by the same way.
    """
    return [
        _refusing(
            "verified_row_stays",
            pgtrigger.Update,
            VERIFIED_ROW_STAYS,
            pgtrigger.AnyChange(*ACCEPTED_FIELDS, *IDENTITY),
        ),
        _refusing("verified_row_is_kept", pgtrigger.Delete, VERIFIED_ROW_STAYS),
        _refusing("verified_report_is_full", pgtrigger.Insert, VERIFIED_REPORT_IS_FULL),
    ]


def verified_amount_triggers() -> list[pgtrigger.Trigger]:
    """Refuse what changes the spending of a quarter whose report is verified: another amount, one less, one more."""
    return [
        _refusing(
            "verified_amount_stays",
            pgtrigger.Update,
            VERIFIED_AMOUNT_STAYS,
            pgtrigger.AnyChange("amount", "line", "quarter"),
        ),
        _refusing("verified_amount_is_kept", pgtrigger.Delete, VERIFIED_AMOUNT_STAYS),
        _refusing("verified_quarter_is_full", pgtrigger.Insert, VERIFIED_QUARTER_IS_FULL),
    ]


def verified_report_triggers() -> list[pgtrigger.Trigger]:
    """Let a verified report be neither deleted nor given to another position, quarter or verifier.

    It is opened again by being returned, and by nothing else.
    """
    changed = pgtrigger.AnyChange("status", "position", "period", "verified_at", "verified_by", "submitted_at")
    return [
        _refusing("verified_report_stays", pgtrigger.Update, VERIFIED_REPORT_STAYS, changed),
        _refusing(
            "verified_report_is_kept", pgtrigger.Delete, VERIFIED_REPORT_STAYS, pgtrigger.Q(old__status="verified")
        ),
    ]


def _refusing(
    name: str, operation: pgtrigger.Operation, func: str, condition: pgtrigger.Condition | None = None
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=operation, condition=condition, func=func)
