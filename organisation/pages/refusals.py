"""Bringing the refusal of an action back to the form, so that it stands beside what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def succeeds(form: forms.BaseForm, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What the action gives; when it refuses, None, and the sentences stand in the form."""
    try:
        return action(*args, **kwargs)
    except ValidationError as refusal:
        for field, errors in _by_field(refusal).items():
            form.add_error(field if field in form.fields else None, errors)
        return None


def _by_field(refusal: ValidationError) -> dict[str, list[ValidationError]]:
    if hasattr(refusal, "error_dict"):
        return refusal.error_dict
    return {NON_FIELD_ERRORS: refusal.error_list}
