"""A database of a benchmark's own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_database() -> Iterator[None]:
    """A database and a media folder that are gone afterwards."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

    from pk_site import embedded
    from tests.databases import name_for_this_run

    embedded.start_or_exit()
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name_for_this_run()
    setup_test_environment(debug=False)
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
