"""The rules of the house that no linter knows: sizes, roads that do not exist, and nothing inline in pages.

Imports between floors are judged by import-linter (`make check`), formatting by ruff and djlint.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("audit", "organisation", "indicators", "agreements", "evaluations", "reports", "pk_site")
LONGEST_FUNCTION, LONGEST_MODULE, LONGEST_CLASS, LONGEST_TEMPLATE = 40, 300, 150, 120
FORBIDDEN_MODULES = {"utils", "helpers", "services", "common", "core", "misc", "signals"}

MODULES = sorted(
    path.relative_to(ROOT)
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.relative_to(ROOT).parts
)
TEMPLATES = sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file())
MARKUP = [path for path in TEMPLATES if path.suffix != ".txt"]  # plain-text mails are not escaped
VIEWS = [path for path in MODULES if path.stem == "views" or "views" in path.parts]
# Accounts, roles and undelivered messages belong to no unit: their pages ask one permission for the page as a whole.
ADMINISTERED = {"User", "RoleGrant", "Notification"}
PAGES = [path for path in MARKUP if "pdf" not in path.parts]


def tree(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text())


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def nodes(module: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(module)) if isinstance(node, kinds))


def called_name(node: ast.AST) -> str:
    """Return the dotted name of a call or of an attribute, as far as it is plain."""
    if isinstance(node, ast.Call):
        return called_name(node.func)
    if isinstance(node, ast.Attribute):
        return f"{called_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_the_rules_see_every_app_and_the_templates():
    assert {module.parts[0] for module in MODULES} == set(APPS)
    assert len(PAGES) > 10


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_stays_within_its_budgets(module):
    lines = (ROOT / module).read_text().count("\n")
    too_long = [
        f"{node.name} ({length(node)})"
        for node in nodes(module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        if length(node) > (LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION)
    ]
    assert lines <= LONGEST_MODULE, "split it by noun into a package"
    assert too_long == []


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_stays_within_its_budget(template):
    assert (ROOT / template).read_text().count("\n") <= LONGEST_TEMPLATE, "move a part into templates/_components"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_a_name_with_a_meaning(module):
    assert FORBIDDEN_MODULES.isdisjoint({module.stem, *module.parts[:-1]})


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_says_what_it_is_for(module):
    parsed = tree(module)
    assert ast.get_docstring(parsed) or not parsed.body or module.name == "apps.py", "begin with a docstring"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_models_do_not_override_saving_or_deleting(module):
    overridden = [
        f"{owner.name}.{method.name}"
        for owner in nodes(module, ast.ClassDef)
        if any("Model" in called_name(base) for base in owner.bases) and "Form" not in owner.name
        for method in owner.body
        if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
    ]
    assert overridden == [], "writing belongs into actions.py"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_apps_do_not_talk_through_signals(module):
    imported = {
        name
        for node in nodes(module, ast.ImportFrom)
        for name in [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    }
    assert not imported & {"django.dispatch", "django.db.models.signals", "django.core.signals"}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_user_text_is_never_declared_safe(module):
    names = {alias.name for node in nodes(module, ast.ImportFrom, ast.Import) for alias in node.names}
    assert names.isdisjoint({"mark_safe", "SafeString", "SafeText", "safestring"})


@pytest.mark.parametrize("module", VIEWS, ids=str)
def test_views_do_not_write_by_themselves(module):
    writing = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    found = [
        f"line {node.lineno}: {called_name(node)}"
        for node in nodes(module, ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in writing
        and ".objects" in f".{called_name(node.func.value)}"
    ]
    assert found == [], "writing belongs into actions.py or a form"


@pytest.mark.parametrize("module", VIEWS, ids=str)
def test_views_reach_objects_by_one_door(module):
    others = [
        f"line {call.lineno}: {ast.unparse(call.args[0])}"
        for call in nodes(module, ast.Call)
        if called_name(call).rpartition(".")[2] in {"get_object_or_404", "get_list_or_404"}
        and "visible_to(" not in ast.unparse(call.args[0])
        and ast.unparse(call.args[0]).partition(".")[0] not in ADMINISTERED
        and "token" not in {keyword.arg for keyword in call.keywords}  # who holds the paper may check it
    ]
    assert others == [], "begin with Model.objects.visible_to(request.user)"


@pytest.mark.parametrize("module", VIEWS, ids=str)
def test_views_compare_neither_roles_nor_states(module):
    compared = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in nodes(module, ast.Compare)
        if isinstance(node.left, ast.Attribute) and node.left.attr in {"status", "role"}
    ]
    assert compared == [], "ask a permission or a property of the model"


@pytest.mark.parametrize("template", MARKUP, ids=str)
def test_a_template_trusts_no_text(template):
    text = (ROOT / template).read_text()
    assert not re.search(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off|{%\s*debug\b", text)


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(template):
    text = (ROOT / template).read_text()
    assert not re.search(r"<[^>]*\sstyle\s*=", text), "inline style: write a class in static/css/amanah.css"
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<[^>]*\son\w+\s*=", text), "inline event handler"
    assert not re.search(r"<script\b(?![^>]*\bsrc\s*=)", text), "inline script"
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", text), "something from another server"


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_a_page_compares_neither_roles_nor_states(template):
    text = (ROOT / template).read_text()
    assert not re.search(r"{%\s*(?:el)?if\b[^%]*\b(?:status|state|role)\s*[!=]=", text), "views pass truth values"


@pytest.mark.parametrize("template", sorted({path for path in PAGES if "_components" in path.parts}), ids=str)
def test_a_component_begins_by_naming_its_inputs(template):
    assert re.match(r"\s*({% extends [^%]*%}\s*)?{(?:#|% comment)", (ROOT / template).read_text())
