"""The day by the database's clock, for a query of its own and as part of another one."""

from django.conf import settings
from django.db.models import DateField
from django.db.models.expressions import RawSQL

TODAY_SQL = """
    SELECT (amanah_now() AT TIME ZONE coalesce((SELECT time_zone FROM organisation_government), %s::text))::date
"""
"""`amanah_now()` is PostgreSQL's `clock_timestamp()`: the moment of the question, also late in a transaction."""


def database_day() -> RawSQL:
    """The day in the government's zone, to stand inside another query (`start__lte=`)."""
    return RawSQL(TODAY_SQL, [settings.TIME_ZONE], output_field=DateField())  # noqa: S611 - constant SQL, one parameter
