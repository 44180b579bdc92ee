"""Agreements of a season, ready to be printed together."""

import uuid

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.kind import AGREEMENTS
from documents.enums import PrintKind
from documents.models import PrintItem, PrintJob
from documents.printing.actions import create_print_job
from organisation.models import User
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head

YEAR = 2026


def season(count: int, status: str = AgreementStatus.APPROVED) -> list[Agreement]:
    """Agreements of so many heads of dinas with one regent, in the protocol order."""
    factories.GovernmentFactory()
    superior = regional_head()
    agreements = []
    for order in range(1, count + 1):
        position = factories.PositionFactory(title=f"Kepala Dinas Contoh {order:02}", protocol_order=order)
        factories.holder_of(position)
        agreements.append(agreement_of(position, superior, status, year=YEAR))
    return agreements


def job_of(agreements: list[Agreement], by: User, kind: str = PrintKind.MERGED, **changes: object) -> PrintJob:
    """A job that prints these agreements."""
    columns = {"year": YEAR, "words": "Tahun 2026, semua unit kerja", "token": uuid.uuid4(), **changes}
    return create_print_job(AGREEMENTS, agreements, kind=kind, by=by, **columns)


def head_of(agreement: Agreement) -> User:
    """Who promised it."""
    return User.objects.get(employee__assignments__position=agreement.position)


def states(job: PrintJob) -> list[str]:
    """The states of the job's items, in their order."""
    return list(PrintItem.objects.filter(job=job).order_by("order").values_list("state", flat=True))
