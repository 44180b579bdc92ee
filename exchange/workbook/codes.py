"""Cells that hold several codes, separated by semicolons."""

from collections.abc import Iterable

ABOVE = "Kode Indikator Atasan"
"""Several codes: the first is responsible (penanggung jawab), the others are supported beside it."""


def codes_in(text: str | None) -> list[str]:
    """The codes of a cell that holds several, separated by semicolons."""
    return [code.strip() for code in (text or "").split(";") if code.strip()]


def several_codes(codes: Iterable[str]) -> str | None:
    """The cell of several codes: the first stays the first, the order of the others says nothing."""
    first, *others = [code for code in codes if code] or [""]
    return ";".join([first, *sorted(others)]) or None
