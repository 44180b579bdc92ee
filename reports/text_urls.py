"""Addresses of the wording of documents."""

from django.urls import path

from reports.views import texts

urlpatterns = [
    path("dokumen/naskah/", texts.text_list, name="text_list"),
    path("dokumen/naskah/<slug:kind>/", texts.text_edit, name="text_edit"),
    path("dokumen/naskah/<slug:kind>/pratinjau/", texts.text_preview, name="text_preview"),
    path("dokumen/naskah/<slug:kind>/riwayat/", texts.text_history, name="text_history"),
    path("dokumen/naskah/<slug:kind>/versi/<int:number>/", texts.text_version, name="text_version"),
    path("dokumen/naskah/<slug:kind>/versi/<int:number>/pulihkan/", texts.text_restore, name="text_restore"),
]
