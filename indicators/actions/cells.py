"""Keeping one box of a report the moment it was typed, without ever overwriting somebody else's.

Compare and set, box by box: what is stored must still be what the person had before their eyes. So two people at
different boxes never disturb each other, and at the same box the second one sees both values and chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from audit.trail import record
from indicators.actions.drafts import (
    CONFLICT,
    ENTRY_FIELDS,
    Entry,
    entry_changes,
    refuse_accepted,
    refuse_handed_in,
    refuse_outside,
    spending_change,
)
from indicators.cell_facts import CellFacts, indicator_facts, line_facts
from indicators.enums import EDITABLE, SavedBy
from indicators.forms.cells import Box, CellForm, Choice, SpendingCellForm, shown, texts_of
from indicators.models import BudgetRealisation, QuarterReport, Realisation
from indicators.worksheets import BudgetRow, Row

if TYPE_CHECKING:
    from organisation.models import User

HOLD_SQL = "UPDATE indicators_quarterreport SET version = version + 1 WHERE id = %s AND status = ANY(%s)"

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


@transaction.atomic
def save_cell(
    report: QuarterReport, box: Box, text: str, *, by: "User", was: Sequence[str], replaces: str = ""
) -> Saved:
    """Store `text` in one box of the report (with position, unit and period loaded).

    `was` are the texts that may be stored there as far as the person knows: the last one they were told, and those
    whose answer the network lost. Storing again what is stored already succeeds and writes nothing. The day is the
    database's once the report is held. Raises NotKeptError when the text cannot be kept or has to be asked back,
    TakenError when another text was stored meanwhile, and ValidationError when the report is not in the holder's
    hands, its period is closed, the verifier accepted the row, or there is no such box; then nothing is stored.
    """
    _hold(report)
    facts = indicator_facts(report, box.indicator) if box.indicator else line_facts(report, box.line or 0)
    if facts is None:
        raise _no_such_box()
    refuse_outside(facts.window, facts.today)
    save = _save_entry if facts.row else _save_amount
    saved, changes = save(facts, box, text, was, replaces)
    if not changes:
        transaction.set_rollback(True)
        return replace(saved, version=NOTHING_NEW)
    data = {"version": facts.version, "changes": changes, "via": SavedBy.CELL.value}
    record(report, "report.saved", by=by, data=data)
    return saved


def _hold(report: QuarterReport) -> None:
    """Hold the report until the transaction ends by taking its next version, if it may still be typed into.

    A save that stores nothing is rolled back, and the version with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD_SQL, [report.pk, EDITABLE])
        if cursor.rowcount:
            return
    report.refresh_from_db(fields=["status", "version"])
    refuse_handed_in(report)
    raise ValidationError("Laporan ini baru saja berubah. Coba simpan sekali lagi.", code="step")


def _no_such_box() -> ValidationError:
    return ValidationError("Kotak ini tidak ada dalam laporan. Muat ulang halaman untuk melihat isinya.", code="box")


def _save_entry(
    facts: CellFacts, box: Box, text: str, was: Sequence[str], replaces: str
) -> tuple[Saved, list[dict[str, Any]]]:
    row: Row = facts.row
    refuse_accepted(row.realisation)
    form = CellForm(row, box.field, text, replaces=replaces)
    if not form.knows_box:
        raise _no_such_box()
    if not form.is_valid():
        raise NotKeptError(form.sentences(), form.choices())
    stored, entry = row.realisation, form.entry()
    before = Entry.of(stored)
    changed = [name for name in ENTRY_FIELDS if getattr(before, name) != getattr(entry, name)]
    if changed and not form.agrees(was):
        raise TakenError(form.stored[box.field])
    for name in changed:
        setattr(stored, name, getattr(entry, name))
    if changed:
        _write(stored, changed)
    after = texts_of(row)
    told = [name for name in after if name == box.field or after[name] != form.stored[name]]
    saved = Saved(
        facts,
        facts.version,
        {box.beside(name): form.stored[name] for name in told},
        {box.beside(name): after[name] for name in told},
    )
    return saved, list(entry_changes(row.indicator, before, entry))


def _write(stored: Realisation, changed: Sequence[str]) -> None:
    """Insert the row, or update these columns of it; the ORM would take longer to word the update than to do it."""
    if not stored.pk:
        stored.save(force_insert=True)
        return
    columns = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in changed)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE indicators_realisation SET {columns} WHERE id = %s",  # noqa: S608 # names of our own fields
            [*(getattr(stored, name) for name in changed), stored.pk],
        )


def _save_amount(
    facts: CellFacts, box: Box, text: str, was: Sequence[str], _replaces: str
) -> tuple[Saved, list[dict[str, Any]]]:
    row: BudgetRow = facts.budget
    form = SpendingCellForm(row, text)
    if not form.is_valid():
        raise NotKeptError(form.sentences(), form.choices())
    amount = form.amount_spent()
    saved = Saved(
        facts, facts.version, {box.name: form.stored["amount"]}, {box.name: shown(amount, money=True)}, amount
    )
    if amount == row.spent:
        return saved, []
    if not form.agrees(was):
        raise TakenError(form.stored["amount"])
    stored = BudgetRealisation.objects.filter(line=row.line, quarter=facts.report.period.quarter)
    if amount is None:
        stored.delete()
    elif row.spent is None:
        BudgetRealisation.objects.create(line=row.line, quarter=facts.report.period.quarter, amount=amount)
    else:
        stored.update(amount=amount)
    return saved, [spending_change(row.line, row.spent, amount)]
