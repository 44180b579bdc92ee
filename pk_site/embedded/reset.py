"""Start over: `python -m pk_site.embedded.reset` empties the embedded database and the demo's files."""

import os
import shutil
import sys

from pk_site import embedded
from pk_site.embedded.places import CHECKOUT
from pk_site.embedded.postgres import DATABASE, Postgres

FILES = ("media", "mail")


def main() -> None:
    """Drop the embedded database, make it anew, and remove files and mails; never touches a server of the user's."""
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "amanah: starting over empties the embedded database only; DATABASE_URL names another one, so unset it."
        )
    embedded.start_or_exit()
    with Postgres().connect("postgres") as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{DATABASE}"')
    for name in FILES:
        shutil.rmtree(CHECKOUT / "var" / name, ignore_errors=True)


if __name__ == "__main__":
    main()
