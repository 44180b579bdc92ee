"""Numbers of documents: none repeats, none is skipped, and two documents can be printed at the same time.

A number is taken under the lock of the year's register, which is the only place where numbers are made. A worker that
prints many documents reserves the number first and prints without the lock; a number whose document does not come
into being is given back, and the next document gets it.
"""

from django.db import transaction

from agreements.models import Agreement
from reports.enums import DocumentKind
from reports.models import IssuedDocument, NumberRegister
from reports.printing.models import ReservedNumber

KIND = DocumentKind.AGREEMENT


@transaction.atomic
def reserve_number(agreement: Agreement) -> None:
    """Keep a number for this agreement until it is issued; nothing when it has one or is issued already."""
    if IssuedDocument.objects.filter(agreement=agreement).exists():
        return
    register = _lock_register(agreement.year)
    if not ReservedNumber.objects.filter(agreement=agreement).exists():
        _reserve(register, agreement)


def take_number(agreement: Agreement) -> int:
    """The number for a document that is stored in this transaction: the reserved one, else the next.

    Two transactions never hold the same number, because the row or the register stays locked until the end.
    """
    reserved = ReservedNumber.objects.select_for_update().filter(agreement=agreement).first()
    if reserved is None:
        reserved = _reserve(_lock_register(agreement.year), agreement)
    reserved.delete()
    return reserved.sequence


@transaction.atomic
def give_number_back(agreement: Agreement) -> None:
    """Free the number kept for this agreement, unless somebody is printing with it this very moment."""
    register = _lock_register(agreement.year)
    reserved = ReservedNumber.objects.select_for_update(skip_locked=True).filter(agreement=agreement).first()
    if reserved is None:
        return
    reserved.agreement = None
    reserved.save(update_fields=["agreement"])
    free = ReservedNumber.objects.filter(kind=KIND, year=register.year, agreement=None)
    while free.filter(sequence=register.last).delete()[0]:
        register.last -= 1
    register.save(update_fields=["last"])


def _lock_register(year: int) -> NumberRegister:
    """The year's register; others wait until this transaction ends."""
    NumberRegister.objects.get_or_create(kind=KIND, year=year)
    return NumberRegister.objects.select_for_update().get(kind=KIND, year=year)


def _reserve(register: NumberRegister, agreement: Agreement) -> ReservedNumber:
    """The lowest number that was given back, else a new one."""
    free = ReservedNumber.objects.filter(kind=KIND, year=register.year, agreement=None).first()
    if free:
        free.agreement = agreement
        free.save(update_fields=["agreement"])
        return free
    register.last += 1
    register.save(update_fields=["last"])
    return ReservedNumber.objects.create(kind=KIND, year=register.year, sequence=register.last, agreement=agreement)
