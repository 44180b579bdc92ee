"""What the database itself refuses of planning, whatever road a change comes on."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

VERSION_CONSTRAINTS = (
    models.CheckConstraint(
        condition=Q(first_year__isnull=True) | Q(last_year__isnull=True) | Q(first_year__lte=F("last_year")),
        name="indicator_years_in_order",
        violation_error_message="Tahun terakhir tidak boleh sebelum tahun pertama.",
    ),
    models.CheckConstraint(
        condition=Q(replaces__isnull=True) | Q(first_year__isnull=False), name="indicator_version_has_first_year"
    ),
)
"""What one row can tell of the versions of an indicator; that a version is replaced once is told by its key."""

VERSIONS_IN_TURN = """
    IF TG_OP = 'INSERT' AND NEW.replaces_id IS NULL AND NEW.first_year IS NULL AND NEW.last_year IS NULL THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT 1 FROM indicators_indicator later JOIN indicators_indicator earlier ON earlier.id = later.replaces_id
        WHERE later.id = NEW.id AND (earlier.last_year IS NULL OR earlier.last_year >= later.first_year)
    ) OR EXISTS (
        SELECT 1 FROM indicators_indicator later JOIN indicators_indicator earlier ON earlier.id = later.replaces_id
        WHERE later.replaces_id = NEW.id AND (earlier.last_year IS NULL OR earlier.last_year >= later.first_year)
    ) THEN
        RAISE EXCEPTION 'versions of indicator % overlap', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM indicators_indicator i JOIN indicators_target t ON t.indicator_id = i.id
        WHERE i.id = NEW.id AND (t.year < i.first_year OR t.year > i.last_year)
    ) THEN
        RAISE EXCEPTION 'indicator % has targets outside its years', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""

TARGET_IN_ITS_YEARS = """
    PERFORM 1 FROM indicators_indicator WHERE id = NEW.indicator_id FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM indicators_indicator i
        WHERE i.id = NEW.indicator_id AND (NEW.year < i.first_year OR NEW.year > i.last_year)
    ) THEN
        RAISE EXCEPTION 'indicator % is not measured in %', NEW.indicator_id, NEW.year
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""

MEASURE_STAYS = r"""
    IF (OLD.polarity, OLD.aggregation, OLD.predicate_scale) IS NOT DISTINCT FROM
       (NEW.polarity, NEW.aggregation, NEW.predicate_scale)
       AND lower(regexp_replace(btrim(OLD.unit_of_measure), '\s+', ' ', 'g')) =
           lower(regexp_replace(btrim(NEW.unit_of_measure), '\s+', ' ', 'g'))
    THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM realisations_quarterreport
        WHERE id IN (SELECT report_id FROM realisations_realisation WHERE indicator_id = NEW.id) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM realisations_realisation r JOIN realisations_quarterreport q ON q.id = r.report_id
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


def versions_trigger(name: str) -> pgtrigger.Trigger:
    """Refuse at commit versions of one indicator whose years overlap, and targets outside the years of their version.

    Deferred, so that one transaction may end a version and begin the next in any order.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("replaces_id", "first_year", "last_year"),
        timing=pgtrigger.Deferred,
        func=VERSIONS_IN_TURN,
    )


def target_trigger(name: str) -> pgtrigger.Trigger:
    """Refuse a target of a year in which its version of the indicator is not measured."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("indicator_id", "year"),
        func=TARGET_IN_ITS_YEARS,
    )
