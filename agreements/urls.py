"""Addresses of the agreements pages."""

from django.urls import path

from agreements.budget import views as budget
from agreements.cascade import views as cascade
from agreements.cascade_papers import views as cascade_papers
from agreements.ceremonies import views as ceremonies
from agreements.copying import views as copying
from agreements.drafting import views as drafting
from agreements.lines import row_views as lines_row
from agreements.lines import views as lines
from agreements.negotiation import views as negotiation
from agreements.papers import views as papers
from agreements.reading import views as reading
from agreements.revision import views as revision
from agreements.season import views as season
from agreements.signing import views as signing
from agreements.transfers import views as transfers

app_name = "agreements"
urlpatterns = [
    path("pk/pohon/", cascade.cascade_show, name="cascade_show"),
    path("pk/pohon/cetak/", cascade_papers.cascade_pdf, name="cascade_pdf"),
    path("pk/pohon/ekspor/", cascade_papers.cascade_export, name="cascade_export"),
    path("pk/pohon/gambar/<int:position_pk>/", cascade_papers.cascade_drawing, name="cascade_drawing"),
    path("indikator/<int:pk>/turunan/", cascade.cascade_edit, name="cascade_edit"),
    path("pk/<int:pk>/ubah/", drafting.agreement_edit, name="agreement_edit"),
    path("pk/<int:pk>/pihak-kedua/", drafting.counterpart_choose, name="counterpart_choose"),
    path("pk/<int:pk>/baris/baru/", lines.line_create, name="line_create"),
    path("pk/<int:pk>/baris/<int:line_pk>/", lines.line_edit, name="line_edit"),
    path("pk/<int:pk>/baris/<int:line_pk>/naik/", lines_row.line_up, name="line_up"),
    path("pk/<int:pk>/baris/<int:line_pk>/turun/", lines_row.line_down, name="line_down"),
    path("pk/<int:pk>/baris/<int:line_pk>/hapus/", lines_row.line_remove, name="line_remove"),
    path("pk/<int:pk>/baris/<int:line_pk>/ikuti-rencana/", lines_row.line_follow, name="line_follow"),
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
    path("pk/", season.agreement_list, name="agreement_list"),
    path("pk/susun/<int:position_pk>/", drafting.agreement_draft, name="agreement_draft"),
    path("pk/susun/<int:position_pk>/salin/", copying.agreement_copy, name="agreement_copy"),
    path("pk/mutasi/", transfers.transfer_list, name="transfer_list"),
    path("pk/<int:pk>/", reading.agreement_detail, name="agreement_detail"),
    path("pk/<int:pk>/anggaran/", budget.budget_edit, name="budget_edit"),
    path("pk/<int:pk>/anggaran/ikuti-rencana/", budget.budget_follow, name="budget_follow"),
    path("pk/program/", budget.program_options, name="program_options"),
    path("pk/<int:pk>/ambil-ulang/", drafting.agreement_refresh, name="agreement_refresh"),
    path("pk/<int:pk>/ajukan/", negotiation.agreement_submit, name="agreement_submit"),
    path("pk/<int:pk>/periksa/", negotiation.agreement_review, name="agreement_review"),
    path("pk/<int:pk>/setujui/", negotiation.agreement_approve, name="agreement_approve"),
    path("pk/<int:pk>/kembalikan/", negotiation.agreement_return, name="agreement_return"),
    path("pk/<int:pk>/lampiran/rencana-aksi.xlsx", papers.action_plan_workbook, name="action_plan_workbook"),
    path("pk/<int:pk>/tanda-tangan/", signing.agreement_sign, name="agreement_sign"),
    path("pk/<int:pk>/batalkan/", revision.agreement_cancel, name="agreement_cancel"),
    path("pk/<int:pk>/perubahan/", revision.agreement_revise, name="agreement_revise"),
    path("pk/<int:pk>/mutasi/", transfers.agreement_transfer, name="agreement_transfer"),
]
