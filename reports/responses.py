"""How a PDF leaves the house."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename


def pdf_response(content: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """The PDF for one person's eyes: no cache keeps it, nothing guesses its type, no other site embeds it."""
    response = HttpResponse(content, content_type="application/pdf")
    file_name = f"{get_valid_filename(name)[:120]}.pdf"
    response["Content-Disposition"] = content_disposition_header(download, file_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
