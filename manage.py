#!/usr/bin/env python
"""Run one of Amanah's administrative commands."""

import os
import sys

from django.core.management import execute_from_command_line

from pk_site import embedded


def main() -> None:
    """Start what the command needs and hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
    embedded.start_or_exit()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
