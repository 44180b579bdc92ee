"""Keeping one box of a report the moment it was typed, without ever overwriting somebody else's.

Compare and set, box by box: what is stored must still be what the person had before their eyes. So two people at
different boxes never disturb each other, and at the same box the second one sees both values and chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.editing import ConflictError
from realisations.box.facts import BoxFacts, box_facts
from realisations.box.forms import BoxAnswer, CellForm, EntryBox, SpendingCellForm
from realisations.entry.actions import ReportEntries, write_entries
from realisations.entry.locks import HeldReports, refuse_accepted, refuse_unless_editable
from realisations.entry.texts import shown, texts_of
from realisations.enums import EntryRoute
from realisations.models import QuarterReport
from realisations.report_sheet.facts import ReportBudgetRow

if TYPE_CHECKING:
    from organisation.models import User


NOTHING_NEW = -1
"""The version told when nothing was written: others may have saved meanwhile, so the page stays as old as it is."""

ASKED_BACK = "asked"
"""Code of the refusal of a text that can be meant in several ways."""

NO_SUCH_BOX = "box"
"""Code of the refusal of a box that the report does not have."""


class NotKeptError(ValidationError):
    """The text was not stored; `choices` are the ways in which it may be meant."""

    def __init__(self, sentences: list[str], choices: tuple[BoxAnswer, ...]) -> None:
        """Keep the choices with the sentences."""
        super().__init__(
            [ValidationError(sentence, code=ASKED_BACK if choices else "invalid") for sentence in sentences]
        )
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Saved:
    """A box that is stored: the facts around it now, and the texts of the boxes of its row that changed with it."""

    facts: BoxFacts
    version: int
    before: dict[str, str]
    after: dict[str, str]


@transaction.atomic
def save_cell(
    held: HeldReports,
    report: QuarterReport,
    box: EntryBox | None,
    text: str,
    *,
    by: "User",
    was: Sequence[str],
    replaces: str = "",
) -> Saved:
    """Store `text` in one box of `report`, which the caller holds.

    `was` are the texts that may be stored there as far as the person knows: the last one they were told, and those
    whose answer the network lost. Storing again what is stored already succeeds and writes nothing. Raises NotKeptError
    when the text cannot be kept or has to be asked back, ConflictError (`stored` has the text of the box) when another
    text was stored meanwhile, and ValidationError when the report is not in the holder's hands, its period is closed,
    the verifier accepted the row, or there is no such box; then nothing is stored.
    """
    facts = box_facts(report, box) if box else None
    if box is None or facts is None:
        raise _no_such_box()
    form = _form(facts, box, text, replaces)
    if not (form.knows_box and form.is_valid()):
        _refuse_locked(facts, held)  # no other text would help then
        raise NotKeptError(form.sentences(), form.choices()) if form.knows_box else _no_such_box()
    before = report.version
    _write(form, box, facts, held, by=by, was=was)
    if facts.budget:
        facts = replace(facts, budget=replace(facts.budget, spent=form.amount_spent()))
    texts = texts_of(facts.row) if facts.row else {box.field: shown(facts.budget.spent, money=True)}
    changed = [name for name in texts if name == box.field or texts[name] != form.stored[name]]
    return Saved(
        facts,
        report.version if report.version != before else NOTHING_NEW,
        {box.of_row(name): form.stored[name] for name in changed},
        {box.of_row(name): texts[name] for name in changed},
    )


def _write(
    form: CellForm | SpendingCellForm,
    box: EntryBox,
    facts: BoxFacts,
    held: HeldReports,
    *,
    by: "User",
    was: Sequence[str],
) -> None:
    entries, spending = form.said()
    said = ReportEntries(facts.report, entries, spending, seen=form.seen(was))
    try:
        write_entries([said], by=by, route=EntryRoute.BOX, held=held, stored=facts.stored)
    except ConflictError as refusal:
        stored = {box.name: form.stored[box.field]}
        raise ConflictError(str(refusal.message), stored=stored, fields=[box.name]) from refusal


def _form(facts: BoxFacts, box: EntryBox, text: str, replaces: str) -> CellForm | SpendingCellForm:
    if facts.row:
        return CellForm(facts.row, box.field, text, replaces=replaces)
    return SpendingCellForm(cast(ReportBudgetRow, facts.budget), text)


def _refuse_locked(facts: BoxFacts, held: HeldReports) -> None:
    refuse_unless_editable(facts.report, held.today)
    if facts.row:
        refuse_accepted(facts.row.realisation)


def _no_such_box() -> ValidationError:
    sentence = "Kotak ini tidak ada dalam laporan. Muat ulang halaman untuk melihat isinya."
    return ValidationError(sentence, code=NO_SUCH_BOX)
