"""Who becomes a party."""

from dataclasses import dataclass

import pytest

from agreements.domain.holders import PREFERENCE, foremost, promises_alone
from organisation.enums import AssignmentKind, PositionKind


@dataclass
class Held:
    kind: str


@pytest.mark.parametrize(
    "kinds, chosen",
    [
        (["acting", "definitive"], "definitive"),
        (["daily_acting", "definitive"], "definitive"),
        (["daily_acting", "acting"], "acting"),
        (["daily_acting", "interim"], "interim"),
        (["daily_acting"], "daily_acting"),
    ],
)
def test_the_most_lasting_holder_becomes_the_party(kinds, chosen):
    assert foremost([Held(kind) for kind in kinds]).kind == chosen


def test_without_anybody_in_office_there_is_no_party():
    assert foremost([]) is None


def test_every_kind_of_assignment_has_its_place():
    assert set(PREFERENCE) == set(AssignmentKind.values)


def test_only_the_regional_head_promises_alone():
    assert [kind for kind in PositionKind if promises_alone(kind)] == [PositionKind.REGIONAL_HEAD]
