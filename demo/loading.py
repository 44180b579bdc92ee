"""Loading the demo: its workbook through the ordinary import, then a replay through the ordinary actions."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone

from demo import agreements, quarter
from demo.accounts import ACCOUNTS, holders, open_accounts
from documents.drawing.pdf import RenderError
from exchange.sheets.outcome import import_workbook
from messaging.enums import DeliveryState
from messaging.models import Delivery, Notification
from organisation.models import Employee, Government, WorkUnit

HERE = Path(__file__).parent
WORKBOOK, OPEN_QUARTER = HERE / "kabupaten_contoh.xlsx", HERE / "kabupaten_contoh_tw3_2026.xlsx"
COAT_OF_ARMS = HERE / "lambang.png"
REGION_CODE = "99.99"
"""No region has this code: by it the demo knows itself again."""

IMPORTED = dt.date(2026, 10, 5)
"""The day on which the demo's workbooks come in, whatever the day is: its third quarter is open then."""

Progress = Callable[[str, int, int], None]


class ForeignDataError(Exception):
    """The database holds something that is not the demo."""


def is_loaded() -> bool:
    """Whether the demo is there. Raises ForeignDataError when other data are."""
    government = Government.objects.first()
    if government is None and not (WorkUnit.objects.exists() or Employee.objects.exists()):
        return False
    if government is None or government.region_code != REGION_CODE:
        raise ForeignDataError(
            "Basis data ini sudah berisi data lain, jadi data contoh tidak dimuat. "
            "Pakai basis data kosong, misalnya dengan make demo RESET=1."
        )
    return True


class RefusedDemoError(Exception):
    """The import refused one of the demo's own workbooks; `str()` is an Indonesian sentence."""


@transaction.atomic
def load(progress: Progress, *, today: dt.date) -> None:
    """Load the demo into an empty database, everything or nothing. Its open quarter is open on `today` and after.

    Raises RefusedDemoError, also where documents cannot be drawn: nothing of the demo is in force without one.
    """
    _import(WORKBOOK, progress)
    _hang_up_coat_of_arms()
    open_accounts()
    users = holders([account.position for account in ACCOUNTS])
    try:
        agreements.make_agreements(progress)
    except RenderError as error:
        raise RefusedDemoError(f"Data contoh tidak dapat dimuat: dokumennya tidak dapat dicetak. {error}") from error
    _settle_messages()
    _import(OPEN_QUARTER, progress, by=users["BAPPEDA-KABID-DALEV"])
    quarter.keep_open(by=users["KABAG-ORGANISASI"], today=today)
    quarter.work_on_reports(organisation=users["KABAG-ORGANISASI"])
    Delivery.objects.filter(state=DeliveryState.READY).update(state=DeliveryState.INBOX_ONLY)


def _import(path: Path, progress: Progress, by: object = None) -> None:
    with path.open("rb") as file:
        outcome = import_workbook(file, by=by, is_verified=by is None, today=IMPORTED, progress=progress)
    if outcome.is_refused:
        raise RefusedDemoError(
            f"Data contoh tidak dapat dimuat: {path.name} ditolak. {outcome.findings.problems[0]} "
            "Salinan aplikasi ini mungkin berubah; pasang ulang, lalu jalankan: make demo RESET=1"
        )
    # What follows runs in the same transaction, where nobody else counts the new rows: unlucky plans take minutes.
    # Own tables only: those that all databases of a server share would stay locked until the transaction ends.
    with connection.cursor() as cursor:
        tables = map(connection.ops.quote_name, connection.introspection.django_table_names(only_existing=True))
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _hang_up_coat_of_arms() -> None:
    """Give the government the arms that stand on its documents; the workbook carries no pictures."""
    with COAT_OF_ARMS.open("rb") as picture:
        Government.objects.current().coat_of_arms.save(COAT_OF_ARMS.name, File(picture))


def _settle_messages() -> None:
    """The messages of the past were read long ago, and nothing of the demo leaves the house."""
    Notification.objects.update(read_at=timezone.now())
    Delivery.objects.filter(state=DeliveryState.READY).update(state=DeliveryState.INBOX_ONLY)
