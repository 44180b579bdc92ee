"""Readers see sentences, never verbs of the program."""

import ast
import datetime
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from audit import sentences
from audit.models import Event
from audit.sentences import GONE, sentence, worded
from audit.wording import SENTENCES, Change
from tests import factories
from tests.words import lines_of

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
    assert verbs <= set(SENTENCES), f"add to event_words.py of the app: {sorted(verbs - set(SENTENCES))}"


@pytest.mark.parametrize(("verb", "words"), SENTENCES.items())
def test_a_sentence_goes_on_after_the_name(verb, words):
    assert words[0].islower()
    assert not words.endswith(".")


def test_a_verb_of_an_older_release_is_shown_as_it_is():
    assert sentence(Event(verb="plan.folded")) == "plan.folded"


def echelon(before: str, after: str, key: str = "1") -> dict:
    return fact("organisation.position", "echelon", before, after, key)


def fact(model: str, field: str, before: object, after: object, key: str = "1") -> dict:
    return {"model": model, "key": key, "field": field, "before": before, "after": after}


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (echelon("", "II.b"), "eselon: – → II.b"),
        (fact("organisation.position", "kind", "assistant", "apparatus_head"), "jenis: Asisten → Kepala OPD"),
        (fact("organisation.assignment", "end", None, "2026-03-31"), "sudah dihapus"),
        (fact("organisation.user", "is_active", True, False), "aktif: ya → tidak"),
        (
            fact("organisation.user", "last_login", None, "2026-03-31T00:30:00+00:00"),
            "masuk terakhir: – → 31 Maret 2026 07.30",
        ),
        (fact("agreements.agreementbudgetline", "amount", "1250000.5", "1000"), "anggaran: 1.250.000,5 → 1.000"),
        (fact("indicators.period", "opens", "2026-03-31", "2026-04-01"), "31 Maret 2026 → 1 April 2026"),
        (fact("indicators.policy", "attachments", [], ["integrity_pact"]), "– → Pakta Integritas"),
        (fact("organisation.position", "gone", 1, 2), "gone: 1 → 2"),
        (fact("gone.model", "field", "a", None), "field: a → –"),
        (fact("organisation.position", "assignments", None, 3), "assignments: – → 3"),
        (fact("organisation.position", "title", None, {"a": "1"}), "nama jabatan: – → {'a': '1'}"),
    ],
)
@pytest.mark.django_db
def test_a_change_is_said_by_its_field(row, line):
    [said] = lines_of(Event(data={"changes": [row | {"label": "sudah dihapus"}]}))
    assert line in said


@pytest.mark.django_db
def test_a_foreign_key_is_said_by_the_name_of_its_row_as_long_as_it_exists():
    unit = factories.WorkUnitFactory(name="Dinas Sosial")
    event = Event(data={"changes": [fact("organisation.position", "unit", unit.pk, unit.pk + 1)]})
    assert lines_of(event) == [f"unit kerja: Dinas Sosial → {GONE}"]


@pytest.mark.django_db
def test_a_history_of_many_events_needs_as_many_queries_as_one(django_assert_num_queries):
    positions = factories.PositionFactory.create_batch(4)
    users = [factories.UserFactory(employee=factories.EmployeeFactory()) for _ in positions]
    events = [
        Event(
            data={
                "changes": [
                    fact("organisation.position", "unit", position.unit_id, None),
                    fact("organisation.position", "reports_to", None, position.pk),
                    fact("realisations.quarterreport", "submitted_by", user.pk, None),
                    fact("organisation.rolegrant", "role", "operator", None),
                ]
            }
        )
        for position, user in zip(positions, users, strict=True)
    ]
    with django_assert_num_queries(4):  # units, positions, users with their employees, role grants
        assert len(worded(events[:1])) == 1
    with django_assert_num_queries(4):
        assert len(worded(events)) == 4


def test_of_private_fields_only_that_they_changed_is_said_unless_the_page_shows_them(monkeypatch):
    event = Event(data={"changes": [echelon("III.a", "II.b"), fact("organisation.position", "title", "A", "B")]})
    monkeypatch.setattr(sentences, "PRIVATE", {"organisation.position.echelon"})
    [item] = worded([event])
    assert item.changes == (Change("nama jabatan", "A", "B"), Change("eselon diubah"))
    [item] = worded([event], opened={"organisation.position.echelon"})
    assert item.changes == (Change("eselon", "III.a", "II.b"), Change("nama jabatan", "A", "B"))


def test_particulars_of_a_person_are_private_in_every_history():
    fields = ("employee_number", "email", "phone")
    event = Event(data={"changes": [fact("organisation.employee", name, "lama", "baru") for name in fields]})
    page = render_to_string("_components/history.html", {"events": [event]})
    assert ["lama" in page, "baru" in page, page.count("diubah")] == [False, False, 3]


def test_the_timeline_shows_name_sentence_time_changes_and_remark_as_plain_text():
    event = Event(
        at=timezone.now(),
        actor_label="Siti <b>",
        verb="position.updated",
        data={"changes": [echelon("", "II.b")], "remark": "<script>"},
    )
    html = " ".join(render_to_string("_components/history.html", {"events": [event]}).split())
    assert "<strong>Siti &lt;b&gt;</strong> mengubah jabatan" in html
    assert "eselon: – → II.b" in html
    assert "<blockquote>&lt;script&gt;</blockquote>" in html


def test_an_empty_history_says_so():
    assert "Belum ada kejadian" in render_to_string("_components/history.html", {"events": []})


def test_many_changes_of_one_event_are_folded_and_few_are_seen_at_once():
    def shown(number: int) -> str:
        rows = [echelon("1", "2", key=str(place)) for place in range(number)]
        event = Event(verb="report.saved", actor_label="Dewi", at=timezone.now(), data={"changes": rows})
        return render_to_string("_components/history.html", {"events": [event]})

    assert shown(6).count("eselon: 1 → 2") == 6
    assert "<details" not in shown(6)
    assert "7 perubahan</summary>" in shown(7)
    assert shown(7).count("1 → 2") == 7


def test_of_very_many_changes_the_first_are_shown_and_the_others_counted():
    event = Event(data={"changes": [echelon("1", "2", key=str(place)) for place in range(305)]})
    [item] = worded([event])
    assert len(item.changes) == 301
    assert item.changes[-1] == Change("dan 5 perubahan lain")


def test_the_route_by_which_a_change_came_is_named():
    assert lines_of(Event(verb="unit.created", data={"via": "workbook"})) == ["Impor buku kerja"]
    assert lines_of(Event(verb="unit.created", data={"via": "no longer known", "detail": "A"})) == ["A"]


@pytest.mark.django_db
def test_a_row_is_said_as_it_stood_then_also_when_a_field_of_its_facts_is_gone():
    assignment = factories.AssignmentFactory(start=datetime.date(2026, 1, 1), end=None)
    changes = [
        fact("organisation.assignment", name, None, value, str(assignment.pk))
        for name, value in (("end", "2026-03-31"), ("no_longer_there", 1))
    ]
    [line] = lines_of(Event(verb="assignment.ended", data={"changes": changes}))
    assert line.endswith("mulai 1 Januari 2026 sampai 31 Maret 2026")
