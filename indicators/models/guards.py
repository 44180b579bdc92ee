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

PARENTS_IN_ORDER = """
    PERFORM pg_advisory_xact_lock(hashtext('parents of indicators'));
    IF EXISTS (
        SELECT 1 FROM indicators_crosscutting c JOIN indicators_indicator i ON i.id = c.supporter_id
        WHERE i.id = {child} AND (i.supports_id IS NULL OR i.supports_id = c.supported_id)
    ) THEN
        RAISE EXCEPTION 'indicator % supports others beside a responsible parent, and none of them twice', {child}
            USING ERRCODE = 'check_violation', CONSTRAINT = 'crosscutting_beside_parent';
    END IF;
    WITH RECURSIVE above(id) AS (
        SELECT {child}
        UNION
        SELECT link.id FROM above a CROSS JOIN LATERAL (
            SELECT i.supports_id AS id FROM indicators_indicator i WHERE i.id = a.id AND i.supports_id IS NOT NULL
            UNION ALL
            SELECT c.supported_id FROM indicators_crosscutting c WHERE c.supporter_id = a.id
        ) link
    )
    SELECT EXISTS (
        SELECT 1 FROM above a JOIN indicators_indicator i ON i.id = a.id WHERE i.supports_id = {child}
        UNION ALL
        SELECT 1 FROM above a JOIN indicators_crosscutting c ON c.supporter_id = a.id WHERE c.supported_id = {child}
    ) INTO cyclic;
    IF cyclic THEN
        RAISE EXCEPTION 'indicator % stands above itself', {child}
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_acyclic';
    END IF;
    RETURN NULL;
"""


def parents_trigger(name: str, child: str, *columns: str) -> pgtrigger.Trigger:
    """Refuse at commit an indicator that stands above itself, over whichever kind of parent, and a supported one that
    is the responsible parent too or stands without one.

    Deferred, so that one transaction may turn a part of the tree around in any order. Two transactions that would make
    a circle only together wait for each other here: the second sees what the first wrote.
    """
    without_parents = (
        ""
        if child != "id"
        else """
        IF NEW.supports_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM indicators_crosscutting c WHERE c.supporter_id = NEW.id
        ) THEN
            RETURN NULL;
        END IF;
    """
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        timing=pgtrigger.Deferred,
        declare=[("cyclic", "boolean")],
        func=without_parents + PARENTS_IN_ORDER.format(child=f"NEW.{child}"),
    )


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
