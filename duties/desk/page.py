"""The rows of the start page: duties in, things to do with their words, colours and links out. No queries."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode

from agreements.enums import AgreementStatus, Gap
from agreements.reading.transfers import Transfer
from agreements.season.filters import MINE, NOT_BEGUN
from duties.enums import Reason
from duties.owed.domain import Duty, MissingAgreement, OpenFollowUp, OwedReport, WaitingAgreement, WaitingReport
from realisations.enums import ReportStatus
from realisations.measurement.lines import REPORT_TONES
from realisations.report_sheet.progress import ReportProgress
from realisations.reports.facts import NOT_STARTED_LABEL, Item
from realisations.reports.filters import OWN

FILLING, COMPLETE, WAITING = "Sedang diisi", "Lengkap, belum dikirim", "Menunggu verifikasi"
SETTLED = {ReportStatus.SUBMITTED: WAITING, ReportStatus.VERIFIED: "Terkunci"}
"""What is said of a report that is out of its holder's hands; it is done, so it bears no colour."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the whole row is a link, and its title says for whom, since one person has several of a kind.

    `due` is the day by which it is owed, None where no day is set.
    """

    title: str
    detail: str
    label: str
    tone: str
    url: str
    due: datetime.date | None = None


# --- Reports -----------------------------------------------------------------------------------------------------


def reports_to_send(
    owed: Iterable[OwedReport], person: int, today: datetime.date, progress: Mapping[int, ReportProgress]
) -> Iterator[Task]:
    """Reports that can be typed or sent today, the own ones first; then those that closed unsent, one row per day."""
    newest = sorted(owed, key=lambda duty: (duty.quarter.year, -duty.quarter.number))
    for duty in sorted(newest, key=lambda duty: Reason.HOLDER not in duty.reasons_of(person)):
        if today <= duty.closes:
            yield _open_report(duty, duty.reasons_of(person), today, progress.get(duty.report_id))
    closed = sorted((duty for duty in newest if today > duty.closes), key=lambda duty: duty.due)
    for _, of_day in groupby(closed, key=lambda duty: duty.due):
        yield _closed_reports(list(of_day))


def _open_report(
    duty: OwedReport, reasons: Collection[Reason], today: datetime.date, standing: ReportProgress | None
) -> Task:
    fills = not reasons.isdisjoint({Reason.HOLDER, Reason.OPERATOR})
    sends = not reasons.isdisjoint({Reason.HOLDER, Reason.DELEGATE})
    is_complete = bool(standing and standing.is_complete and not duty.is_returned)
    verb = "Kirim" if is_complete and sends else "Isi" if fills else "Pantau"
    left = duty.state_on(today, ()).words
    urgency = f"batas lapor {left}" if today <= duty.due else left
    detail = _joined(_unit_of(duty), urgency, "" if fills else "sebagai delegasi")
    label, tone = _state_of(duty, is_complete=is_complete, sends=sends)
    url = _report_url(duty, "realisations:report_check" if is_complete or not fills else "realisations:report_edit")
    return Task(f"{verb} laporan {duty.quarter.short_label}: {duty.position}", detail, label, tone, url, duty.due)


def _state_of(duty: OwedReport, *, is_complete: bool, sends: bool) -> tuple[str, str]:
    """Where an open report stands, in word and colour; only what this person still owes is coloured."""
    if duty.report_id is None:
        return NOT_STARTED_LABEL, REPORT_TONES[None]
    if duty.is_returned:
        return str(ReportStatus.RETURNED.label), REPORT_TONES[ReportStatus.RETURNED]
    if is_complete:
        return COMPLETE, "warning" if sends else "plain"
    return FILLING, REPORT_TONES[ReportStatus.DRAFT]


def _report_url(duty: OwedReport, page: str) -> str:
    return reverse(page, args=[duty.report_id]) if duty.report_id else _list_url(duty)


def _list_url(duty: OwedReport) -> str:
    chosen = {"tahun": duty.quarter.year, "triwulan": duty.quarter.number, "lingkup": OWN}
    return f"{reverse('realisations:report_list')}?{urlencode(chosen)}"


def _closed_reports(duties: Sequence[OwedReport]) -> Task:
    """What was not sent in time: what is left is to ask for more time."""
    first, quarter = duties[0], duties[0].quarter.short_label
    if len(duties) > 1:
        title, unit = f"{len(duties)} laporan {quarter} belum dikirim", ""
    else:
        title, unit = f"Laporan {quarter} belum dikirim: {first.position}", _unit_of(first)
    return Task(title, _joined(unit, "ditutup; minta perpanjangan"), "Ditutup", "danger", _list_url(first), first.due)


def reports_sent(items: Iterable[Item]) -> Iterator[Task]:
    """The own reports of the open quarters that were sent: where each is now."""
    for item in items:
        url = reverse("realisations:report_detail", args=[item.report.pk])
        title = f"Laporan {item.period.as_quarter.short_label}: {item.position.title}"
        unit = item.position.unit.name
        lateness = item.lateness.removeprefix("dikirim ")
        sent = f"dikirim {_day(item.sent_on)}" if item.sent_on else ""  # a report that was imported was never sent
        detail = _joined(_named(unit, item.position.title), sent, lateness)
        yield Task(title, detail, SETTLED[ReportStatus(item.report.status)], "plain", url, item.window.due)


def reports_to_verify(waiting: Sequence[WaitingReport], today: datetime.date) -> Iterator[Task]:
    """Reports that wait for this verifier, those sent first before the others; several are offered together first."""
    if len(waiting) > 1:
        detail, url = "Lihat semuanya, pilih, lalu setujui yang sudah jelas sekaligus", "realisations:verification_list"
        earliest = min(duty.closes for duty in waiting)
        yield Task(f"Verifikasi {len(waiting)} laporan", detail, WAITING, "info", reverse(url), earliest)
    for duty in waiting:
        title = f"Verifikasi laporan {duty.quarter.short_label}: {duty.position}"
        until = f"pelaporan ditutup {_day(duty.closes)}" if today <= duty.closes else ""
        detail = _joined(_unit_of(duty), f"dikirim {_day(duty.sent)}", until)
        yield Task(
            title, detail, WAITING, "info", reverse("realisations:report_review", args=[duty.report_id]), duty.closes
        )


# --- Agreements --------------------------------------------------------------------------------------------------


def officials_to_follow(own: Iterable[Transfer], everybodys: Collection[Transfer], year: int) -> Iterator[Task]:
    """The own posts whose PK a predecessor signed; those that somebody follows for others, in one row."""
    for transfer in own:
        if transfer.may_begin:
            position = transfer.agreement.position
            title, unit = f"Susun PK Perubahan {year}: {position.title}", _named(position.unit.name, position.title)
            detail = _joined(unit, f"PK yang berlaku ditandatangani {transfer.former.name}")
            yield Task(title, detail, "Pejabat berganti", "warning", transfer.agreement.get_absolute_url())
    if everybodys:
        detail = "PK yang berlaku ditandatangani pejabat sebelumnya"
        title = f"Pergantian pejabat: {len(everybodys)} PK Perubahan belum disusun"
        yield Task(title, detail, "Pejabat berganti", "warning", reverse("agreements:transfer_list"))


def agreements_to_send(missing: Collection[MissingAgreement], person: int, today: datetime.date) -> Iterator[Task]:
    """What is not with the superior yet: of the own posts one by one, of the operated ones in one row per year."""
    own = [duty for duty in missing if Reason.HOLDER in duty.reasons_of(person)]
    for duty in sorted(own, key=lambda duty: (duty.draft_id is not None, duty.position_id, duty.year)):
        verb = "Perbaiki dan ajukan lagi" if duty.is_returned else "Lengkapi dan ajukan"
        yield _to_send(duty, verb, today)
    operated = [duty for duty in missing if Reason.HOLDER not in duty.reasons_of(person)]
    for year in sorted({duty.year for duty in operated}):
        yield from _operated([duty for duty in operated if duty.year == year], today)


def _operated(duties: Sequence[MissingAgreement], today: datetime.date) -> Iterator[Task]:
    """What an operator draws up for others in one year; sending it is the holder's."""
    if len(duties) > 1:
        first, lacking = duties[0], str(Gap.NOT_SUBMITTED.label)
        url = f"{reverse('agreements:season_board')}?{urlencode({'tahun': first.year, 'kurang': Gap.NOT_SUBMITTED})}"
        title, detail = f"Siapkan {len(duties)} PK {first.year} untuk diajukan", _joined(_limit(first.due, today))
        yield Task(title, detail, lacking, "warning", url, first.due)
        return
    for duty in duties:
        yield _to_send(duty, "Perbaiki" if duty.is_returned else "Lengkapi", today)


