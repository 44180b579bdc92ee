"""Documents that a worker draws, fetched by a test as a person does it: asked for, drawn, opened."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.http.request import QueryDict
from django.test import Client
from django.urls import resolve

from documents.models import PreparedDocument
from documents.preparing import drawing


def fetch(client: Client, address: str, query: Mapping[str, Any] | None = None) -> HttpResponse:
    """The answer of an address; of a document that a worker draws the file, or the page that says why there is none."""
    if not hasattr(resolve(address).func, "paper"):
        return client.get(address, query or {})
    parts = QueryDict(mutable=True)
    parts.update(query or {})
    asked = client.post(f"{address}?{parts.urlencode()}" if query else address)
    if asked.status_code != 302:
        return asked
    drawing.work()
    document = PreparedDocument.objects.get(token=resolve(asked.url).kwargs["token"])
    return client.get(f"{asked.url}berkas/" if document.is_done else asked.url)
