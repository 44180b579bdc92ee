"""Text leaves compressed, because offices have weak links; files do not, because they are compressed already."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "image/svg+xml", "application/json", "application/javascript")


class CompressedTextMiddleware(GZipMiddleware):
    """GZip for pages, style sheets and scripts, with Django's random length against BREACH.

    A download stays as it is: it keeps its length, so that the browser shows how far it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text."""
        is_file = "attachment" in response.get("Content-Disposition", "")
        is_text = response.get("Content-Type", "").startswith(TEXT)
        return super().process_response(request, response) if is_text and not is_file else response
