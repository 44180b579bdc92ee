"""The rules of the house that no linter knows: sizes, roads that do not exist, and nothing inline in pages.

Imports between floors are judged by import-linter (`make check`), formatting by ruff and djlint. Every test names all
places that break its rule.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.architecture.house import floors

ROOT = Path(__file__).resolve().parents[2]
APPS = tuple(reversed(floors()))
LONGEST_FUNCTION, LONGEST_MODULE, LONGEST_CLASS, LONGEST_TEMPLATE = 40, 300, 150, 120
WIDEST_TEMPLATE_LINE = 120
FORBIDDEN_NAMES = {"utils", "helpers", "services", "common", "core", "misc", "signals"}
WRITING = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Accounts, roles and undelivered messages belong to no unit: their pages ask one permission for the page as a whole.
# Periods and policies are the whole government's: its calendar and its choices.
UNSCOPED = {"User", "RoleGrant", "Notification", "Delivery", "DayOff", "Period", "PeriodExtension", "Policy"}

MODULES = sorted(
    path.relative_to(ROOT)
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.relative_to(ROOT).parts
)
VIEWS = [path for path in MODULES if path.stem == "views" or "views" in path.parts]
TEMPLATES = sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file())
MARKUP = [path for path in TEMPLATES if path.suffix != ".txt"]  # plain-text mails are not escaped
PAGES = [path for path in MARKUP if "pdf" not in path.parts]
COMPONENTS = [path for path in PAGES if "_components" in path.parts]


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text()


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(text(module))


def nodes(module: Path, *kinds: type) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(module)) if isinstance(node, kinds))


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def lines(path: Path) -> int:
    return text(path).count("\n")


def called_name(node: ast.AST) -> str:
    """Return the dotted name of a call or of an attribute, as far as it is plain."""
    if isinstance(node, ast.Call):
        return called_name(node.func)
    if isinstance(node, ast.Attribute):
        return f"{called_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported_names(module: Path) -> set[str]:
    """Return what a module imports, both as `package` and as `package.name`."""
    names = {alias.name for node in nodes(module, ast.Import) for alias in node.names}
    for node in nodes(module, ast.ImportFrom):
        names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def places(modules: Iterable[Path], breaks: Callable[[ast.AST], bool], *kinds: type) -> list[str]:
    """Return the places, as path:line and code, whose syntax node breaks a rule."""
    return [
        f"{module}:{node.lineno} {getattr(node, 'name', None) or ast.unparse(node)}"
        for module in modules
        for node in nodes(module, *kinds)
        if breaks(node)
    ]


def templates_with(paths: Iterable[Path], pattern: str) -> list[str]:
    return [f"{path}: {found[0]}" for path in paths if (found := re.search(pattern, text(path)))]


def test_the_rules_see_every_app_its_views_and_the_templates():
    assert {module.parts[0] for module in MODULES} == set(APPS)
    assert len(VIEWS) > 10
    assert len(COMPONENTS) > 10


# --- sizes and names ---------------------------------------------------------------------------------------------


def test_functions_stay_within_their_budget():
    def too_long(node: ast.AST) -> bool:
        return length(node) > LONGEST_FUNCTION

    assert places(MODULES, too_long, ast.FunctionDef, ast.AsyncFunctionDef) == []


def test_classes_stay_within_their_budget():
    assert places(MODULES, lambda node: length(node) > LONGEST_CLASS, ast.ClassDef) == []


def test_modules_stay_within_their_budget():
    too_long = [str(path) for path in MODULES if lines(path) > LONGEST_MODULE]
    assert too_long == [], "split by noun into a package"


def test_templates_stay_within_their_budget():
    too_long = [str(path) for path in TEMPLATES if lines(path) > LONGEST_TEMPLATE]
    assert too_long == [], "move a part into templates/_components or a fragment"


def test_lines_of_templates_stay_within_their_width():
    """Mails are sent as their lines stand; a tag cannot go over two lines, so a longer one may stand alone."""
    too_wide = [
        f"{path}:{number}"
        for path in MARKUP
        for number, line in enumerate(text(path).splitlines(), start=1)
        if len(line) > WIDEST_TEMPLATE_LINE and not re.fullmatch(r"\s*{%(?:(?!%}).)*%}", line)
    ]
    assert too_wide == [], "wrap where white space does not show"


def test_modules_have_names_with_a_meaning():
    assert [str(path) for path in MODULES if FORBIDDEN_NAMES & {path.stem, *path.parts[:-1]}] == []


def test_modules_say_what_they_are_for():
    silent = [path for path in MODULES if tree(path).body and not ast.get_docstring(tree(path))]
    assert [str(path) for path in silent if path.name != "apps.py"] == []


# --- roads that do not exist -------------------------------------------------------------------------------------


def test_models_do_not_override_saving_or_deleting():
    def overrides(owner: ast.ClassDef) -> bool:
        is_model = any("Model" in called_name(base) and "Form" not in called_name(base) for base in owner.bases)
        methods = {item.name for item in owner.body if isinstance(item, ast.FunctionDef)}
        return is_model and bool(methods & {"save", "delete"})

    modules = [path for path in MODULES if path.stem == "models" or "models" in path.parts]
    assert len(modules) > 5
    assert places(modules, overrides, ast.ClassDef) == [], "writing belongs into actions.py"


def test_apps_do_not_talk_through_signals():
    signals = {"django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals"}
    assert [str(path) for path in MODULES if imported_names(path) & signals] == []


def test_views_do_not_write_by_themselves():
    def writes(call: ast.Call) -> bool:
        return (
            isinstance(call.func, ast.Attribute)
            and call.func.attr in WRITING
            and ".objects" in called_name(call.func.value)
        )

    assert places(VIEWS, writes, ast.Call) == [], "writing belongs into actions.py or a form"


def test_views_reach_objects_by_one_door():
    def goes_around(call: ast.Call) -> bool:
        if called_name(call).rpartition(".")[2] not in {"get_object_or_404", "get_list_or_404"}:
            return False
        source = ast.unparse(call.args[0])
        by_token = "token" in {keyword.arg for keyword in call.keywords}  # who holds the paper may check it
        return not by_token and "visible_to(" not in source and source.partition(".")[0] not in UNSCOPED

    assert places(VIEWS, goes_around, ast.Call) == [], "begin with Model.objects.visible_to(request.user)"


def test_views_compare_neither_roles_nor_states():
    def compares(node: ast.Compare) -> bool:
        return isinstance(node.left, ast.Attribute) and node.left.attr in {"status", "role"}

    assert places(VIEWS, compares, ast.Compare) == [], "ask a permission or a property of the model"


def test_text_is_never_declared_safe():
    unsafe = {"django.utils.safestring", "markupsafe"}
    assert [str(path) for path in MODULES if imported_names(path) & unsafe] == []
    assert templates_with(MARKUP, r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off|{%\s*debug\b") == []


# --- pages -------------------------------------------------------------------------------------------------------


def test_pages_have_nothing_inline():
    assert templates_with(PAGES, r"<[^>]*\sstyle\s*=|<style\b") == [], "write a class in static/css/amanah.css"
    assert templates_with(PAGES, r"<[^>]*\son\w+\s*=|<script\b(?![^>]*\bsrc\s*=)") == []


def test_pages_load_nothing_from_another_server():
    assert templates_with(MARKUP, r"""(?:src|href)\s*=\s*["'](?:https?:)?//""") == []


def test_pages_compare_neither_roles_nor_states():
    compared = templates_with(PAGES, r"{%\s*(?:el)?if\b[^%]*\b(?:status|state|role)\s*[!=]=")
    assert compared == [], "views pass truth values"


def test_components_begin_by_naming_their_inputs():
    silent = [path for path in COMPONENTS if not re.match(r"\s*({% extends [^%]*%}\s*)?{(?:#|% comment)", text(path))]
    assert [str(path) for path in silent] == []
