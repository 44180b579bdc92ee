"""Addresses of the whole house: Indonesian paths, English names."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from pk_site import gallery, health, views

handler400 = "pk_site.refusals.bad_request"
handler500 = "pk_site.refusals.server_error"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz/live", health.live, name="health_live"),
    path("healthz/ready", health.ready, name="health_ready"),
    path("admin/", admin.site.urls),
    path("", include("organisation.urls")),
    path("", include("messaging.urls")),
    path("", include("documents.urls")),
    path("", include("indicators.urls")),
    path("", include("realisations.urls")),
    path("", include("agreements.urls")),
    path("", include("evaluations.urls")),
    path("", include("duties.urls")),
    path("", include("reports.urls")),
    path("", include("exchange.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("galeri/", gallery.gallery, name="gallery")]
