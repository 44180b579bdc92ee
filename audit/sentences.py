"""What a reader of the history sees of events, in the words of the apps that wrote them (see `audit.wording`).

What belongs to an event's `data` and is shown under its sentence: `remark` (said by the person), `detail` (one line
that names things), `via` (by which route it came) and `changes` (facts, see `audit.facts`).
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format

from audit.facts import FieldChange, Json, by_row, changes_of, model_of, stored_value
from audit.models import Event
from audit.wording import DETAILS, PRIVATE, ROUTES, ROWS, SENTENCES, VERBS, Change, RowWords

NOTHING = "–"
MOST_LINES = 300
"""Changes of one event that are shown; more are counted."""

GONE = "sudah dihapus"

Names: TypeAlias = Mapping[type[models.Model], Mapping[Any, str]]
"""What the rows behind foreign keys are called, by model and key."""


@dataclass(frozen=True, slots=True)
class WordedEvent:
    """An event as its reader sees it: the words after the person's name, one line of facts, changes line by line."""

    event: Event
    sentence: str
    detail: str
    changes: tuple[Change, ...]


def worded(events: Iterable[Event], *, opened: Collection[str] = ()) -> list[WordedEvent]:
    """The events of one page in words. As many queries for one event as for many.

    Of private fields (see `audit.wording`) only that they changed is said, unless the page itself shows them to this
    reader and names them in `opened` ("organisation.employee.email").
    """
    hidden = PRIVATE.difference(opened)
    facts = [(event, changes_of(event)) for event in events]
    loaded = _loaded(facts)
    return [
        WordedEvent(
            event,
            sentence(event),
            detail(event),
            _cut(_lines(event.verb, changes, loaded, hidden)),
        )
        for event, changes in facts
    ]


def _cut(lines: Sequence[Change]) -> tuple[Change, ...]:
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], *([Change(f"dan {more} perubahan lain")] if more > 0 else []))


def sentence(event: Event) -> str:
    """The words after the person's name; a verb without words of its own is shown as it is stored."""
    return SENTENCES.get(event.verb, event.verb)


def detail(event: Event) -> str:
    """The line of facts under the sentence, and by which route it came; empty without either."""
    say = DETAILS.get(event.verb)
    facts = say(event) if say else event.data.get("detail", "")
    return " · ".join(filter(None, [facts, ROUTES.get(event.data.get("via", ""))]))


def said(verb: str, changes: Sequence[FieldChange]) -> list[Change]:
    """Changes as an event of this verb would say them."""
    return _lines(verb, changes, _loaded([(Event(verb=verb), changes)]), PRIVATE)


def _loaded(facts: Iterable[tuple[Event, Sequence[FieldChange]]]) -> dict[str, Any]:
    together: dict[str, list[FieldChange]] = {}
    for event, changes in facts:
        for change in changes:
            together.setdefault(event.verb if event.verb in VERBS else change.model, []).append(change)
    return {name: _words_of(name).load(changes) for name, changes in together.items()}


def _lines(
    verb: str, changes: Sequence[FieldChange], loaded: Mapping[str, Any], hidden: Collection[str]
) -> list[Change]:
    shown = [change for change in changes if f"{change.model}.{change.field}" not in hidden]
    groups = {(verb, ""): shown} if verb in VERBS else by_row(shown)
    lines = [line for (name, _), group in groups.items() if group for line in _words_of(name).say(group, loaded[name])]
    return [*lines, *(Change(f"{field_label(change)} diubah") for change in changes if change not in shown)]


def _words_of(name: str) -> RowWords:
    """The words of a verb or of a model."""
    return VERBS.get(name) or ROWS.get(name, BY_FIELD)


def load_names(changes: Sequence[FieldChange]) -> Names:
    """The names behind the foreign keys of these changes; one query for each model that they point at."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for change in changes:
        related = _related(change)
        if related:
            keys = {key for value in (change.before, change.after) for key in _listed(value) if key is not None}
            wanted.setdefault(related, set()).update(keys)
    return {
        model: {key: str(row) for key, row in _with_names(model).in_bulk(keys).items()}
        for model, keys in wanted.items()
        if keys
    }


def _with_names(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Rows with the rows that they point at, because a name may be made of theirs."""
    return model._base_manager.select_related(*(field.name for field in model._meta.fields if field.related_model))


def say_fields(changes: Sequence[FieldChange], names: Names) -> list[Change]:
    """One line for each field: its name, and its value before and after."""
    return [
        Change(field_label(one), *(value_words(one, value, names) or NOTHING for value in (one.before, one.after)))
        for one in changes
    ]


BY_FIELD = RowWords(say_fields, load_names)
"""How the rows of a model without words of its own are said."""


def whole_row(model: type[models.Model], words: Callable[[Any], str], *related: str) -> RowWords:
    """One line for the row as it stood after the change, or before it was removed; its label once it is gone."""

    def load(changes: Sequence[FieldChange]) -> Mapping[str, models.Model]:
        rows = model._base_manager.select_related(*related).filter(pk__in={change.key for change in changes})
        return {str(row.pk): row for row in rows}

    def say(changes: Sequence[FieldChange], rows: Mapping[str, models.Model]) -> list[Change]:
        row = copy(rows.get(changes[0].key))
        if row is None:
            return [Change(changes[0].label)]
        for change, field in ((change, _field(change)) for change in changes):
            if isinstance(field, models.Field):
                value = change.before if change.after is None and not field.null else change.after
                setattr(row, field.attname, stored_value(change, value))
        return [Change(words(row))]

    return RowWords(say, load)


def field_label(change: FieldChange) -> str:
    """What the field is called today; a field that is gone is called as it is stored."""
    return str(getattr(_field(change), "verbose_name", change.field))


def value_words(change: FieldChange, value: Json, names: Names) -> str:
    """A value of the changed field as a reader knows it: choice, number, day or name; empty for no value."""
    if isinstance(value, list):
        return ", ".join(value_words(change, item, names) for item in value)
    field = _field(change)
    if value is None or isinstance(value, dict) or not isinstance(field, models.Field):
        return "" if value is None else str(value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    related = _related(change)
    if related:
        return names.get(related, {}).get(value, GONE)
    base: Any = getattr(field, "base_field", field)
    choices = dict(base.flatchoices)
    return str(choices[value]) if value in choices else _plain(base.to_python(value))


def _plain(value: Any) -> str:
    match value:
        case Decimal():
            return number_format(value.normalize(), force_grouping=True, use_l10n=True)
        case datetime.datetime():
            return date_format(timezone.localtime(value), "j F Y H.i")
        case datetime.date():
            return date_format(value, "j F Y")
    return str(value)


def _field(change: FieldChange) -> Any:
    try:
        return model_of(change)._meta.get_field(change.field)
    except (LookupError, FieldDoesNotExist):
        return None


def _related(change: FieldChange) -> type[models.Model] | None:
    """The model that a field of the changed row points at; None for plain values and for what points at the row."""
    field = _field(change)
    return field.related_model if isinstance(field, models.Field) else None


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else [value]
