"""How a PDF leaves the house, or why it does not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_response(content: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """The PDF for one person's eyes: no cache keeps it, nothing guesses its type, no other site embeds it."""
    return _private(content, "application/pdf", f"{get_valid_filename(name)[:120]}.pdf", download=download)


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """The workbook for one person, always as a download."""
    return _private(content, XLSX, f"{get_valid_filename(name)[:120]}.xlsx", download=True)


def _private(content: bytes, content_type: str, file_name: str, *, download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(download, file_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def document_failed(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """A page that says why there is no document."""
    return render(request, "reports/document_failed.html", {"reason": reason}, status=status)
