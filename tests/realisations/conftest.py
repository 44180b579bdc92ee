"""What the tests of reports share with those of planning: the week in which the third quarter is reported."""

from tests.indicators.conftest import at_office

__all__ = ["at_office"]
