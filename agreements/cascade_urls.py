"""Addresses of the performance tree."""

from django.urls import path

from agreements.views import cascade

urlpatterns = [
    path("pk/pohon/", cascade.cascade_show, name="cascade_show"),
    path("indikator/<int:pk>/turunan/", cascade.cascade_edit, name="cascade_edit"),
]
