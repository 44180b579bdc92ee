"""Views whose document a worker draws: the view says who may have it, how it is called and how it is drawn."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from documents.drawing.responses import document_failed
from documents.models import PreparedDocument
from documents.preparing.actions import ask_for
from organisation.models import User


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that somebody may have: the name of its file, and what makes its PDF.

    `draw` raises `pdf.RenderError`, and `ValidationError` when the data do not allow the document.
    """

    name: str
    draw: Callable[[], bytes]


def prepared(view: Callable[..., Paper]) -> Callable[..., HttpResponse]:
    """Make a page of a view that gives a `Paper`: it tells what will be made; its button asks a worker for it.

    The view itself answers quickly: scope, permission, name; a `ValidationError` says why there is no such document
    now. It is asked again, in the name of the same person, before
    the worker draws and before the file is handed over.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            paper = view(request, *args, **kwargs)
        except ValidationError as refusal:
            if request.htmx:
                return HttpResponseClientRedirect(request.get_full_path())
            return document_failed(request, " ".join(refusal.messages), status=409)
        if request.method == "POST":
            return _asked(request, paper)
        return render(request, "documents/prepared_ask.html", {"paper": paper, "address": request.get_full_path()})

    page.paper = view  # type: ignore[attr-defined]  # what `paper_of` asks again
    return page


def _asked(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Lead to the page where the document is waited for, or back to its own page with the reason why not."""
    address = request.get_full_path()
    try:
        address = ask_for(address, paper.name, by=request.user).get_absolute_url()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def paper_of(document: PreparedDocument, user: User) -> Paper:
    """The paper behind the address of a document, as `user` may have it today.

    Raises `Http404` or `PermissionDenied` when the user may not have it any more.
    """
    parts = urlsplit(document.address)
    found = resolve(parts.path)
    request = HttpRequest()
    request.method, request.path, request.user = "GET", parts.path, user
    request.GET = QueryDict(parts.query)
    return found.func.paper(request, *found.args, **found.kwargs)


def scope_of(user: User) -> str:
    """What a document shows its reader depends on it: role, posts and scope, and that the account was not closed since.

    Two queries at most.
    """
    return hashlib.sha256(f"{user.closings}/{user.authority.digest}".encode()).hexdigest()
