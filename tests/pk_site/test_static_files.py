"""Scripts are modules: an installation gives each a name with a fingerprint, and pages fetch them all at once."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage

from pk_site.embedded.places import CHECKOUT
from pk_site.static_files import HashedStaticFiles
from tests.pk_site.test_settings import PRODUCTION

STATIC = CHECKOUT / "static"
SCRIPTS = {path.relative_to(STATIC).as_posix() for path in (STATIC / "js").rglob("*.js")}
TEMPLATES = CHECKOUT / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "<script" in path.read_text())
IMPORTED = re.compile(r"""^import\b[^"';]*["']([^"']+)["'];""", re.MULTILINE)
HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.js$")


@cache
def imports_of(script: str) -> frozenset[str]:
    """Return the scripts that a script imports, directly or through another one."""
    folder = (STATIC / script).parent
    direct = {
        (folder / name).resolve().relative_to(STATIC).as_posix()
        for name in IMPORTED.findall((STATIC / script).read_text())
    }
    return frozenset(direct.union(*map(imports_of, direct)))


def static_names(template: str, tag: str) -> list[str]:
    return re.findall(rf"""<{tag}\s[^>]*{{% static '(js/[^']+)' %}}""", template)


@pytest.fixture
def hashed(tmp_path: Path) -> dict[str, str]:
    """The scripts as an installation keeps them: by their names without fingerprint, the content of the file."""
    for script in SCRIPTS:
        (tmp_path / script).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / script).write_bytes((STATIC / script).read_bytes())
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")
    source = StaticFilesStorage(location=STATIC)
    outcomes = list(storage.post_process({script: (source, script) for script in SCRIPTS}))
    assert not [outcome for _, _, outcome in outcomes if isinstance(outcome, Exception)]
    assert storage.hashed_files.keys() == SCRIPTS
    return {name: (tmp_path / hashed).read_text() for name, hashed in storage.hashed_files.items()}


def test_production_keeps_static_files_by_their_fingerprints():
    program = "from pk_site import settings; print(settings.STORAGES['staticfiles']['BACKEND'])"
    bare = {"PATH": os.environ["PATH"], **PRODUCTION}
    named = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=bare, capture_output=True, text=True)
    assert named.stdout.strip() == f"{HashedStaticFiles.__module__}.{HashedStaticFiles.__qualname__}"


def test_modules_import_each_other_by_names_with_fingerprints_only(hashed):
    imported = {name: IMPORTED.findall(content) for name, content in hashed.items()}
    assert len(imported["js/entry.js"]) >= 5
    for name, targets in imported.items():
        assert len(targets) == len(IMPORTED.findall((STATIC / name).read_text())), name
        assert [target for target in targets if not HASHED_NAME.search(target)] == [], name


@pytest.mark.parametrize("template", PAGES, ids=lambda path: path.name)
def test_a_page_asks_for_all_its_modules_at_once(template):
    """No module is found only when another one has come: on a weak line each such step takes a second."""
    text = template.read_text()
    parent = (TEMPLATES / "base.html").read_text() if '{% extends "base.html" %}' in text else ""
    entries, preloaded = static_names(text, "script"), static_names(text, 'link rel="modulepreload"')
    needed = set().union(*map(imports_of, entries))
    already = {*static_names(parent, 'link rel="modulepreload"'), *static_names(parent, "script")}
    assert sorted(preloaded) == sorted(needed - already)


def test_every_script_is_used_by_a_page():
    used = {name for path in PAGES for name in static_names(path.read_text(), "script")}
    assert used.union(*map(imports_of, used)) == SCRIPTS


def test_scripts_are_loaded_as_modules():
    tags = [tag for path in PAGES for tag in re.findall(r"<script\b[^>]*>", path.read_text())]
    assert len(tags) >= 4
    assert [tag for tag in tags if 'type="module"' not in tag] == []
