"""Doing something to many: who is left out says why, each is done by itself, and what changed meanwhile is not done."""

import pytest
from django.core.exceptions import ValidationError

from audit.bulk import Candidate, Review, perform
from organisation.models import WorkUnit
from tests.factories import WorkUnitFactory


def candidate(name: str, objection: str = "") -> Candidate[str]:
    return Candidate(name, f"{name}-1", objection)


def names(candidates) -> list[str]:
    return [one.subject for one in candidates]


def test_a_review_parts_those_who_can_be_tried_from_those_left_out_and_from_those_who_wait():
    review = Review.of([candidate("a"), candidate("b", "Belum waktunya."), candidate("c"), candidate("d")], most=2)
    assert (names(review.able), names(review.left_out), review.waiting) == (["a", "c"], ["b"], 1)


def test_facts_are_read_for_all_subjects_at_once_and_each_keeps_its_mark_and_its_objection():
    asked = []

    def facts_of(subjects):
        asked.append(list(subjects))
        return [subject.upper() for subject in subjects]

    review = Review.of([candidate("a"), candidate("b", "Belum waktunya."), candidate("c")], most=5).with_facts(facts_of)
    assert asked == [["a", "c", "b"]]
    assert [(one.subject, one.seen) for one in review.able] == [("A", "a-1"), ("C", "c-1")]
    assert [(one.subject, one.seen, one.objection) for one in review.left_out] == [("B", "b-1", "Belum waktunya.")]


def test_what_changed_since_it_was_seen_gets_an_objection_and_nothing_is_forgotten():
    review = Review.of([candidate("a"), candidate("b", "Belum waktunya."), candidate("c")], most=5)
    told = {one.subject: one.objection for one in review.as_seen(["a-1", "c-0"], changed="Berubah.")}
    assert told == {"a": "", "c": "Berubah.", "b": "Belum waktunya."}


@pytest.mark.django_db
def test_a_step_that_refuses_leaves_nothing_behind_and_holds_back_nobody_else():
    def step(name: str) -> WorkUnit:
        unit = WorkUnitFactory(name=name)
        if name == "b":
            raise ValidationError(["Tidak boleh.", "Sudah ada."])
        return unit

    first, second, third, fourth = perform(
        [candidate("a"), candidate("b"), candidate("c", "Belum."), candidate("d")], step
    )
    assert (first.objection, first.result.name, fourth.result.name) == ("", "a", "d")
    assert (second.objection, third.objection) == ("Tidak boleh. Sudah ada.", "Belum.")
    assert set(WorkUnit.objects.values_list("name", flat=True)) == {"a", "d"}
