"""Deciding: the draft is sent to the superior, who returns it with remarks or agrees."""

import datetime
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.ambition.actions import explain_weaker, refuse_unexplained_weaker
from agreements.budget.actions import refuse_unexplained_budget, refuse_unexplained_ceilings
from agreements.content.actions import lock_agreement, write_parties
from agreements.content.facts import changes_since_drafted, renewed_plan
from agreements.domain.plan import PlannedParty
from agreements.domain.snapshot import to_json
from agreements.enums import AgreementStatus, Side
from agreements.messages.actions import tell
from agreements.models import Agreement, AgreementLine
from agreements.negotiation.budget_notes import NOTHING_TO_SAY, Explanation, explained
from agreements.publication.actions import publish_plan
from agreements.publication.verified_guard import refuse_other_than_verified, refuse_other_unit
from agreements.reading.rounds import kept_content, sent_content
from audit.editing import ConflictError
from audit.facts import changes_between, key_of, to_data
from audit.trail import advance
from organisation.models import User


@transaction.atomic
def submit_agreement(
    agreement: Agreement,
    *,
    by: User,
    today: datetime.date,
    plan_note: str = "",
    reasons: Mapping[int, str] | None = None,
) -> Agreement:
    """Send the draft to the superior; `plan_note` explains why, when the plan of an indicator is incomplete.

    `reasons` (by indicator) say why a target is weaker than RPJMD or Renstra, or than what was reached last year;
    they are written into the draft. Raises ValidationError when the plan has changed since it was drafted (what is
    promised must be what is planned), and when something is missing or weaker and nothing explains it.
    """
    agreement = lock_agreement(agreement)
    if agreement.has_one_signer:
        raise ValidationError(
            f"PK {agreement.position} tidak mempunyai Pihak Kedua, jadi tidak diajukan. Setujui langsung PK ini.",
            code="alone",
        )
    explanation = NOTHING_TO_SAY
    if agreement.is_editable:
        _refuse_outdated(agreement, today)
        refuse_unexplained_budget(agreement)
        agreement, explanation = _explained(agreement, plan_note, reasons or {}, by)
    data = sent_content(agreement) | explanation.facts
    advance(agreement, AgreementStatus.SUBMITTED, by=by, verb="agreement.submitted", data=data, **explanation.fields)
    tell(agreement, "submitted", to=[Side.SECOND], by=by, today=today)
    return agreement


@transaction.atomic
def return_agreement(
    agreement: Agreement,
    *,
    by: User,
    today: datetime.date,
    remark: str = "",
    row_remarks: Mapping[int, str] | None = None,
) -> Agreement:
    """Send the agreement back to be mended, with a remark on the whole, on rows (by line id), or both.

    Raises ValidationError without any remark, and when the agreement is not waiting for a decision.
    """
    agreement = lock_agreement(agreement)
    remark = remark.strip()
    lines = list(agreement.lines.all())
    for line in lines:
        line.return_remark = (row_remarks or {}).get(line.pk, "").strip()
    changes = [
        change
        for line in lines
        for change in changes_between(
            line,
            {},
            {"return_remark": line.return_remark or None},
            key=key_of(agreement, line.indicator_id),
            label=line.indicator_statement,
        )
    ]
    if not remark and not changes:
        raise ValidationError(
            "Tulis sedikitnya satu catatan, umum atau pada baris, agar Pihak Pertama tahu apa yang harus diperbaiki.",
            code="no_remark",
        )
    data = {"changes": to_data(changes)}
    advance(agreement, AgreementStatus.RETURNED, by=by, verb="agreement.returned", remark=remark, data=data)
    _write_remarks(agreement, remark, lines)
    tell(agreement, "returned", to=[Side.FIRST], by=by, today=today)
    return agreement


