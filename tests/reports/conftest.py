"""What the tests of reports share with those of documents."""

from tests.documents.conftest import hostile_fragment, officer, trap

__all__ = ["hostile_fragment", "officer", "trap"]
