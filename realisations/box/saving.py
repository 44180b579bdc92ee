"""Keeping one box of a report the moment it was typed, without ever overwriting somebody else's.

Compare and set, box by box: what is stored must still be what the person had before their eyes. So two people at
different boxes never disturb each other, and at the same box the second one sees both values and chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.trail import Deed, do_and_record
from indicators.actions.cell_deeds import adding, changing, removing
from realisations.box.facts import CellFacts, facts_around
from realisations.box.forms import Box, CellForm, Choice, SpendingCellForm, shown, texts_of
from realisations.entry.drafts import (
    CONFLICT,
    ENTRY_FIELDS,
    Entry,
    entry_changes,
    lock_report,
    refuse_accepted,
    refuse_handed_in,
    refuse_outside,
    spending_change,
)
from realisations.enums import SavedBy
from realisations.models import BudgetRealisation, Realisation
from realisations.report_sheet.facts import BudgetRow, Row

if TYPE_CHECKING:
    from organisation.models import User


NOTHING_NEW = -1
"""The version told when nothing was written: others may have saved meanwhile, so the page stays as old as it is."""

ASKED_BACK = "asked"
"""Code of the refusal of a text that can be meant in several ways."""


class NotKeptError(ValidationError):
    """The text was not stored; `choices` are the ways in which it may be meant."""

    def __init__(self, sentences: list[str], choices: tuple[Choice, ...]) -> None:
        """Keep the choices beside the sentences."""
        super().__init__(
            [ValidationError(sentence, code=ASKED_BACK if choices else "invalid") for sentence in sentences]
        )
        self.choices = choices


class TakenError(ValidationError):
    """Somebody else stored another text in this box meanwhile; `stored` is what stands there now."""

    def __init__(self, stored: str) -> None:
        """Keep the stored text beside the sentence."""
        super().__init__("Kotak ini baru saja diubah orang lain, jadi isian Anda belum disimpan.", code=CONFLICT)
        self.stored = stored


@dataclass(frozen=True, slots=True)
class Saved:
    """A box that is stored: the facts around it now, and the texts of the boxes of its row that changed with it."""

    facts: CellFacts
    version: int
    before: dict[str, str]
    after: dict[str, str]
    amount: Decimal | None = None
    """What is spent of the budget line now, where the box is one of a line."""


Judged = tuple[Saved, list[dict[str, Any]], Deed | None]
"""What is told, what the trail keeps, and the deed; without changes there is nothing to do."""


def save_cell(facts: CellFacts, box: Box, text: str, *, by: "User", was: Sequence[str], replaces: str = "") -> Saved:
    """Store `text` in one box; `facts` are those around it, just read.

    `was` are the texts that may be stored there as far as the person knows: the last one they were told, and those
    whose answer the network lost. Storing again what is stored already succeeds and writes nothing. The day is the
    database's. Raises NotKeptError when the text cannot be kept or has to be asked back, TakenError when another text
    was stored meanwhile, and ValidationError when the report is not in the holder's hands, its period is closed, the
    verifier accepted the row, or there is no such box; then nothing is stored.
    """
    saved = _saved(facts, box, text, by, was, replaces)
    return saved or _saved_in_turn(facts, box, text, by, was, replaces)


def _saved_in_turn(before: CellFacts, box: Box, *what: Any) -> Saved:
    """Save while nobody else can: somebody saved another box of the report between reading and writing."""
    with transaction.atomic():
        facts = facts_around(lock_report(before.report), box)
        if facts is None:
            raise no_such_box()
        saved = _saved(facts, box, *what)
    if saved is None:
        raise ValidationError("Laporan ini baru saja berubah. Coba simpan sekali lagi.", code="step")
    return saved


def _saved(facts: CellFacts, box: Box, text: str, by: "User", was: Sequence[str], replaces: str) -> Saved | None:
    """Judge and write; None, and nothing is stored, when the report was changed since it was read."""
    refuse_handed_in(facts.report)
    refuse_outside(facts.window, facts.today)
    judge = _judged_entry if facts.row else _judged_amount
    saved, changes, deed = judge(facts, box, text, was, replaces)
    if deed is None or not changes:
        return replace(saved, version=NOTHING_NEW)
    data = {"version": saved.version, "changes": changes, "via": SavedBy.CELL.value}
    if not do_and_record(deed, facts.report, "report.saved", by=by, data=data):
        return None
    if facts.row:
        facts.row.realisation._state.adding = False
    return saved


def no_such_box() -> ValidationError:
    """The refusal of a box that the report does not have."""
    return ValidationError("Kotak ini tidak ada dalam laporan. Muat ulang halaman untuk melihat isinya.", code="box")


def _judged_entry(facts: CellFacts, box: Box, text: str, was: Sequence[str], replaces: str) -> Judged:
    row: Row = facts.row
    refuse_accepted(row.realisation)
    form = CellForm(row, box.field, text, replaces=replaces)
    if not form.knows_box:
        raise no_such_box()
    if not form.is_valid():
        raise NotKeptError(form.sentences(), form.choices())
    stored, entry = row.realisation, form.entry()
    before = Entry.of(stored)
    values = {name: getattr(entry, name) for name in ENTRY_FIELDS if getattr(before, name) != getattr(entry, name)}
    if values and not form.agrees(was):
        raise TakenError(form.stored[box.field])
    for name, value in values.items():
        setattr(stored, name, value)
    after = texts_of(row)
    told = [name for name in after if name == box.field or after[name] != form.stored[name]]
    saved = Saved(
        facts,
        facts.report.version + 1,
        {box.beside(name): form.stored[name] for name in told},
        {box.beside(name): after[name] for name in told},
    )
    deed = changing(facts, Realisation, {"id": stored.pk}, values) if stored.pk else adding(facts, stored)
    return saved, list(entry_changes(row.indicator, before, entry)), deed


def _judged_amount(facts: CellFacts, box: Box, text: str, was: Sequence[str], _replaces: str) -> Judged:
    row: BudgetRow = facts.budget
    form = SpendingCellForm(row, text)
    if not form.is_valid():
        raise NotKeptError(form.sentences(), form.choices())
    amount = form.amount_spent()
    texts = {box.name: form.stored["amount"]}, {box.name: shown(amount, money=True)}
    saved = Saved(facts, facts.report.version + 1, *texts, amount)
    if amount == row.spent:
        return saved, [], None
    if not form.agrees(was):
        raise TakenError(form.stored["amount"])
    place = {"line_id": row.line.pk, "quarter": facts.report.period.quarter}
    as_read = {**place, "amount": row.spent}  # an import of budgets changes no report's version
    if amount is None:
        deed = removing(facts, BudgetRealisation, as_read)
    elif row.spent is None:
        deed = adding(facts, BudgetRealisation(**place, amount=amount))
    else:
        deed = changing(facts, BudgetRealisation, as_read, {"amount": amount})
    return saved, [spending_change(row.line, row.spent, amount)], deed
