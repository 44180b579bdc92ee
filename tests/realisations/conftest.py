"""The office around which reports are filled in, for every test below this folder."""

from tests.office import at_office, office

__all__ = ["at_office", "office"]
