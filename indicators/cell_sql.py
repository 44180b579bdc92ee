"""The statements with which one box is saved: the report, all facts around the box in one answer, and the writing."""

from organisation.database_day import TODAY_SQL

HELD_SQL = f"""
held AS (
    UPDATE realisations_quarterreport SET version = version + 1
    WHERE id = %s AND version = %s AND status = ANY(%s) AND ({TODAY_SQL}) = %s RETURNING id
)
"""  # noqa: S608 # both parts are constants
"""Takes the report's next version if it still is the one that was read, and the day as well."""

FACTS_SQL = """
WITH here AS MATERIALIZED (
    SELECT r.id, r.position_id, r.period_id, p.year, o.unit_id,
        to_jsonb(r) AS report, to_jsonb(p) AS period, to_jsonb(o) AS position
    FROM realisations_quarterreport r
    JOIN indicators_period p ON p.id = r.period_id
    JOIN organisation_position o ON o.id = r.position_id
    WHERE r.id = %(report)s
)
SELECT jsonb_build_object(
    'report', here.report, 'period', here.period, 'position', here.position,
    'today', ({today}),
    'extensions', (
        WITH RECURSIVE above(id) AS (
            SELECT here.unit_id
            UNION
            SELECT u.parent_id FROM organisation_workunit u JOIN above a ON u.id = a.id WHERE u.parent_id IS NOT NULL
        )
        SELECT jsonb_agg(to_jsonb(e)) FROM indicators_periodextension e
        WHERE e.period_id = here.period_id AND e.ended_on IS NULL AND e.unit_id IN (SELECT id FROM above)
    ),
    'policy', (SELECT to_jsonb(p) FROM indicators_policy p WHERE p.year = here.year),
    'bands', (
        SELECT jsonb_agg(to_jsonb(b) ORDER BY b.lower DESC NULLS LAST)
        FROM indicators_scaleband b JOIN indicators_policy p ON p.id = b.policy_id WHERE p.year = here.year
    ),
    'tally', (
        SELECT jsonb_agg(to_jsonb(alike)) FROM (
            SELECT count(*), {is_own} AS is_own, i.aggregation, i.is_key, x.state, x.note <> '' AS has_note,
                EXISTS (SELECT FROM realisations_evidenceuse v WHERE v.realisation_id = x.id) AS has_evidence,
                ARRAY(SELECT q.quarter FROM indicators_quartertarget q WHERE q.target_id = t.id) AS quarters
            FROM indicators_target t
            JOIN indicators_indicator i ON i.id = t.indicator_id
            JOIN indicators_objective o ON o.id = i.objective_id
            LEFT JOIN realisations_realisation x ON x.indicator_id = i.id AND x.report_id = here.id
            WHERE o.position_id = here.position_id AND t.year = here.year
            GROUP BY is_own, i.aggregation, i.is_key, x.state, has_note, has_evidence, quarters
        ) alike
    ),
    'row', ({row})
)
FROM here
"""

INDICATOR_SQL = """
    SELECT jsonb_build_object(
        'indicator', to_jsonb(i), 'target', to_jsonb(t),
        'quarters', (SELECT jsonb_agg(to_jsonb(q)) FROM indicators_quartertarget q WHERE q.target_id = t.id),
        'readings', (
            SELECT jsonb_agg(to_jsonb(x) || jsonb_build_object(
                'year', p.year, 'quarter', p.quarter, 'status', r.status, 'position', r.position_id
            ) ORDER BY r.position_id = here.position_id, r.id)
            FROM realisations_realisation x
            JOIN realisations_quarterreport r ON r.id = x.report_id
            JOIN indicators_period p ON p.id = r.period_id
            WHERE x.indicator_id = i.id
            AND p.year BETWEEN here.year - %(years)s AND here.year
        )
    )
    FROM indicators_indicator i
    JOIN indicators_objective o ON o.id = i.objective_id
    JOIN indicators_target t ON t.indicator_id = i.id AND t.year = here.year
    WHERE i.id = %(key)s AND o.position_id = here.position_id
"""

LINE_SQL = """
    SELECT jsonb_build_object(
        'line', to_jsonb(l), 'program', to_jsonb(g),
        'spent', (SELECT jsonb_agg(to_jsonb(s)) FROM realisations_budgetrealisation s WHERE s.line_id = l.id)
    )
    FROM indicators_budgetline l JOIN indicators_program g ON g.id = l.program_id
    WHERE l.id = %(key)s AND l.position_id = here.position_id AND l.year = here.year
"""

TODAY = TODAY_SQL.replace("%s", "%(zone)s")
INDICATOR_FACTS_SQL = FACTS_SQL.format(today=TODAY, row=INDICATOR_SQL, is_own="i.id = %(key)s")
LINE_FACTS_SQL = FACTS_SQL.format(today=TODAY, row=LINE_SQL, is_own="false")
