"""The score of the mutants, and the settings that say which tests must notice them."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.mutants.score import EQUIVALENT, Change, change_of, listed, percent_killed, results, state, table

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]


def test_every_domain_and_no_other_folder_of_tests_must_notice_the_mutants():
    folders = {str(path.relative_to(ROOT)) for path in (ROOT / "tests").glob("**/domain") if path.is_dir()}
    assert set(SETTINGS["pytest_add_cli_args_test_selection"]) == folders


def test_every_app_is_among_the_sources():
    apps = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert apps <= set(SETTINGS["source_paths"])


@pytest.mark.parametrize(
    ("exit_code", "word"),
    [
        (0, "survived"),
        (1, "killed"),
        (3, "killed"),
        (33, "unreached"),
        (5, "unreached"),
        (-24, "timeout"),
        (36, "timeout"),
        (None, "unclear"),
        (-9, "unclear"),
        (2, "unclear"),
    ],
)
def test_exit_codes_are_read_as_what_became_of_the_mutant(exit_code, word):
    assert state(exit_code) == word


def test_timeouts_are_killed_and_all_that_is_not_killed_lowers_the_score():
    assert percent_killed(["killed"] * 5 + ["timeout", "survived", "unreached", "unclear", "survived"]) == 60


def test_results_are_counted_per_domain_package(tmp_path):
    keep(tmp_path / "shop/domain/prices.py.meta", {"shop.domain.prices.x_price__mutmut_1": 1})
    keep(tmp_path / "shop/domain/stock.py.meta", {"shop.domain.stock.x_left__mutmut_1": 0})
    keep(tmp_path / "till/domain.py.meta", {"till.domain.x_change__mutmut_1": 33})
    keep(tmp_path / "till/views.py.meta", {})
    found = results(tmp_path)
    assert found == {
        "shop.domain": {
            "shop.domain.prices.x_price__mutmut_1": "killed",
            "shop.domain.stock.x_left__mutmut_1": "survived",
        },
        "till.domain": {"till.domain.x_change__mutmut_1": "unreached"},
    }
    heading, shop, till, everything = (line.split() for line in table(found, ["shop.domain.stock.x_left__mutmut_1"]))
    assert heading == ["mutants", "killed", "timeout", "survived", "unreached", "unclear", "equivalent", "score"]
    assert shop == ["shop.domain", "2", "1", "0", "1", "0", "0", "1", "50.0%"]
    assert till == ["till.domain", "1", "0", "0", "0", "1", "0", "0", "0.0%"]
    assert everything == ["all", "3", "1", "0", "1", "1", "0", "1", "33.3%"]


def keep(path: Path, codes: dict[str, int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"exit_code_by_key": codes}), encoding="utf-8")


def test_a_change_is_read_from_its_diff():
    diff = "--- shop.py\n+++ shop.py\n@@ -1,3 +1,4 @@\n def price(net):\n-    return net * 2\n+    return net / 2\n"
    assert change_of("shop.domain.prices.x_price__mutmut_1", diff) == Change(
        "price", "return net * 2", "return net / 2"
    )
    assert change_of("shop.domain.prices.xǁTillǁprice__mutmut_1", diff).function == "Till.price"


def test_every_equivalent_mutant_has_a_reason_and_is_listed_once():
    text = EQUIVALENT.read_text(encoding="utf-8")
    entries = tomllib.loads(text).get("equivalent", [])
    assert len(listed(text)) == sum(len(entry["mutated"]) for entry in entries)
    assert all(len(entry["reason"].split()) > 3 for entry in entries)
