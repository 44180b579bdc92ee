"""One question, one answer: every surface tells the same of every position and unit.

A failure names the surface, the owner, and what stands there instead of what.
"""

from dataclasses import asdict

import pytest

from organisation.models import Position, WorkUnit
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
    pytest.mark.timeout(1200),
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


def periods(name: str) -> list[tuple[int, int | None]]:
    """The years and quarters that are asked for: all, but of the demo two years and the newest whole quarter."""
    if name == "demo":
        return [(2026, None), (2025, None), (2026, 2)]
    return [(year, quarter) for year in years() for quarter in (None, 1, 2, 3, 4)]


def test_every_surface_tells_the_same_of_every_position_and_unit(town: Town):
    owners = {Position: positions(), WorkUnit: units()}
    wrong, silent = [], {surface.name for surface in SURFACES}
    for year, quarter in periods(town.name):
        for surface in (found for found in SURFACES if found.is_of_quarters is (quarter is not None)):
            for question in town.asked(owners[surface.owners], year, quarter):
                told = surface.read(town, question)
                if told is not None:
                    silent.discard(surface.name)
                    wrong += differences(surface, question, told, town.answer(question).told)
    assert wrong == []
    if town.name in COMPLETE:
        assert silent == set()
