"""One box of a report, saved by itself; the answer is the fragment that shows how it stands."""

from collections.abc import Sequence
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from audit.editing import ConflictError
from indicators.domain.numbers import format_number, format_rupiah
from indicators.enums import ValueState
from organisation.pages.access import require
from realisations.box.forms import BoxAnswer, EntryBox
from realisations.box.saving import NO_SUCH_BOX, NotKeptError, Saved, save_cell
from realisations.entry.locks import hold_reports
from realisations.history.keys import realisation_key, spending_key
from realisations.history.report import StoredChange, latest_change
from realisations.models import QuarterReport
from realisations.report_sheet.context import RowContext, row_context
from realisations.report_sheet.facts import FillCount

FIELDS_OF = {"value": ("figure", "grade")}
"""Under which names the trail keeps what is typed into a box; the others have the box's own."""


class CellAnswer(TypedDict, total=False):
    """What is told about one box: `outcome` is saved, conflict, asked or failed."""

    name: str
    outcome: str
    version: int
    meaning: str
    sentences: Sequence[str]
    choices: Sequence[BoxAnswer]
    may_pass: bool
    """Whether the cause of the refusal may pass while the text stays: the period is extended, the row is opened."""
    shown_texts: Sequence[tuple[str, str, str]]
    """The boxes that changed: the name, what it shows now, and what it showed before."""
    can_be_undone: bool
    """Whether something changed; a save of what was stored already has nothing to go back to."""
    context: RowContext | None
    tally: FillCount | None
    mine: str
    stored: str
    stored_text: str
    """What is stored, as the box holds it; `mine` and `stored` are words."""
    change: StoredChange | None


@require_POST
def cell_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Store one box (`name`, `text`, `was`, and `replaces` after a question): 200, 409 with both values, or 422."""
    name, text = request.POST.get("name", "")[:60], request.POST.get("text", "")
    box = EntryBox.named(name)
    try:
        saved = _save(request, pk, box, text)
    except ConflictError as refusal:
        stored = refusal.stored[name]
        taken: CellAnswer = {"name": name, "outcome": "conflict", "stored_text": stored, "change": _change(pk, box)}
        return _answer({**taken, "mine": _words(box, text), "stored": _words(box, stored)}, 409)
    except NotKeptError as refusal:
        refused: CellAnswer = {"name": name, "sentences": refusal.messages, "choices": refusal.choices}
        return _answer({**refused, "outcome": "asked" if refusal.choices else "failed"}, 422)
    except ValidationError as refusal:
        may_pass = refusal.code != NO_SUCH_BOX
        return _answer({"name": name, "outcome": "failed", "sentences": refusal.messages, "may_pass": may_pass}, 422)
    return _answer(_saved_answer(box, saved), 200)


@transaction.atomic
def _save(request: HttpRequest, pk: int, box: EntryBox | None, text: str) -> Saved:
    """Hold the report while the box is judged and written; Http404 and PermissionDenied as on every page."""
    held = hold_reports(QuarterReport.objects.filter(pk=pk))
    report = held.reports.get(pk)
    if report is None or not request.user.authority.sees_position(report.position_id):
        raise Http404
    require(request, "realisations.fill_report", report)
    seen = {"was": request.POST.getlist("was"), "replaces": request.POST.get("replaces", "")}
    return save_cell(held, report, box, text, by=request.user, **seen)


def _change(pk: int, box: EntryBox) -> StoredChange | None:
    """Who stored what stands in the box now, and when."""
    report = QuarterReport.objects.select_related("period").get(pk=pk)
    key = realisation_key(pk, box.indicator) if box.indicator else spending_key(box.line, report.period.quarter)
    return latest_change(report, key, FIELDS_OF.get(box.field, (box.field,)))


def _answer(cell: CellAnswer, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("realisations/_cell.html", {"cell": cell}), status=status)


def _words(box: EntryBox, text: str) -> str:
    """A text of a box as a person reads it."""
    if box.field == "is_provisional":
        return "angka sementara" if text else "bukan angka sementara"
    return str(ValueState(text).label) if box.field == "state" and text in ValueState.values else text


def _saved_answer(box: EntryBox, saved: Saved) -> CellAnswer:
    facts = saved.facts
    return {
        "name": box.name,
        "outcome": "saved",
        "version": saved.version,
        "meaning": _meaning(box, saved),
        "shown_texts": [(name, after, saved.before[name]) for name, after in saved.after.items()],
        "can_be_undone": saved.after != saved.before,
        "context": row_context(*facts.measured()) if facts.row else None,
        "tally": facts.fill_count(),
    }


def _meaning(box: EntryBox, saved: Saved) -> str:
    """What was understood: `85,12 Persen`; empty where the box shows it by itself."""
    facts = saved.facts
    if facts.budget:
        spent = facts.budget.spent
        return "" if spent is None else format_rupiah(spent, 2).removesuffix(",00")
    figure = getattr(facts.row.realisation, {"value": "figure"}.get(box.field, box.field))
    if box.field == "value" and figure is not None:
        return f"{format_number(figure, 6)} {facts.row.indicator.unit_of_measure}"
    return format_number(figure, 6) if box.field in ("numerator", "denominator") and figure is not None else ""
