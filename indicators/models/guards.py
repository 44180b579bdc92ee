"""What the database itself refuses of planning, whatever road a change comes on."""

import pgtrigger

MEASURE_STAYS = r"""
    IF (OLD.polarity, OLD.aggregation, OLD.predicate_scale) IS NOT DISTINCT FROM
       (NEW.polarity, NEW.aggregation, NEW.predicate_scale)
       AND lower(regexp_replace(btrim(OLD.unit_of_measure), '\s+', ' ', 'g')) =
           lower(regexp_replace(btrim(NEW.unit_of_measure), '\s+', ' ', 'g'))
    THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM indicators_quarterreport
        WHERE id IN (SELECT report_id FROM indicators_realisation WHERE indicator_id = NEW.id) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM indicators_realisation r JOIN indicators_quarterreport q ON q.id = r.report_id
        WHERE r.indicator_id = NEW.id AND r.state = 'reported' AND q.status = 'verified'
    ) THEN
        RAISE EXCEPTION 'indicator % has verified figures, so its measure stays', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def measure_trigger(name: str) -> pgtrigger.Trigger:
    """Refuse to measure otherwise what was verified: direction, accumulation, scale and unit stay.

    The reports are locked first, so that a report which is being verified at this moment is waited for. A unit may be
    spelled otherwise (capitals, blanks).
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("polarity", "aggregation", "predicate_scale", "unit_of_measure"),
        func=MEASURE_STAYS,
    )


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
