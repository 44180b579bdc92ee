"""Addresses of the performance tree as files."""

from django.urls import path

from reports.views import cascade

urlpatterns = [
    path("pk/pohon/cetak/", cascade.cascade_pdf, name="cascade_pdf"),
    path("pk/pohon/ekspor/", cascade.cascade_export, name="cascade_export"),
    path("pk/pohon/gambar/<int:position_pk>/", cascade.cascade_drawing, name="cascade_drawing"),
]
