from django.db import migrations

CREATE = """
    CREATE FUNCTION amanah_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
    AS 'SELECT pg_catalog.clock_timestamp()';
    COMMENT ON FUNCTION amanah_now() IS 'The clock that decides whether a period is open.';
"""


class Migration(migrations.Migration):
    """One name for the clock that decides, so that it can be set where nothing but the clock is in question."""

    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION amanah_now()")]
