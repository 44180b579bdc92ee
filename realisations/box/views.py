"""One box of a report, saved by itself; the answer is the fragment that shows how it stands."""

from collections.abc import Sequence
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from indicators.domain.numbers import format_number, format_rupiah
from indicators.enums import ValueState
from organisation.pages.access import require
from realisations.box.facts import Tally, facts_at_once
from realisations.box.forms import Box, Choice
from realisations.box.saving import NotKeptError, Saved, TakenError, no_such_box, save_cell
from realisations.history.report import Change, latest_change
from realisations.report_sheet.context import Beside, beside_of

FIELDS_OF = {"value": ("figure", "grade"), "amount": ("spent",)}
"""Under which names the trail keeps what is typed into a box; the others have the box's own."""


class CellAnswer(TypedDict, total=False):
    """What is told about one box: `outcome` is saved, conflict, asked or failed."""

    name: str
    outcome: str
    version: int
    meaning: str
    sentences: Sequence[str]
    choices: Sequence[Choice]
    may_pass: bool
    """Whether the cause of the refusal may pass while the text stays: the period is extended, the row is opened."""
    told: Sequence[tuple[str, str, str]]
    """The boxes that changed: the name, what it shows now, and what it showed before."""
    can_be_undone: bool
    """Whether something changed; a save of what was stored already has nothing to go back to."""
    beside: Beside | None
    tally: Tally
    mine: str
    stored: str
    stored_text: str
    """What is stored, as the box holds it; `mine` and `stored` are words."""
    change: Change | None


@require_POST
def cell_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Store one box (`name`, `text`, `was`, and `replaces` after a question): 200, 409 with both values, or 422."""
    name, text = request.POST.get("name", "")[:60], request.POST.get("text", "")
    box = Box.named(name)
    found = facts_at_once(request, pk, box)
    if found is None:
        raise Http404
    report, facts = found
    require(request, "realisations.fill_report", report)
    if box is None or facts is None:
        return _answer({"name": name, "outcome": "failed", "sentences": no_such_box().messages}, 422)
    try:
        saved = save_cell(
            facts,
            box,
            text,
            by=request.user,
            was=request.POST.getlist("was"),
            replaces=request.POST.get("replaces", ""),
        )
    except TakenError as refusal:
        key = {"indicator": box.indicator} if box.indicator else {"line": box.line or 0}
        change = latest_change(report, key, FIELDS_OF.get(box.field, (box.field,)))
        taken: CellAnswer = {"name": name, "outcome": "conflict", "stored_text": refusal.stored, "change": change}
        return _answer({**taken, "mine": _words(box, text), "stored": _words(box, refusal.stored)}, 409)
    except NotKeptError as refusal:
        refused: CellAnswer = {"name": name, "sentences": refusal.messages, "choices": refusal.choices}
        return _answer({**refused, "outcome": "asked" if refusal.choices else "failed"}, 422)
    except ValidationError as refusal:
        return _answer({"name": name, "outcome": "failed", "sentences": refusal.messages, "may_pass": True}, 422)
    return _answer(_saved_answer(box, saved), 200)


def _answer(cell: CellAnswer, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("realisations/_cell.html", {"cell": cell}), status=status)


def _words(box: Box, text: str) -> str:
    """A text of a box as a person reads it."""
    if box.field == "is_provisional":
        return "angka sementara" if text else "bukan angka sementara"
    return str(ValueState(text).label) if box.field == "state" and text in ValueState.values else text


def _saved_answer(box: Box, saved: Saved) -> CellAnswer:
    facts = saved.facts
    return {
        "name": box.name,
        "outcome": "saved",
        "version": saved.version,
        "meaning": _meaning(box, saved),
        "told": [(name, after, saved.before[name]) for name, after in saved.after.items()],
        "can_be_undone": saved.after != saved.before,
        "beside": beside_of(*facts.measured()) if facts.row else None,
        "tally": facts.tally(),
    }


def _meaning(box: Box, saved: Saved) -> str:
    """What was understood: `85,12 Persen`; empty where the box shows it by itself."""
    facts = saved.facts
    if facts.budget:
        spent = saved.amount
        return "" if spent is None else format_rupiah(spent, 2).removesuffix(",00")
    figure = getattr(facts.row.realisation, {"value": "figure"}.get(box.field, box.field))
    if box.field == "value" and figure is not None:
        return f"{format_number(figure, 6)} {facts.row.indicator.unit_of_measure}"
    return format_number(figure, 6) if box.field in ("numerator", "denominator") and figure is not None else ""
