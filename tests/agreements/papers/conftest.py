"""The trap, the markup of an enemy, and the agreement and officer that all tests of papers share."""

from tests.documents.conftest import agreement, hostile_fragment, officer, trap

__all__ = ["agreement", "hostile_fragment", "officer", "trap"]
