"""Addresses of the planning pages that must know what agreements promise."""

from django.urls import path

from agreements.views import new_version

urlpatterns = [
    path("indikator/<int:pk>/versi-baru/", new_version.indicator_version, name="indicator_version"),
]
