"""Targets and realisations as an indicator wants them: a number, a range, a grade of its scale, or ya/tidak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.domain.kinds import NO, YES, Figure, Grade, Polarity, Range, Value
from indicators.domain.numbers import NumberError, format_number
from indicators.domain.odd_numbers import Context, NumberRead, read_number

_BOUND = r"[-+\u2212]?\s*(?:rp\.?\s*)?[0-9][0-9.,\s]*%?"
_BETWEEN = r"[-\u2013\u2014]|s\.?\s*[/.]?\s*d\.?|sampai(?:\s+dengan)?|hingga"
_RANGE = re.compile(
    rf"^(?P<lower>{_BOUND})\s*(?P<between>{_BETWEEN})\s*(?P<upper>{_BOUND}(?:\s*[a-z]+)?)$", re.IGNORECASE
)
_MARGIN = re.compile(r"^(?P<middle>[0-9][0-9.,]*)\s*(?:±|\+/-)\s*(?P<margin>[0-9][0-9.,]*)$")
_GRADE_WITH_FIGURE = re.compile(r"^(?P<grade>.+?)\s*\(\s*[0-9][0-9.,]*\s*\)$")
_NAMED_GRADE = re.compile(r"^(?:predikat|opini|kategori|level|tingkat|nilai)\s+(?P<grade>.+)$", re.IGNORECASE)
_MEANS_YES = frozenset({"ada", "tercapai", "terlaksana", "selesai", "sudah"})
_MEANS_NO = frozenset({"tidak ada", "tidak tercapai", "tidak terlaksana", "tidak selesai"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell or a box says; `notice` tells how an odd writing was read, `kind` its sort."""

    value: Value
    notice: str = ""
    kind: str = ""
    is_provisional: bool = False


def read_target(text: str, polarity: Polarity, scale: Sequence[str] = (), *, unit: str | None = None) -> Reading:
    """Read a target as the polarity wants it. Raises NumberError (AmbiguousNumber) with the cure for that writing."""
    return _read(text, Context(unit, polarity, is_target=True), scale)


def read_realisation(text: str, polarity: Polarity, scale: Sequence[str] = (), *, unit: str | None = None) -> Reading:
    """Read what was reached: like a target, but never a range or a bound. Raises NumberError."""
    context = Context(unit, polarity)
    return _graded(text, polarity, scale) if _is_graded(polarity) else _figure(read_number(text, context))


def parse_target(
    text: str, polarity: Polarity, scale: Sequence[str] = (), *, unit: str | None = None, money: bool = False
) -> Value:
    """The value of a target that is shown again where it was typed; points group in `money`. Raises NumberError."""
    return _read(text, Context(unit, polarity, is_target=True, is_money=money), scale).value


def _is_graded(polarity: Polarity) -> bool:
    return polarity in (Polarity.PREDICATE, Polarity.YES_NO)


def _read(text: str, context: Context, scale: Sequence[str]) -> Reading:
    if context.polarity and _is_graded(context.polarity):
        return _graded(text, context.polarity, scale)
    shown = " ".join(text.split())
    margin = _MARGIN.match(shown) if context.polarity is Polarity.RANGE else None
    if margin:
        middle, distance = (read_number(margin[side], context).number for side in ("middle", "margin"))
        return _told(shown, Range(middle - distance, middle + distance), "margin")
    bounds = _RANGE.match(shown)
    if bounds is None:
        return _figure(read_number(text, context))
    lower, upper = (read_number(bounds[side].strip(), context) for side in ("lower", "upper"))
    if lower.number > upper.number:
        raise NumberError(f"Batas bawah “{bounds['lower'].strip()}” lebih besar daripada batas atas; tukar urutannya.")
    value = Range(lower.number, upper.number)
    is_plain = bounds["between"] in "-\u2013\u2014" and not (lower.kind or upper.kind)
    return Reading(value) if is_plain else _told(shown, value, "range")


def _figure(read: NumberRead) -> Reading:
    return Reading(Figure(read.number), read.notice, read.kind, read.is_provisional)


def _told(shown: str, value: Range, kind: str) -> Reading:
    lower, upper = (format_number(number, 6) for number in (value.lower, value.upper))
    return Reading(value, f"“{shown}” dibaca rentang {lower}\u2013{upper}.", kind)


def _graded(text: str, polarity: Polarity, scale: Sequence[str]) -> Reading:
    wanted = " ".join(text.split())
    if polarity is Polarity.YES_NO:
        return _yes_no(wanted)
    found = _label(wanted, scale)
    if found:
        return Reading(Grade(found))
    for pattern in (_GRADE_WITH_FIGURE, _NAMED_GRADE):
        odd = pattern.match(wanted)
        label = _label(odd["grade"], scale) if odd else None
        if label:
            return Reading(Grade(label), f"“{wanted}” dibaca predikat {label}.", "grade")
    if not wanted:
        raise NumberError(f"Predikat belum diisi. Pilih salah satu: {', '.join(scale)}.")
    raise NumberError(f"Predikat “{wanted}” tidak ada dalam skala. Pilih salah satu: {', '.join(scale)}.")


def _label(wanted: str, scale: Sequence[str]) -> str | None:
    return next((label for label in scale if label.casefold() == wanted.casefold()), None)


def _yes_no(wanted: str) -> Reading:
    word = wanted.casefold()
    if word in (YES, NO):
        return Reading(Grade(word))
    if word in _MEANS_YES | _MEANS_NO:
        answer = YES if word in _MEANS_YES else NO
        return Reading(Grade(answer), f"“{wanted}” dibaca {answer}.", "answer")
    raise NumberError(f"“{wanted}” bukan jawaban ya atau tidak. Tulis ya atau tidak.")


def parse_scale(text: str) -> tuple[str, ...]:
    """Read `D<C<CC<B`, lowest first: at least two labels, none twice. Raises NumberError."""
    labels = tuple(" ".join(label.split()) for label in text.split("<"))
    if len(labels) < 2 or not all(labels):
        raise NumberError("Skala predikat ditulis dari yang terendah ke yang tertinggi, misalnya D<C<CC<B<BB<A<AA.")
    if len({label.casefold() for label in labels}) < len(labels):
        raise NumberError(f"Skala predikat “{text.strip()}” memuat predikat yang sama lebih dari sekali.")
    return labels
