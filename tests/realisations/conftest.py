"""What the stories below this folder stand on."""

from tests.office import at_office, office, office_of_the_module

__all__ = ["at_office", "office", "office_of_the_module"]
