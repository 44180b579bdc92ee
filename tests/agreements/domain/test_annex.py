"""Headings and order of the annex."""

from decimal import Decimal

import pytest

from agreements.domain.annex import (
    PROGRAM_KINDS,
    STRATEGIC_KINDS,
    budget_title,
    heading_code,
    kept_together,
    objective_title,
)
from indicators.domain.money import sums
from organisation.enums import PositionKind


@pytest.mark.parametrize(
    "kind, objective, budget",
    [
        (PositionKind.REGIONAL_HEAD, "Sasaran Strategis", "Program"),
        (PositionKind.REGIONAL_SECRETARY, "Sasaran Strategis", "Program"),
        (PositionKind.ASSISTANT, "Sasaran Strategis", "Program"),
        (PositionKind.EXPERT_STAFF, "Sasaran Strategis", "Program"),
        (PositionKind.APPARATUS_HEAD, "Sasaran Strategis", "Program"),
        (PositionKind.DISTRICT_HEAD, "Sasaran Strategis", "Program"),
        (PositionKind.ADMINISTRATOR, "Sasaran Program", "Program/Kegiatan"),
        (PositionKind.SUPERVISOR, "Sasaran Kegiatan", "Kegiatan/Sub Kegiatan"),
        (PositionKind.FUNCTIONAL, "Sasaran Kegiatan", "Kegiatan/Sub Kegiatan"),
        (PositionKind.EXECUTING_STAFF, "Sasaran Kegiatan", "Kegiatan/Sub Kegiatan"),
    ],
)
def test_the_headings_follow_the_level_of_the_position(kind, objective, budget):
    assert (objective_title(kind), budget_title(kind)) == (objective, budget)


def test_every_kind_named_by_the_annex_is_a_kind_of_position():
    assert set(PositionKind.values) >= STRATEGIC_KINDS | PROGRAM_KINDS


def test_indicators_of_one_objective_stand_together_at_the_place_of_the_first():
    assert kept_together(["b1", "a1", "b2", "c1", "a2"], lambda item: item[0]) == ["b1", "b2", "a1", "a2", "c1"]


def test_keeping_together_nothing_gives_nothing():
    assert kept_together([], lambda item: item) == []


def test_money_is_added_up_per_source_in_the_order_of_appearance():
    amounts = [("DAK", Decimal("1.50")), ("APBD", Decimal(2)), ("DAK", Decimal("0.25"))]
    assert list(sums(amounts).items()) == [("DAK", Decimal("1.75")), ("APBD", Decimal(2))]


@pytest.mark.parametrize(
    ("kind", "code", "heading"),
    [
        ("apparatus_head", "1.02.02.2.01.0001", ""),
        ("administrator", "1.02.02", ""),
        ("administrator", "1.02.02.2.01", "1.02.02"),
        ("administrator", "1.02.02.2.01.0001", "1.02.02"),
        ("supervisor", "1.02.02.2.01", ""),
        ("supervisor", "1.02.02.2.01.0001", "1.02.02.2.01"),
        ("functional", "1.02.02.2.01.0001", "1.02.02.2.01"),
    ],
)
def test_money_stands_under_the_programme_of_administrators_and_under_the_activity_below_them(kind, code, heading):
    assert heading_code(kind, code) == heading