def _to_send(duty: MissingAgreement, verb: str, today: datetime.date) -> Task:
    detail = _joined(_unit_of(duty), _limit(duty.due, today))
    if duty.draft_id is None:
        chosen = urlencode({"tahun": duty.year, "status": NOT_BEGUN, "q": duty.position})
        url = f"{reverse('agreements:agreement_list')}?{chosen}"
        return Task(f"Susun PK {duty.year}: {duty.position}", detail, "Belum disusun", "warning", url, duty.due)
    status, tone = (AgreementStatus.RETURNED, "danger") if duty.is_returned else (AgreementStatus.DRAFT, "warning")
    title, url = f"{verb} PK {duty.year}: {duty.position}", _agreement_url(duty.draft_id)
    return Task(title, detail, str(status.label), tone, url, duty.due)


def agreements_to_sign(waiting: Iterable[WaitingAgreement], person: int, today: datetime.date) -> Iterator[Task]:
    """The PK that wait for the signature of this person, as one party or the other, by the order of their year."""
    for duty in waiting:
        is_first = person in duty.first_parties
        verb = "Tanda tangani" if is_first else "Tanda tangani sebagai Pihak Kedua"
        yield _waiting_agreement(duty, verb, duty.limit if is_first else None, today)


def agreements_to_judge(waiting: Sequence[WaitingAgreement], today: datetime.date) -> Iterator[Task]:
    """The PK that this person receives and has not answered; several of a year are offered together first."""
    for year, count in Counter(duty.year for duty in waiting).items():
        if count > 1:
            url = f"{reverse('agreements:season_board')}?{urlencode({'tahun': year, 'lingkup': MINE})}"
            detail = "Lihat semuanya, pilih, lalu setujui sekaligus"
            yield Task(f"Setujui {count} PK {year}", detail, str(AgreementStatus.SUBMITTED.label), "info", url)
    for duty in waiting:
        yield _waiting_agreement(duty, "Periksa dan sepakati", None, today)


