"""What waits for a person today: the rows of the start page."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime

from agreements.enums import AgreementStatus, Side
from agreements.forms.filters import MINE, NOT_BEGUN
from agreements.models import Agreement
from agreements.transfers import transfers
from indicators.models import Period, QuarterReport
from indicators.worklist import Item, items_of, reporting_positions, slots_of
from organisation.enums import Role
from organisation.models import Position, User

SHOWN = 12
"""Rows per list on the start page; the full lists have pages of their own."""

CLOSED_STAYS = datetime.timedelta(days=366)
"""So long a report that was never sent is asked for after its period has closed; then the year has been evaluated."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the whole row is a link, and its title says for whom, since one person has several of a kind."""

    title: str
    detail: str
    label: str
    tone: str
    url: str


def tasks_of(user: User, *, today: datetime.date) -> list[Task]:
    """Reports to fill or verify and agreements to write, judge or sign, in the order of their urgency."""
    return [
        *_reports_to_fill(user, today),
        *_reports_to_verify(user),
        *_officials_to_follow(user, today),
        *_agreements_to_draft(user, today.year),
        *_own_agreements(user, today.year),
        *_agreements_to_judge(user),
    ]


def _held(user: User) -> list[int]:
    return [held.position_id for held in user.authority.held]


def _reports_to_fill(user: User, today: datetime.date) -> Iterator[Task]:
    """Reports that can be typed today, the own ones first, then by their due day; then those that closed unsent."""
    held = set(_held(user))
    unsent = sorted(_unsent_items(user, today), key=lambda item: (item.position.pk not in held, item.window.due))
    yield from (_fill_task(item) for item in unsent if item.window.is_open(today))
    closed = [item for item in unsent if today > item.window.closes]
    for _, items in groupby(sorted(closed, key=lambda item: item.window.due), key=lambda item: item.window.due):
        yield _closed_task(list(items))


def _unsent_items(user: User, today: datetime.date) -> Iterator[Item]:
    still_asked = Q(closes__gte=today - CLOSED_STAYS) | Q(extensions__until__gte=today)
    periods = list(Period.objects.opened_by(today).filter(still_asked).distinct())
    for year in sorted({period.year for period in periods}):
        of_year = [period for period in periods if period.year == year]
        slots = slots_of(reporting_positions(user, year=year, own_only=True), of_year)
        items = items_of(slots, of_year, today=today)
        yield from (item for item in items if item.is_with_reporter)


def _list_url(item: Item) -> str:
    chosen = urlencode({"tahun": item.period.year, "triwulan": item.period.quarter, "lingkup": "saya"})
    return f"{reverse('indicators:report_list')}?{chosen}"


def _closed_task(items: list[Item]) -> Task:
    """What was not sent in time, one row per quarter: the way on is to ask for more time."""
    item, quarter = items[0], items[0].period.as_quarter.short_label
    if len(items) > 1:
        title, unit = f"{len(items)} laporan {quarter} belum dikirim", ""
    else:
        title, unit = f"Laporan {quarter} belum dikirim: {item.position.title}", _unit_of(item.position)
    return Task(title, _joined(unit, "ditutup; minta perpanjangan"), "Ditutup", "danger", _list_url(item))


def _fill_task(item: Item) -> Task:
    return Task(
        title=f"Isi laporan {item.period.as_quarter.short_label}: {item.position.title}",
        detail=_joined(_unit_of(item.position), item.window.urgency(item.today)),
        label=item.label,
        tone=item.tone,
        url=reverse("indicators:report_edit", args=[item.report.pk]) if item.report else _list_url(item),
    )


def _reports_to_verify(user: User) -> Iterator[Task]:
    waiting = QuarterReport.objects.waiting_for_verifier().visible_to(user).select_related("position__unit", "period")
    for report in waiting.exclude(position__in=_held(user)).order_by("submitted_at"):
        if user.has_perm("indicators.verify_report", report):
            title = f"Verifikasi laporan {report.period.as_quarter.short_label}: {report.position.title}"
            sent = f"dikirim {date_format(localtime(report.submitted_at), 'j F Y')}"
            url = reverse("indicators:report_review", args=[report.pk])
            yield Task(title, _joined(_unit_of(report.position), sent), "Menunggu verifikasi", "info", url)


