"""Addresses of the season board and of the ceremonies."""

from django.urls import path

from agreements.views import ceremonies, season

urlpatterns = [
    path("pk/musim/", season.season_board, name="season_board"),
    path("pk/musim/tinjau/", season.season_review, name="season_review"),
    path("pk/musim/lakukan/", season.season_perform, name="season_perform"),
    path("pk/acara/", ceremonies.ceremony_list, name="ceremony_list"),
    path("pk/acara/baru/", ceremonies.ceremony_create, name="ceremony_create"),
    path("pk/acara/<int:pk>/", ceremonies.ceremony_detail, name="ceremony_detail"),
    path("pk/acara/<int:pk>/ubah/", ceremonies.ceremony_edit, name="ceremony_edit"),
    path("pk/acara/<int:pk>/hapus/", ceremonies.ceremony_delete, name="ceremony_delete"),
    path("pk/acara/<int:pk>/undang/", ceremonies.ceremony_invite, name="ceremony_invite"),
    path("pk/acara/<int:pk>/batal-undang/", ceremonies.ceremony_uninvite, name="ceremony_uninvite"),
    path("pk/acara/<int:pk>/kehadiran/", ceremonies.ceremony_attend, name="ceremony_attend"),
    path("pk/acara/<int:pk>/layar/", ceremonies.ceremony_screen, name="ceremony_screen"),
]
