"""Hanging an indicator from one of a superior, and from others that it supports beside it."""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit import trail
from audit.facts import FieldChange, changes_between, field_values, to_data
from indicators.definitions.crosscutting import write_also_supports
from indicators.enums import CascadeKind
from indicators.models import CrossCutting, Indicator
from organisation.models import User

LONGEST_NAME = 120
PLACE = ("supports", "cascade_kind")


@transaction.atomic
def cascade_indicator(
    indicator: Indicator, *, parent: Indicator | None, kind: str, also: Sequence[Indicator] = (), by: User
) -> Indicator:
    """Let `indicator` support `parent` in this way (a `CascadeKind`, or "" while nobody has said), and `also` others.

    It counts in the line of `parent` alone, who is responsible (penanggung jawab); the others it only supports.
    ValidationError when that would make a circle, or when parent, way and the others contradict each other.
    """
    refuse_contradictions(parent, kind, also)
    stored = _locked(indicator, parent, also)
    changes = _save(stored, parent, kind, also)
    if changes:
        trail.record(stored, "indicator.cascaded", by=by, data={"changes": to_data(changes)})
    return stored


def _locked(indicator: Indicator, parent: Indicator | None, also: Sequence[Indicator]) -> Indicator:
    """The indicator as it is stored; it and what it is to support wait, in one order, for whoever writes them now."""
    keys = {indicator.pk, *(one.pk for one in also), *([parent.pk] if parent else [])}
    rows = Indicator.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}[indicator.pk]


def refuse_contradictions(parent: Indicator | None, kind: str, also: Sequence[Indicator]) -> None:
    """ValidationError, by field, for choices that contradict each other."""
    if parent is None and kind not in ("", CascadeKind.NEW):
        raise ValidationError({"parent": f"“{CascadeKind(kind).label}” memerlukan indikator atasan. Pilih salah satu."})
    if parent is None and also:
        raise ValidationError(
            {
                "parent": "Pilih indikator atasan penanggung jawab lebih dahulu; pendukung hanya menyertainya, karena "
                "indikator ini dihitung pada satu garis saja."
            }
        )
    if parent is not None and not kind:
        raise ValidationError({"kind": "Pilih cara menurunkan dari indikator atasan."})
    if parent in also:
        raise ValidationError(
            {
                "also": f"“{short(str(parent))}” sudah dipilih sebagai penanggung jawab. Hapus centang pendukungnya, "
                "atau pilih penanggung jawab lain."
            }
        )


def _save(
    indicator: Indicator, parent: Indicator | None, kind: str, also: Sequence[Indicator]
) -> Sequence[FieldChange]:
    """Write the place in the cascade, and let the database's guards speak now, not at the commit; what changed."""
    before = field_values(indicator, PLACE)
    indicator.supports, indicator.cascade_kind = parent, kind
    changes = changes_between(indicator, before, field_values(indicator, PLACE))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if changes:
                indicator.save(update_fields=PLACE)
            changes += write_also_supports({indicator.pk: [one.pk for one in also]}).get(indicator.pk, [])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        errors = _circles(indicator, [parent] if parent else [], also)
        if not errors:
            raise
        raise ValidationError(errors) from error
    return changes


def _circles(indicator: Indicator, parents: Sequence[Indicator], also: Sequence[Indicator]) -> dict[str, list[str]]:
    """By field, the sentences for what the indicator cannot support because it stands below it."""
    below = _below(indicator.pk)
    chosen = {"parent": parents, "also": also}
    return {
        field: [_circle(indicator, one) for one in several if one.pk in below]
        for field, several in chosen.items()
        if any(one.pk in below for one in several)
    }


def _below(top: int) -> Collection[int]:
    """The indicator and everything that supports it, over whichever kind of parent. Two queries a level."""
    found, level = {top}, {top}
    while level:
        next_level = set(Indicator.objects.filter(supports__in=level).values_list("pk", flat=True))
        next_level |= set(CrossCutting.objects.filter(supported__in=level).values_list("supporter", flat=True))
        level = next_level - found
        found |= level
    return found


def _circle(indicator: Indicator, above: Indicator) -> str:
    if above == indicator:
        return "Indikator tidak dapat mendukung dirinya sendiri. Pilih indikator lain."
    return (
        f"“{short(str(above))}” tidak dapat menjadi indikator atasan, karena ia sendiri berada di bawah "
        f"“{short(str(indicator))}”. Pilih indikator lain, atau lepaskan dahulu kaitan yang berada di bawah."
    )


def short(text: str) -> str:
    """A statement cut to what a line bears."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
