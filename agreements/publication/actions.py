"""What was written in an agreement becomes the plan, so that what is promised is what is measured."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from agreements.domain.verified import ALL_QUARTERS
from agreements.models import Agreement, AgreementLine
from agreements.publication.dropped import end_promises
from audit.facts import FieldChange, key_of, to_data
from audit.trail import record
from indicators.budgets.ceilings import changed_ceilings, keep_ceilings
from indicators.domain.kinds import Value
from indicators.models import BudgetLine, Indicator, Objective, Program, QuarterTarget, Target
from indicators.targets.actions import AGREEMENT, TargetChange, record_targets, target_values
from organisation.models import User
from realisations.models import QuarterReport
from realisations.reports.binding import reported_among


def publish_plan(agreement: Agreement, *, by: User, today: datetime.date) -> None:
    """Write the own lines and the own budget of the agreement into the plan; afterwards they follow it again.

    Quarters whose report is verified keep the target they were verified against, and the year its own when all four
    are; the event names those of which the agreement says something else. What a PK Perubahan leaves out is promised up
    to the last verified quarter. Programmes that already have spending stay in the plan with the amount of the
    agreement, or without money when it no longer names them. Quarters that ended before `today` keep their ceilings.
    Lock the agreement before. Raises ValidationError when the indicator or the objective of an own line went to
    another position meanwhile.
    """
    lines = [line for line in agreement.lines.all() if line.is_own]
    _refuse_moved(agreement, lines)
    locked = QuarterReport.objects.verified_quarters(agreement.position_id, agreement.year)
    _publish_units(lines)
    before = {line.indicator_id: target_values(line.indicator_id, agreement.year) for line in lines}
    kept = [stays for line in lines if (stays := _publish_line(line, agreement.year, locked))]
    _record_targets(agreement, before, by)
    end_promises(agreement, locked, by=by)
    if agreement.budget_is_own:
        _publish_budget(agreement, today)
    if not lines and not agreement.budget_is_own:
        return
    AgreementLine.objects.filter(pk__in=[line.pk for line in lines]).update(is_own=False)
    agreement.budget_is_own = False
    agreement.save(update_fields=["budget_is_own"])
    changes = [
        FieldChange("agreements.agreementline", key, "is_own", True, False, line.indicator_statement)
        for line in lines
        for key in [key_of(agreement, line.indicator_id)]
    ]
    record(agreement, "agreement.plan_published", by=by, data={"changes": to_data(changes), "kept": kept})


def _record_targets(agreement: Agreement, before: Mapping[int, Mapping[int, Value]], by: User) -> None:
    """Tell on each indicator which of its targets this agreement changed."""
    changes = [
        TargetChange(pk, agreement.year, values, target_values(pk, agreement.year), str(agreement))
        for pk, values in before.items()
    ]
    record_targets(changes, by=by, via=AGREEMENT)


def _refuse_moved(agreement: Agreement, lines: Sequence[AgreementLine]) -> None:
    """What belongs to another position now is that position's to plan."""
    indicators = Indicator.objects.of_positions([agreement.position_id])
    own = set(indicators.filter(pk__in=[line.indicator_id for line in lines]).values_list("pk", flat=True))
    objectives = Objective.objects.filter(position=agreement.position_id)
    codes = set(objectives.filter(code__in=[line.objective_code for line in lines]).values_list("code", flat=True))
    for line in lines:
        if line.indicator_id not in own or line.objective_code not in codes:
            raise ValidationError(
                f"Indikator “{line.indicator_statement}” atau sasarannya sekarang milik jabatan lain, jadi tidak dapat "
                "menjadi rencana jabatan ini. Kembalikan atau batalkan PK ini, lalu hapus baris itu dari drafnya.",
                code="moved",
            )


def _publish_units(lines: Sequence[AgreementLine]) -> None:
    """Units of indicators without realisations; figures that were reported are never given another unit."""
    realised = reported_among([line.indicator_id for line in lines])
    for line in lines:
        if line.indicator_id not in realised:
            Indicator.objects.filter(pk=line.indicator_id).update(unit_of_measure=line.unit_of_measure)


def _publish_line(line: AgreementLine, year: int, locked: frozenset[int]) -> dict[str, Any]:
    """Write the line into catalogue and plan; give the verified targets that stay although the line says otherwise."""
    objective = Objective.objects.filter(code=line.objective_code)
    objective.update(statement=line.objective_statement)
    Indicator.objects.filter(pk=line.indicator_id).update(
        objective=objective.values("pk")[:1],
        statement=line.indicator_statement,
    )
    kept = _kept_targets(line, year, locked)
    value = Target.columns(line.value)
    target, _ = Target.objects.update_or_create(
        indicator_id=line.indicator_id,
        year=year,
        defaults={} if locked >= ALL_QUARTERS else value,
        create_defaults=value,
    )
    promised = {quarter.quarter: quarter.value for quarter in line.quarters.all() if quarter.quarter not in locked}
    target.quarters.exclude(quarter__in={*promised, *locked}).delete()
    for quarter, value in promised.items():
        QuarterTarget.objects.update_or_create(target=target, quarter=quarter, defaults=QuarterTarget.columns(value))
    return kept


def _kept_targets(line: AgreementLine, year: int, locked: frozenset[int]) -> dict[str, Any]:
    """Which targets the plan keeps as they were verified: quarters, and whether that of the year; empty for none."""
    planned = Target.objects.filter(indicator=line.indicator_id, year=year).prefetch_related("quarters").first()
    stands = {row.quarter: row.value for row in planned.quarters.all()} if planned else {}
    promised = {row.quarter: row.value for row in line.quarters.all()}
    quarters = sorted(quarter for quarter in locked if stands.get(quarter) != promised.get(quarter))
    year_stays = bool(planned and locked >= ALL_QUARTERS and planned.value != line.value)
    if not (quarters or year_stays):
        return {}
    return {"indicator": line.indicator_id, "label": line.indicator_statement, "quarters": quarters, "year": year_stays}


def _publish_budget(agreement: Agreement, today: datetime.date) -> None:
    planned = BudgetLine.objects.filter(position=agreement.position_id, year=agreement.year)
    stored = {(line.program.code, line.funding_source): line for line in planned.select_related("program")}
    before = {line.pk: line.amount for line in stored.values()}
    promised = {(line.program_code, line.funding_source): line for line in agreement.budget_lines.all()}
    for key, line in promised.items():
        program, _ = Program.objects.get_or_create(
            code=line.program_code,
            defaults={"name": line.program_name, "level": Program.level_of(line.program_code)},
        )
        BudgetLine.objects.update_or_create(
            position_id=agreement.position_id,
            year=agreement.year,
            program=program,
            funding_source=line.funding_source,
            defaults={"amount": line.amount},
        )
        stored.pop(key, None)
    dropped = BudgetLine.objects.filter(pk__in=[line.pk for line in stored.values()])
    dropped.filter(realisations__isnull=False).update(amount=0)
    dropped.filter(realisations__isnull=True).delete()
    keep_ceilings(changed_ceilings(before, planned.all()), on=today, is_revision=agreement.is_revision)
