"""Locking an agreement, and writing its content."""

from collections.abc import Iterable
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db.models import F

from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty
from agreements.models import ActionStep, Agreement, AgreementBudgetLine, AgreementLine, LineQuarterTarget, Party
from audit.editing import ConflictError
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models.targets import TargetValue
from organisation.structure.actions import lock_position


def lock_agreement(agreement: Agreement) -> Agreement:
    """The agreement as it is now, with its content, safe from other actions until the transaction ends."""
    lock_position(agreement.position_id)
    return Agreement.objects.with_content().get(pk=agreement.pk)


def lock_draft(agreement: Agreement, *, edition: int | None = None) -> Agreement:
    """Like `lock_agreement`; ValidationError when the agreement can no longer be edited.

    With the `edition` that was on the screen: ConflictError when somebody else has changed the draft since.
    """
    locked = lock_agreement(agreement)
    if not locked.is_editable:
        raise ValidationError(
            f"PK ini berstatus “{locked.get_status_display()}”, jadi isinya tidak dapat diubah. Muat ulang halaman "
            "untuk melihat keadaan terbaru.",
            code="step",
        )
    if edition is not None and edition != locked.edition:
        raise ConflictError(
            "Draf ini sudah diubah orang lain sejak halaman ini dibuka. Bandingkan kedua versi, lalu pilih yang "
            "dipakai."
        )
    return locked


def write_content(agreement: Agreement, plan: AgreementContent) -> None:
    """Make `agreement` say what `plan` says, in the plan's order; the draft reaches its next edition."""
    write_parties(agreement, plan.parties)
    _write_lines(agreement, plan.lines)
    _write_budget(agreement, plan.budget)
    Agreement.objects.filter(pk=agreement.pk).update(edition=F("edition") + 1)
    agreement.refresh_from_db(fields=["edition"])


def write_parties(agreement: Agreement, parties: Iterable[PlannedParty]) -> None:
    """Store the parties; one whose side is not among them is taken off."""
    stored = {party.side: party for party in Party.objects.filter(agreement=agreement)}
    wanted = list(parties)
    Party.objects.filter(agreement=agreement).exclude(side__in=[party.side for party in wanted]).delete()
    for planned in wanted:
        party = stored.get(planned.side, Party(agreement=agreement, side=planned.side))
        for name, value in asdict(planned).items():
            setattr(party, name, value)
        party.save()


def _write_lines(agreement: Agreement, lines: Iterable[PlannedLine]) -> None:
    wanted = list(lines)
    stored = {line.indicator_id: line for line in AgreementLine.objects.filter(agreement=agreement)}
    rows = [_line(agreement, stored.get(line.indicator_id), line, order) for order, line in enumerate(wanted, start=1)]
    AgreementLine.objects.filter(agreement=agreement).exclude(indicator__in=[row.indicator_id for row in rows]).delete()
    fields = [
        *("order", "objective_code", "objective_statement", "indicator_statement", "unit_of_measure", "is_own"),
        *("figure", "lower", "upper", "grade", "weaker_reason", "weaker_about"),
    ]
    AgreementLine.objects.bulk_update([row for row in rows if row.pk], fields)
    AgreementLine.objects.bulk_create([row for row in rows if not row.pk])
    _write_course(rows, wanted)


def _write_course(rows: list[AgreementLine], lines: list[PlannedLine]) -> None:
    """Quarter targets and actions of all lines, written anew."""
    LineQuarterTarget.objects.filter(line__in=rows).delete()
    ActionStep.objects.filter(line__in=rows).delete()
    LineQuarterTarget.objects.bulk_create(
        LineQuarterTarget(line=row, quarter=quarter, **TargetValue.columns(value))
        for row, line in zip(rows, lines, strict=True)
        for quarter, value in line.quarters
    )
    ActionStep.objects.bulk_create(
        ActionStep(line=row, order=order, **(asdict(step) | {"quarters": list(step.quarters)}))
        for row, line in zip(rows, lines, strict=True)
        for order, step in enumerate(line.steps, start=1)
    )


def _line(agreement: Agreement, stored: AgreementLine | None, planned: PlannedLine, order: int) -> AgreementLine:
    line = stored or AgreementLine(agreement=agreement, indicator_id=planned.indicator_id)
    line.order, line.is_own = order, planned.is_own
    line.objective_code, line.objective_statement = planned.objective_code, planned.objective_statement
    line.indicator_statement, line.unit_of_measure = planned.indicator_statement, planned.unit_of_measure
    line.weaker_reason, line.weaker_about = planned.weaker_reason, planned.weaker_about
    for column, value in TargetValue.columns(planned.value).items():
        setattr(line, column, value)
    return line


def _write_budget(agreement: Agreement, lines: Iterable[PlannedBudgetLine]) -> None:
    AgreementBudgetLine.objects.filter(agreement=agreement).delete()
    AgreementBudgetLine.objects.bulk_create(
        AgreementBudgetLine(
            agreement=agreement,
            order=order,
            objective_code=line.objective_code,
            program_code=line.program_code,
            program_name=line.program_name,
            amount=line.amount,
            funding_source=line.funding_source,
        )
        for order, line in enumerate(lines, start=1)
    )
