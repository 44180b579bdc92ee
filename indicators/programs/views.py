"""The catalogue of programmes, activities and sub-activities: finding, reading and writing entries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit.trail import history
from indicators.domain.nomenclature import parents_of, program_of
from indicators.enums import ProgramLevel
from indicators.models import Program
from indicators.programs.actions import change_program, create_program, remove_program, uses_of
from indicators.programs.forms import ProgramForm
from organisation.pages.access import require, visible_or_404
from organisation.pages.filtering import words_in
from organisation.pages.refusals import succeeds

PER_PAGE = 50
KEEP = "indicators.keep_catalogue"
AFFAIR_LENGTH = len("1.02")
SHOWN_EVENTS = 20


@dataclass
class ProgramNode:
    """An entry with those below it."""

    program: Program
    children: list["ProgramNode"] = field(default_factory=list)


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    """The catalogue; `?q=` searches code and name, `?tingkat=` and `?bidang=` narrow it down."""
    words = words_in(request.GET.get("q", ""))
    affairs = Program.objects.annotate(affair=Substr("code", 1, AFFAIR_LENGTH)).order_by("affair")
    known = list(affairs.values_list("affair", flat=True).distinct())
    affair = request.GET.get("bidang", "")
    affair = affair if affair in known else ""
    level = request.GET.get("tingkat", "")
    level = level if level in {str(value) for value in ProgramLevel.values} else ""
    found = _found(words, affair, level)
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("halaman")),
        "words": words,
        "affairs": [(code, code) for code in known],
        "affair": affair,
        "levels": [(str(value), label) for value, label in ProgramLevel.choices],
        "level": level,
        "is_filtered": bool(words or affair or level),
        "create_url": reverse("indicators:program_create") if request.user.has_perm(KEEP) else "",
    }
    return render(request, "indicators/program_list.html", context)


def _found(words: str, affair: str, level: str) -> QuerySet[Program]:
    found = Program.objects.matching(words)
    if affair:
        found = found.filter(code__startswith=affair)
    return found.filter(level=level) if level else found


@require_safe
def program_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: its programme as a tree, with the entry marked, and its history."""
    program = visible_or_404(request, Program.objects, pk)
    top = program_of(program.code)
    family = Program.objects.filter(Q(code=top) | Q(code__startswith=f"{top}."))
    may_keep = request.user.has_perm(KEEP)
    context = {
        "program": program,
        "lead": f"{program.get_level_display()} {program.code}",
        "nodes": _tree(family),
        "used": uses_of(program) if may_keep else "",
        "may_keep": may_keep,
        "may_add": may_keep and program.level != ProgramLevel.SUB_ACTIVITY,
        "child": ProgramLevel(program.level + 1).label if program.level != ProgramLevel.SUB_ACTIVITY else "",
        "events": history(program)[:SHOWN_EVENTS],
    }
    return render(request, "indicators/program_detail.html", context)


def _tree(programs: Iterable[Program]) -> list[ProgramNode]:
    """The entries nested under their parents; one whose parent is missing stands at the top."""
    nodes = {program.code: ProgramNode(program) for program in programs}
    top = []
    for code, node in nodes.items():
        above = next((nodes[parent] for parent in reversed(parents_of(code)) if parent in nodes), None)
        (above.children if above else top).append(node)
    return top


@require_http_methods(["GET", "HEAD", "POST"])
def program_create(request: HttpRequest) -> HttpResponse:
    """Add an entry; `?di=` begins the code with that of its parent."""
    require(request, KEEP)
    above = request.GET.get("di", "").replace("\x00", "")[:20]
    form = ProgramForm(request.POST if request.method == "POST" else None, code=f"{above}." if above else "")
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("code", "name")}
        program = succeeds(form, create_program, by=request.user, **given)
        if program:
            messages.success(request, f"{program} ditambahkan pada nomenklatur.")
            return redirect("indicators:program_detail", program.pk)
    return render(request, "indicators/program_form.html", {"form": form, "cancel_url": _list_url()})


@require_http_methods(["GET", "HEAD", "POST"])
def program_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the name of an entry, and its code while nothing hangs on it."""
    require(request, KEEP)
    program = visible_or_404(request, Program.objects, pk)
    form = ProgramForm(request.POST if request.method == "POST" else None, program=program, fixed=uses_of(program))
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("code", "name")}
        if succeeds(form, change_program, program, by=request.user, seen=form.seen, **given):
            messages.success(request, "Perubahan disimpan.")
            return redirect("indicators:program_detail", pk)
    cancel_url = reverse("indicators:program_detail", args=[pk])
    return render(request, "indicators/program_form.html", {"form": form, "program": program, "cancel_url": cancel_url})


@require_http_methods(["GET", "HEAD", "POST"])
def program_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take an entry that nobody uses out of the catalogue."""
    require(request, KEEP)
    program = visible_or_404(request, Program.objects, pk)
    if request.method == "POST":
        try:
            remove_program(program, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("indicators:program_detail", pk)
        messages.success(request, f"{program} dihapus dari nomenklatur.")
        return redirect(_list_url())
    context = {
        "title": f"Hapus {program.get_level_display().lower()} ini?",
        "text": "Entri yang dihapus tidak dapat dipilih lagi pada anggaran.",
        "facts": [("Kode", program.code), ("Nama", program.name)],
        "action": "Hapus",
        "is_danger": True,
        "cancel_url": reverse("indicators:program_detail", args=[pk]),
    }
    return render(request, "_components/confirm_page.html", context)


def _list_url() -> str:
    return reverse("indicators:program_list")
