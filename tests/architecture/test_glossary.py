"""Names: the glossary speaks of code that exists, and one class name means one thing."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, floors

GLOSSARY = ROOT / "docs/glossary.md"
HEADER = "| term | name in code | meaning and source |"
NAME = re.compile(r"`([^`]+)`")


def modules(app: str) -> list[Path]:
    """The modules of an app, migrations left out."""
    return [path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.relative_to(ROOT).parts]


def top_level(path: Path) -> list[ast.stmt]:
    """The statements of a module."""
    return ast.parse(path.read_text()).body


def classes() -> dict[str, list[tuple[str, ast.ClassDef]]]:
    """Every top-level class by its name, with the app it stands in."""
    found = defaultdict(list)
    for app in floors():
        for path in modules(app):
            for node in top_level(path):
                if isinstance(node, ast.ClassDef):
                    found[node.name].append((app, node))
    return found


CLASSES = classes()


def defined(body: list[ast.stmt]) -> set[str]:
    """The names that statements of a module or a class define."""
    names = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign):
            names.add(ast.unparse(node.target))
        elif isinstance(node, ast.Assign):
            names.update(ast.unparse(target) for target in node.targets)
    return names


def members(name: str) -> set[str]:
    """What the class of this name defines, with what it inherits from classes of the house."""
    names = set()
    for _, node in CLASSES.get(name, []):
        names |= defined(node.body)
        names |= {member for base in node.bases for member in members(ast.unparse(base).split(".")[-1])}
    return names


def exists_in_app(name: str) -> bool:
    """Whether a dotted path is a package, a module, or something that a module defines."""
    place = ROOT.joinpath(*name.split("."))
    if (place / "__init__.py").is_file() or place.with_suffix(".py").is_file():
        return True
    module, last = place.parent.with_suffix(".py"), place.name
    return module.is_file() and last in defined(top_level(module))


def exists(name: str) -> bool:
    """Whether the code knows the name as the glossary writes it."""
    first, _, rest = name.partition(".")
    if first in floors():
        return exists_in_app(name)
    return first in CLASSES and (not rest or rest in members(first))


def rows() -> list[list[str]]:
    """The rows of all tables: term, names, meaning."""
    lines = [line for line in GLOSSARY.read_text().splitlines() if line.startswith("| ") and line != HEADER]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in_glossary() -> list[str]:
    """Every name of the code column, once."""
    return sorted({name for _, names, _ in rows() for name in NAME.findall(names)})


@pytest.mark.parametrize("name", names_in_glossary())
def test_the_code_knows_every_name_of_the_glossary(name: str):
    assert exists(name)


UNKNOWN = ["Agremeent", "Agreement.yaer", "indicators.nowhere", "indicators.domain.absorption.x"]


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_nobody_defines_is_noticed(name: str):
    assert not exists(name)


def test_every_row_of_the_glossary_names_something_and_explains_it():
    assert [row for row in rows() if not (row[0] and NAME.search(row[1]) and row[2].endswith("."))] == []


def test_no_term_stands_twice_with_another_meaning_in_one_group():
    for group in GLOSSARY.read_text().split("\n## ")[1:]:
        terms = [line.split("|")[1].strip() for line in group.splitlines() if line.startswith("| ")]
        assert len(terms) == len(set(terms))
