"""How a PDF leaves the house, or why it does not."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename

R = TypeVar("R", bound=HttpResponseBase)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def guarded(response: R, file_name: str, *, download: bool) -> R:
    """The response with the headers that every file has: no cache keeps it, nothing guesses its type."""
    response["Content-Disposition"] = content_disposition_header(download, file_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def pdf_response(content: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """The PDF for one person's eyes: no cache keeps it, nothing guesses its type, no other site embeds it."""
    return _private(content, "application/pdf", f"{get_valid_filename(name)[:120]}.pdf", download=download)


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """The workbook for one person, always as a download."""
    return _private(content, XLSX, f"{get_valid_filename(name)[:120]}.xlsx", download=True)


def drawing_response(content: bytes, name: str) -> HttpResponse:
    """The SVG for one person, always as a download: opened by itself it can neither run nor fetch anything."""
    response = _private(content, "image/svg+xml", f"{get_valid_filename(name)[:120]}.svg", download=True)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def picture_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A small picture that was drawn here, to be shown within a page."""
    return _private(content, content_type, get_valid_filename(name), download=False)


def file_response(file: FieldFile, content_type: str, name: str) -> StreamingHttpResponse:
    """A large stored file for one person, in pieces and always as a download; it is opened when it is sent."""
    response = StreamingHttpResponse(_pieces(file), content_type=content_type)
    response["Content-Length"] = file.size
    return guarded(response, get_valid_filename(name), download=True)


def _pieces(file: FieldFile) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from opened.chunks()


def _private(content: bytes, content_type: str, file_name: str, *, download: bool) -> HttpResponse:
    return guarded(HttpResponse(content, content_type=content_type), file_name, download=download)


def document_failed(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    """A page that says why there is no document."""
    return render(request, "documents/document_failed.html", {"reason": reason}, status=status)
