"""The day on the paper, and no signature without a numbered paper."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Signature
from agreements.reading.facts import next_step, possible_steps
from agreements.signing.actions import expected_signer, record_signature
from agreements.signing.dating import date_agreement
from audit.trail import history
from documents.enums import SignatureMethod
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, approved, drafted, in_force
from tests.words import lines_of

CHOSEN = datetime.date(2026, 1, 26)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_content().get(pk=agreement.pk)


def test_a_signature_on_paper_is_not_recorded_before_there_is_a_number(stage):
    agreement = approved(stage)
    with pytest.raises(ValidationError, match="belum diterbitkan, jadi belum ada kertas bernomor"):
        record_signature(agreement, Side.FIRST, by=stage.section, signed_on=TODAY, today=TODAY)
    assert not Signature.objects.exists()
    assert fresh(agreement).status == AgreementStatus.APPROVED


def test_the_database_refuses_a_signature_without_a_paper_too(stage):
    party = approved(stage).parties.get(side=Side.FIRST)
    with pytest.raises(IntegrityError, match="has no issued document"), transaction.atomic():
        Signature.objects.create(party=party, signed_on=TODAY, recorded_by=stage.section)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_chosen_day_stands_on_the_paper_and_in_the_trail(stage):
    agreement = date_agreement(approved(stage), CHOSEN, by=stage.section)
    assert fresh(agreement).signed_on == CHOSEN
    event = history(agreement).first()
    assert (event.verb, event.actor_id) == ("agreement.dated", stage.section.pk)
    assert lines_of(event) == ["tanggal PK: – → 26 Januari 2026"]


def test_the_same_day_again_leaves_no_trace(stage):
    agreement = date_agreement(approved(stage), CHOSEN, by=stage.section)
    before = history(agreement).count()
    date_agreement(agreement, CHOSEN, by=stage.section)
    assert history(agreement).count() == before


@pytest.mark.parametrize("day", [datetime.date(2025, 11, 30), datetime.date(2027, 1, 1)])
def test_a_day_on_which_it_could_not_have_been_made_is_refused_at_the_day(stage, day):
    with pytest.raises(ValidationError) as refusal:
        date_agreement(approved(stage), day, by=stage.section)
    assert "harus antara 1 Desember 2025 dan 31 Desember 2026" in refusal.value.message_dict["day"][0]


def test_the_day_of_what_is_no_longer_open_is_not_chosen(stage):
    with pytest.raises(ValidationError, match="berstatus “Draf”"):
        date_agreement(drafted(stage), CHOSEN, by=stage.section)


def test_the_day_of_what_was_issued_or_signed_stays(stage):
    agreement = in_force(stage)
    with pytest.raises(ValidationError, match="sudah terbit dengan nomor 800/1/PK/2026"):
        date_agreement(agreement, CHOSEN, by=stage.section)


def test_a_paper_with_dots_is_signed_with_a_pen_only(stage):
    agreement = numbered(approved(stage))
    facts = {"signed_on": TODAY, "today": TODAY}
    with pytest.raises(ValidationError, match="tanggal titik-titik untuk tanda tangan basah"):
        expected_signer(fresh(agreement), Side.FIRST, method=SignatureMethod.BSRE, **facts)
    assert expected_signer(fresh(agreement), Side.FIRST, method=SignatureMethod.WET_INK, **facts).side == Side.FIRST


def test_agreeing_leads_to_issuing_and_issuing_to_printing(stage):
    agreement = fresh(approved(stage))
    assert next_step(agreement).startswith("Disepakati; isinya sudah tetap. Terbitkan dan cetak PK ini")
    possible = possible_steps(agreement, stage.section)
    assert (possible.issue, possible.print, possible.sign) == (True, False, False)
    agreement = fresh(numbered(agreement))
    assert next_step(agreement).startswith("Disepakati; isinya sudah tetap. Cetak dokumennya")
    possible = possible_steps(agreement, stage.section)
    assert (possible.issue, possible.print, possible.sign) == (False, True, True)
