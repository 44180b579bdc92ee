"""Get the demo ready in one process: migrate, load the fictional government, list the log-ins (`-m pk_site.demo`)."""

import os
import sys

import django
from django.core.management import CommandError, call_command

from pk_site import embedded


def main() -> None:
    """Do what is still to be done; leave with one sentence when that is impossible."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
    embedded.start_or_exit()
    django.setup()
    try:
        call_command("migrate", verbosity=0)
        call_command("load_demo")
        call_command("demo_accounts")
    except CommandError as error:
        sys.exit(f"amanah: {error}")


if __name__ == "__main__":
    main()
