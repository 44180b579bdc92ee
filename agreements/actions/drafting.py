"""Drafting: an agreement is made from the plan, brought in line with it, and arranged."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.actions.catalogue import discard_orphans
from agreements.actions.content import lock_draft, lock_position, write_content
from agreements.domain.annex import kept_together
from agreements.domain.lines import worded_alike
from agreements.domain.plan import Plan, PlannedLine, PlannedParty, differences
from agreements.domain.signing import printed_date_objection
from agreements.enums import AgreementStatus
from agreements.models import Agreement, Party
from agreements.plans import content_of, party_of, plan_of, renewed_plan
from audit.trail import record
from organisation.models import Government, Position, User


@transaction.atomic
def draft_agreement(position: Position, year: int, *, by: User, today: datetime.date) -> Agreement:
    """Draft the PK of `position` for `year` from its targets, budget and the people in office today.

    Raises ValidationError with a sentence for each obstacle, or when the position already has a PK of that year.
    """
    position = lock_position(position.pk)
    refuse_second(position, year)
    plan, obstacles = plan_of(position, year, on=today)
    if obstacles:
        raise ValidationError(obstacles, code="obstacle")
    agreement = Agreement.objects.create(position=position, year=year, signed_place=seat_of_government())
    write_content(agreement, plan)
    record(agreement, "agreement.drafted", by=by, data={"version": 1, "lines": len(plan.lines)})
    return agreement


@transaction.atomic
def refresh_draft(agreement: Agreement, *, by: User, today: datetime.date) -> list[str]:
    """Take targets, budget and holders again; give a sentence for each difference, none when nothing changed.

    The order of the lines, the indicators left out and the wording of posts stay. Raises ValidationError when the
    agreement can no longer be edited, and for each obstacle.
    """
    agreement = lock_draft(agreement)
    plan, obstacles = renewed_plan(agreement, on=today)
    if obstacles:
        raise ValidationError(obstacles, code="obstacle")
    changes = differences(content_of(agreement), plan)
    if changes:
        write_content(agreement, plan)
        record(agreement, "agreement.refreshed", by=by, data={"edition": agreement.edition, "changes": changes})
    return changes


@transaction.atomic
def update_draft(
    agreement: Agreement,
    *,
    by: User,
    today: datetime.date,
    signed_place: str,
    signed_on: datetime.date | None,
    indicator_ids: Sequence[int],
    titles: Mapping[str, str],
    edition: int | None = None,
) -> list[str]:
    """Arrange the draft: place and date to be printed, which indicators in which order, the wording of posts.

    `indicator_ids` are the indicators to be kept, in their order; those of one objective are kept together. `titles`
    holds per side the wording that replaces the title of the post, empty for the title itself. Gives the differences.
    Raises EditConflictError when the draft is no longer at the `edition` that was on the screen, and ValidationError
    when the agreement can no longer be edited or something cannot be printed so.
    """
    agreement = lock_draft(agreement, edition=edition)
    objection = printed_date_objection(signed_on, year=agreement.year) if signed_on else None
    if objection:
        raise ValidationError({"signed_on": objection})
    before = content_of(agreement)
    plan, _ = plan_of(agreement.position, agreement.year, on=today)
    lines = _chosen_lines(before, plan, indicator_ids)
    kept = {line.indicator_id for line in lines}
    agreement.left_out.set(line.indicator_id for line in plan.lines if line.indicator_id not in kept)
    agreement.signed_place, agreement.signed_on = signed_place, signed_on
    agreement.save(update_fields=["signed_place", "signed_on"])
    parties = tuple(_titled(party, titles) for party in agreement.parties.all())
    after = Plan(parties, tuple(lines), before.budget)
    write_content(agreement, after)
    changes = differences(before, after)
    record(agreement, "agreement.draft_updated", by=by, data={"edition": agreement.edition, "changes": changes})
    discard_orphans(before, after)
    return changes


def _chosen_lines(before: Plan, plan: Plan, indicator_ids: Sequence[int]) -> list[PlannedLine]:
    """The lines of these indicators: as they stand in the draft, or new from the plan."""
    known = {line.indicator_id: line for line in (*plan.lines, *before.lines)}
    chosen = [known[indicator_id] for indicator_id in dict.fromkeys(indicator_ids) if indicator_id in known]
    if not chosen:
        raise ValidationError("PK harus memuat sedikitnya satu indikator. Pilih indikator yang dimuat.", code="empty")
    return kept_together(worded_alike(chosen), lambda line: line.objective_code)


def _titled(party: Party, titles: Mapping[str, str]) -> PlannedParty:
    """The party with the chosen wording of the post."""
    title = titles.get(party.side, "").strip()
    return replace(party_of(party), title_override=title, position_title=title or party.held_title)


def seat_of_government() -> str:
    """The town that stands before the date of a PK; empty before the first import."""
    return Government.objects.values_list("seat", flat=True).first() or ""


def refuse_second(position: Position, year: int) -> None:
    """ValidationError when the position has a PK of the year that is in force or on its way."""
    existing = Agreement.objects.standing().filter(position=position, year=year).order_by("-version").first()
    if existing is None:
        return
    status = existing.get_status_display()
    if existing.status == AgreementStatus.IN_FORCE:
        raise ValidationError(
            f"PK {year} jabatan {position} sudah berlaku. Buka PK itu dan buat PK Perubahan bila isinya harus diubah.",
            code="exists",
        )
    raise ValidationError(
        f"PK {year} jabatan {position} sudah ada dengan status “{status}”. Buka PK itu untuk melanjutkannya.",
        code="exists",
    )
