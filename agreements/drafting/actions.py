"""Drafting: an agreement is made from the plan, brought in line with it, and arranged."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.content.actions import lock_draft, write_content
from agreements.content.facts import content_of, lines_of_targets, party_of, plan_of, renewed_plan
from agreements.content.orphans import discard_orphans
from agreements.content.plan_facts import plan_changes
from agreements.domain.annex import kept_together
from agreements.domain.holders import promises_alone
from agreements.domain.lines import worded_alike
from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty, differences
from agreements.domain.signing import printed_date_objection
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, Party
from agreements.reading.comparison import agreement_of_last_year
from audit.facts import to_data
from audit.trail import record
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Indicator, Program, Target
from organisation.models import Government, Position, User
from organisation.scope import positions_below
from organisation.structure.actions import lock_position


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
def draft_from_last_year(position: Position, year: int, *, by: User, today: datetime.date) -> Agreement:
    """Draft the PK of `position` for `year` from last year's: lines, quarter targets, actions, budget, left-outs.

    The source is last year's newest PK that came into force, else the newest that stands, else last year's targets.
    What the plan of `year` already says wins; the rest is copied as the draft's own, in the wording that indicators,
    objectives and programmes have today. The parties are those of `today`. Raises ValidationError when the position
    already has a PK of `year`, when last year has nothing to copy, and for each obstacle.
    """
    position = lock_position(position.pk)
    refuse_second(position, year)
    earlier = agreement_of_last_year(position.pk, year)
    source = _source(position, year - 1, earlier, today)
    lines = _copied_lines(position, year, source.lines)
    if not lines:
        raise ValidationError(_nothing_to_copy(position, year), code="no_last_year")
    agreement = Agreement.objects.create(
        position=position,
        year=year,
        signed_place=(earlier.signed_place if earlier else "") or seat_of_government(),
        counterpart=earlier.counterpart if earlier else None,
        budget_is_own=_copies_budget(position, year, source.budget),
    )
    if earlier:
        agreement.left_out.set(earlier.left_out.all())
    write_content(agreement, AgreementContent(source.parties, tuple(lines), tuple(_named(source.budget))))
    _follow_today(agreement, today)
    record(agreement, "agreement.copied", by=by, data=_copy_data(agreement, earlier))
    return agreement


def _source(position: Position, last_year: int, earlier: Agreement | None, today: datetime.date) -> AgreementContent:
    """Last year's agreement, with the quarter targets of that year's plan where it has none; else that plan."""
    if earlier is None:
        return plan_of(position, last_year, on=today)[0]
    promised = content_of(earlier)
    planned = {line.indicator_id: line.quarters for line in lines_of_targets(position, last_year)}
    lines = (replace(line, quarters=line.quarters or planned.get(line.indicator_id, ())) for line in promised.lines)
    return replace(promised, lines=tuple(lines))


def _copied_lines(position: Position, year: int, lines: Iterable[PlannedLine]) -> list[PlannedLine]:
    """The lines whose indicators the position still has and measures, worded as today; own where there is no target."""
    indicators = Indicator.objects.filter(objective__position=position).select_related("objective")
    known = indicators.in_bulk([line.indicator_id for line in lines])
    planned = set(Target.objects.filter(indicator__in=known, year=year).values_list("indicator_id", flat=True))
    return [
        replace(
            line,
            objective_code=known[line.indicator_id].objective.code,
            objective_statement=known[line.indicator_id].objective.statement,
            indicator_statement=known[line.indicator_id].statement,
            unit_of_measure=known[line.indicator_id].unit_of_measure,
            is_own=line.indicator_id not in planned,
        )
        for line in lines
        if line.indicator_id in known and known[line.indicator_id].is_measured_in(year)
    ]


def _copies_budget(position: Position, year: int, budget: Iterable[PlannedBudgetLine]) -> bool:
    """Whether last year's money is needed: the plan of `year` has none, and it is not the sum of all OPD."""
    if promises_alone(position.kind) or not any(budget):
        return False
    return not BudgetLine.objects.of_year(year).of_positions([position.pk]).exists()


def _named(budget: Iterable[PlannedBudgetLine]) -> list[PlannedBudgetLine]:
    """The programmes that the catalogue still has, with the names it has for them."""
    names = dict(Program.objects.filter(code__in=[line.program_code for line in budget]).values_list("code", "name"))
    return [replace(line, program_name=names[line.program_code]) for line in budget if line.program_code in names]


def _follow_today(agreement: Agreement, today: datetime.date) -> None:
    """Let the copy follow the plan and the people of today, as every draft does when it is taken again."""
    stored = Agreement.objects.with_content().get(pk=agreement.pk)
    plan, obstacles = renewed_plan(stored, on=today)
    if obstacles:
        raise ValidationError(obstacles, code="obstacle")
    write_content(agreement, plan)


def _nothing_to_copy(position: Position, year: int) -> str:
    return (
        f"Tidak ada PK maupun target {year - 1} jabatan {position} yang dapat disalin. Susun PK {year} dari rencana, "
        "atau lengkapi targetnya lebih dahulu."
    )


def _copy_data(agreement: Agreement, earlier: Agreement | None) -> dict:
    lines = agreement.lines.count()
    own = agreement.lines.filter(is_own=True).count()
    source = {"source": earlier.pk, "source_label": str(earlier), "source_version": earlier.version} if earlier else {}
    return {"version": 1, "year": agreement.year, "lines": lines, "own": own, "source": None} | source


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
