"""Who may do what with an agreement."""

import pytest

from agreements.drafting.actions import draft_agreement
from agreements.enums import Side
from organisation.enums import AssignmentKind, PositionKind, Role
from organisation.models import Assignment, User
from tests.agreements.stage import TODAY, YEAR, drafted, indicators_of, submitted, user_in_office
from tests.factories import AssignmentFactory, PositionFactory, UserFactory, WorkUnitFactory, user_with_role

VERBS = ["view", "edit", "submit", "approve", "return", "sign", "cancel", "revise"]


def may(user, agreement):
    """The verbs this user may do with the agreement."""
    user = User.objects.get(pk=user.pk)  # authority is read once per request
    return {verb for verb in VERBS if user.has_perm(f"agreements.{verb}_agreement", agreement)}


def test_the_holder_drafts_sends_signs_and_revises(stage):
    assert may(stage.head_user, drafted(stage)) == {"view", "edit", "submit", "sign", "revise"}


def test_the_operator_only_drafts(stage):
    assert may(stage.operator, drafted(stage)) == {"view", "edit"}


def test_the_superior_decides_and_signs(stage):
    assert may(stage.bupati_user, submitted(stage)) == {"view", "approve", "return", "sign"}


def test_the_organisation_section_does_everything_but_sending_and_deciding(stage):
    assert may(stage.section, drafted(stage)) == {"view", "edit", "sign", "cancel", "revise"}


@pytest.mark.parametrize("role", [Role.PLANNING_AGENCY, Role.INSPECTORATE, Role.ADMINISTRATOR])
def test_those_who_follow_the_whole_government_only_look(stage, role):
    assert may(user_with_role(role), drafted(stage)) == {"view"}


def test_the_head_of_another_dinas_sees_nothing(stage):
    other = user_in_office(PositionFactory(reports_to=stage.bupati))
    assert may(other, drafted(stage)) == set()


def test_a_subordinate_sees_nothing(stage):
    below = PositionFactory(unit=stage.head.unit, kind=PositionKind.ADMINISTRATOR, reports_to=stage.head)
    assert may(user_in_office(below), drafted(stage)) == set()


def test_a_superior_who_also_stands_in_for_the_post_does_not_agree_with_himself(stage):
    agreement = submitted(stage)
    AssignmentFactory(position=stage.head, employee=stage.bupati_user.employee, kind=AssignmentKind.DAILY_ACTING)
    assert "approve" not in may(stage.bupati_user, agreement)


def test_a_plh_of_the_superior_post_may_decide(stage):
    assert "approve" in may(user_in_office(stage.bupati, kind=AssignmentKind.DAILY_ACTING), submitted(stage))


def test_who_left_the_post_may_no_longer_send(stage):
    agreement = drafted(stage)
    Assignment.objects.filter(position=stage.head).update(end="2024-12-31")
    assert may(stage.head_user, agreement) == set()


def test_the_regional_head_agrees_with_the_own_draft_and_nobody_else_does(stage):
    indicators_of(stage.bupati, 1)
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    assert "approve" in may(stage.bupati_user, agreement)
    assert "approve" not in may(stage.section, agreement)


def test_a_party_signs_only_for_itself_the_organisation_section_records_both(stage):
    agreement = submitted(stage)
    first, second = (agreement.party_of(side) for side in Side)
    signs = {
        user: [User.objects.get(pk=user.pk).has_perm("agreements.sign_party", party) for party in (first, second)]
        for user in (stage.head_user, stage.bupati_user, stage.section, stage.operator)
    }
    assert list(signs.values()) == [[True, False], [False, True], [True, True], [False, False]]


def test_drafting_belongs_to_holder_operator_and_organisation_section(stage):
    strangers = [UserFactory(), user_with_role(Role.OPERATOR, WorkUnitFactory()), stage.bupati_user]
    drafters = [stage.head_user, stage.operator, stage.section]
    assert all(user.has_perm("agreements.draft_agreement", stage.head) for user in drafters)
    assert not any(user.has_perm("agreements.draft_agreement", stage.head) for user in strangers)
