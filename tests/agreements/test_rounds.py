"""Every round keeps what was sent, what changed since the round before, and how it was answered."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.content.actions import write_content
from agreements.content.facts import content_of
from agreements.domain.plan import AgreementContent
from agreements.domain.snapshot import from_json
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.reading.rounds import rounds_of
from audit.models import Event
from audit.trail import history, record
from indicators.domain.kinds import Figure
from organisation.models import User
from tests.agreements.stage import TODAY, Stage, drafted, submitted

pytestmark = pytest.mark.django_db


def stored(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_content().get(pk=agreement.pk)


def raised(agreement: Agreement, figure: int) -> None:
    """Write another target into the first line of the draft."""
    content = content_of(stored(agreement))
    own = replace(content.lines[0], is_own=True, value=Figure(Decimal(figure)))
    write_content(agreement, AgreementContent(content.parties, (own, *content.lines[1:]), content.budget))


def sent_again(stage: Stage, *figures: int) -> Agreement:
    """Sent, then for each figure returned with remarks, raised and sent again."""
    agreement = submitted(stage)
    for figure in figures:
        line = agreement.lines.first()
        return_agreement(
            agreement,
            by=stage.bupati_user,
            today=TODAY,
            remark="Belum menantang.",
            row_remarks={line.pk: f"Jadikan {figure}."},
        )
        raised(agreement, figure)
        submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Kamus menyusul.")
    return stored(agreement)


def page(client, user: User, name: str, agreement: Agreement) -> str:
    client.force_login(User.objects.get(pk=user.pk))
    return client.get(reverse(f"agreements:agreement_{name}", args=[agreement.pk])).content.decode()


def test_the_first_round_changes_nothing_and_waits_for_its_answer(stage: Stage) -> None:
    (first,) = rounds_of(submitted(stage))
    assert (first.number, first.sent_by, first.changes, first.decision) == (1, str(stage.head_user), (), "")
    assert first.is_first


def test_every_round_tells_what_changed_since_the_one_before_and_its_answer(stage: Stage) -> None:
    agreement = sent_again(stage, 85, 90)
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    third, second, first = rounds_of(agreement)
    statement = stage.indicators[0].statement
    unit = stage.indicators[0].unit_of_measure
    assert (first.decision, first.remark, first.decided_by) == (
        "Dikembalikan", "Belum menantang.", str(stage.bupati_user),
    )  # fmt: skip
    assert first.row_remarks == (f"“{statement}”: Jadikan 85.",)
    assert second.changes == (f"Target “{statement}”: 80 {unit} menjadi 85 {unit}.",)
    assert third.changes == (f"Target “{statement}”: 85 {unit} menjadi 90 {unit}.",)
    assert (third.decision, third.remark, third.row_remarks) == ("Disetujui", "", ())


def test_a_round_keeps_the_whole_content_without_any_nip(stage: Stage) -> None:
    agreement = stored(submitted(stage))
    event = history(agreement).get(verb="agreement.submitted")
    assert from_json(event.data["content"]).lines == content_of(agreement).lines
    assert stage.head_user.employee.employee_number not in json.dumps(event.data)


def test_of_a_round_that_did_not_keep_its_content_nothing_is_claimed(stage: Stage) -> None:
    agreement = drafted(stage)
    record(agreement, "agreement.submitted", by=stage.head_user, data={"lines": []})
    submit_agreement(agreement, by=stage.head_user, today=TODAY)
    second, first = rounds_of(agreement)
    assert (first.changes, second.changes) == (None, None)


def test_the_number_of_queries_does_not_grow_with_the_rounds(stage: Stage, django_assert_num_queries) -> None:
    agreement = sent_again(stage, 85)
    with django_assert_num_queries(1):
        assert len(rounds_of(agreement)) == 2
    for _ in range(3):
        record(agreement, "agreement.submitted", by=None, data=Event.objects.first().data)
    with django_assert_num_queries(1):
        assert len(rounds_of(agreement)) == 5


def test_the_superior_sees_first_what_changed_since_the_return(stage: Stage, client) -> None:
    text = page(client, stage.bupati_user, "review", sent_again(stage, 85))
    assert "Yang berubah sejak dikembalikan" in text
    assert text.index("Yang berubah sejak dikembalikan") < text.index("Sasaran dan target")
    assert "Belum menantang." in text


def test_on_the_first_round_there_is_no_such_section(stage: Stage, client) -> None:
    assert "sejak dikembalikan" not in page(client, stage.bupati_user, "review", submitted(stage))


def test_a_pk_sent_again_unchanged_says_so(stage: Stage, client) -> None:
    agreement = submitted(stage)
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, remark="Naikkan.")
    submit_agreement(agreement, by=stage.head_user, today=TODAY)
    assert "Tidak ada yang berubah" in page(client, stage.bupati_user, "review", agreement)


def test_the_page_of_the_pk_lists_its_rounds(stage: Stage, client) -> None:
    text = page(client, stage.head_user, "detail", sent_again(stage, 85))
    assert "Putaran 2" in text
    assert "Putaran 1" in text


def test_remarks_are_shown_as_text(stage: Stage, client) -> None:
    agreement = submitted(stage)
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, remark="<script>alert(1)</script>")
    text = page(client, stage.head_user, "detail", agreement)
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