def _waiting_agreement(duty: WaitingAgreement, verb: str, limit: datetime.date | None, today: datetime.date) -> Task:
    title, detail = f"{verb} PK {duty.year}: {duty.position}", _joined(_unit_of(duty), _limit(limit, today))
    return Task(title, detail, duty.status, "info", _agreement_url(duty.agreement_id), limit)


def _agreement_url(pk: int) -> str:
    return reverse("agreements:agreement_detail", args=[pk])


def _limit(due: datetime.date | None, today: datetime.date) -> str:
    """The last day in words, or how late it is; empty while the day of the budget document is not recorded."""
    if due is None:
        return ""
    return f"terlambat {(today - due).days} hari" if today > due else f"batas {_day(due)}"


# --- Promises ----------------------------------------------------------------------------------------------------


def follow_ups_to_do(promised: Iterable[OpenFollowUp], today: datetime.date) -> Iterator[Task]:
    """The open promises of the own positions."""
    for duty in promised:
        label, tone = ("Terlambat", "danger") if duty.due < today else ("Belum selesai", "warning")
        detail = _joined(_unit_of(duty), duty.state_on(today, ()).words)
        title, url = f"Tindak lanjut {duty.indicator}: {duty.position}", reverse("realisations:follow_up_list")
        yield Task(title, detail, label, tone, url, duty.due)


def _unit_of(duty: Duty) -> str:
    return _named(duty.unit, duty.position)


def _named(unit: str, title: str) -> str:
    """The unit, unless the title names it already."""
    return "" if unit in title else unit


def _joined(*parts: str) -> str:
    """The parts that say something, as one sentence."""
    text = ", ".join(filter(None, parts))
    return text[:1].upper() + text[1:]


def _day(day: datetime.date) -> str:
    return date_format(day, "j F Y")


# --- The calendar ------------------------------------------------------------------------------------------------


def joint_leave_to_enter(years: Iterable[int]) -> Iterator[Task]:
    """Years of which nobody knows the joint leave yet, so that reminders would go out on days off."""
    for year in years:
        detail = "Masukkan menurut keputusan bersama menteri, atau perbarui aplikasi"
        url = reverse("indicators:day_off_list", args=[year])
        yield Task(f"Lengkapi cuti bersama {year}", detail, "Belum ada", "warning", url)
