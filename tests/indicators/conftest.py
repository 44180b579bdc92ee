"""What the stories below this folder stand on."""

from tests.agreements.conftest import stage, stage_of_the_module
from tests.office import at_office, office, office_of_the_module

__all__ = ["at_office", "office", "office_of_the_module", "stage", "stage_of_the_module"]
