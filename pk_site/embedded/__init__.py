"""Embedded PostgreSQL and Valkey: real servers from wheels, for the demo and the tests.

They start by themselves when a command needs them, are shared by every process of the same checkout, and stop a few
seconds after the last of these processes has gone. A variable DATABASE_URL or REDIS_URL switches the respective
server off altogether. docs/adr/0001 tells why and how.
"""

import os
import sys

from pk_site.embedded.errors import EmbeddedError

__all__ = ["EmbeddedError", "database_url", "redis_url", "start", "start_or_exit"]


def database_url() -> str:
    """Return the address of the embedded PostgreSQL without starting it."""
    from pk_site.embedded.postgres import Postgres

    return Postgres().url()


def redis_url() -> str:
    """Return the address of the embedded Valkey without starting it."""
    from pk_site.embedded.valkey import Valkey

    return Valkey().url()


def start() -> None:
    """Start what the environment does not name and keep it alive as long as this process lives.

    Raises EmbeddedError, with one sentence for the reader, when a server cannot be had.
    """
    if os.environ.get("AMANAH_ENV") == "production":
        return
    if not os.environ.get("DATABASE_URL"):
        from pk_site.embedded.postgres import Postgres

        Postgres().hold()
    if not os.environ.get("REDIS_URL"):
        from pk_site.embedded.valkey import Valkey

        Valkey().hold()


def start_or_exit() -> None:
    """Start the embedded services; print the reason and leave with status 1 when that is impossible."""
    try:
        start()
    except EmbeddedError as error:
        sys.exit(f"amanah: {error}")
