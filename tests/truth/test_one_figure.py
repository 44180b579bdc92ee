"""One question, one answer: every surface tells the same of every position and unit.

A failure names the surface, the owner, and what stands there instead of what.
"""

from dataclasses import asdict

import pytest

from tests.scenes import built_once
from tests.truth.governments import GOVERNMENTS
from tests.truth.questions import Question, Told, positions, units, years
from tests.truth.surfaces import SURFACES, Surface
from tests.truth.town import Town, papers_before_they_are_drawn

__all__ = ["papers_before_they_are_drawn"]

COMPLETE = {"demo", "generated"}
"""The governments that every surface has something to tell of."""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,  # hundreds of pages
    pytest.mark.usefixtures("papers_before_they_are_drawn"),
]


def build(name: str) -> str:
    """The government of this name."""
    GOVERNMENTS[name]()
    return name


government = built_once(build, params=list(GOVERNMENTS))


@pytest.fixture
def town(government, client, capsys) -> Town:
    """The government as its reader meets it."""
    return Town(government.for_a_test(), client, capsys)


def differences(surface: Surface, question: Question, told: Told, right: Told) -> list[str]:
    """What the surface tells otherwise, of all that it tells."""
    found = []
    for name, value in asdict(told).items():
        wanted = getattr(right, name)
        if name == "indicators" and value is not None:
            found += [f"{surface.name}, {question}: {key} {text} instead of {wanted[key]}"
                      for key, text in value.items() if text != wanted[key]]  # fmt: skip
        elif value is not None and value != wanted:
            found.append(f"{surface.name}, {question}: {name} {value!r} instead of {wanted!r}")
    return found


@pytest.mark.parametrize("is_of_quarters", [False, True], ids=["year", "quarters"])
def test_every_surface_tells_the_same_of_every_position_and_unit(town: Town, is_of_quarters: bool):
    wrong, read = [], dict.fromkeys((surface for surface in SURFACES if surface.is_of_quarters is is_of_quarters), 0)
    owners = {"Position": positions(), "WorkUnit": units()}
    for year in years():
        for quarter in (1, 2, 3, 4) if is_of_quarters else (None,):
            for surface in read:
                for question in town.asked(owners[surface.owners.__name__], year, quarter):
                    told = surface.read(town, question)
                    if told is not None:
                        read[surface] += 1
                        wrong += differences(surface, question, told, town.answer(question).told)
    assert wrong == []
    if town.name in COMPLETE:
        assert [surface.name for surface, times in read.items() if not times] == []
