"""Indicators of the plan: the list, and writing indicators and targets outside of a draft."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.bindings import agreed_definition, agreed_year, verified_quarters
from indicators.definitions.actions import PROMISED, add_indicator, change_indicator, set_targets
from indicators.definitions.forms import GAPS, KEYS, IndicatorFilter, IndicatorForm, TargetsForm
from indicators.definitions.locked_definition import NEW_VERSION, fixed_fields
from indicators.domain.smart import quarters_objection
from indicators.models import Indicator, Objective, Target
from indicators.querysets import IndicatorQuerySet
from indicators.sheets.facts import ASSESSED_FIELDS, assessment_of
from indicators.targets.actions import YEARLY, target_values
from organisation.models import Position, WorkUnit
from organisation.pages.access import require, visible_or_404
from organisation.pages.filtering import EARLIEST_YEAR, LATEST_YEAR
from organisation.pages.refusals import succeeds

KEEP = "indicators.keep_indicators"
PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Indicators in scope with the targets of a year and how complete their plan is; filters live in the address."""
    chosen = IndicatorFilter.of(request.GET, timezone.localdate())
    found = _found(Indicator.objects.visible_to(request.user).measurable_in(chosen.year), chosen)
    of_year = Prefetch(
        "targets", Target.objects.filter(year=chosen.year).prefetch_related("quarters"), to_attr="of_year"
    )
    listed = found.select_related("objective__position__unit").prefetch_related(of_year).in_order()
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("halaman"))
    may_keep = request.user.has_perm(KEEP)
    position = Position.objects.visible_to(request.user).filter(pk=chosen.position).first() if chosen.position else None
    context = {
        "chosen": chosen,
        "page_obj": page,
        "rows": [_row(indicator) for indicator in page],
        "position": position,
        "units": [(unit.pk, unit.name) for unit in WorkUnit.objects.visible_to(request.user).filter(parent=None)],
        "keys": KEYS.items(),
        "gaps": GAPS.items(),
        "is_filtered": bool(chosen.unit or chosen.position or chosen.key or chosen.gap or chosen.words),
        "may_keep": may_keep,
        "create_url": reverse("indicators:indicator_create", args=[position.pk]) if may_keep and position else "",
    }
    return render(request, "indicators/indicator_list.html", context)


def _found(indicators: IndicatorQuerySet, chosen: IndicatorFilter) -> IndicatorQuerySet:
    if chosen.unit:
        unit = Q(objective__position__unit=chosen.unit) | Q(objective__position__unit__parent=chosen.unit)
        indicators = indicators.filter(unit)
    if chosen.position:
        indicators = indicators.filter(objective__position=chosen.position)
    if chosen.key:
        indicators = indicators.filter(is_key=chosen.key == "ya")
    if chosen.words:
        words = Q(statement__icontains=chosen.words) | Q(code__istartswith=chosen.words)
        indicators = indicators.filter(words | Q(objective__position__title__icontains=chosen.words))
    if chosen.gap == "kamus":
        missing = Q()
        for name in ASSESSED_FIELDS:
            missing |= Q(**{name: ""})
        indicators = indicators.filter(missing)
    if chosen.gap == "target":
        indicators = indicators.filter(~Exists(Target.objects.filter(indicator=OuterRef("pk"), year=chosen.year)))
    return indicators


def _row(indicator: Indicator) -> dict[str, object]:
    target = indicator.of_year[0] if indicator.of_year else None
    quarters = {row.quarter: row.value for row in target.quarters.all()} if target else {}
    value = target.value if target else None
    return {"indicator": indicator, "target": value, "score": assessment_of(indicator, value, quarters).score}


