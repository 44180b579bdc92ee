"""What the stories about agreements share."""

import pytest

from tests.agreements.stage import Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    """Everybody and everything in place."""
    return set_stage()
