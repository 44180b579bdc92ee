"""Asking for a document. Rows only: the workers find them by themselves."""

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.enums import OPEN_STATES
from documents.models import PreparedDocument
from documents.models.preparing import LONGEST_ADDRESS
from organisation.models import User

MOST_OPEN = 5
"""So many documents of one person wait at once; the others' turn comes in between."""


@transaction.atomic
def ask_for(address: str, name: str, *, by: User) -> PreparedDocument:
    """Write down what is wanted; asked again while it waits, it is the same. One person asks for one after the other.

    Raises `ValidationError` for an address that is too long, and when too many documents of the person wait already.
    """
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError("Alamat dokumen ini terlalu panjang. Buka kembali dari halaman asalnya.", code="address")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = PreparedDocument.objects.filter(requested_by=by)
    if mine.unfinished().exclude(address=address).count() >= MOST_OPEN:
        raise ValidationError(
            f"{MOST_OPEN} dokumen yang Anda minta masih disiapkan. Tunggu sampai salah satunya selesai.", code="waiting"
        )
    open_one = {"requested_by": by, "address": address, "state__in": OPEN_STATES}
    return PreparedDocument.objects.get_or_create(**open_one, defaults={"name": name[:200]})[0]
