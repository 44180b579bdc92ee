"""Drafting: an agreement is made from the plan, brought in line with it, and arranged."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_draft, write_content
from agreements.content.facts import (
    content_of,
    party_of,
    plan_of,
    renewed_plan,
)
from agreements.content.orphans import discard_orphans
from agreements.content.plan_facts import plan_changes
from agreements.domain.annex import kept_together
from agreements.domain.lines import worded_alike
from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty, differences
from agreements.domain.signing import printed_date_objection
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Party
from audit.facts import to_data
from audit.trail import record
from organisation.models import Government, Position, User
from organisation.scope import positions_below
from organisation.structure.actions import lock_position


@transaction.atomic
def draft_agreement(position: Position, year: int, *, by: User, today: datetime.date) -> Agreement:
    """Draft the PK of `position` for `year` from its targets, budget and the people in office today.

    An indicator without a target of the year takes that of RPJMD or Renstra. Raises ValidationError with a sentence
    for each obstacle, or when the position already has a PK of that year.
    """
    position = lock_position(position.pk)
    refuse_second(position, year)
    plan, obstacles = plan_of(position, year, on=today, with_medium_term=True)
    if obstacles:
        raise ValidationError(obstacles, code="obstacle")
    agreement = Agreement.objects.create(position=position, year=year, signed_place=seat_of_government())
    write_content(agreement, plan)
    taken = sum(line.is_own for line in plan.lines)
    data = {"version": 1, "year": year, "lines": len(plan.lines), "medium_term": taken}
    record(agreement, "agreement.drafted", by=by, data=data)
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
    before = content_of(agreement)
    facts = to_data(plan_changes(agreement, before, plan))
    if facts:
        write_content(agreement, plan)
        record(agreement, "agreement.refreshed", by=by, data={"edition": agreement.edition, "changes": facts})
    return differences(before, plan)


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
    Raises ConflictError when the draft is no longer at the `edition` that was on the screen, and ValidationError
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
    after = AgreementContent(parties, tuple(lines), before.budget)
    write_content(agreement, after)
    facts = to_data(plan_changes(agreement, before, after))
    record(agreement, "agreement.draft_updated", by=by, data={"edition": agreement.edition, "changes": facts})
    discard_orphans(before, after)
    return differences(before, after)


def _chosen_lines(before: AgreementContent, plan: AgreementContent, indicator_ids: Sequence[int]) -> list[PlannedLine]:
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
    existing = Agreement.objects.not_cancelled().filter(position=position, year=year).order_by("-version").first()
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


@transaction.atomic
def choose_counterpart(
    agreement: Agreement, position: Position | None, *, by: User, today: datetime.date, edition: int | None
) -> str:
    """Let `position` receive the promise instead of the superior; None goes back to the superior. Gives who it is now.

    Raises ConflictError when the draft is no longer at `edition`; ValidationError for a PK with one signer, the
    own post, a post below it, one without holder, and one that the same person holds.
    """
    agreement = lock_draft(agreement, edition=edition)
    _refuse_circle(agreement, position)
    before = content_of(agreement)
    old = before.party(Side.SECOND)
    agreement.counterpart = position
    plan, obstacles = renewed_plan(agreement, on=today)
    second = plan.party(Side.SECOND)
    if second is None:
        raise ValidationError({"position": obstacles}, code="obstacle")
    if position is not None and second.position_id != position.pk:
        raise ValidationError(
            {"position": f"Pejabat {position} adalah Pihak Pertama sendiri. Pilih jabatan yang dipegang orang lain."}
        )
    agreement.save(update_fields=["counterpart"])
    parties = (*(party for party in before.parties if party.side == Side.FIRST), second)
    write_content(agreement, replace(before, parties=parties))
    changes = plan_changes(agreement, *(AgreementContent((party,) if party else (), (), ()) for party in (old, second)))
    data = {"edition": agreement.edition, "changes": to_data(changes)}
    record(agreement, "agreement.counterpart_chosen", by=by, data=data)
    return seat(second)


def _refuse_circle(agreement: Agreement, position: Position | None) -> None:
    """ValidationError when nobody may be chosen, or the chosen post answers to the one that promises."""
    if agreement.has_one_signer:
        raise ValidationError(f"PK {agreement.position} ditandatangani sendiri, jadi tidak mempunyai Pihak Kedua.")
    if position is None:
        return
    if position.pk == agreement.position_id:
        raise ValidationError({"position": "Jabatan tidak dapat berjanji kepada dirinya sendiri. Pilih jabatan lain."})
    if position.pk in positions_below(positions=[agreement.position_id], units=[]):
        raise ValidationError(
            {"position": f"{position} berada di bawah {agreement.position}, jadi tidak dapat menerima janjinya."}
        )


def seat(party: PlannedParty | None) -> str:
    """The person and the post: `Siti Rahma (Kepala Dinas)`; empty without a party."""
    return f"{party.name} ({party.position_title})" if party else ""
