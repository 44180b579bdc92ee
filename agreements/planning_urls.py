"""Addresses of the planning pages that must know what agreements promise."""

from django.urls import path

from agreements.views import indicators, new_version, planned_budgets, programs

urlpatterns = [
    path("indikator/<int:pk>/versi-baru/", new_version.indicator_version, name="indicator_version"),
    path("rencana/indikator/", indicators.indicator_list, name="indicator_list"),
    path("rencana/indikator/tambah/<int:pk>/", indicators.indicator_create, name="indicator_create"),
    path("rencana/indikator/<int:pk>/ubah/", indicators.indicator_edit, name="indicator_edit"),
    path("rencana/indikator/<int:pk>/target/<int:year>/", indicators.target_edit, name="target_edit"),
    path("rencana/nomenklatur/", programs.program_list, name="program_list"),
    path("rencana/nomenklatur/tambah/", programs.program_create, name="program_create"),
    path("rencana/nomenklatur/<int:pk>/", programs.program_detail, name="program_detail"),
    path("rencana/nomenklatur/<int:pk>/ubah/", programs.program_edit, name="program_edit"),
    path("rencana/nomenklatur/<int:pk>/hapus/", programs.program_remove, name="program_remove"),
    path("rencana/anggaran/", planned_budgets.budget_overview, name="budget_overview"),
    path("rencana/anggaran/<int:pk>/<int:year>/", planned_budgets.budget_show, name="budget_show"),
    path("rencana/anggaran/<int:pk>/<int:year>/ubah/", planned_budgets.planned_budget_edit, name="planned_budget_edit"),
]
