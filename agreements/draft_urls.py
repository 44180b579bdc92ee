"""Addresses of the pages on which a draft is written."""

from django.urls import path

from agreements.views import arranging, counterparts, lines, rows

urlpatterns = [
    path("pk/<int:pk>/ubah/", arranging.agreement_edit, name="agreement_edit"),
    path("pk/<int:pk>/pihak-kedua/", counterparts.counterpart_choose, name="counterpart_choose"),
    path("pk/<int:pk>/baris/baru/", lines.line_create, name="line_create"),
    path("pk/<int:pk>/baris/<int:line_pk>/", lines.line_edit, name="line_edit"),
    path("pk/<int:pk>/baris/<int:line_pk>/naik/", rows.line_up, name="line_up"),
    path("pk/<int:pk>/baris/<int:line_pk>/turun/", rows.line_down, name="line_down"),
    path("pk/<int:pk>/baris/<int:line_pk>/hapus/", rows.line_remove, name="line_remove"),
    path("pk/<int:pk>/baris/<int:line_pk>/ikuti-rencana/", rows.line_follow, name="line_follow"),
]