def _officials_to_follow(user: User, today: datetime.date) -> Iterator[Task]:
    """The own posts whose PK a predecessor signed; for Bagian Organisasi all of them in one row."""
    for transfer in transfers(user, today.year, today, among=_held(user)):
        if transfer.may_begin:
            position = transfer.agreement.position
            title = f"Susun PK Perubahan {today.year}: {position.title}"
            detail = _joined(_unit_of(position), f"PK yang berlaku ditandatangani {transfer.former.name}")
            yield Task(title, detail, "Pejabat berganti", "warning", transfer.agreement.get_absolute_url())
    if user.authority.has_role(Role.ORGANISATION_SECTION):
        waiting = transfers(user, today.year, today)
        if waiting:
            detail = "PK yang berlaku ditandatangani pejabat sebelumnya"
            title = f"Pergantian pejabat: {len(waiting)} PK Perubahan belum disusun"
            yield Task(title, detail, "Pejabat berganti", "warning", reverse("agreements:transfer_list"))


def _agreements_to_draft(user: User, year: int) -> Iterator[Task]:
    begun = Agreement.objects.standing().of_year(year).of_positions(_held(user))
    positions = reporting_positions(user, year=year, own_only=True).filter(pk__in=_held(user))
    for position in positions.exclude(pk__in=begun.values("position")).select_related("unit"):
        chosen = urlencode({"tahun": year, "status": NOT_BEGUN, "q": position.title})
        url = f"{reverse('agreements:agreement_list')}?{chosen}"
        yield Task(f"Susun PK {year}: {position.title}", _unit_of(position), "Belum disusun", "warning", url)


def _own_agreements(user: User, year: int) -> Iterator[Task]:
    mine = Agreement.objects.of_positions(_held(user)).of_year(year).select_related("position__unit").latest_versions()
    asking = {
        AgreementStatus.DRAFT: ("Lengkapi dan ajukan", "warning"),
        AgreementStatus.RETURNED: ("Perbaiki dan ajukan lagi", "danger"),
        AgreementStatus.APPROVED: ("Tanda tangani", "info"),
    }
    for agreement in mine:
        if agreement.status in asking:
            verb, tone = asking[agreement.status]
            yield _agreement_task(verb, agreement, tone)


def _agreements_to_judge(user: User) -> Iterator[Task]:
    promised = Agreement.objects.filter(parties__side=Side.SECOND, parties__position__in=_held(user))
    below = promised.select_related("position__unit")
    asking = {
        AgreementStatus.SUBMITTED: ("Periksa dan sepakati", "info"),
        AgreementStatus.PARTLY_SIGNED: ("Tanda tangani sebagai Pihak Kedua", "info"),
    }
    waiting = list(below.filter(status__in=list(asking)).order_by("-year", "position__protocol_order"))
    yield from _many_to_judge(waiting)
    for agreement in waiting:
        verb, tone = asking[agreement.status]
        yield _agreement_task(verb, agreement, tone)


def _many_to_judge(waiting: list[Agreement]) -> Iterator[Task]:
    """One row per year in which several wait, before those that are judged one by one."""
    counted = Counter(agreement.year for agreement in waiting if agreement.status == AgreementStatus.SUBMITTED)
    for year, count in counted.items():
        if count > 1:
            url = f"{reverse('agreements:season_board')}?{urlencode({'tahun': year, 'lingkup': MINE})}"
            detail = "Lihat semuanya, pilih, lalu setujui sekaligus"
            yield Task(f"Setujui {count} PK {year}", detail, str(AgreementStatus.SUBMITTED.label), "info", url)


def _agreement_task(verb: str, agreement: Agreement, tone: str) -> Task:
    label = AgreementStatus(agreement.status).label
    url = reverse("agreements:agreement_detail", args=[agreement.pk])
    title = f"{verb} PK {agreement.year}: {agreement.position.title}"
    return Task(title, _unit_of(agreement.position), label, tone, url)


def _unit_of(position: Position) -> str:
    """The unit, unless the title names it already."""
    unit = str(position.unit.name)
    return "" if unit in position.title else unit


def _joined(*parts: str) -> str:
    """The parts that say something, as one sentence."""
    text = ", ".join(filter(None, parts))
    return text[:1].upper() + text[1:]
