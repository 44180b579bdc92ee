"""The rows of a draft: one wording per objective, moving, and what differs between two wordings."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.domain.lines import line_changes, line_texts, moved, steps_text, worded_alike
from agreements.domain.plan import PlannedLine, PlannedStep
from indicators.domain.kinds import Figure, Grade, Range

STUNTING = PlannedLine(
    1,
    "S1",
    "Menurunnya prevalensi stunting",
    "Prevalensi stunting",
    "%",
    Figure(Decimal("14.125")),
    quarters=((2, Figure(Decimal("14.5"))), (4, Figure(Decimal("14.125")))),
    steps=(PlannedStep("Melatih kader", "Kepala Bidang", (1, 2)), PlannedStep("Menimbang balita")),
)
SAKIP = PlannedLine(2, "S2", "Akuntabel", "Nilai SAKIP", "Predikat", Grade("BB"))
WEIGHING = PlannedLine(3, "S1", "Turunnya stunting", "Balita ditimbang", "%", Figure(Decimal(90)), is_own=True)


def wordings(lines: list[PlannedLine]) -> list[str]:
    return [line.objective_statement for line in lines]


# --- one wording per objective -----------------------------------------------------------------------------------


def test_an_objective_that_was_worded_in_the_draft_is_worded_so_in_every_line_of_it():
    assert wordings(worded_alike([STUNTING, SAKIP, WEIGHING])) == [
        "Turunnya stunting",
        "Akuntabel",
        "Turunnya stunting",
    ]


def test_the_wording_of_the_latest_line_comes_before_that_of_own_lines():
    latest = replace(STUNTING, objective_statement="Stunting turun")
    assert wordings(worded_alike([STUNTING, SAKIP, WEIGHING], latest)) == [
        "Stunting turun",
        "Akuntabel",
        "Stunting turun",
    ]


def test_lines_that_follow_the_plan_keep_its_wording_and_everything_else_of_theirs():
    assert worded_alike(iter([STUNTING, SAKIP])) == [STUNTING, SAKIP]
    assert worded_alike([STUNTING, WEIGHING])[0] == replace(STUNTING, objective_statement="Turunnya stunting")


# --- moving ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "index", "up", "expected"),
    [
        ("a1 a2 a3", 1, True, "a2 a1 a3"),
        ("a1 a2 a3", 1, False, "a1 a3 a2"),
        ("a1 a2 a3", 0, True, "a1 a2 a3"),
        ("a1 a2 a3", 2, False, "a1 a2 a3"),
        ("a1 a2 b1 c1", 2, True, "b1 a1 a2 c1"),
        ("a1 a2 b1 c1", 1, False, "b1 a1 a2 c1"),
        ("a1 b1 b2 c1", 2, False, "a1 c1 b1 b2"),
        ("a1 b1 a2 b2", 2, False, "b1 b2 a1 a2"),
        ("a1 b1 a2 b2", 2, True, "a2 a1 b1 b2"),
    ],
)
def test_a_row_moves_within_its_objective_and_at_the_edge_the_whole_objective_moves(rows, index, up, expected):
    assert moved(rows.split(), index, up=up, group=lambda row: row[0]) == expected.split()


# --- what differs ------------------------------------------------------------------------------------------------


def test_a_row_is_told_field_by_field():
    assert line_texts(STUNTING) == {
        "Sasaran": "Menurunnya prevalensi stunting",
        "Indikator": "Prevalensi stunting",
        "Satuan": "%",
        "Target": "14,125",
        "Target TW I": "",
        "Target TW II": "14,5",
        "Target TW III": "",
        "Target TW IV": "14,125",
        "Rencana aksi": "1. Melatih kader (Kepala Bidang; TW I, II)\n2. Menimbang balita",
        "Alasan target lebih lemah": "",
    }


def test_targets_are_told_with_every_stored_decimal():
    exact = replace(
        STUNTING, value=Range(Decimal("0.0000014"), Decimal("0.123456")), quarters=((1, Figure(Decimal("0.123456"))),)
    )
    found = line_texts(exact)
    assert (found["Target"], found["Target TW I"]) == ("0,000001–0,123456", "0,123456")


def test_changes_name_the_field_with_before_and_after_in_the_order_of_the_row():
    new = replace(
        STUNTING,
        indicator_statement="Prevalensi balita stunting",
        value=Figure(Decimal(13)),
        quarters=((4, Figure(Decimal(13))),),
    )
    assert line_changes(STUNTING, new) == [
        ("Indikator", "Prevalensi stunting", "Prevalensi balita stunting"),
        ("Target", "14,125", "13"),
        ("Target TW II", "14,5", ""),
        ("Target TW IV", "14,125", "13"),
    ]


def test_a_row_that_was_written_again_unchanged_has_no_changes():
    assert line_changes(STUNTING, replace(STUNTING)) == []


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (PlannedStep("Melatih kader", "Kepala Bidang", (1, 2)), "1. Melatih kader (Kepala Bidang; TW I, II)"),
        (PlannedStep("Melatih kader", "Kepala Bidang"), "1. Melatih kader (Kepala Bidang)"),
        (PlannedStep("Melatih kader", "", (4,)), "1. Melatih kader (TW IV)"),
        (PlannedStep("Melatih kader"), "1. Melatih kader"),
    ],
)
def test_an_action_is_told_with_its_person_and_quarters_as_far_as_they_are_known(step, text):
    assert steps_text([step]) == text
