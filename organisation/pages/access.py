"""The two questions of every page about one object: is it in scope (else 404), and is the deed allowed (else 403)?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404


def visible_or_404(request: HttpRequest, queryset: Any, pk: int) -> Any:
    """The object of `queryset` with this key, if the person who asks may see it; Http404 otherwise."""
    return get_object_or_404(queryset.visible_to(request.user), pk=pk)


def require(request: HttpRequest, permission: str, obj: models.Model | None = None) -> None:
    """Raise PermissionDenied unless the person who asks has the permission (for this object)."""
    if not request.user.has_perm(permission, obj):
        raise PermissionDenied
