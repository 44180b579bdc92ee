"""Two people at one report, in every order: nobody's figure disappears unless the one who replaced it had seen it.

Each editor is a page: the texts in its boxes, the version it was opened with, and what the boxes are said to hold. The
seed of an interleaving stands in the message of the assertion.
"""

import random
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.models import Event
from organisation.models import User
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from tests.office import Office, make_office

INTERLEAVINGS, PARTS = 200, 4
STEPS = 5
ROUNDS_AT_ONCE = 25

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_office")]

Stored = dict[str, Decimal | str | None]


@pytest.fixture
def office(transactional_db: None) -> Office:
    """The office, committed, so that threads see it."""
    return make_office()


class Editor:
    """A person with the entry page open."""

    def __init__(self, office: Office, user: User) -> None:
        self.user, self.client = user, Client()
        self.client.force_login(user)
        report = office.report().pk
        self.cell_url = reverse("realisations:cell_save", args=[report])
        self.form_url = reverse("realisations:report_edit", args=[report])
        self.seen: dict[str, str] = {}
        self.version = 0

    def open(self) -> None:
        """Load the page: what it shows is what this person has seen."""
        self._read(self.client.get(self.form_url).content.decode())

    def _read(self, page: str) -> None:
        self.seen = {
            name: unescape(value)
            for name, value in re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page)
        }
        names = re.findall(r'<input type="text" name="([^"]+)"', page)
        notes = re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page)
        self.seen = dict.fromkeys(names, "") | self.seen | {name: unescape(text).strip() for name, text in notes}
        self.version = int(re.search(r'name="version" value="(\d+)"', page)[1])

    def type(self, box: str, text: str) -> int:
        """Leave a box: it is saved by itself."""
        answer = self.client.post(self.cell_url, {"name": box, "text": text, "was": [self.seen[box]]})
        page = answer.content.decode()
        if answer.status_code == 200:
            written = re.findall(r'data-box="([^"]+)" data-text="([^"]*)"', page)
            self.seen |= {name: unescape(value) for name, value in written}
            version = int(re.search(r'data-version="(-?\d+)"', page)[1])
            if version <= self.version + 1:  # as static/js/entry/saving.js does
                self.version = max(version, self.version)
        if answer.status_code == 409:
            self.seen[box] = unescape(re.search(r'data-stored="([^"]*)"', page)[1])
        return answer.status_code

    def save_form(self, typed: dict[str, str]) -> int:
        """Press the button of the whole form."""
        boxes = {**self.seen, **typed}
        answer = self.client.post(self.form_url, {"version": str(self.version), **boxes})
        if answer.status_code == 302:
            self.open()
        else:
            self._merge(answer)
        return answer.status_code

    def _merge(self, answer) -> None:
        """Both values are on the page: the typed one in the box, the stored one beside it or in the box."""
        page = answer.content.decode()
        saved_values = {
            form.prefix: [value for _, value in form.saved_values]
            for form in (*answer.context["report_form"].entries, *answer.context["report_form"].spending)
        }
        self._read(page)
        self.saved_values = saved_values


def stored_in(office: Office) -> Stored:
    """Every box that the editors type into, as the database has it."""
    found: Stored = {}
    for row in Realisation.objects.filter(report__position=office.position):
        found[f"r{row.indicator_id}-value"] = row.figure
        found[f"r{row.indicator_id}-note"] = row.note
    for spent in BudgetRealisation.objects.all():
        found[f"a{spent.line_id}-amount"] = spent.amount
    return {box: value for box, value in found.items() if value not in (None, "")}


def meant(box: str, text: str) -> Decimal | str | None:
    """What a text of a box is in the database; nothing when it is empty."""
    if not text:
        return None
    return text if box.endswith("note") else Decimal(text.replace(".", "").replace(",", "."))


def boxes_of(office: Office) -> list[str]:
    """Five boxes, of which two stand in one row."""
    figures = [f"r{office.stunting.pk}-value", f"r{office.clinics.pk}-value"]
    return [*figures, f"r{office.stunting.pk}-note", f"r{office.grade.pk}-note", f"a{office.budget.pk}-amount"]


def empty(office: Office) -> None:
    """Take everything out of the report again."""
    Realisation.objects.all().delete()
    BudgetRealisation.objects.all().delete()
    QuarterReport.objects.update(version=0)


