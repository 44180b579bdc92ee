"""Stored values as their boxes show them and send them back."""

from decimal import Decimal

from indicators.domain.numbers import format_number, format_typed
from realisations.entry.forms import ReportForm, initial_of
from realisations.report_sheet.facts import PLACES, ReportRow, ReportSheet


def texts_of(row: ReportRow) -> dict[str, str]:
    """What each box of the row shows of what is stored, by field name."""
    return {name: shown(value) for name, value in initial_of(row).items()}


def unstored(form: ReportForm, sheet: ReportSheet) -> dict[str, str]:
    """What is stored, by the names of the boxes in which `form` shows something else, as it was typed."""
    texts = {f"r{row.indicator.pk}-{name}": text for row in sheet.rows for name, text in texts_of(row).items()}
    texts |= {f"a{row.line.pk}-amount": shown(row.spent, money=True) for row in sheet.budget}
    typed = form.data or {}
    sent = {each.prefix for each in (*form.entries, *form.spending) if each.is_bound}
    return {
        name: text
        for name, text in texts.items()
        if name.partition("-")[0] in sent and _said(typed.get(name, "")) != text
    }


def shown(value: object, *, money: bool = False) -> str:
    """A stored value as its box shows it and sends it back."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, Decimal):
        return format_number(value, 2) if money else format_typed(value, PLACES)
    return "" if value is None else str(value)


def _said(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
