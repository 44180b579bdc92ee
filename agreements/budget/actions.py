"""The money of a draft: written in it, or taken from the plan again."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_draft, write_content
from agreements.content.facts import budget_of, content_of, planned_budget
from agreements.content.plan_facts import plan_changes
from agreements.models import Agreement
from agreements.reading.budget import card_of
from audit.facts import FieldChange, changes_between, to_data
from audit.trail import record
from indicators.budgets.contradictions import refuse_below_spent, refuse_contradictions
from indicators.domain.numbers import format_rupiah
from indicators.domain.planned_budget import PlannedBudgetLine
from organisation.models import User


@transaction.atomic
def set_budget(
    agreement: Agreement,
    *,
    by: User,
    lines: Sequence[PlannedBudgetLine],
    note: str = "",
    spent_note: str = "",
    edition: int | None = None,
) -> list[FieldChange]:
    """Write these budget lines into the draft, and why they differ from the ceiling; give the differences.

    `note` says why the sum differs from the ceiling, `spent_note` why a programme gets less than was spent of it; one
    does not stand for the other.

    Lines that say the same as the plan follow it further on, whatever objectives they serve. Raises ConflictError
    when the draft is no longer at `edition`; ValidationError when it can no longer be edited, for the regional head
    (whose budget is that of all OPD), and for lines that contradict the catalogue, each other, or what was spent.
    """
    agreement = lock_draft(agreement, edition=edition)
    refuse_summed_budget(agreement)
    refuse_contradictions(agreement.position_id, agreement.year, lines, is_explained=bool(spent_note.strip()))
    before = content_of(agreement)
    after = replace(before, budget=tuple(lines))
    said = {"budget_note": note.strip(), "spent_note": spent_note.strip()}
    notes = {name: getattr(agreement, name) for name in said}, said
    changes = [*plan_changes(agreement, before, after), *changes_between(agreement, *notes)]
    planned = budget_of(agreement.position, agreement.year)
    agreement.budget_is_own = [replace(line, objective_code="") for line in lines] != planned
    agreement.budget_note, agreement.spent_note = said["budget_note"], said["spent_note"]
    agreement.save(update_fields=["budget_is_own", *said])
    write_content(agreement, after)
    data = {"edition": agreement.edition, "changes": to_data(changes)}
    record(agreement, "agreement.budget_edited", by=by, data=data)
    return changes


@transaction.atomic
def follow_planned_budget(agreement: Agreement, *, by: User) -> list[FieldChange]:
    """Drop the draft's own budget for that of the plan; the objectives that programmes serve stay. Gives the changes.

    Raises ValidationError when the draft can no longer be edited.
    """
    agreement = lock_draft(agreement)
    refuse_summed_budget(agreement)
    before = content_of(agreement)
    after = replace(before, budget=planned_budget(agreement, before))
    changes = plan_changes(agreement, before, after)
    agreement.budget_is_own = False
    agreement.save(update_fields=["budget_is_own"])
    write_content(agreement, after)
    data = {"edition": agreement.edition, "changes": to_data(changes)}
    record(agreement, "agreement.budget_followed", by=by, data=data)
    return changes


def refuse_summed_budget(agreement: Agreement) -> None:
    """ValidationError for the regional head, whose budget is the sum of those of all OPD."""
    if agreement.has_one_signer:
        raise ValidationError(
            "Anggaran PK kepala daerah adalah jumlah anggaran semua perangkat daerah, jadi tidak diubah di sini. Ubah "
            "anggaran pada PK perangkat daerah yang bersangkutan.",
            code="summed",
        )


def refuse_unexplained_ceilings(agreement: Agreement) -> None:
    """ValidationError when the own budget gives a programme less than was spent of it, and nobody has explained why."""
    if agreement.budget_is_own and not agreement.spent_note:
        lines = agreement.budget_lines.all()
        ceilings = {(line.program_code, line.funding_source): line.amount for line in lines}
        refuse_below_spent(agreement.position_id, agreement.year, ceilings)


def refuse_unexplained_budget(agreement: Agreement) -> None:
    """ValidationError when an own budget differs from the position's ceiling and nobody has explained why."""
    if not agreement.budget_is_own:
        return
    refuse_unexplained_ceilings(agreement)
    if agreement.budget_note:
        return
    card = card_of(agreement)
    if card.keeps_to_ceiling or card.ceiling is None:
        return
    direction = "di atas" if card.difference > 0 else "di bawah"
    raise ValidationError(
        f"Jumlah anggaran PK {format_rupiah(card.total)}, {format_rupiah(abs(card.difference))} {direction} pagu "
        f"jabatan {format_rupiah(card.ceiling)}. Samakan anggarannya, atau tulis penjelasannya lewat Ubah anggaran, "
        "lalu ajukan lagi.",
        code="budget_unexplained",
    )
