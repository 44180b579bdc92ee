"""The questions that saving one box asks: the report, and all facts around the box in one answer."""

from organisation.clock import TODAY_SQL

REPORT_SQL = """
SELECT jsonb_build_array(to_jsonb(r), to_jsonb(p), to_jsonb(o), to_jsonb(u))
FROM indicators_quarterreport r
JOIN indicators_period p ON p.id = r.period_id
JOIN organisation_position o ON o.id = r.position_id
JOIN organisation_workunit u ON u.id = o.unit_id
WHERE r.id = %s
"""

COMMON_SQL = """
SELECT jsonb_build_object(
    'today', ({today}),
    'version', (SELECT version FROM indicators_quarterreport WHERE id = %(report)s),
    'extensions', (
        WITH RECURSIVE above(id) AS (
            SELECT %(unit)s::bigint
            UNION
            SELECT u.parent_id FROM organisation_workunit u JOIN above a ON u.id = a.id WHERE u.parent_id IS NOT NULL
        )
        SELECT jsonb_agg(to_jsonb(e)) FROM indicators_periodextension e
        WHERE e.period_id = %(period)s AND e.ended_on IS NULL AND e.unit_id IN (SELECT id FROM above)
    ),
    'policy', (SELECT to_jsonb(p) FROM indicators_policy p WHERE p.year = %(year)s),
    'bands', (
        SELECT jsonb_agg(to_jsonb(b) ORDER BY b.lower DESC NULLS LAST)
        FROM indicators_scaleband b JOIN indicators_policy p ON p.id = b.policy_id WHERE p.year = %(year)s
    ),
    'tally', (
        SELECT jsonb_agg(jsonb_build_array(
            i.id, i.aggregation, i.is_key, coalesce(x.state, 'not_reported'), coalesce(x.note, '') <> '',
            EXISTS (SELECT FROM indicators_evidenceuse v WHERE v.realisation_id = x.id),
            ARRAY(SELECT q.quarter FROM indicators_quartertarget q WHERE q.target_id = t.id)
        ))
        FROM indicators_target t
        JOIN indicators_indicator i ON i.id = t.indicator_id
        JOIN indicators_objective o ON o.id = i.objective_id
        LEFT JOIN indicators_realisation x ON x.indicator_id = i.id AND x.report_id = %(report)s
        WHERE o.position_id = %(position)s AND t.year = %(year)s
    ),
    'row', ({row})
)
"""

INDICATOR_SQL = """
    SELECT jsonb_build_object(
        'indicator', to_jsonb(i), 'target', to_jsonb(t),
        'quarters', (SELECT jsonb_agg(to_jsonb(q)) FROM indicators_quartertarget q WHERE q.target_id = t.id),
        'readings', (
            SELECT jsonb_agg(to_jsonb(x) || jsonb_build_object(
                'year', p.year, 'quarter', p.quarter, 'status', r.status, 'position', r.position_id
            ) ORDER BY r.position_id = %(position)s, r.id)
            FROM indicators_realisation x
            JOIN indicators_quarterreport r ON r.id = x.report_id
            JOIN indicators_period p ON p.id = r.period_id
            WHERE x.indicator_id = i.id
            AND p.year BETWEEN %(first_year)s AND %(year)s
        )
    )
    FROM indicators_indicator i
    JOIN indicators_objective o ON o.id = i.objective_id
    JOIN indicators_target t ON t.indicator_id = i.id AND t.year = %(year)s
    WHERE i.id = %(key)s AND o.position_id = %(position)s
"""

LINE_SQL = """
    SELECT jsonb_build_object(
        'line', to_jsonb(l), 'program', to_jsonb(g),
        'spent', (SELECT jsonb_agg(to_jsonb(s)) FROM indicators_budgetrealisation s WHERE s.line_id = l.id)
    )
    FROM indicators_budgetline l JOIN indicators_program g ON g.id = l.program_id
    WHERE l.id = %(key)s AND l.position_id = %(position)s AND l.year = %(year)s
"""

TODAY = TODAY_SQL.replace("%s", "%(zone)s")
INDICATOR_FACTS_SQL = COMMON_SQL.format(today=TODAY, row=INDICATOR_SQL)
LINE_FACTS_SQL = COMMON_SQL.format(today=TODAY, row=LINE_SQL)
