"""What the stories about agreements share."""

import pytest

from tests.agreements.stage import Stage, set_stage
from tests.scenes import Scene, built_once

stage_of_the_module = built_once(set_stage)


@pytest.fixture
def stage(stage_of_the_module: Scene[Stage], db: None) -> Stage:
    """Everybody and everything in place."""
    return stage_of_the_module.for_a_test()
