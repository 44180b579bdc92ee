"""A round is kept as it was sent: through JSON and back, nothing is lost."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty, PlannedStep, differences
from agreements.domain.snapshot import from_json, to_json
from indicators.domain.kinds import Figure, Grade, Range
from indicators.domain.planned_budget import PlannedBudgetLine

FIGURES = st.decimals(min_value=-(10**13), max_value=10**13, places=6)
VALUES = st.one_of(
    FIGURES.map(Figure),
    st.tuples(FIGURES, FIGURES).map(lambda pair: Range(*sorted(pair))),
    st.text(min_size=1, max_size=30).map(Grade),
)
QUARTERS = st.lists(st.sampled_from([1, 2, 3, 4]), unique=True).map(sorted)
STEPS = st.builds(PlannedStep, st.text(min_size=1), st.text(), QUARTERS.map(tuple))
LINES = st.builds(
    PlannedLine,
    st.integers(1, 10**9),
    *[st.text()] * 4,
    VALUES,
    quarters=st.dictionaries(st.sampled_from([1, 2, 3, 4]), VALUES).map(lambda found: tuple(sorted(found.items()))),
    steps=st.lists(STEPS, max_size=3).map(tuple),
    is_own=st.booleans(),
)
BUDGET = st.builds(PlannedBudgetLine, st.text(), st.text(), st.text(), st.decimals(0, 10**15, places=2), st.text())
PARTIES = st.builds(
    PlannedParty, st.sampled_from(["first", "second"]), st.integers(1), st.integers(1), *[st.text()] * 6
)
PLANS = st.builds(AgreementContent, *[st.lists(part, max_size=3).map(tuple) for part in (PARTIES, LINES, BUDGET)])


@given(PLANS)
def test_a_plan_comes_back_from_json_as_it_was(plan: AgreementContent) -> None:
    back = from_json(json.loads(json.dumps(to_json(plan))))
    assert back == plan
    assert [line.is_own for line in back.lines] == [line.is_own for line in plan.lines]


def test_figures_are_kept_as_texts_so_that_no_digit_is_lost() -> None:
    amount = Decimal("9999999999999999.99")
    plan = AgreementContent((), (), (PlannedBudgetLine("1.02.02", "Program", "DAU", amount),))
    assert to_json(plan)["budget"][0]["amount"] == "9999999999999999.99"


def test_a_round_is_kept_under_the_names_of_its_fields() -> None:
    line = PlannedLine(
        7,
        "S1",
        "Sehat",
        "Prevalensi",
        "%",
        Figure(Decimal("14.10")),
        quarters=((2, Range(Decimal(1), Decimal("2.5"))), (4, Grade("BB"))),
        steps=(PlannedStep("Melatih", "Kabid", (1, 2)),),
    )
    party = PlannedParty("first", 1, 2, "definitive", "Siti", "Kepala", "Pembina", "1980")
    budget = PlannedBudgetLine("1.02.02", "Program", "DAU", Decimal("0.50"), "S1")
    assert to_json(AgreementContent((party,), (line,), (budget,))) == {
        "parties": [
            {
                "side": "first",
                "position_id": 1,
                "employee_id": 2,
                "assignment_kind": "definitive",
                "name": "Siti",
                "position_title": "Kepala",
                "rank_name": "Pembina",
                "employee_number": "1980",
                "title_override": "",
            }
        ],
        "lines": [
            {
                "indicator_id": 7,
                "objective_code": "S1",
                "objective_statement": "Sehat",
                "indicator_statement": "Prevalensi",
                "unit_of_measure": "%",
                "value": {"figure": "14.1"},
                "quarters": [[2, {"lower": "1", "upper": "2.5"}], [4, {"grade": "BB"}]],
                "steps": [{"statement": "Melatih", "person_in_charge": "Kabid", "quarters": [1, 2]}],
                "weaker_reason": "",
                "weaker_about": "",
                "is_own": False,
            }
        ],
        "budget": [
            {
                "program_code": "1.02.02",
                "program_name": "Program",
                "funding_source": "DAU",
                "amount": "0.5",
                "objective_code": "S1",
            }
        ],
    }


@given(PLANS, PLANS)
def test_rounds_compare_as_the_plans_did(before: AgreementContent, after: AgreementContent) -> None:
    kept = from_json(json.loads(json.dumps(to_json(before))))
    assert differences(kept, after) == differences(before, after)
