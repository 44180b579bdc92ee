"""A null character (U+0000) is no text: PostgreSQL stores none, so a question with one would end in a disturbance.

In an address it becomes the character that stands for an unreadable one, which is in no stored text: nothing is found.
In a form each box refuses it by itself; what is read outside of a form's boxes is refused here.
"""

import psycopg.errors
from django.db import DataError
from django.http import HttpRequest, HttpResponseBase
from django.http.request import QueryDict
from django.utils.deprecation import MiddlewareMixin

from pk_site.refusals import NULL_CHARACTER, refuse

NULL, UNREADABLE = "\x00", "\ufffd"


class NullCharacterMiddleware(MiddlewareMixin):
    """Asks nothing of the database that it cannot answer."""

    def process_request(self, request: HttpRequest) -> None:
        """Make null characters of the query string unreadable ones."""
        if any(NULL in text for text in _texts(request.GET)):
            request.GET = _readable(request.GET)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Refuse what the database refused for its null character; its transaction was taken back already."""
        return refuse(NULL_CHARACTER) if _is_about_null(exception) else None


def _texts(data: QueryDict) -> list[str]:
    return [text for name, values in data.lists() for text in (name, *values)]


def _readable(data: QueryDict) -> QueryDict:
    readable = QueryDict(mutable=True)
    for name, values in data.lists():
        readable.setlist(name.replace(NULL, UNREADABLE), [value.replace(NULL, UNREADABLE) for value in values])
    readable._mutable = False
    return readable


def _is_about_null(error: BaseException | None) -> bool:
    """Whether text (as psycopg tells it) or JSON (as PostgreSQL does) held a null character."""
    while error is not None:
        if isinstance(error, psycopg.errors.UntranslatableCharacter):
            return True
        if isinstance(error, DataError | psycopg.DataError | ValueError) and "NUL (0x00)" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
