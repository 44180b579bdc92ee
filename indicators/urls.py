"""Addresses of the pages of planning and measuring."""

from django.urls import path

from indicators.budgets import views as budgets
from indicators.calendar import views as calendar
from indicators.days_off import views as days_off
from indicators.definitions import views as definitions
from indicators.medium_term import views as medium_term
from indicators.plan_targets import views as plan_targets
from indicators.policies import views as policies
from indicators.programs import views as programs
from indicators.sheets import views as sheets
from indicators.versions import views as versions
from indicators.weights import views as weights

app_name = "indicators"
urlpatterns = [
    path("indikator/<int:pk>/versi-baru/", versions.indicator_version, name="indicator_version"),
    path("rencana/indikator/", definitions.indicator_list, name="indicator_list"),
    path("rencana/indikator/tambah/<int:pk>/", definitions.indicator_create, name="indicator_create"),
    path("rencana/indikator/<int:pk>/ubah/", definitions.indicator_edit, name="indicator_edit"),
    path("rencana/indikator/<int:pk>/target/<int:year>/", definitions.target_edit, name="target_edit"),
    path("rencana/bobot/<int:pk>/", weights.weights_edit, name="weights_edit"),
    path("rencana/nomenklatur/", programs.program_list, name="program_list"),
    path("rencana/nomenklatur/tambah/", programs.program_create, name="program_create"),
    path("rencana/nomenklatur/<int:pk>/", programs.program_detail, name="program_detail"),
    path("rencana/nomenklatur/<int:pk>/ubah/", programs.program_edit, name="program_edit"),
    path("rencana/nomenklatur/<int:pk>/hapus/", programs.program_remove, name="program_remove"),
    path("rencana/anggaran/<int:pk>/<int:year>/ubah/", budgets.planned_budget_edit, name="planned_budget_edit"),
    path("indikator/<int:pk>/lembar/cetak/", sheets.indicator_sheet_pdf, name="indicator_sheet_pdf"),
    path("organisasi/jabatan/<int:pk>/lembar-indikator/", sheets.position_sheets_pdf, name="position_sheets_pdf"),
    path("organisasi/unit/<int:pk>/lembar-indikator/", sheets.unit_sheets_pdf, name="unit_sheets_pdf"),
    path("realisasi/jadwal/", calendar.period_list, name="period_list"),
    path("realisasi/jadwal/siapkan/", calendar.period_prepare, name="period_prepare"),
    path("realisasi/jadwal/<int:year>/", calendar.period_edit, name="period_edit"),
    path("realisasi/jadwal/perpanjangan/", calendar.extension_list, name="extension_list"),
    path("realisasi/jadwal/perpanjangan/<int:pk>/", calendar.extension_create, name="extension_create"),
    path("realisasi/jadwal/perpanjangan/<int:pk>/akhiri/", calendar.extension_end, name="extension_end"),
    path("realisasi/hari-libur/<int:year>/", days_off.day_off_list, name="day_off_list"),
    path("realisasi/hari-libur/tetapkan/", days_off.day_off_set, name="day_off_set"),
    path("realisasi/hari-libur/<int:pk>/hapus/", days_off.day_off_take_back, name="day_off_take_back"),
    path("realisasi/kebijakan/<int:year>/", policies.policy_detail, name="policy_detail"),
    path("realisasi/kebijakan/<int:year>/ubah/", policies.policy_edit, name="policy_edit"),
    path("indikator/<int:pk>/lembar/", sheets.indicator_sheet, name="indicator_sheet"),
    path("rencana/", medium_term.plan_list, name="plan_list"),
    path("rencana/tambah/", medium_term.plan_create, name="plan_create"),
    path("rencana/renstra/tambah/", medium_term.unit_plan_create, name="unit_plan_create"),
    path("rencana/<int:pk>/ubah/", medium_term.plan_edit, name="plan_edit"),
    path("rencana/<int:pk>/hapus/", medium_term.plan_remove, name="plan_remove"),
    path("rencana/<int:pk>/target/", plan_targets.plan_targets, name="plan_targets"),
    path("rencana/<int:pk>/misi/tambah/", medium_term.mission_create, name="mission_create"),
    path("rencana/misi/<int:pk>/ubah/", medium_term.mission_edit, name="mission_edit"),
    path("rencana/misi/<int:pk>/hapus/", medium_term.mission_remove, name="mission_remove"),
    path("rencana/<int:pk>/tujuan/tambah/", medium_term.goal_create, name="goal_create"),
    path("rencana/tujuan/<int:pk>/ubah/", medium_term.goal_edit, name="goal_edit"),
    path("rencana/tujuan/<int:pk>/hapus/", medium_term.goal_remove, name="goal_remove"),
    path("rencana/tujuan/<int:pk>/sasaran/", plan_targets.goal_place, name="goal_place"),
]
