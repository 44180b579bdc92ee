"""How a year is measured, to read and to change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from audit.trail import history
from indicators.domain.numbers import format_percent
from indicators.enums import Attachment
from indicators.models import Policy
from indicators.policies.actions import change_policy
from indicators.policies.facts import TONES
from indicators.policies.forms import PolicyForm
from organisation.pages.access import require
from organisation.pages.refusals import succeeds

EVENTS_SHOWN = 20


@require_safe
def policy_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The choices of a year; everybody may know how they are measured."""
    policy = get_object_or_404(Policy.objects.prefetch_related("bands"), year=year)
    context = {
        "policy": policy,
        "facts": _facts(policy),
        "heading": f"Kebijakan pengukuran {year}",
        "bands": [(band, TONES.get(band.tone, "neutral")) for band in policy.bands.all()],
        "years": Policy.objects.values_list("year", flat=True),
        "events": history(policy)[:EVENTS_SHOWN],
        "edit_url": reverse("indicators:policy_edit", args=[year])
        if request.user.has_perm("indicators.manage_policy")
        else "",
    }
    return render(request, "indicators/policy_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_edit(request: HttpRequest, year: int) -> HttpResponse:
    """Change the choices of a year."""
    require(request, "indicators.manage_policy")
    policy = get_object_or_404(Policy, year=year)
    form = PolicyForm(request.POST or None, instance=policy)
    if request.method == "POST" and form.is_valid():
        scale = form.chosen_scale()
        if succeeds(form, change_policy, policy, form.values(), by=request.user, scale=scale):
            messages.success(request, f"Kebijakan pengukuran tahun {year} tersimpan.")
            return redirect("indicators:policy_detail", year)
    context = {
        "form": form,
        "policy": policy,
        "heading": f"Kebijakan pengukuran {year}",
        "cancel_url": reverse("indicators:policy_detail", args=[year]),
    }
    return render(request, "indicators/policy_edit.html", context)


def _facts(policy: Policy) -> list[tuple[str, object]]:
    return [
        ("Rumus indikator turun", policy.get_minimize_formula_display()),
        ("Target 0 yang dilampaui", policy.get_zero_target_display()),
        ("Cara merata-rata", policy.get_averaging_display()),
        ("Batas atas capaian yang ditampilkan", _cap(policy.cap_display)),
        ("Batas atas capaian dalam rata-rata", _cap(policy.cap_in_average)),
        ("Skala", policy.scale_name),
        ("Tanggal batas lapor", f"Tanggal {policy.due_day} pada bulan setelah triwulan berakhir"),
        ("Bila batas lapor jatuh pada hari libur", policy.get_due_move_display()),
        ("Hari kerja dalam seminggu", policy.get_working_week_display()),
        ("Bukti dukung sebelum dikirim", policy.get_evidence_rule_display()),
        ("Tanggal penetapan DPA", date_format(policy.budget_document_on, "j F Y") if policy.budget_document_on else ""),
        ("Urutan tanda tangan PK", policy.get_signing_order_display()),
        ("Kertas dokumen", policy.get_paper_display()),
        ("Format nomor PK", policy.agreement_number_format),
        ("Lampiran PK", ", ".join(Attachment(kind).label for kind in policy.attachments) or "Tidak ada"),
        ("Program berpagu nol pada PK", "Dicetak" if policy.with_zero_budget else "Tidak dicetak"),
        (
            "Bentuk berkas PK",
            "PDF/A-3b (arsip jangka panjang)"
            if policy.archival_pdf
            else "PDF yang dapat dibaca pembaca layar (PDF/UA-1)",
        ),
    ]


def _cap(percent: object) -> str:
    return "Tanpa batas" if percent is None else format_percent(percent)
