"""Agreements that wait for a person: to be written, judged, signed, or revised for somebody who took over."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode

from agreements.domain.season import Season
from agreements.enums import AgreementStatus as S
from agreements.enums import Gap, Side
from agreements.models import Agreement, Party
from agreements.querysets import AgreementQuerySet
from agreements.reading.facts import awaited_as
from agreements.reading.transfers import transfers
from agreements.rules import receives_promise
from agreements.season.facts import Unsent, unsent_agreements
from agreements.season.forms import MINE, NOT_BEGUN
from organisation.enums import Role
from organisation.models import Position, User
from pk_site.tasks import Task, joined, unit_of

TO_SEND = {
    S.DRAFT: ("Lengkapi dan ajukan", "Lengkapi", "warning"),
    S.RETURNED: ("Perbaiki dan ajukan lagi", "Perbaiki", "danger"),
}
"""What the holder is asked to do with a draft, what the operator, and the tone."""


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


def agreements_to_send(user: User, seasons: Mapping[int, Season], today: datetime.date) -> Iterator[Task]:
    """What is not with the superior yet: of the own posts one by one, of the operated ones in one row per year.

    A holder is asked from the first day of the year, an operator and for the next year once the budget document is
    there; so nobody is reminded of what does not stand here.
    """
    held = held_positions(user)
    operated = user.authority.operated_position_ids.difference(held)
    begun = {year for year, season in seasons.items() if season.has_begun}
    unsent = unsent_agreements({today.year, *begun}, among=operated.union(held))
    positions = Position.objects.select_related("unit").in_bulk({position for position, _ in unsent})
    for (pk, year), found in unsent.items():
        if pk in held and found.status not in TO_SEND:
            yield _task_to_begin(positions[pk], year, seasons.get(year))
    yield from _drafts(Agreement.objects.of_positions(held).filter(year__in=(today.year, today.year + 1)), seasons)
    for year in sorted(begun):
        yield from _operated({positions[pk]: found for (pk, of_year), found in unsent.items()
                              if of_year == year and pk in operated}, year, seasons[year])  # fmt: skip


def _task_to_begin(position: Position, year: int, season: Season | None) -> Task:
    chosen = urlencode({"tahun": year, "status": NOT_BEGUN, "q": position.title})
    url = f"{reverse('agreements:agreement_list')}?{chosen}"
    detail, due = joined(unit_of(position), _standing(season)), season.deadline if season else None
    return Task(f"Susun PK {year}: {position.title}", detail, "Belum disusun", "warning", url, due)


def _drafts(own: AgreementQuerySet, seasons: Mapping[int, Season]) -> Iterator[Task]:
    """The newest version of these agreements where it is its holder's turn, also a PK Perubahan."""
    for agreement in own.select_related("position__unit").latest_versions():
        if agreement.status in TO_SEND:
            verb, _, tone = TO_SEND[agreement.status]
            season = seasons.get(agreement.year) if agreement.version == 1 else None
            yield _agreement_task(verb, agreement, tone, season)


def _operated(unsent: Mapping[Position, Unsent], year: int, season: Season) -> Iterator[Task]:
    """What an operator draws up for others; sending it is the holder's."""
    if len(unsent) > 1:
        url = f"{reverse('agreements:season_board')}?{urlencode({'tahun': year, 'kurang': Gap.NOT_SUBMITTED})}"
        title, detail = f"Siapkan {len(unsent)} PK {year} untuk diajukan", joined(_standing(season))
        yield Task(title, detail, str(Gap.NOT_SUBMITTED.label), "warning", url, season.deadline)
        return
    for position, found in unsent.items():
        if found.status in TO_SEND:
            _, verb, tone = TO_SEND[found.status]
            draft = Agreement(pk=found.pk, position=position, year=year, status=found.status)
            yield _agreement_task(verb, draft, tone, season)
        else:
            yield _task_to_begin(position, year, season)


def agreements_to_sign(user: User, seasons: Mapping[int, Season]) -> Iterator[Task]:
    """The PK that wait for the signature of this person, as one party or the other, by the order of their year."""
    named = Party.objects.filter(position__in=held_positions(user), employee=user.employee_id)
    waiting = Agreement.objects.filter(status__in=[S.APPROVED, S.PARTLY_SIGNED], pk__in=named.values("agreement"))
    found = waiting.with_signing_order().select_related("position__unit").prefetch_related("parties__signature")
    for agreement in found.order_by("-year", "position__protocol_order"):
        party = awaited_as(agreement, user)
        if party and party.side == Side.FIRST:
            season = seasons.get(agreement.year) if agreement.version == 1 else None
            yield _agreement_task("Tanda tangani", agreement, "info", season)
        elif party:
            yield _agreement_task("Tanda tangani sebagai Pihak Kedua", agreement, "info")


def agreements_to_judge(user: User) -> Iterator[Task]:
    """The PK that this person receives and has not answered; several of a year are offered together first."""
    promised = Agreement.objects.filter(parties__side=Side.SECOND, parties__position__in=held_positions(user))
    below = promised.filter(status=S.SUBMITTED).select_related("position__unit").prefetch_related("parties")
    waiting = [
        agreement
        for agreement in below.order_by("-year", "position__protocol_order")
        if receives_promise(user, agreement)
    ]
    yield from _many_to_judge(waiting)
    for agreement in waiting:
        yield _agreement_task("Periksa dan sepakati", agreement, "info")


def _many_to_judge(waiting: list[Agreement]) -> Iterator[Task]:
    """One row per year in which several wait, before those that are judged one by one."""
    counted = Counter(agreement.year for agreement in waiting)
    for year, count in counted.items():
        if count > 1:
            url = f"{reverse('agreements:season_board')}?{urlencode({'tahun': year, 'lingkup': MINE})}"
            detail = "Lihat semuanya, pilih, lalu setujui sekaligus"
            yield Task(f"Setujui {count} PK {year}", detail, str(S.SUBMITTED.label), "info", url)


def _agreement_task(verb: str, agreement: Agreement, tone: str, season: Season | None = None) -> Task:
    label = S(agreement.status).label
    url = reverse("agreements:agreement_detail", args=[agreement.pk])
    title = f"{verb} PK {agreement.year}: {agreement.position.title}"
    detail = joined(unit_of(agreement.position), _standing(season))
    return Task(title, detail, label, tone, url, season.deadline if season else None)


def _standing(season: Season | None) -> str:
    """The last day in words, or how late it is; empty while the day of the budget document is not recorded."""
    if season is None:
        return ""
    return season.lateness(None) or f"batas {date_format(season.deadline, 'j F Y')}"
