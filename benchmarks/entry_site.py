"""Amanah as its web server serves it, and beside it one bare view to measure against; for `benchmarks/entry.py`.

The bare view has everything that Django itself costs - session, person, log-in, CSRF - and writes one row.
"""

import os
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")

import django
from django.conf import settings

settings.ROOT_URLCONF = __name__
django.setup()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.views.decorators.http import require_POST  # noqa: E402

from pk_site.wsgi import application  # noqa: E402
from realisations.models import Realisation  # noqa: E402

__all__ = ["application", "urlpatterns"]


@require_POST
def bare_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one figure into one row, in a column of its own: no scope, no right, no clock, no lock, no history."""
    Realisation.objects.filter(pk=pk).update(numerator=Decimal(request.POST["text"]))
    return HttpResponse("tersimpan")


urlpatterns = [path("polos/<int:pk>/", bare_save, name="bare_save"), path("", include("pk_site.urls"))]
