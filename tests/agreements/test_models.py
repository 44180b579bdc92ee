"""What the database itself refuses, and what an agreement tells about itself."""

import pytest
from django.db import IntegrityError

from agreements.enums import AgreementStatus, RevisionReason
from agreements.models import Agreement
from tests.agreements.stage import YEAR, approved, drafted, in_force, submitted


@pytest.mark.parametrize(
    "columns, constraint",
    [
        ({"version": 2, "reason": "transfer"}, "agreement_"),
        ({"version": 1, "status": "in_force", "signed_on": "2026-01-05"}, "agreement_version_once"),
        ({"version": 2, "status": "superseded", "signed_on": "2026-01-05"}, "agreement_revision_has_reason"),
        ({"version": 3, "status": "in_force"}, "agreement_"),
        ({"version": 1, "status": "omong"}, "agreement_status_known"),
    ],
)
def test_the_database_refuses_what_no_action_would_write(stage, columns, constraint):
    drafted(stage)
    with pytest.raises(IntegrityError, match=constraint):
        Agreement.objects.create(position=stage.head, year=YEAR, **columns)


def test_a_revision_without_what_it_revises_is_refused(stage):
    original = in_force(stage)
    with pytest.raises(IntegrityError, match="agreement_revision_has_reason"):
        Agreement.objects.create(
            position=stage.head, year=YEAR, version=2, reason=RevisionReason.TRANSFER, supersedes=None
        )
    assert original.title == "Perjanjian Kinerja Tahun 2026"


@pytest.mark.parametrize(
    "reach, editable, frozen, open_for_signing",
    [
        (drafted, True, False, False),
        (submitted, False, False, False),
        (approved, False, True, True),
        (in_force, False, True, False),
    ],
)
def test_the_state_tells_what_can_still_change(stage, reach, editable, frozen, open_for_signing):
    agreement = reach(stage)
    assert (agreement.is_editable, agreement.is_frozen, agreement.is_open_for_signing) == (
        editable,
        frozen,
        open_for_signing,
    )


def test_every_state_has_its_steps_and_leads_only_to_known_states():
    assert set(Agreement.STEPS) == set(AgreementStatus)
    assert {state for steps in Agreement.STEPS.values() for state in steps} <= set(AgreementStatus)
