"""Who is told what when a report moves; the messages are written in the transaction of the move."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from messaging.enums import MessageKind
from messaging.inbox.actions import notify
from organisation.enums import Role
from organisation.models import User
from organisation.people.responsibility import delegates_of, holders_of, operators_of, secretaries, with_role
from organisation.scope import units_above
from realisations.calendar.facts import window_of
from realisations.models import QuarterReport
from realisations.rules import VERIFIED_BY_SECRETARY

SUBJECT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """What the verifier decided, in the words of the message."""

    code: str
    subject: str
    body: str


RETURNED = DecisionWords(
    "returned",
    "Laporan dikembalikan",
    "{report} dikembalikan untuk diperbaiki. Buka laporan untuk membaca catatan verifikator, perbaiki isinya, lalu "
    "kirim lagi.",
)
REOPENED = DecisionWords(
    "reopened",
    "Laporan dibuka kembali",
    "{report} yang sudah disetujui dibuka kembali oleh Bagian Organisasi. Buka laporan untuk membaca alasannya, "
    "perbaiki isinya, lalu kirim lagi.",
)
VERIFIED = DecisionWords(
    "verified", "Laporan disetujui", "{report} sudah disetujui verifikator. Angkanya kini diperhitungkan."
)


def tell_verifiers(report: QuarterReport, *, today: datetime.date) -> None:
    """Tell those who may judge the report that it waits for them."""
    notify(
        verifiers_of(report, today),
        occasion=f"report/{report.pk}/submitted/{report.version}",
        subject=f"Laporan menunggu verifikasi: {report.position}"[:SUBJECT_LENGTH],
        body=f"{report} sudah dikirim dan menunggu verifikasi Anda.",
        path=reverse("realisations:report_review", args=[report.pk]),
        kind=MessageKind.VERIFY,
    )


def tell_reporters(report: QuarterReport, *, today: datetime.date, verdict: DecisionWords) -> None:
    """Tell the holder of the position and the operators of its unit what the verifier decided.

    Who has to correct a report after its period has closed is told so.
    """
    hindrance = "" if verdict is VERIFIED else window_of(report).refusal(today)
    notify(
        reporters_of(report, today),
        occasion=f"report/{report.pk}/{verdict.code}/{report.version}",
        subject=f"{verdict.subject}: {report.position}"[:SUBJECT_LENGTH],
        body=f"{verdict.body.format(report=report)} {hindrance}".strip(),
        path=reverse("realisations:report_detail", args=[report.pk]),
        kind=MessageKind.FILL,
    )


def notify_row_opened(report: QuarterReport, row: str, event_pk: int, *, today: datetime.date) -> None:
    """Tell those who type and send that an accepted row may be changed again."""
    notify(
        reporters_of(report, today),
        occasion=f"report/{report.pk}/row_opened/{event_pk}",
        subject=f"Baris laporan dibuka: {report.position}"[:SUBJECT_LENGTH],
        body=f"Pada {report} baris {row} dibuka lagi, jadi dapat diperbaiki.",
        path=reverse("realisations:report_edit", args=[report.pk]),
    )


def verifiers_of(report: QuarterReport, today: datetime.date) -> list[User]:
    """The people who may judge this report on the day; the same answer as `indicators.verify_report`.

    Who sent it is not among them: nobody approves what they sent themselves.
    """
    position = report.position
    if position.kind in VERIFIED_BY_SECRETARY:
        asked = [*secretaries(today), *with_role(Role.ORGANISATION_SECTION, today)]
    else:
        asked = [*holders_of([position.reports_to_id], today)] if position.reports_to_id else []
    own = {user.pk for user in holders_of([position.pk], today)} | {report.submitted_by_id}
    return [user for user in _each_once(asked) if user.pk not in own]


def reporters_of(report: QuarterReport, today: datetime.date) -> list[User]:
    """The holder of the position, today's delegate, and the operators who may type for it."""
    unit, own = report.position.unit_id, [report.position_id]
    operators = operators_of(units_above([unit])[unit], today)
    return _each_once([*holders_of(own, today), *delegates_of(own, today), *operators])


def _each_once(users: list[User]) -> list[User]:
    return list({user.pk: user for user in users}.values())
