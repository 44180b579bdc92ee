"""What changed in the content of an agreement is kept as facts, and said from them as if both contents were there."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.content.plan_facts import plan_changes, restored
from agreements.domain.lines import line_changes
from agreements.domain.plan import AgreementContent, PlannedParty, differences
from agreements.models import Agreement
from audit.facts import changes_of, to_data
from audit.models import Event
from audit.sentences import said
from indicators.domain.planned_budget import PlannedBudgetLine
from tests.agreements.domain.test_plan import BUPATI, HEAD, LINE, PLAN
from tests.agreements.domain.test_snapshot import LINES

AGREEMENT = Agreement(pk=7)
NAMES = st.text(min_size=1, max_size=5)
CODES = st.text(alphabet="0123456789.", min_size=1, max_size=4)
MONEY = st.decimals(0, 10**15, places=2)
PARTIES = st.builds(
    PlannedParty, st.sampled_from(["first", "second"]), st.integers(1, 3), st.integers(1, 3), *[NAMES] * 6
)
BUDGET = st.builds(PlannedBudgetLine, CODES, NAMES, st.sampled_from(["DAU", "DAK/1"]), MONEY, NAMES)
PLANS = st.builds(
    AgreementContent,
    st.lists(PARTIES, max_size=2, unique_by=lambda party: party.side).map(tuple),
    st.lists(
        st.builds(lambda line, key: replace(line, indicator_id=key), LINES, st.integers(1, 4)),
        max_size=4,
        unique_by=lambda line: line.indicator_id,
    ).map(tuple),
    st.lists(BUDGET, max_size=3, unique_by=lambda line: (line.program_code, line.funding_source)).map(tuple),
)


def through_the_trail(before: AgreementContent, after: AgreementContent) -> list:
    data = json.loads(json.dumps({"changes": to_data(plan_changes(AGREEMENT, before, after))}))
    return changes_of(Event(data=data))


@settings(max_examples=40)
@given(PLANS, PLANS)
def test_facts_say_what_both_contents_say(before: AgreementContent, after: AgreementContent) -> None:
    lines = said("agreement.draft_updated", through_the_trail(before, after))
    assert sorted(line.label for line in lines) == sorted(differences(before, after))


@given(LINES, LINES)
def test_a_row_that_was_written_is_said_field_by_field(old, new) -> None:
    new = replace(new, indicator_id=old.indicator_id)
    found = restored(through_the_trail(AgreementContent((), (old,), ()), AgreementContent((), (new,), ())))
    if old != new:
        assert line_changes(*found.line) == line_changes(old, new)
    added = restored(through_the_trail(AgreementContent((), (), ()), AgreementContent((), (new,), ()))).line
    assert added == (None, new)
    assert restored(through_the_trail(AgreementContent((), (new,), ()), AgreementContent((), (), ()))).line == (
        new,
        None,
    )


def test_a_nip_never_reaches_the_trail_and_still_its_change_is_said() -> None:
    after = replace(PLAN, parties=(replace(HEAD, employee_number="199001012015011002"), BUPATI))
    changes = through_the_trail(PLAN, after)
    assert "19" not in json.dumps([(one.before, one.after) for one in changes if one.field == "employee_number"])
    assert HEAD.employee_number not in str(changes)
    [line] = said("agreement.draft_updated", changes)
    assert line.label == "Pihak Pertama: pangkat, NIP, atau status jabatan Siti diperbarui."


def test_what_stays_leaves_no_fact() -> None:
    assert plan_changes(AGREEMENT, PLAN, PLAN) == []
    own = replace(PLAN, lines=(replace(LINE, is_own=True), PLAN.lines[1]))
    assert plan_changes(AGREEMENT, PLAN, own) == [], "who wrote a row is not what it says"


def test_the_note_of_a_budget_is_only_called_changed() -> None:
    change = plan_changes(AGREEMENT, PLAN, replace(PLAN, budget=()))
    note = replace(change[0], model="agreements.agreement", key="7", field="budget_note", before="", after="Dialihkan")
    assert [line.label for line in said("agreement.budget_edited", [*change, note])] == [
        "Anggaran dihapus: Program A (APBD).",
        "Penjelasan anggaran diubah.",
    ]
