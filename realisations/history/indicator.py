"""The life of an indicator's figures, read from the trail: who, when, from what to what, why, and by which road."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, QuerySet

from audit.facts import FieldChange, changes_of
from audit.models import Event
from audit.sentences import field_label, said, value_words
from indicators.domain.kinds import Figure
from indicators.domain.numbers import format_change
from indicators.domain.periods import Quarter
from indicators.domain.values import value_from_json
from indicators.models import Indicator, Policy
from realisations.enums import EntryRoute, ReportStatus
from realisations.event_words import verified_value
from realisations.history.keys import realisation_key
from realisations.history.since_return import EVIDENCE
from realisations.models import QuarterReport

SAVED, IMPORTED, RETURNED, REOPENED = "report.saved", "report.imported", "report.returned", "report.reopened"
MILESTONES = {
    "report.submitted": ("Laporan dikirim", "Pengiriman"),
    "report.verified": ("Laporan disetujui", "Verifikasi"),
    RETURNED: ("Laporan dikembalikan", "Pengembalian"),
    REOPENED: ("Laporan dibuka kembali", "Pembukaan kembali"),
}
"""What happens to the report behind a figure, and what that road is called."""

TARGET, POLICY = "target.changed", "policy.changed"
ROUTES = {
    **dict(EntryRoute.choices),
    "agreement": "Perjanjian Kinerja",
    "plan": "Halaman perencanaan",
}
OF_THE_VALUE = frozenset({"state", "figure", "grade", "numerator", "denominator", "is_provisional"})
"""Fields that make up the value; of the narratives only the note (keterangan) is told, as the reason or by itself."""

TYPED = (SAVED, IMPORTED, *EVIDENCE)
"""What those who fill the report in do to a figure."""

MEASURING = frozenset({"minimize_formula", "cap_display", "cap_in_average", "averaging", "scale_name", "bands"})
"""Choices of the year's policy that change what a figure says."""

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to a figure; empty texts say nothing."""

    at: datetime.datetime
    actor: str
    period: str
    what: str
    before: str = ""
    after: str = ""
    why: str = ""
    route: str = ""

    @property
    def is_change(self) -> bool:
        """Whether a value went from something to something else."""
        return bool(self.before or self.after)


def history_of(
    indicator: Indicator, *, is_author: bool, year: int | None = None, quarter: int | None = None
) -> list[Fact]:
    """The latest facts about the indicator's figures, newest first; of one year, or of one quarter of it, if given.

    Who is no author of the reports learns nothing of drafts, nor of what was typed since a report went back. Targets
    and the year's policy belong to every quarter. Four queries, whatever there is to tell.
    """
    reports = QuarterReport.objects.of_positions([indicator.objective.position_id]).select_related("period")
    if year is not None:
        reports = reports.filter(period__year=year, **({"period__quarter": quarter} if quarter else {}))
    known = {str(report.pk): report for report in reports if is_author or report.status != ReportStatus.DRAFT}
    policies = {str(policy.pk): policy.year for policy in _policies(indicator, year)}
    events = list(_events(indicator, list(known), list(policies))[: LONGEST * 2])
    hidden = set() if is_author else _hidden(events, known)
    facts: list[Fact] = []
    for event in events:
        if event.pk in hidden:
            continue
        facts.extend(_facts(event, indicator, known, policies, year, quarter))
        if len(facts) >= LONGEST:
            break
    return facts[:LONGEST]


def _policies(indicator: Indicator, year: int | None) -> QuerySet[Policy]:
    if year is not None:
        return Policy.objects.filter(year=year)
    return Policy.objects.filter(year__in=indicator.targets.values("year"))


def _events(indicator: Indicator, reports: list[str], policies: list[str]) -> QuerySet[Event]:
    of_report = Q(pk__in=[])
    for report in reports:
        mine = [{"key": realisation_key(int(report), indicator.pk)}]
        of_report |= Q(target_id=report, verb__in=[SAVED, IMPORTED], data__changes__contains=mine)
    of_reports = Q(target_type=QuarterReport._meta.label_lower, target_id__in=reports) & (
        of_report | Q(verb__in=list(EVIDENCE), data__indicator=indicator.pk) | Q(verb__in=list(MILESTONES))
    )
    of_targets = Q(target_type=Indicator._meta.label_lower, target_id=str(indicator.pk), verb=TARGET)
    of_policy = Q(target_type=Policy._meta.label_lower, target_id__in=policies, verb=POLICY)
    return Event.objects.filter(of_reports | of_targets | of_policy).order_by("-id")


def _hidden(events: Iterable[Event], reports: dict[str, QuarterReport]) -> set[int]:
    """What was typed into a report since it went back to its holder; `events` are the newest first."""
    still_open = {pk for pk, report in reports.items() if report.status == ReportStatus.RETURNED}
    hidden = set()
    for event in events:
        if event.verb in (RETURNED, REOPENED):
            still_open.discard(event.target_id)
        elif event.verb in TYPED and event.target_id in still_open:
            hidden.add(event.pk)
    return hidden


def _facts(
    event: Event,
    indicator: Indicator,
    reports: dict[str, QuarterReport],
    policies: dict[str, int],
    year: int | None,
    quarter: int | None,
) -> Iterator[Fact]:
    if event.verb == TARGET:
        yield from _target_facts(event, year, quarter, indicator.decimals)
    elif event.verb == POLICY:
        yield from _policy_facts(event, policies[event.target_id])
    else:
        fact = Fact(event.at, event.actor_label, reports[event.target_id].period.as_quarter.short_label, "")
        tell = _milestone if event.verb in MILESTONES else _evidence if event.verb in EVIDENCE else _values
        yield from tell(event, indicator, fact)


def _values(event: Event, indicator: Indicator, fact: Fact) -> Iterator[Fact]:
    """The fields of the value that were saved or imported."""
    key = realisation_key(int(event.target_id), indicator.pk)
    changes = {change.field: change for change in changes_of(event) if change.key == key}
    fact = replace(fact, route=ROUTES[event.data["via"]])
    why = _words(changes["note"])[1] if "note" in changes else ""
    if not changes.keys() & OF_THE_VALUE and "note" in changes:
        # Each box is saved by itself, so the reason may come before or after the value.
        before, after = _words(changes["note"])
        yield replace(fact, what="Keterangan", before=before, after=after)
    meant = OF_THE_VALUE - {"state"} if changes.keys() & {"figure", "grade"} else OF_THE_VALUE  # a value is reported
    for name, change in changes.items():
        if name in meant:
            before, after = _figures(change, indicator.decimals) if name == "figure" else _words(change)
            yield replace(fact, what=field_label(change).capitalize(), before=before, after=after, why=why)


def _figures(change: FieldChange, decimals: int | None) -> tuple[str, str]:
    sides = (None if value is None else Figure(Decimal(value)) for value in (change.before, change.after))
    return format_change(*sides, decimals)


def _words(change: FieldChange) -> tuple[str, str]:
    return value_words(change, change.before, {}), value_words(change, change.after, {})


def _evidence(event: Event, indicator: Indicator, fact: Fact) -> Iterator[Fact]:
    yield replace(fact, what=f"{EVIDENCE[event.verb]}: {event.data['name']}", route="Bukti dukung")


def _milestone(event: Event, indicator: Indicator, fact: Fact) -> Iterator[Fact]:
    what, route = MILESTONES[event.verb]
    key = realisation_key(int(event.target_id), indicator.pk)
    own = [change for change in changes_of(event) if change.key == key]
    remark = event.data.get("remark", "")
    if event.verb == REOPENED:
        yield replace(fact, what=what, before=verified_value(own), after="boleh diubah lagi", why=remark, route=route)
    else:
        remarks = [str(change.after) for change in own if change.field == "return_remark"]
        yield replace(fact, what=what, why="\n".join(filter(None, [remark, *remarks])), route=route)


def _target_facts(event: Event, year: int | None, quarter: int | None, decimals: int | None) -> Iterator[Fact]:
    meant = event.data["year"]
    if year is not None and meant != year:
        return
    route = ROUTES.get(event.data.get("via", ""), "")
    for change in changes_of(event):
        own = int([*change.key.split("/"), "0"][2])
        if quarter is None or own in (0, quarter):
            period = Quarter(meant, own).short_label if own else f"Tahun {meant}"
            what = "Target triwulan" if own else "Target setahun"
            sides = (None if value is None else value_from_json(value) for value in (change.before, change.after))
            before, after = format_change(*sides, decimals)
            yield Fact(event.at, event.actor_label, period, what, before, after, event.data.get("detail", ""), route)


def _policy_facts(event: Event, year: int) -> Iterator[Fact]:
    for line in said(POLICY, [one for one in changes_of(event) if one.field in MEASURING]):
        what = f"Kebijakan: {line.label}"
        yield Fact(event.at, event.actor_label, f"Tahun {year}", what, line.before, line.after, "", "Kebijakan")
