"""The trail: the only place that writes events, and the only function that changes a status."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from audit.models import Event

M = TypeVar("M", bound=models.Model)

SYSTEM = "Sistem"


def record(target: models.Model, verb: str, *, by: Any, data: Mapping[str, Any] | None = None) -> Event:
    """Write that `by` did `verb` to `target`; `by=None` means the system itself.

    `data` holds what a reader needs later (remark, values before and after). Secrets never belong there.
    """
    event = _event(target, verb, by, data)
    event.save(force_insert=True)
    return event


def record_many(
    targets: Iterable[tuple[models.Model, Mapping[str, Any]]], verb: str, *, by: Any, batch_size: int = 1000
) -> None:
    """Write one event for each (object, data), with few statements."""
    Event.objects.bulk_create([_event(target, verb, by, data) for target, data in targets], batch_size=batch_size)


def _event(target: models.Model, verb: str, by: Any, data: Mapping[str, Any] | None) -> Event:
    if target.pk is None:
        raise ValueError("An unsaved object cannot have events.")
    return Event(
        actor_id=by.pk if by is not None else None,
        actor_label=str(by)[:200] if by is not None else SYSTEM,
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        data=dict(data or {}),
    )


def history(*targets: models.Model) -> models.QuerySet[Event]:
    """All events of these objects together, newest first."""
    wanted = models.Q(pk__in=[])
    for target in targets:
        wanted |= models.Q(target_type=target._meta.label_lower, target_id=str(target.pk))
    return Event.objects.filter(wanted)


@transaction.atomic
def advance(
    obj: M, to: str, *, by: Any, verb: str, remark: str = "", data: Mapping[str, Any] | None = None, **fields: Any
) -> M:
    """Take `obj` one step to the state `to`, write `fields` with it, and record the event.

    Locks the row first, so of two people who press the button together one succeeds and the other is told.
    The allowed steps stand in the model's `STEPS`. Raises ValidationError with a sentence for the reader.
    """
    model: Any = type(obj)
    locked = model._base_manager.select_for_update().get(pk=obj.pk)
    before = locked.status
    if to not in model.STEPS.get(before, frozenset()):
        labels = dict(model._meta.get_field("status").flatchoices)
        raise ValidationError(
            f"{model._meta.verbose_name.capitalize()} ini berstatus “{labels[before]}”, jadi tidak dapat menjadi "
            f"“{labels[to]}”. Muat ulang halaman untuk melihat keadaan terbaru.",
            code="step",
        )
    for name, value in {**fields, "status": to}.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*fields, "status"])
    record(
        locked, verb, by=by, data={"from": before, "to": to, **({"remark": remark} if remark else {}), **(data or {})}
    )
    obj.refresh_from_db(fields=[*fields, "status"])
    return locked
