"""Readers see sentences, never verbs of the program."""

import ast
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from audit.models import Event
from audit.sentences import SENTENCES, Change, changes, sentence

ROOT = Path(__file__).resolve().parents[2]
APPS = ("audit", "organisation", "indicators", "agreements", "evaluations", "reports")
WRITERS = {"record", "advance", "create", "update"}


def verbs_in_the_code() -> set[str]:
    """Every literal that looks like a verb (`thing.happened`) in a call that writes events."""
    found = set()
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in WRITERS:
                literals = [
                    leaf
                    for argument in [*call.args, *(k.value for k in call.keywords)]
                    for leaf in ast.walk(argument)
                    if isinstance(leaf, ast.Constant)
                ]
                found |= {leaf.value for leaf in literals if isinstance(leaf.value, str) and is_verb(leaf.value)}
    return found


def is_verb(text: str) -> bool:
    """Whether this is written like a verb: two or more lower-case words with a dot between them."""
    left, dot, right = text.partition(".")
    return bool(dot) and all(part.replace("_", "").isalpha() and part.islower() for part in (left, right))


def test_every_verb_that_the_code_writes_has_a_sentence():
    verbs = verbs_in_the_code()
    assert "assignment.ended" in verbs
    assert verbs <= set(SENTENCES), f"add to audit/sentences.py: {sorted(verbs - set(SENTENCES))}"


@pytest.mark.parametrize(("verb", "words"), SENTENCES.items())
def test_a_sentence_goes_on_after_the_name(verb, words):
    assert words[0].islower()
    assert not words.endswith(".")


def test_a_verb_of_an_older_release_is_shown_as_it_is():
    assert sentence(Event(verb="plan.folded")) == "plan.folded"


def test_changes_are_rows_with_before_and_after_or_lines_of_text():
    event = Event(data={"changes": [{"field": "eselon", "from": "", "to": "II.b"}, "Target 2026: 80 menjadi 85"]})
    assert changes(event) == [Change("eselon", "–", "II.b"), Change("Target 2026: 80 menjadi 85")]
    assert changes(Event(data={})) == []


def test_the_timeline_shows_name_sentence_time_changes_and_remark_as_plain_text():
    event = Event(
        at=timezone.now(),
        actor_label="Siti <b>",
        verb="position.updated",
        data={"changes": [{"field": "eselon", "from": "", "to": "II.b"}], "remark": "<script>"},
    )
    html = " ".join(render_to_string("_components/history.html", {"events": [event]}).split())
    assert "<strong>Siti &lt;b&gt;</strong> mengubah jabatan" in html
    assert "eselon: – → II.b" in html
    assert "<blockquote>&lt;script&gt;</blockquote>" in html


def test_an_empty_history_says_so():
    assert "Belum ada kejadian" in render_to_string("_components/history.html", {"events": []})


def test_many_changes_of_one_event_are_folded_and_few_are_seen_at_once():
    def shown(number: int) -> str:
        rows = [{"field": f"IKU-{place}", "from": "1", "to": "2"} for place in range(number)]
        event = Event(verb="report.saved", actor_label="Dewi", at=timezone.now(), data={"changes": rows})
        return render_to_string("_components/history.html", {"events": [event]})

    assert "IKU-5: 1 → 2" in shown(6)
    assert "<details" not in shown(6)
    assert "7 perubahan</summary>" in shown(7)
    assert shown(7).count("1 → 2") == 7
