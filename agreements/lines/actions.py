"""Editing the rows of a draft: wording, targets, actions, order; adding and removing rows."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.ambition.facts import past_of
from agreements.content.actions import lock_draft, write_content
from agreements.content.facts import content_of, plan_of
from agreements.content.orphans import discard_orphans
from agreements.content.plan_facts import plan_changes
from agreements.domain.annex import kept_together
from agreements.domain.lines import LineWording, moved, worded_alike
from agreements.domain.plan import AgreementContent, PlannedLine
from agreements.models import Agreement, AgreementLine
from audit.facts import FieldChange, changes_between, key_of, to_data
from audit.trail import record
from indicators.definitions.actions import create_indicator, objective_for
from indicators.domain.measure import Measure
from indicators.domain.periods import roman
from indicators.models import Indicator, Objective, Target
from organisation.models import User
from realisations.models import QuarterReport
from realisations.reports.binding import reported_among


@transaction.atomic
def edit_line(
    agreement: Agreement, indicator_id: int, *, by: User, edition: int | None, wording: LineWording
) -> list[FieldChange]:
    """Write one row of the draft; from then on it is the draft's own and does not follow the plan.

    A reason alone, why its target is weaker, changes nothing that comes from the plan: then it goes on following.

    Gives the changes, none when nothing differs (then nothing is written). Raises ConflictError when the draft is
    no longer at `edition`, and ValidationError when a verified quarter, or the unit of an indicator that already has
    realisations, would change.
    """
    agreement = lock_draft(agreement, edition=edition)
    before = content_of(agreement)
    old = _line_of(before, indicator_id)
    _refuse_locked(agreement, old, wording)
    new = _worded(agreement, replace(old, is_own=True), wording, by=by)
    if replace(new, weaker_reason=old.weaker_reason, weaker_about=old.weaker_about) == old:
        new = replace(new, is_own=old.is_own)
    changes = _changes(agreement, old, new)
    if changes:
        after = _write(agreement, before, [new if line is old else line for line in before.lines], new)
        _record(agreement, "agreement.line_edited", by, new, changes)
        discard_orphans(before, after)
    return changes


@transaction.atomic
def add_line(
    agreement: Agreement,
    *,
    by: User,
    edition: int | None,
    wording: LineWording,
    source: Measure | Indicator,
) -> PlannedLine:
    """Add a row: for an indicator that is made now (its Measure), or for one that the position has already.

    Raises ConflictError when the draft is no longer at `edition`; ValidationError when the indicator stands in
    the draft already or belongs to somebody else, and for verified quarters.
    """
    agreement = lock_draft(agreement, edition=edition)
    before = content_of(agreement)
    if isinstance(source, Measure):
        objective = _objective_of(agreement, wording, by=by)
        wording = replace(wording, objective_code=objective.code)
        indicator = create_indicator(objective, wording.indicator_statement, wording.unit_of_measure, source, by=by)
    else:
        indicator = source
    if indicator.objective.position_id != agreement.position_id:
        raise ValidationError("Indikator ini milik jabatan lain. Pilih indikator jabatan ini.", code="foreign")
    if not Indicator.objects.measurable_in(agreement.year).filter(pk=indicator.pk).exists():
        raise ValidationError(
            f"Versi indikator ini tidak diukur pada tahun {agreement.year}. Muat versi yang berlaku tahun itu.",
            code="version",
        )
    if any(line.indicator_id == indicator.pk for line in before.lines):
        raise ValidationError("Indikator ini sudah dimuat dalam PK. Ubah barisnya.", code="twice")
    planned = Target.objects.filter(indicator=indicator, year=agreement.year).prefetch_related("quarters").first()
    line = _planned_line(indicator, wording, planned)
    _refuse_locked(agreement, line, wording)
    agreement.left_out.remove(indicator)
    line = _worded(agreement, line, wording, by=by)
    _write(agreement, before, [*before.lines, line], line)
    _record(agreement, "agreement.line_added", by, line, _changes(agreement, None, line))
    return line


@transaction.atomic
def follow_plan(
    agreement: Agreement, indicator_id: int, *, by: User, today: datetime.date, edition: int | None
) -> list[FieldChange]:
    """Let a row follow the plan again: what was written in the draft is dropped, its actions stay. Gives the changes.

    Raises ConflictError like `edit_line`; ValidationError when the plan has no target for the indicator.
    """
    agreement = lock_draft(agreement, edition=edition)
    before = content_of(agreement)
    old = _line_of(before, indicator_id)
    plan, _ = plan_of(agreement.position, agreement.year, on=today)
    planned = next((line for line in plan.lines if line.indicator_id == indicator_id), None)
    if planned is None:
        raise ValidationError(
            "Indikator ini belum mempunyai target pada rencana, jadi tidak ada yang dapat diikuti. Hapus barisnya bila "
            "tidak dipakai.",
            code="unplanned",
        )
    new = old.carried_to(planned)
    after = _write(agreement, before, [new if line is old else line for line in before.lines])
    changes = _changes(agreement, old, next(line for line in after.lines if line.indicator_id == indicator_id))
    _record(agreement, "agreement.line_follows_plan", by, new, changes)
    discard_orphans(before, after)
    return changes


@transaction.atomic
def move_line(agreement: Agreement, indicator_id: int, *, by: User, edition: int | None, up: bool) -> bool:
    """Move a row one place; at the edge of its objective the whole objective moves. Gives whether anything moved."""
    agreement = lock_draft(agreement, edition=edition)
    before = content_of(agreement)
    line = _line_of(before, indicator_id)
    lines = moved(before.lines, before.lines.index(line), up=up, group=lambda line: line.objective_code)
    if [line.indicator_id for line in lines] == [line.indicator_id for line in before.lines]:
        return False
    places = ({"order": rows.index(line) + 1} for rows in (list(before.lines), lines))
    _write(agreement, before, lines)
    key = key_of(agreement, indicator_id)
    changes = changes_between(AgreementLine, *places, key=key, label=line.indicator_statement)
    data = {"edition": agreement.edition, "changes": to_data(changes)}
    record(agreement, "agreement.line_moved", by=by, data=data)
    return True


@transaction.atomic
def remove_line(agreement: Agreement, indicator_id: int, *, by: User, edition: int | None) -> None:
    """Take a row out of the draft. An indicator that was made for a draft and is used nowhere else is deleted.

    Raises ConflictError like `edit_line`; ValidationError for the last row.
    """
    agreement = lock_draft(agreement, edition=edition)
    before = content_of(agreement)
    old = _line_of(before, indicator_id)
    if len(before.lines) == 1:
        raise ValidationError(
            "PK harus memuat sedikitnya satu indikator. Tambahkan indikator lain sebelum menghapus baris ini.",
            code="empty",
        )
    if Target.objects.filter(indicator=indicator_id, year=agreement.year).exists():
        agreement.left_out.add(indicator_id)
    after = _write(agreement, before, [line for line in before.lines if line is not old])
    _record(agreement, "agreement.line_removed", by, old, _changes(agreement, old, None))
    discard_orphans(before, after)


def _changes(agreement: Agreement, old: PlannedLine | None, new: PlannedLine | None) -> list[FieldChange]:
    before, after = (AgreementContent((), () if line is None else (line,), ()) for line in (old, new))
    return plan_changes(agreement, before, after)


def _line_of(plan: AgreementContent, indicator_id: int) -> PlannedLine:
    line = next((line for line in plan.lines if line.indicator_id == indicator_id), None)
    if line is None:
        raise ValidationError(
            "Baris ini sudah tidak ada dalam draf. Muat ulang halaman untuk melihat keadaan terbaru.", code="gone"
        )
    return line


def _planned_line(indicator: Indicator, wording: LineWording, target: Target | None) -> PlannedLine:
    """A row for an indicator as the catalogue words it, with the target that the plan has for it."""
    return PlannedLine(
        indicator_id=indicator.pk,
        objective_code=indicator.objective.code,
        objective_statement=indicator.objective.statement,
        indicator_statement=indicator.statement,
        unit_of_measure=indicator.unit_of_measure,
        value=target.value if target else wording.value,
        quarters=tuple((row.quarter, row.value) for row in target.quarters.all()) if target else (),
        is_own=True,
    )


def _worded(agreement: Agreement, line: PlannedLine, wording: LineWording, *, by: User) -> PlannedLine:
    """The row as it was written; its objective is made when it does not exist yet."""
    stays = wording.objective_code == line.objective_code
    is_new_reason = wording.weaker_reason != line.weaker_reason
    return replace(
        line,
        objective_code=line.objective_code if stays else _objective_of(agreement, wording, by=by).code,
        objective_statement=wording.objective_statement,
        indicator_statement=wording.indicator_statement,
        unit_of_measure=wording.unit_of_measure,
        value=wording.value,
        quarters=wording.quarters,
        steps=wording.steps,
        weaker_reason=wording.weaker_reason,
        weaker_about=_subject(agreement, line, wording) if is_new_reason else line.weaker_about,
    )


def _subject(agreement: Agreement, line: PlannedLine, wording: LineWording) -> str:
    """What the reason of the wording explains; one that stays as it was goes on explaining what it explained."""
    past = past_of([line.indicator_id], agreement.year)
    return (
        past.beside(line.indicator_id, wording.value, wording.unit_of_measure).subject if wording.weaker_reason else ""
    )


def _objective_of(agreement: Agreement, wording: LineWording, *, by: User) -> Objective:
    return objective_for(agreement.position, wording.objective_code, wording.objective_statement, by=by)


def _refuse_locked(agreement: Agreement, old: PlannedLine, wording: LineWording) -> None:
    """ValidationError when what was already measured would be promised anew (KMK 300/KMK.01/2022: never revised)."""
    locked = QuarterReport.objects.verified_quarters(agreement.position_id, agreement.year)
    before, after = dict(old.quarters), dict(wording.quarters)
    errors = {
        f"q{quarter}": f"Triwulan {roman(quarter)} sudah diverifikasi, jadi targetnya tidak dapat diubah."
        for quarter in sorted(locked)
        if before.get(quarter) != after.get(quarter)
    }
    if len(locked) == 4 and wording.value != old.value:
        errors["target"] = "Keempat triwulan sudah diverifikasi, jadi target setahun tidak dapat diubah."
    if wording.unit_of_measure != old.unit_of_measure and reported_among([old.indicator_id]):
        errors["unit_of_measure"] = "Indikator ini sudah mempunyai realisasi, jadi satuannya tidak dapat diubah."
    if errors:
        raise ValidationError(errors)


def _write(
    agreement: Agreement, before: AgreementContent, lines: Iterable[PlannedLine], latest: PlannedLine | None = None
) -> AgreementContent:
    """Write these rows: one wording per objective (that of the `latest`), the rows of an objective together."""
    alike = kept_together(worded_alike(lines, latest), lambda line: line.objective_code)
    after = AgreementContent(before.parties, tuple(alike), before.budget)
    write_content(agreement, after)
    return after


def _record(agreement: Agreement, verb: str, by: User, line: PlannedLine, changes: list[FieldChange]) -> None:
    data = {
        "edition": agreement.edition,
        "indicator": line.indicator_id,
        "detail": f"“{line.indicator_statement}”",
        "changes": to_data(changes),
    }
    record(agreement, verb, by=by, data=data)
