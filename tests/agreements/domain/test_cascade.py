"""The marks of the cascade: what is said, and above all what is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.domain.cascade import (
    CascadeFinding,
    CascadeMark,
    CascadeStructure,
    Node,
    Office,
    findings,
    is_comparable,
    is_weaker,
)
from indicators.domain.kinds import Figure, Grade, Range

BUPATI, SEKDA, HEAD, FIELD, STAFF, EXPERT = range(1, 7)
OFFICES = [
    Office(BUPATI, "Bupati", "regional_head"),
    Office(SEKDA, "Sekda", "regional_secretary", BUPATI),
    Office(HEAD, "Kepala Dinas", "apparatus_head", BUPATI),
    Office(FIELD, "Kepala Bidang", "administrator", HEAD),
    Office(STAFF, "Staf", "executing_staff", FIELD),
    Office(EXPERT, "Staf Ahli", "expert_staff", BUPATI),
]


def structure(offices=OFFICES) -> CascadeStructure:
    return CascadeStructure({office.id: office for office in offices})


def number(value) -> Figure:
    return Figure(Decimal(value))


def node(id, position, **facts) -> Node:
    return Node(id=id, objective=1, position=position, target=facts.pop("target", number(80)), **facts)


def said(nodes, *, supported=None, promised=None, offices=OFFICES) -> dict[int, set[CascadeMark]]:
    if supported is None:
        supported = {one.supports for one in nodes}
    found = findings(structure(offices), nodes, supported=supported, promised=promised or {})
    return {key: {finding.mark for finding in expected} for key, expected in found.items()}


# --- Parents and supporters -------------------------------------------------------------------------------------------


def test_a_line_from_the_regional_head_to_the_staff_has_no_marks():
    line = [node(10, BUPATI), node(11, HEAD, supports=10), node(12, FIELD, supports=11), node(13, STAFF, supports=12)]
    assert said(line) == {}


def test_only_the_regional_head_may_have_indicators_without_a_parent():
    assert said([node(10, BUPATI)]) == {}
    assert said([node(11, STAFF)]) == {11: {CascadeMark.NO_PARENT}}


def test_a_parent_outside_of_what_is_known_is_a_parent():
    assert said([node(11, HEAD, supports=999)]) == {}


def test_a_new_indicator_without_a_parent_is_told_in_its_own_words():
    (found,) = findings(structure(), [node(11, STAFF, kind="new")], supported=(), promised={}).values()
    assert found == (
        CascadeFinding(
            CascadeMark.NO_PARENT, "Indikator baru ini belum dikaitkan dengan indikator atasan yang didukungnya."
        ),
    )


def test_an_indicator_nobody_supports_is_marked_only_where_somebody_below_has_indicators():
    assert said([node(10, HEAD, supports=1)]) == {}
    assert said([node(10, HEAD, supports=1), node(11, STAFF, supports=2)]) == {10: {CascadeMark.NO_SUPPORT}}


def test_a_supporter_that_is_not_known_here_is_a_supporter():
    assert said([node(10, HEAD, supports=1), node(11, FIELD, supports=2)], supported={10}) == {}


def sentences(nodes, **facts) -> dict[int, list[str]]:
    found = findings(structure(), nodes, **{"supported": (), "promised": {}, **facts})
    return {key: [finding.sentence for finding in expected] for key, expected in found.items()}


def test_marks_of_one_indicator_stand_in_the_order_of_the_cascade_each_with_its_sentence():
    nodes = [
        node(10, BUPATI, supports=1),
        node(11, HEAD, is_key=True),
        node(12, FIELD, supports=11, kind="adopted", target=number(5)),
    ]
    assert sentences(nodes, supported={10}, promised={HEAD: ()}) == {
        11: [
            "Indikator ini belum dikaitkan dengan indikator atasan.",
            "Bawahannya mempunyai indikator, tetapi tidak satu pun mendukung indikator ini.",
            "Indikator kinerja utama ini belum dimuat dalam PK jabatan ini.",
        ],
        12: ["Target lebih rendah daripada target indikator atasan yang diadopsi langsung."],
    }


@pytest.mark.parametrize(
    ("polarity", "own", "word"),
    [
        ("maximize", number(79), "rendah"),
        ("minimize", number(81), "tinggi"),
        ("range", Range(Decimal(70), Decimal(90)), "lebar"),
    ],
)
def test_a_weaker_target_is_called_by_its_direction(polarity, own, word):
    nodes = [
        node(11, HEAD, supports=1, polarity=polarity),
        node(12, FIELD, supports=11, kind="adopted", polarity=polarity, target=own),
    ]
    assert sentences(nodes, supported={11}) == {
        12: [f"Target lebih {word} daripada target indikator atasan yang diadopsi langsung."]
    }


def test_an_indicator_of_an_unknown_office_keeps_nobody_else_from_being_judged():
    assert said([node(11, 404), node(12, STAFF)]) == {12: {CascadeMark.NO_PARENT}}


# --- Targets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "own", "superior", "weaker"),
    [
        ("maximize", number(79), number(80), True),
        ("maximize", number(80), number(80), False),
        ("maximize", number(81), number(80), False),
        ("maximize", number("80.000"), number(80), False),
        ("maximize", Range(Decimal(70), Decimal(80)), Range(Decimal(75), Decimal(80)), True),
        ("maximize", Range(Decimal(70), Decimal(90)), Range(Decimal(75), Decimal(80)), False),
        ("maximize", Range(Decimal(75), Decimal(79)), Range(Decimal(75), Decimal(80)), True),
        ("maximize", Range(Decimal(76), Decimal(79)), Range(Decimal(75), Decimal(80)), False),
        ("minimize", Range(Decimal(80), Decimal(85)), Range(Decimal(75), Decimal(85)), True),
        ("minimize", Range(Decimal(75), Decimal(86)), Range(Decimal(75), Decimal(85)), True),
        ("minimize", Range(Decimal(80), Decimal(84)), Range(Decimal(75), Decimal(85)), False),
        ("minimize", Range(Decimal(70), Decimal(90)), Range(Decimal(75), Decimal(85)), False),
        ("maximize", number(80), Range(Decimal(80), Decimal(80)), False),
        ("minimize", number(13), number(12), True),
        ("minimize", number(12), number(12), False),
        ("minimize", number(11), number(12), False),
        ("range", Range(Decimal(70), Decimal(95)), Range(Decimal(80), Decimal(90)), True),
        ("range", Range(Decimal(80), Decimal(95)), Range(Decimal(80), Decimal(90)), True),
        ("range", Range(Decimal(75), Decimal(90)), Range(Decimal(80), Decimal(90)), True),
        ("range", Range(Decimal(85), Decimal(88)), Range(Decimal(80), Decimal(90)), False),
        ("range", Range(Decimal(85), Decimal(95)), Range(Decimal(80), Decimal(90)), False),
        ("range", Range(Decimal(70), Decimal(95)), number(80), True),
        ("predicate", Grade("B"), Grade("BB"), True),
        ("predicate", Grade("bb"), Grade("BB"), False),
        ("predicate", Grade("A"), Grade("BB"), False),
        ("predicate", Grade("ZZ"), Grade("BB"), False),
        ("predicate", Grade("B"), Grade("ZZ"), False),
        ("predicate", Grade(" b "), Grade("bb"), True),
        ("predicate", Grade("B"), number(1), False),
        ("predicate", number(1), Grade("BB"), False),
        ("predicate", number(1), number(2), False),
        ("yes_no", Grade("tidak"), Grade("ya"), True),
        ("yes_no", Grade("ya"), Grade("tidak"), False),
    ],
)
def test_a_weaker_target_is_told_in_each_direction(polarity, own, superior, weaker):
    facts = {"polarity": polarity, "scale": ("C", "B", "BB", "A") if polarity == "predicate" else ()}
    child, parent = node(2, FIELD, target=own, **facts), node(1, HEAD, target=superior, **facts)
    assert is_weaker(child, parent) is weaker


def test_what_cannot_be_compared_is_not_judged():
    parent = node(1, HEAD)
    for facts in ({"unit": "orang"}, {"polarity": "minimize"}, {"target": Grade("BB")}):
        child = node(2, FIELD, **{"target": number(1), **facts})
        assert not is_weaker(child, parent)
    assert is_comparable(node(2, FIELD, unit=" PERSEN  poin"), node(1, HEAD, unit="persen poin"))
    assert not is_comparable(node(2, FIELD, scale=("A",)), node(1, HEAD, polarity="minimize", scale=("A",)))
    assert is_comparable(node(2, FIELD, scale=("A",)), node(1, HEAD, scale=("B",)))
    graded = {"polarity": "predicate", "target": Grade("B")}
    better = {"polarity": "predicate", "target": Grade("BB")}
    assert not is_weaker(node(2, FIELD, scale=("B", "BB"), **graded), node(1, HEAD, scale=("C", "B", "BB"), **better))


@pytest.mark.parametrize("kind", ["narrowed", "component", "new", ""])
def test_only_an_adopted_indicator_is_compared_with_its_parent(kind):
    parent = node(10, HEAD, supports=1)
    assert said([parent, node(11, FIELD, supports=10, kind=kind, target=number(5))]) == {}
    assert said([parent, node(11, FIELD, supports=10, kind="adopted", target=number(5))]) == {
        11: {CascadeMark.WEAKER_TARGET}
    }


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_of_two_targets_at_most_one_is_weaker_and_the_directions_mirror_each_other(one, other):
    for polarity in ("maximize", "minimize"):
        a, b = (node(n, HEAD, polarity=polarity, target=Figure(value)) for n, value in ((1, one), (2, other)))
        assert is_weaker(a, b) + is_weaker(b, a) == (one != other)
    up = is_weaker(node(1, HEAD, target=Figure(one)), node(2, HEAD, target=Figure(other)))
    down = {"polarity": "minimize"}
    assert up == is_weaker(node(1, HEAD, target=Figure(other), **down), node(2, HEAD, target=Figure(one), **down))


# --- Key indicators and the agreement of the head ---------------------------------------------------------------------


def test_a_key_indicator_that_the_heads_agreement_does_not_hold_is_marked_and_named():
    iku = node(11, HEAD, supports=1, is_key=True)
    assert said([iku], promised={HEAD: {99}}) == {11: {CascadeMark.KEY_MISSING}}
    assert said([iku], promised={HEAD: {11}}) == {}
    of_field = node(12, FIELD, supports=1, is_key=True)
    (found,) = findings(structure(), [of_field], supported=(), promised={HEAD: {99}})[12]
    assert found.sentence == "Indikator kinerja utama ini belum dimuat dalam PK Kepala Dinas."


def test_without_an_agreement_nothing_is_said_of_its_key_indicators():
    assert said([node(11, HEAD, supports=1, is_key=True)], promised={SEKDA: {1}}) == {}


def test_a_key_indicator_that_adopts_one_of_the_heads_agreement_is_in_it():
    line = [node(11, HEAD, supports=1), node(12, FIELD, supports=11, kind="adopted", is_key=True)]
    assert said(line, promised={HEAD: {11}}) == {}
    narrowed = [line[0], node(12, FIELD, supports=11, kind="narrowed", is_key=True)]
    assert said(narrowed, promised={HEAD: {11}}) == {12: {CascadeMark.KEY_MISSING}}


def test_those_of_expert_staff_are_asked_of_themselves_not_of_the_regional_head():
    assert structure().head_of(EXPERT).id == EXPERT
    assert structure().head_of(BUPATI).id == BUPATI
    assert structure().head_of(STAFF).id == HEAD
    iku = node(11, EXPERT, supports=1, is_key=True)
    assert said([iku], promised={BUPATI: {99}}) == {}
    assert said([iku], promised={EXPERT: {99}}) == {11: {CascadeMark.KEY_MISSING}}


def test_a_measure_that_was_adopted_twice_is_in_the_agreement_by_any_of_its_levels():
    line = [
        node(11, HEAD, supports=1),
        node(12, FIELD, supports=11, kind="adopted"),
        node(13, STAFF, supports=12, kind="adopted", is_key=True),
    ]
    for level in (11, 12, 13):
        assert said(line, promised={HEAD: {level}}) == {}
    assert said(line, promised={HEAD: {1}}) == {13: {CascadeMark.KEY_MISSING}}


def test_a_measure_adopted_from_an_indicator_that_is_not_known_here_is_looked_for_too():
    line = [node(12, FIELD, supports=99, kind="adopted", is_key=True)]
    assert said(line, promised={HEAD: {99}}) == {}
    assert said(line, promised={HEAD: {98}}) == {12: {CascadeMark.KEY_MISSING}}


# --- The structure ----------------------------------------------------------------------------------------------------


def test_the_line_of_an_office_goes_from_superiors_to_subordinates_and_back_up_the_nearest_first():
    tree = structure()
    assert tree.roots == (BUPATI,)
    assert tree.line_of(BUPATI) == [BUPATI, SEKDA, HEAD, EXPERT, FIELD, STAFF]
    assert tree.line_of(FIELD) == [FIELD, STAFF]
    assert tree.above(STAFF) == [FIELD, HEAD, BUPATI]
    assert tree.above(BUPATI) == []
    assert tree.offices_above([STAFF, EXPERT]) == {FIELD, HEAD, BUPATI}
    assert tree.offices_above([BUPATI]) == set()


@pytest.mark.parametrize("kind", ["regional_secretary", "apparatus_head", "district_head"])
def test_staff_answers_to_the_nearest_head_of_an_opd(kind):
    offices = [Office(1, "Bupati", "regional_head"), Office(2, "Kepala", kind, 1), Office(3, "Staf", "functional", 2)]
    assert structure(offices).head_of(3).id == 2
    lonely = [Office(1, "Bupati", "regional_head"), Office(3, "Staf", "functional", 1)]
    assert structure(lonely).head_of(3) is None


def test_offices_in_a_circle_are_above_one_another_and_the_search_ends():
    offices = [Office(n, "X", "administrator", superior) for n, superior in ((1, 2), (2, 3), (3, 1), (4, 3))]
    tree = structure(offices)
    assert tree.roots == (1,)
    assert tree.line_of(1) == [1, 3, 2, 4]
    assert tree.above(1) == [2, 3]
    assert tree.above(4) == [3, 1, 2]
    assert tree.offices_above([4]) == {1, 2, 3}


# --- Bad data ---------------------------------------------------------------------------------------------------------


def test_circles_and_missing_superiors_keep_every_office_in_the_tree():
    offices = [Office(1, "A", "administrator", 2), Office(2, "B", "administrator", 1), Office(3, "C", "functional", 77)]
    tree = structure(offices)
    assert tree.roots == (3, 1)
    assert [tree.line_of(root) for root in tree.roots] == [[3], [1, 2]]
    assert tree.above(1) == [2]
    assert tree.head_of(1) is None
    assert said([node(10, 1), node(11, 2)], offices=offices) == {
        10: {CascadeMark.NO_PARENT, CascadeMark.NO_SUPPORT},
        11: {CascadeMark.NO_PARENT, CascadeMark.NO_SUPPORT},
    }


def test_indicators_in_a_circle_of_adoption_end():
    line = [
        node(11, HEAD, supports=12, kind="adopted", is_key=True),
        node(12, FIELD, supports=11, kind="adopted", is_key=True),
    ]
    assert said(line, promised={HEAD: set()}) == {11: {CascadeMark.KEY_MISSING}, 12: {CascadeMark.KEY_MISSING}}


def test_an_indicator_of_an_office_that_is_not_known_is_not_judged():
    assert said([node(11, 404)]) == {}


def test_no_indicators_no_marks():
    assert said([]) == {}
    assert structure([]).roots == ()
