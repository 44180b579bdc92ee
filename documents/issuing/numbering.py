"""Numbers of documents: none repeats, none is skipped, and two documents can be printed at the same time.

A number is taken under the lock of the year's register, which is the only place where numbers are made. A worker that
prints many documents reserves the number first and prints without the lock; a number whose document does not come
into being is given back, and the next document gets it.
"""

from django.db import transaction

from documents.issuing.facts import document_of
from documents.kinds import DocumentKind, Subject
from documents.models import NumberRegister, ReservedNumber


@transaction.atomic
def reserve_number(kind: DocumentKind, subject: Subject) -> None:
    """Keep a number for this subject until it is issued; nothing when it has one or is issued already."""
    if document_of(kind.name, subject.pk):
        return
    register = _lock_register(kind, subject.year)
    if not ReservedNumber.objects.filter(kind=kind.name, subject_id=subject.pk).exists():
        _reserve(register, subject.pk)


def take_number(kind: DocumentKind, subject: Subject) -> int:
    """The number for a document that is stored in this transaction: the reserved one, else the next.

    Two transactions never hold the same number, because the row or the register stays locked until the end.
    """
    rows = ReservedNumber.objects.select_for_update()
    reserved = rows.filter(kind=kind.name, subject_id=subject.pk).first()
    if reserved is None:
        reserved = _reserve(_lock_register(kind, subject.year), subject.pk)
    reserved.delete()
    return reserved.sequence


@transaction.atomic
def give_number_back(kind: DocumentKind, subject: Subject) -> None:
    """Free the number kept for this subject, unless somebody is printing with it this very moment."""
    register = _lock_register(kind, subject.year)
    rows = ReservedNumber.objects.select_for_update(skip_locked=True)
    reserved = rows.filter(kind=kind.name, subject_id=subject.pk).first()
    if reserved is None:
        return
    reserved.subject_id = None
    reserved.save(update_fields=["subject_id"])
    free = ReservedNumber.objects.filter(kind=kind.name, year=register.year, subject_id=None)
    while free.filter(sequence=register.last).delete()[0]:
        register.last -= 1
    register.save(update_fields=["last"])


def _lock_register(kind: DocumentKind, year: int) -> NumberRegister:
    """The year's register; others wait until this transaction ends."""
    NumberRegister.objects.get_or_create(kind=kind.name, year=year)
    return NumberRegister.objects.select_for_update().get(kind=kind.name, year=year)


def _reserve(register: NumberRegister, subject_id: int) -> ReservedNumber:
    """The lowest number that was given back, else a new one."""
    free = ReservedNumber.objects.filter(kind=register.kind, year=register.year, subject_id=None).first()
    if free:
        free.subject_id = subject_id
        free.save(update_fields=["subject_id"])
        return free
    register.last += 1
    register.save(update_fields=["last"])
    return ReservedNumber.objects.create(
        kind=register.kind, year=register.year, sequence=register.last, subject_id=subject_id
    )
