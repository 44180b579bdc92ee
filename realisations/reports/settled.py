"""Verified quarters against changes of the structure that are dated back, and whose the quarters are after one."""

import datetime
from collections.abc import Collection, Iterator

from django.utils import timezone

from indicators.domain.periods import Quarter, roman
from indicators.models import Period, Target
from organisation.reorganisation.facts import joined
from organisation.reorganisation.plan import Outlook
from organisation.structure.bound import ONE_DAY, Settled
from realisations.measurement.facts import HANDED_IN
from realisations.models import QuarterReport


def verified_between(positions: Collection[int], first: datetime.date, last: datetime.date) -> list[Settled]:
    """Each verified quarter of these years: it tells what was valid on its last day."""
    reports = QuarterReport.objects.verified().filter(position__in=positions)
    reports = reports.filter(period__year__gte=first.year, period__year__lte=last.year)
    found = reports.select_related("position", "period").order_by("period__year", "period__quarter", "position")
    return [
        Settled(
            f"Laporan {quarter.short_label} {report.position} sudah terverifikasi",
            quarter.last_day,
            quarter.last_day + ONE_DAY,
        )
        for report in found
        if (quarter := report.period.as_quarter)
    ]


def whose_quarters(outlook: Outlook) -> list[str]:
    """Which quarters stay with the units that end, which the new ones report, and which reports are left open."""
    change = outlook.change
    old, new, first = joined(unit.name for unit in change.sources), joined(change.targets), Quarter.of(change.day)
    found = [f"{_until(first)} tetap milik {old}."]
    if new:
        found.append(f"{first.short_label} dan sesudahnya milik {new}.")
    left = list(_left_open(outlook))
    if left:
        who = joined(outlook.successors)
        ends = f"diselesaikan {who}" if who else "tidak ada yang menyelesaikan"
        found.append(f"{len(left)} laporan yang belum dikirim {ends}: {', '.join(left)}.")
    return found


def _until(first: Quarter) -> str:
    """The quarters of the year before this one: `TW I–II 2026`."""
    if first.number == 1:
        return f"Triwulan sampai {first.previous.short_label}"
    if first.number == 2:
        return f"TW I {first.year}"
    return f"TW I–{roman(first.number - 1)} {first.year}"


def _left_open(outlook: Outlook) -> Iterator[str]:
    """The reports of the year that the ending positions owe for quarters before the change, and have not sent."""
    day, ending = outlook.change.last_day, {position.pk: position for position in outlook.ending}
    targets = Target.objects.filter(year=day.year, indicator__objective__position__in=ending)
    owing = set(targets.values_list("indicator__objective__position", flat=True))
    reports = QuarterReport.objects.filter(position__in=owing, period__year=day.year, status__in=HANDED_IN)
    sent = set(reports.values_list("position", "period__quarter"))
    opened = Period.objects.of_year(day.year).begun_by(timezone.localdate())
    quarters = [period.as_quarter for period in opened if period.as_quarter.last_day <= day]
    for quarter in quarters:
        for position in sorted(owing):
            if (position, quarter.number) not in sent:
                yield f"TW {quarter.roman} {ending[position]}"