@transaction.atomic
def approve_agreement(
    agreement: Agreement,
    *,
    by: User,
    today: datetime.date,
    plan_note: str = "",
    reasons: Mapping[int, str] | None = None,
    edition: int | None = None,
) -> Agreement:
    """Agree: from here on wording, figures, names, titles, ranks and NIP stay as they are.

    What was written in the draft becomes the plan of the year; that of a revision does so when it comes into force.
    The regional head agrees with the own draft directly, with a `plan_note` when something of its plan is missing,
    and with `reasons` for weaker targets as in sending.
    With the `edition` that was read: ConflictError when its content was written anew since. Raises
    ValidationError when it is not the turn of this step, when Pihak Pertama is no longer the one who promised, when
    a quarter was verified meanwhile against another target, or when gaps are not explained.
    """
    agreement = lock_agreement(agreement)
    _refuse_unread(agreement, edition)
    alone = agreement.has_one_signer
    explanation = NOTHING_TO_SAY
    if alone and agreement.is_editable:
        _refuse_outdated(agreement, today)
        agreement, explanation = _explained(agreement, plan_note, reasons or {}, by)
    if not alone and agreement.status == AgreementStatus.DRAFT:
        raise ValidationError("PK ini belum diajukan oleh Pihak Pertama, jadi belum dapat disetujui.", code="step")
    refuse_other_than_verified(agreement)
    refuse_other_unit(agreement)
    refuse_unexplained_ceilings(agreement)
    agreed = {"content": to_json(kept_content(agreement))} | explanation.facts
    advance(agreement, AgreementStatus.APPROVED, by=by, verb="agreement.approved", data=agreed, **explanation.fields)
    _freeze_parties(agreement, today)
    if not agreement.is_revision:
        publish_plan(agreement, by=by, today=today)
    _clear_remarks(agreement)
    tell(agreement, "approved", to=[Side.FIRST], by=by, today=today)
    return agreement


def _clear_remarks(agreement: Agreement) -> None:
    lines = list(agreement.lines.all())
    for line in lines:
        line.return_remark = ""
    _write_remarks(agreement, "", lines)


def _explained(
    agreement: Agreement, plan_note: str, reasons: Mapping[int, str], by: User
) -> tuple[Agreement, Explanation]:
    """The draft with its reasons, and why it goes on although its plan is incomplete; ValidationError when unsaid."""
    agreement = explain_weaker(agreement, reasons, by=by)
    refuse_unexplained_weaker(agreement)
    return agreement, explained(agreement, plan_note)


def _refuse_unread(agreement: Agreement, edition: int | None) -> None:
    """ConflictError when the agreement is not the one that was read."""
    if edition is not None and edition != agreement.edition:
        raise ConflictError(
            "Isi PK ini berubah sejak Anda membacanya. Muat ulang halaman, periksa isinya, lalu setujui."
        )


def _refuse_outdated(agreement: Agreement, today: datetime.date) -> None:
    changes = changes_since_drafted(agreement, on=today)
    if changes:
        raise ValidationError(
            [
                "Rencana telah berubah sejak PK ini disusun. Ambil ulang dari rencana, periksa, lalu lanjutkan.",
                *changes,
            ],
            code="outdated",
        )


def _write_remarks(agreement: Agreement, remark: str, lines: Sequence[AgreementLine]) -> None:
    agreement.remark = remark
    agreement.save(update_fields=["remark"])
    AgreementLine.objects.bulk_update(lines, ["return_remark"])


def _freeze_parties(agreement: Agreement, today: datetime.date) -> None:
    """Take names, titles, ranks and NIP of the parties as they are today, for good."""
    plan, _ = renewed_plan(agreement, on=today)
    promised, now = agreement.party_of(Side.FIRST), plan.party(Side.FIRST)
    if promised is None or now is None or promised.employee_id != now.employee_id:
        raise ValidationError(
            f"Pejabat {agreement.position} telah berganti sejak PK ini diajukan. Kembalikan PK ini agar pejabat yang "
            "sekarang memperbarui dan mengajukannya.",
            code="holder_changed",
        )
    _refuse_other_superior(agreement, plan.party(Side.SECOND))
    write_parties(agreement, plan.parties)


def _refuse_other_superior(agreement: Agreement, now: PlannedParty | None) -> None:
    """ValidationError when the one who agrees is not the one who would be printed: nobody agrees for somebody else."""
    if agreement.has_one_signer:
        return
    if now is None:
        raise ValidationError(
            "Jabatan atasan sedang tidak ada pejabatnya, jadi Pihak Kedua tidak dapat ditetapkan. Minta Bagian "
            "Organisasi mencatat pejabatnya lebih dahulu.",
            code="no_superior",
        )
    promised = agreement.party_of(Side.SECOND)
    if promised is None or promised.position_id != now.position_id:
        raise ValidationError(
            f"Atasan {agreement.position} telah berubah sejak PK ini diajukan; sekarang {now.position_title}. "
            "Kembalikan PK ini agar diajukan kepada atasan yang sekarang.",
            code="superior_changed",
        )
