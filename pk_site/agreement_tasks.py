"""Agreements that wait for a person: to be written, judged, signed, or revised for somebody who took over."""

import datetime
from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode

from agreements.domain.season import Season
from agreements.enums import AgreementStatus, Side
from agreements.forms.filters import MINE, NOT_BEGUN
from agreements.models import Agreement
from agreements.season import season_of
from agreements.transfers import transfers
from indicators.models import Policy
from indicators.worklist import reporting_positions
from organisation.enums import Role
from organisation.models import User
from pk_site.tasks import Task, joined, unit_of


def held_positions(user: User) -> list[int]:
    """The positions that the user holds today."""
    return [held.position_id for held in user.authority.held]


def officials_to_follow(user: User, today: datetime.date) -> Iterator[Task]:
    """The own posts whose PK a predecessor signed; for Bagian Organisasi all of them in one row."""
    for transfer in transfers(user, today.year, today, among=held_positions(user)):
        if transfer.may_begin:
            position = transfer.agreement.position
            title = f"Susun PK Perubahan {today.year}: {position.title}"
            detail = joined(unit_of(position), f"PK yang berlaku ditandatangani {transfer.former.name}")
            yield Task(title, detail, "Pejabat berganti", "warning", transfer.agreement.get_absolute_url())
    if user.authority.has_role(Role.ORGANISATION_SECTION):
        waiting = transfers(user, today.year, today)
        if waiting:
            detail = "PK yang berlaku ditandatangani pejabat sebelumnya"
            title = f"Pergantian pejabat: {len(waiting)} PK Perubahan belum disusun"
            yield Task(title, detail, "Pejabat berganti", "warning", reverse("agreements:transfer_list"))


def agreements_to_draft(user: User, today: datetime.date) -> Iterator[Task]:
    """The own posts without a PK this year, owed a month after the budget document."""
    year, held = today.year, held_positions(user)
    begun = Agreement.objects.standing().of_year(year).of_positions(held)
    positions = reporting_positions(user, year=year, own_only=True).filter(pk__in=held)
    owing = list(positions.exclude(pk__in=begun.values("position")).select_related("unit"))
    season = _season(year, today) if owing else None
    for position in owing:
        chosen = urlencode({"tahun": year, "status": NOT_BEGUN, "q": position.title})
        url = f"{reverse('agreements:agreement_list')}?{chosen}"
        detail = joined(unit_of(position), _standing(season))
        title, due = f"Susun PK {year}: {position.title}", season.deadline if season else None
        yield Task(title, detail, "Belum disusun", "warning", url, due)


def own_agreements(user: User, today: datetime.date) -> Iterator[Task]:
    """The PK of the own posts that wait for their holder."""
    asking = {
        AgreementStatus.DRAFT: ("Lengkapi dan ajukan", "warning"),
        AgreementStatus.RETURNED: ("Perbaiki dan ajukan lagi", "danger"),
        AgreementStatus.APPROVED: ("Tanda tangani", "info"),
    }
    mine = Agreement.objects.of_positions(held_positions(user)).of_year(today.year).select_related("position__unit")
    waiting = [agreement for agreement in mine.latest_versions() if agreement.status in asking]
    season = _season(today.year, today) if waiting else None
    for agreement in waiting:
        verb, tone = asking[agreement.status]
        yield _agreement_task(verb, agreement, tone, season if agreement.version == 1 else None)


def agreements_to_judge(user: User) -> Iterator[Task]:
    promised = Agreement.objects.filter(parties__side=Side.SECOND, parties__position__in=held_positions(user))
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


def _agreement_task(verb: str, agreement: Agreement, tone: str, season: Season | None = None) -> Task:
    label = AgreementStatus(agreement.status).label
    url = reverse("agreements:agreement_detail", args=[agreement.pk])
    title = f"{verb} PK {agreement.year}: {agreement.position.title}"
    detail = joined(unit_of(agreement.position), _standing(season))
    return Task(title, detail, label, tone, url, season.deadline if season else None)


def _season(year: int, today: datetime.date) -> Season | None:
    return season_of(Policy.objects.filter(year=year).only("year", "budget_document_on"), year, today)


def _standing(season: Season | None) -> str:
    """The last day in words, or how late it is; empty while the day of the budget document is not recorded."""
    if season is None:
        return ""
    return season.lateness(None) or f"batas {date_format(season.deadline, 'j F Y')}"