@require_http_methods(METHODS)
def indicator_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new indicator of a position, for one of its objectives or a new one."""
    position = visible_or_404(request, Position.objects, pk)
    require(request, KEEP)
    objectives = list(Objective.objects.of_positions([pk]).values_list("code", "statement"))
    form = IndicatorForm(request.POST if request.method == "POST" else None, objectives=objectives)
    if form.is_valid():
        indicator = succeeds(form, add_indicator, position, form.new, by=request.user)
        if indicator:
            messages.success(request, f"Indikator {indicator.code} dibuat. Isi sekarang targetnya.")
            return redirect("indicators:target_edit", indicator.pk, timezone.localdate().year)
    cancel_url = f"{reverse('indicators:indicator_list')}?jabatan={pk}"
    context = {"form": form, "position": position, "cancel_url": cancel_url}
    return render(request, "indicators/indicator_form.html", context)


@require_http_methods(METHODS)
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change wording, IKU, and how it is measured as long as nothing fixes that."""
    indicator = _indicator(request, pk)
    form = IndicatorForm(
        request.POST if request.method == "POST" else None, indicator=indicator, locked=_locked(indicator)
    )
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        given = {"by": request.user, "seen": seen, "today": timezone.localdate()}
        changes = succeeds(form, change_indicator, indicator, form.values, **given)
        if changes is not None:
            messages.success(request, "Indikator tersimpan." if changes else "Tidak ada yang berubah.")
            return redirect("realisations:indicator_detail", pk)
        form = _reopened(form, Indicator.objects.get(pk=pk))
    context = {
        "form": form,
        "indicator": indicator,
        "position": indicator.objective.position,
        "cancel_url": reverse("realisations:indicator_detail", args=[pk]),
    }
    return render(request, "indicators/indicator_form.html", context)


def _reopened(form: IndicatorForm, stored: Indicator) -> IndicatorForm:
    """The refused form with what was typed, remembering what stands there by now."""
    fresh = IndicatorForm(indicator=stored)
    form.data = {**form.data.dict(), "seen": fresh.initial["seen"]}
    return form


def _locked(indicator: Indicator) -> dict[str, str]:
    """The fields that cannot change today, each with the reason."""
    agreed = agreed_definition(indicator, timezone.localdate())
    locked = dict.fromkeys(PROMISED, agreed.sentence) if agreed else {}
    fixed = fixed_fields([indicator.pk])[indicator.pk]
    return locked | dict.fromkeys(fixed, f"Terkunci karena sudah ada angkanya. {NEW_VERSION}")


def _indicator(request: HttpRequest, pk: int) -> Indicator:
    indicators = Indicator.objects.select_related("objective__position__unit")
    indicator = visible_or_404(request, indicators, pk)
    require(request, KEEP)
    return indicator


@require_http_methods(METHODS)
def target_edit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The targets of a year and its quarters, as long as no agreement fixes them."""
    indicator = _indicator(request, pk)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404("Tahun ini tidak dikenal.")
    position = indicator.objective.position
    agreed = agreed_year(position.pk, year)
    if agreed:
        messages.error(request, agreed.sentence)
        return redirect("realisations:indicator_detail", pk)
    stored = target_values(pk, year)
    locked = verified_quarters(position.pk, year)
    given = {"indicator": indicator, "stored": stored, "locked": locked}
    form = TargetsForm(request.POST if request.method == "POST" else None, **given)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        changed = succeeds(form, set_targets, indicator, year, form.wanted, by=request.user, seen=seen)
        if changed is not None:
            _tell(request, form, indicator, changed=changed, year=year)
            return redirect("realisations:indicator_detail", pk)
    context = {
        "form": form,
        "indicator": indicator,
        "year": year,
        "stored": sorted(stored.items()) if form.is_bound else [],
        "years": [year - 1, year + 1],
        "heading": f"Target {year}",
        "cancel_url": reverse("realisations:indicator_detail", args=[pk]),
    }
    return render(request, "indicators/target_edit.html", context)


def _tell(request: HttpRequest, form: TargetsForm, indicator: Indicator, *, changed: bool, year: int) -> None:
    messages.success(request, f"Target {year} tersimpan." if changed else "Tidak ada yang berubah.")
    wanted = {quarter: value for quarter, value in form.wanted.items() if value is not None}
    annual = wanted.pop(YEARLY, None)
    warning = quarters_objection(indicator.aggregation, annual, wanted) if annual else None
    if warning:
        messages.warning(request, f"Periksa target triwulan: {warning}")
