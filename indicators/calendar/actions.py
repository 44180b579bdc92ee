"""Preparing a year with its policy and four reporting periods; changing their days; giving a unit more time."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from audit.facts import changes_between, field_values, to_data
from audit.trail import record
from indicators.calendar.facts import policy_to_copy
from indicators.days_off.due_days import set_days, settle_due_days
from indicators.domain.periods import PeriodDates, Quarter, default_dates
from indicators.domain.policy import PERMENDAGRI_86
from indicators.enums import DueMove
from indicators.models import Period, PeriodExtension, Policy, ScaleBand
from organisation.clock import database_today
from organisation.models import WorkUnit

if TYPE_CHECKING:
    from organisation.models import User


QUARTERS = (1, 2, 3, 4)
INHERITED = (
    "minimize_formula",
    "cap_display",
    "cap_in_average",
    "averaging",
    "zero_target",
    "scale_name",
    "due_day",
    "working_week",
    "due_move",
    "paper",
    "agreement_number_format",
    "attachments",
    "archival_pdf",
    "with_zero_budget",
    "signing_order",
    "evidence_rule",
)
"""What a new year takes over from the year before: a government's choices last until it changes them."""


@transaction.atomic
def ensure_year(year: int, *, by: "User | None") -> tuple[Policy, list[Period]]:
    """Make sure that `year` has a policy with its scale and four periods; what exists stays as it is.

    A new policy repeats the latest earlier year, or begins with the scale of Permendagri 86/2017. Of two callers at
    the same time the second waits for the first and finds its rows.
    """
    policy = _ensure_policy(year, by)
    periods = [_ensure_period(policy, quarter, by) for quarter in QUARTERS]
    if any(is_new for _, is_new in periods) and policy.due_move != DueMove.STAYS:
        settle_due_days(by=by)
        periods = [_ensure_period(policy, quarter, by) for quarter in QUARTERS]
    return policy, [period for period, _ in periods]


@transaction.atomic
def change_periods(year: int, dates: Mapping[int, PeriodDates], *, by: "User") -> None:
    """Set the days of these quarters (by number). ValidationError when they are not in order."""
    for period in Period.objects.of_year(year).filter(quarter__in=dates).select_for_update():
        wanted: dict[str, datetime.date | None] = asdict(dates[period.quarter])
        if wanted["due"] != period.due:
            wanted["due_before_move"] = None
        set_days(period, wanted, by=by)
    settle_due_days(by=by)


@transaction.atomic
def extend_period(period: Period, unit: WorkUnit, *, until: datetime.date, reason: str, by: "User") -> PeriodExtension:
    """Let a unit, and every unit below it, report this quarter up to and including `until`.

    A second extension of the same unit replaces the first. ValidationError when `until` is not later than the
    period's own last day or has passed (the database's clock decides), or without a reason.
    """
    if until <= period.closes:
        closes = date_format(period.closes, "j F Y")
        raise ValidationError({"until": f"{period} memang masih dibuka sampai {closes}. Pilih tanggal sesudahnya."})
    if until < database_today():
        raise ValidationError({"until": "Tanggal ini sudah lewat. Pilih hari ini atau tanggal sesudahnya."})
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan perpanjangan; alasan ini tercatat dalam riwayat."})
    extension, _ = PeriodExtension.objects.update_or_create(
        period=period,
        unit=unit,
        defaults={"until": until, "reason": reason.strip(), "ended_on": None, "end_reason": ""},
    )
    record(period, "period.extended", by=by, data=_extension_data(extension))
    return extension


@transaction.atomic
def end_extension(extension: PeriodExtension, *, reason: str, by: "User", today: datetime.date) -> PeriodExtension:
    """End an extension before its day: from now on the unit follows the period's own closing day.

    ValidationError without a reason, or when the extension is over already.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa perpanjangan ini diakhiri; alasan ini tercatat dalam riwayat."})
    locked = (
        PeriodExtension.objects.select_for_update(of=("self",)).select_related("period", "unit").get(pk=extension.pk)
    )
    if not locked.is_running(today):
        raise ValidationError("Perpanjangan ini sudah berakhir, jadi tidak perlu diakhiri lagi.")
    locked.ended_on, locked.end_reason = today, reason.strip()
    locked.save(update_fields=["ended_on", "end_reason"])
    record(locked.period, "period.extension_ended", by=by, data=_extension_data(locked))
    return locked


def _extension_data(extension: PeriodExtension) -> dict[str, object]:
    """The exception as it stands now; `unit` also by itself, to find the events of a unit."""
    facts = field_values(extension, ("unit", "until", "reason", "ended_on", "end_reason"))
    changes = changes_between(extension, {}, facts, label=str(extension.unit))
    return {"unit": extension.unit_id, "changes": to_data(changes)}


def _ensure_policy(year: int, by: "User | None") -> Policy:
    earlier = policy_to_copy(year)
    inherited = {name: getattr(earlier, name) for name in INHERITED} if earlier else {}
    policy, is_new = Policy.objects.get_or_create(year=year, defaults=inherited)
    if is_new:
        ScaleBand.objects.bulk_create(_bands_for(policy, earlier))
        record(policy, "policy.created", by=by, data={"copied_from": earlier.year if earlier else None})
    return policy


def _bands_for(policy: Policy, earlier: Policy | None) -> list[ScaleBand]:
    copied = [(b.lower, b.label, b.tone, b.inclusive) for b in earlier.bands.all()] if earlier else []
    bands = copied or [(b.above, b.label, b.tone, b.inclusive) for b in PERMENDAGRI_86.bands]
    return [
        ScaleBand(policy=policy, lower=lower, label=label, tone=tone, inclusive=inclusive)
        for lower, label, tone, inclusive in bands
    ]


def _ensure_period(policy: Policy, quarter: int, by: "User | None") -> tuple[Period, bool]:
    dates = default_dates(Quarter(policy.year, quarter), policy.due_day)
    period, is_new = Period.objects.get_or_create(year=policy.year, quarter=quarter, defaults=asdict(dates))
    if is_new:
        record(period, "period.created", by=by)
    return period, is_new
