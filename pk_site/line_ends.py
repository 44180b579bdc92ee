"""Browsers end the lines of a text box with CR LF; what is typed is stored with LF alone.

Otherwise an untouched text would count as changed, and exports would show `_x000D_` at every line's end.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.request import QueryDict
from django.utils.deprecation import MiddlewareMixin

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class LineEndsMiddleware(MiddlewareMixin):
    """Gives every form its texts with one kind of line end. Stands behind the guard against forgery."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Change the texts of a form; files and other bodies stay as they are."""
        if request.method == "POST" and request.content_type in FORMS and _has_returns(request.POST):
            request.POST = _with_line_feeds(request.POST)


def _has_returns(data: QueryDict) -> bool:
    return any("\r" in value for _, values in data.lists() for value in values)


def _with_line_feeds(data: QueryDict) -> QueryDict:
    changed = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        changed.setlist(name, [value.replace("\r\n", "\n").replace("\r", "\n") for value in values])
    changed._mutable = False
    return changed
