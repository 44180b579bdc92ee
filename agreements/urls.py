"""Addresses of the agreements pages."""

from django.urls import path

from agreements.cascade_urls import urlpatterns as cascade
from agreements.draft_urls import urlpatterns as drafting
from agreements.planning_urls import urlpatterns as planning
from agreements.season_urls import urlpatterns as season
from agreements.views import (
    budget,
    copying,
    decisions,
    details,
    drafts,
    endings,
    lists,
    sending,
    signatures,
    transfers,
)

app_name = "agreements"
urlpatterns = [
    *season,
    *cascade,
    *planning,
    path("pk/", lists.agreement_list, name="agreement_list"),
    path("pk/susun/<int:position_pk>/", drafts.agreement_draft, name="agreement_draft"),
    path("pk/susun/<int:position_pk>/salin/", copying.agreement_copy, name="agreement_copy"),
    path("pk/mutasi/", transfers.transfer_list, name="transfer_list"),
    path("pk/<int:pk>/", details.agreement_detail, name="agreement_detail"),
    *drafting,
    path("pk/<int:pk>/anggaran/", budget.budget_edit, name="budget_edit"),
    path("pk/<int:pk>/anggaran/ikuti-rencana/", budget.budget_follow, name="budget_follow"),
    path("pk/program/", budget.program_options, name="program_options"),
    path("pk/<int:pk>/ambil-ulang/", drafts.agreement_refresh, name="agreement_refresh"),
    path("pk/<int:pk>/ajukan/", sending.agreement_submit, name="agreement_submit"),
    path("pk/<int:pk>/periksa/", decisions.agreement_review, name="agreement_review"),
    path("pk/<int:pk>/setujui/", decisions.agreement_approve, name="agreement_approve"),
    path("pk/<int:pk>/kembalikan/", decisions.agreement_return, name="agreement_return"),
    path("pk/<int:pk>/tanda-tangan/", signatures.agreement_sign, name="agreement_sign"),
    path("pk/<int:pk>/batalkan/", endings.agreement_cancel, name="agreement_cancel"),
    path("pk/<int:pk>/perubahan/", endings.agreement_revise, name="agreement_revise"),
    path("pk/<int:pk>/mutasi/", transfers.agreement_transfer, name="agreement_transfer"),
]