class Interleaving:
    """One random order of the deeds of two editors."""

    def __init__(self, office: Office, editors: list[Editor], blank: dict[str, str], seed: int) -> None:
        self.office, self.editors, self.seed = office, editors, seed
        self.random, self.written, self.number = random.Random(seed), [], 10
        self.boxes = boxes_of(office)
        for editor in editors:
            editor.seen, editor.version = dict(blank), 0

    def run(self) -> None:
        """All steps; after each one, whatever disappeared must have been seen."""
        actions = [*[self.one_box] * 5, self.same_again, self.whole_form, self.reload]
        for _ in range(STEPS):
            self.random.choice(actions)(self.random.choice(self.editors))

    def text_for(self, box: str) -> str:
        """A text that was never typed before."""
        self.number += 1
        return f"Catatan {self.number}" if box.endswith("note") else str(self.number)

    def reload(self, editor: Editor) -> None:
        """Open the page anew."""
        editor.open()
        self.written.append((editor.user.pk, "reload"))

    def one_box(self, editor: Editor) -> None:
        """Type into a box; on a conflict take one of the two values."""
        box = self.random.choice(self.boxes)
        self.save_box(editor, box, self.text_for(box))

    def same_again(self, editor: Editor) -> None:
        """Save once more what the box is said to hold."""
        box = self.random.choice(self.boxes)
        self.save_box(editor, box, editor.seen[box])

    def save_box(self, editor: Editor, box: str, text: str) -> None:
        """Save a box, and choose when both values are shown."""
        before, known = stored_in(self.office), dict(editor.seen)
        status = editor.type(box, text)
        self.judge(editor, f"box {box}={text}", status, before, known, {box: text})
        if status == 409 and self.random.random() < 0.5:
            self.save_box(editor, box, text)

    def whole_form(self, editor: Editor) -> None:
        """Type into some boxes and save the whole form; when it comes back, save it again or leave it."""
        typed = {box: self.text_for(box) for box in self.random.sample(self.boxes, self.random.randint(1, 3))}
        before, known = stored_in(self.office), dict(editor.seen)
        status = editor.save_form(typed)
        self.judge(editor, f"form {typed}", status, before, known, typed)
        if status != 409:
            return
        self.both_values_are_shown(editor, before, known)
        if self.random.random() < 0.5:
            everything = {box: meant(box, text) for box, text in editor.seen.items()}
            status = editor.save_form({})
            assert status == 302, self.message("saving again is the choice")
            after = stored_in(self.office)
            assert all(after.get(box) == everything[box] for box in self.boxes), self.message("the choice is stored")
        else:
            editor.open()

    def both_values_are_shown(self, editor: Editor, stored: Stored, known: dict[str, str]) -> None:
        """Each box that somebody else changed holds what is stored now, or its row says what is."""
        for box in self.boxes:
            if stored.get(box) not in (meant(box, known[box]), meant(box, editor.seen[box])):
                said = editor.saved_values[box.split("-")[0]]
                shown = {meant(box, text) for text in said if not re.search("[A-Za-z]", text) or box.endswith("note")}
                assert stored.get(box) in shown, self.message(f"{box}: {stored.get(box)} is not shown beside")

    def judge(
        self, editor: Editor, action: str, status: int, before: Stored, known: dict[str, str], typed: dict[str, str]
    ) -> None:
        """Nothing changed when it was refused; otherwise only what was typed, over what had been seen."""
        self.written.append((editor.user.pk, action, status))
        after = stored_in(self.office)
        if status in (409, 422):
            assert after == before, self.message("a refusal stores nothing")
            return
        assert status in (200, 302), self.message("an answer that nobody expects")
        for box in self.boxes:
            if after.get(box) != before.get(box):
                assert box in typed, self.message(f"{box} was not typed")
                assert meant(box, known[box]) == before.get(box), self.message(f"{box}: {before.get(box)} was not seen")
        assert all(after.get(box) == meant(box, text) for box, text in typed.items()), self.message("typed, not stored")

    def message(self, why: str) -> str:
        """The seed and everything that was done, for whoever has to repeat it."""
        return f"seed {self.seed}: {why}: {self.written}"


@pytest.mark.slow  # hundreds of requests
@pytest.mark.parametrize("part", range(PARTS))
def test_no_random_interleaving_of_two_editors_overwrites_silently(office: Office, part: int) -> None:
    editors = [Editor(office, office.operator), Editor(office, office.head)]
    editors[0].open()
    blank = dict(editors[0].seen)
    assert set(boxes_of(office)) <= blank.keys()
    answers: set[int] = set()
    for seed in range(part, INTERLEAVINGS, PARTS):
        empty(office)
        one = Interleaving(office, editors, blank, seed)
        one.run()
        answers |= {action[2] for action in one.written if len(action) == 3}
    assert answers == {200, 302, 409}, "the interleavings have met every outcome"


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Let several people do something in the same moment."""
    start = threading.Barrier(len(actions))

    def one(action: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as people:
        return list(people.map(one, actions))


def both_open(office: Office) -> Callable[[], list[Editor]]:
    """Makes both editors stand before the empty report again."""
    editors = [Editor(office, office.operator), Editor(office, office.head)]
    editors[0].open()
    blank = dict(editors[0].seen)

    def again() -> list[Editor]:
        empty(office)
        for editor in editors:
            editor.seen, editor.version = dict(blank), 0
        return editors

    return again


def test_in_the_same_moment_one_is_first_and_the_other_is_told(office: Office) -> None:
    again, box = both_open(office), boxes_of(office)[0]
    for number in range(ROUNDS_AT_ONCE):
        one, other = again()
        mine, theirs = str(10 + number), str(100 + number)
        answers = at_once(
            partial(one.type, box, mine),
            partial(other.type, box, theirs) if number % 2 else partial(other.save_form, {box: theirs}),
        )
        assert sorted(answer == 409 for answer in answers) == [False, True], (number, answers)
        winner = mine if answers[0] == 200 else theirs
        assert stored_in(office) == {box: Decimal(winner)}, (number, answers)
        assert Event.objects.filter(verb="report.saved").first().data["changes"][-1]["after"] == winner


def test_in_the_same_moment_different_boxes_are_all_kept(office: Office) -> None:
    again, boxes = both_open(office), boxes_of(office)
    for number in range(ROUNDS_AT_ONCE):
        one, other = again()
        answers = at_once(
            partial(one.type, boxes[1], str(10 + number)),
            partial(other.type, boxes[2], f"Catatan {number}"),
        )
        assert answers == [200, 200], number
        assert len(stored_in(office)) == 2, number
