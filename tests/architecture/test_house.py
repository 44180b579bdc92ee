"""The plan of the house: the picture tells the truth, and no app grows into a heap."""

import pytest

from tests.architecture.house import ROOT, drawn, flat_modules, floors, lines_in, rooms, shown

MOST_FLAT_MODULES = 10
LARGEST_SHARE = 0.25


def test_the_picture_in_the_documentation_shows_the_code():
    assert shown() == drawn(), "draw it anew: python -m tests.architecture.house"


@pytest.mark.parametrize("app", floors())
def test_every_package_says_what_lives_there(app: str):
    assert [name for name, about, _ in rooms(app) if not about.endswith(".")] == []


@pytest.mark.parametrize("app", [app for app in floors() if app != "pk_site"])
def test_an_app_has_few_flat_modules(app: str):
    assert len(flat_modules(app)) <= MOST_FLAT_MODULES


def test_no_app_holds_more_than_a_quarter_of_the_code():
    sizes = {app: lines_in(ROOT / app) for app in floors()}
    whole = sum(sizes.values())
    assert {app: lines for app, lines in sizes.items() if lines > LARGEST_SHARE * whole} == {}
