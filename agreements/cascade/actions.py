"""Hanging an indicator from one of a superior."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit import trail
from audit.facts import changes_between, field_values, to_data
from indicators.enums import CascadeKind
from indicators.models import Indicator
from organisation.models import Government, User

LONGEST_NAME = 120
PLACE = ("supports", "cascade_kind")


@transaction.atomic
def cascade_indicator(indicator: Indicator, *, parent: Indicator | None, kind: str, by: User) -> Indicator:
    """Let `indicator` support `parent` in this way (a `CascadeKind`, or "" while nobody has said).

    ValidationError when that would make a circle, or when parent and way contradict each other.
    """
    if parent is None and kind not in ("", CascadeKind.NEW):
        raise ValidationError({"parent": f"“{CascadeKind(kind).label}” memerlukan indikator atasan. Pilih salah satu."})
    if parent is not None and not kind:
        raise ValidationError({"kind": "Pilih cara menurunkan dari indikator atasan."})
    # Two changes that are fine alone may make a circle together: they wait for each other.
    Government.objects.select_for_update().first()
    stored = Indicator.objects.select_related("supports").get(pk=indicator.pk)
    if (stored.supports, stored.cascade_kind) == (parent, kind):
        return stored
    before = field_values(stored, PLACE)
    stored.supports, stored.cascade_kind = parent, kind
    _save(stored)
    changes = changes_between(stored, before, field_values(stored, PLACE))
    trail.record(stored, "indicator.cascaded", by=by, data={"changes": to_data(changes)})
    return stored


def _save(indicator: Indicator) -> None:
    """Write the place in the cascade, and let the database's guard against circles speak now, not at the commit."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            indicator.save(update_fields=PLACE)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise ValidationError({"parent": _circle(indicator)}) from error


def _circle(indicator: Indicator) -> str:
    if indicator.supports_id == indicator.pk:
        return "Indikator tidak dapat mendukung dirinya sendiri. Pilih indikator lain."
    parent, own = short(str(indicator.supports)), short(str(indicator))
    return (
        f"“{parent}” tidak dapat menjadi indikator atasan, karena ia sendiri berada di bawah “{own}”. Pilih indikator "
        "lain, atau lepaskan dahulu kaitan yang berada di bawah."
    )


def short(text: str) -> str:
    """A statement cut to what a line bears."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
