"""The demo's agreements, made by the ordinary actions in the name of those who would do it."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from agreements.ambition.facts import unexplained
from agreements.drafting.actions import draft_agreement
from agreements.enums import RevisionReason, Side
from agreements.lines.actions import remove_line
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.papers.actions import issue_agreement
from agreements.revision.actions import begin_revision
from agreements.signing.actions import record_signature
from demo.building.structure import DemoStructure
from demo.building.tables import table
from documents.models import IssuedDocument
from indicators.models import Indicator
from organisation.enums import AssignmentKind, PositionKind
from organisation.models import Assignment, Position, User
from organisation.querysets import valid_on

YEARS = (2022, 2025, 2026)
CASCADED_FROM = 2026
DRAFTED, SIGNED = (1, 12), (1, 26)
REVISED = dt.date(2026, 7, 13)
ISSUED_AT = dt.time(8, 30)
EXPLANATION = "Sebagian kamus indikator masih dilengkapi bersama Bappeda."
WEAKER = "Disesuaikan dengan pagu dan kapasitas tahun ini; kekurangannya direncanakan dikejar tahun berikutnya."
LEFT_OUT = ("CAMAT-MUARADAMAI-03",)
"""Indicators that a PK Perubahan takes out."""

Progress = Callable[[str, int, int], None]
SENIOR = frozenset(
    {
        PositionKind.REGIONAL_HEAD,
        PositionKind.REGIONAL_SECRETARY,
        PositionKind.ASSISTANT,
        PositionKind.EXPERT_STAFF,
        PositionKind.APPARATUS_HEAD,
        PositionKind.DISTRICT_HEAD,
    }
)


def make_agreements(progress: Progress) -> None:
    """Draft, agree, issue and sign the agreements of every year; those in `data/pk.tsv` stop on the way."""
    structure = DemoStructure()
    stops = {(structure.position_code(r["jabatan"]), int(r["tahun"])): r for r in table("pk")}
    jobs = [(position, year) for year in YEARS for position in _positions(year)]
    for count, (position, year) in enumerate(jobs, start=1):
        stop = stops.get((position.code, year))
        _make(position, year, stop["keadaan"] if stop else "berlaku", stop["catatan"] if stop else "")
        if count % 10 == 0 or count == len(jobs):
            progress("PK", count, len(jobs))


def holder_of(position: Position, on: dt.date) -> User:
    """Who acts for a position on a day: the acting holder before the definitive one, who may be absent."""
    held = Assignment.objects.filter(valid_on(on), position=position).select_related("employee__user")
    return max(held, key=lambda a: a.kind != AssignmentKind.DEFINITIVE).employee.user


def _positions(year: int) -> list[Position]:
    """Everybody with targets in the year: the heads, and from 2026 also those below."""
    owners = Indicator.objects.measured_in(year).values("objective__position")
    positions = Position.objects.filter(pk__in=owners).select_related("reports_to").order_by("protocol_order")
    return [position for position in positions if position.kind in SENIOR or year >= CASCADED_FROM]


def _make(position: Position, year: int, stop: str, remark: str) -> None:
    day, signing = dt.date(year, *DRAFTED), dt.date(year, *SIGNED)
    own = holder_of(position, day)
    agreement = draft_agreement(position, year, by=own, today=day)
    if stop == "draf":
        return
    superior = holder_of(position.reports_to, day) if position.reports_to else own
    if position.reports_to:
        submit_agreement(agreement, by=own, today=day, plan_note=EXPLANATION, reasons=_reasons(agreement))
    if stop == "diajukan":
        return
    if stop == "dikembalikan":
        return_agreement(agreement, by=superior, today=day, remark=remark)
        return
    alone = {} if position.reports_to else _reasons(agreement)
    approve_agreement(agreement, by=superior, today=day, plan_note=EXPLANATION, reasons=alone)
    if stop == "disetujui":
        return
    _issue(agreement, signing, by=own)
    _sign(agreement, signing, own, None if stop == "ditandatangani sebagian" else superior)
    if stop == "perubahan":
        _revise(agreement)


def _reasons(agreement: Agreement) -> dict[int, str]:
    """Why its targets are weaker than RPJMD or Renstra, or than what was reached the year before."""
    return dict.fromkeys(unexplained(Agreement.objects.with_content().get(pk=agreement.pk)), WEAKER)


def _issue(agreement: Agreement, day: dt.date, *, by: User) -> None:
    """Number and store it with this day on the paper, in the morning of the day; made today, it would say today."""
    document = issue_agreement(agreement, by=by, day=day)
    morning = dt.datetime.combine(day, ISSUED_AT, tzinfo=timezone.get_current_timezone())
    IssuedDocument.objects.filter(pk=document.pk).update(issued_at=morning)


def _sign(agreement: Agreement, day: dt.date, own: User, superior: User | None) -> None:
    record_signature(agreement, Side.FIRST, by=own, signed_on=day, today=day)
    if superior is not None and agreement.position.reports_to_id:
        record_signature(agreement, Side.SECOND, by=superior, signed_on=day, today=day)


def _revise(agreement: Agreement) -> None:
    """A PK Perubahan after the position went to somebody else, without what is not promised any more."""
    position = agreement.position
    own, superior = holder_of(position, REVISED), holder_of(position.reports_to, REVISED)
    revision = begin_revision(agreement, by=own, today=REVISED, reason=RevisionReason.TRANSFER)
    for line in revision.lines.filter(indicator__code__in=LEFT_OUT):
        remove_line(revision, line.indicator_id, by=own, edition=None)
    submit_agreement(revision, by=own, today=REVISED, plan_note=EXPLANATION, reasons=_reasons(revision))
    approve_agreement(revision, by=superior, today=REVISED)
    _issue(revision, REVISED, by=own)
    _sign(revision, REVISED, own, superior)
