"""Numbers as offices write them in a hurry: `80 %`, `≥ 80`, `3 dokumen`, `Rp1,25 M`, `(1,5)`, `3*`.

What has one safe reading is read, and says how it was read; what has two, or belongs to another indicator, is refused
with the cure for that writing. A plain number is read as `indicators.domain.numbers` reads it.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from num2words import num2words

from indicators.domain.cures import GRADE, GRADED, cure_for
from indicators.domain.kinds import Polarity
from indicators.domain.numbers import LONGEST, NumberError, format_number, parse_number
from indicators.domain.units import factor_of, is_money, is_percent, is_ratio, same_unit

NOTHING = frozenset({"-", "--", "\u2013", "\u2014", "nihil", "kosong"})
"""What people write where there is nothing; whether nothing is zero depends on what is asked."""

MULTIPLIERS = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12,
}  # fmt: skip
OF_MONEY = {"m": 10**9, "t": 10**12}
"""Letters that stand for a multiplier behind rupiah only."""

LOWER, UPPER, STRICT, ABOUT = "lower", "upper", "strict", "about"
_SIGNS = (
    (LOWER, r"(?:≥|>\s*=|=>|minimal|minimum|min\b\.?|paling sedikit|paling rendah|sekurang-kurangnya|setidaknya)"),
    (UPPER, r"(?:≤|<\s*=|=<|maksimal|maksimum|maks\b\.?|max\b\.?|paling banyak|paling tinggi|paling lama)"),
    (STRICT, r"(?:>|<|lebih dari|kurang dari|di atas|di bawah)"),
    (ABOUT, r"(?:±|\+/-|\+-|sekitar|kira-kira|kurang lebih)"),
)
_PREFIXES = tuple((kind, re.compile(rf"^{sign}\s*(?P<rest>.+)$", re.IGNORECASE)) for kind, sign in _SIGNS)
_OR_MORE = re.compile(r"^(?P<rest>[0-9][0-9.,]*\s*%?)\s*\+$")
_NUMBER = r"[-+\u2212]?\s*(?:rp\.?\s*)?[-\u2212]?[0-9][0-9.,]*(?:\s[0-9]{3})*(?:,-)?"
_NEGATIVE = re.compile(r"^\(\s*(?P<rest>(?:rp\.?\s*)?[0-9][0-9.,]*\s*%?)\s*\)$", re.IGNORECASE)
_REMARK = re.compile(rf"^(?P<rest>{_NUMBER}[^()]*?)\s*\((?P<remark>[^()]*)\)$", re.IGNORECASE)
_RATIO = re.compile(r"^1\s*:\s*(?P<rest>[0-9][0-9.,]*)$")
_WITH_UNIT = re.compile(rf"^(?P<rest>{_NUMBER})\s*(?P<unit>%|[/a-zA-Z].*)$", re.IGNORECASE)
_NAMED = re.compile(r"^(?P<unit>[A-Za-z]{3,20})\s+(?P<rest>[0-9][0-9.,]*)$")
_ENGLISH = re.compile(r"^[-+]?[0-9]{1,3}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|,[0-9]{3}\.[0-9]+)$")
POINTS = frozenset({"nilai", "indeks", "skor", "angka", "poin", "level"})
"""Units of what is judged: `BB (70,01)` has its figure in the brackets."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of whoever asks; None where it is not known."""

    unit: str | None = None
    polarity: Polarity | None = None
    is_target: bool = False
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number, and how an odd writing of it was read; `kind` is the same for writings of one sort."""

    number: Decimal
    notice: str = ""
    kind: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class _Peeled:
    """What is left of a text after its additions were taken off."""

    shown: str
    body: str
    kinds: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)
    is_provisional: bool = False
    remarks: tuple[str, ...] = field(default=())

    def without(self, body: str, kind: str, remark: str = "") -> "_Peeled":
        remarks = (*self.remarks, remark) if remark else self.remarks
        return replace(self, body=body.strip(), kinds=(*self.kinds, kind), remarks=remarks)


def read_number(text: str, context: Context = Context()) -> NumberRead:
    """Read a number, odd writings included. Raises NumberError (AmbiguousNumber) with the cure for that writing."""
    shown = " ".join(text.split())
    if len(shown) > LONGEST:
        return NumberRead(parse_number(shown))
    if shown.casefold() in NOTHING:
        return _nothing(shown, context)
    peeled = _Peeled(shown, shown)
    for peel in _PEELERS:
        peeled = peel(peeled, context)
    number = _core(peeled, context) * peeled.factor
    if not peeled.kinds:
        return NumberRead(number)
    told = " ".join((f"“{shown}” dibaca {_written(number)}.", *peeled.remarks))
    return NumberRead(number, told, peeled.kinds[-1], peeled.is_provisional)


def percent_value(shown: Decimal, unit: str | None, text: str) -> Decimal:
    """What `80 %` is in an indicator with this unit: 80 of a percentage, 0,8 of a ratio. Raises NumberError."""
    if unit is None or is_percent(unit):
        return shown
    if is_ratio(unit):
        return shown / 100
    raise NumberError(
        f"“{text}” adalah persen, padahal satuan indikator ini {unit}. Tulis {_written(shown)} atau "
        f"{_written(shown / 100)} sebagai angka biasa, atau perbaiki satuannya menjadi Persen."
    )


def _nothing(shown: str, context: Context) -> NumberRead:
    if context.is_money:
        return NumberRead(Decimal(0), f"“{shown}” dibaca 0 rupiah.", "nothing")
    if context.is_target:
        raise NumberError(f"“{shown}” dapat berarti nol atau tidak ada target. Tulis 0, atau kosongkan.")
    raise NumberError(
        f"“{shown}” dapat berarti nol, tidak berlaku, atau belum ada. Tulis 0 bila hasilnya nol, n/a bila tidak "
        "berlaku, atau kosongkan bila belum dilaporkan."
    )


def _core(peeled: _Peeled, context: Context) -> Decimal:
    """The number that is left, or the cure for a writing that is none."""
    shown, body = peeled.shown, peeled.body
    if _ENGLISH.match(body):
        body = body.replace(",", "").replace(".", ",")
    try:
        return parse_number(body, money=context.is_money)
    except NumberError as error:
        if body != shown and "bukan angka" not in str(error):
            raise
        raise cure_for(shown, context.unit, error, is_target=context.is_target) from None


# --- What is taken off, from the outside to the inside ---------------------------------------------------------------
def _star(peeled: _Peeled, context: Context) -> _Peeled:
    if not peeled.body.endswith("*"):
        return peeled
    body = peeled.body.rstrip("* ")
    if context.is_target or context.is_money:
        raise NumberError(
            f"Tanda * pada “{peeled.shown}” berarti sementara; yang ini tidak dapat sementara. Tulis {body}."
        )
    told = replace(peeled, is_provisional=True)
    return told.without(body, "provisional", "Tanda * dicatat sebagai angka sementara.")


def _comparison(peeled: _Peeled, context: Context) -> _Peeled:
    found = _OR_MORE.match(peeled.body)
    kind = LOWER if found else ""
    for sign, pattern in () if found else _PREFIXES:
        found = pattern.match(peeled.body)
        if found:
            kind = sign
            break
    if not found:
        return peeled
    rest = found["rest"].strip()
    _refuse_comparison(peeled.shown, rest, kind, context)
    meaning = "paling sedikit" if kind == LOWER else "paling banyak"
    return peeled.without(rest, kind, f"Arah indikatornya sudah berarti {meaning}.")


def _refuse_comparison(shown: str, rest: str, kind: str, context: Context) -> None:
    """Refuse a bound that is no exact figure, or that goes against the indicator's direction."""
    if kind == ABOUT:
        raise NumberError(f"“{shown}” hanya perkiraan. Tulis angka pastinya, misalnya {rest}.")
    if not context.is_target or context.polarity is None:
        raise NumberError(f"“{shown}” adalah batas, bukan angka yang pasti. Tulis angkanya saja, misalnya {rest}.")
    if kind == STRICT:
        raise NumberError(
            f"“{shown}” tidak menyebut apakah {rest} sudah cukup. Tulis angka yang sudah dianggap tercapai."
        )
    if context.polarity is Polarity.RANGE:
        raise NumberError(f"“{shown}” hanya satu batas. Tulis dua batas, misalnya 80-90, atau ubah arah indikatornya.")
    wanted = Polarity.MAXIMIZE if kind == LOWER else Polarity.MINIMIZE
    if context.polarity is not wanted:
        is_now, should = ("turun", "naik") if kind == LOWER else ("naik", "turun")
        raise NumberError(
            f"“{shown}” tidak cocok dengan arah indikator ini ({is_now}). Ubah arahnya menjadi {should}, atau tulis "
            f"angkanya saja: {rest}."
        )


def _brackets(peeled: _Peeled, context: Context) -> _Peeled:
    if found := _NEGATIVE.match(peeled.body):
        return peeled.without(f"-{found['rest']}", "negative", "Angka dalam kurung dibaca sebagai angka negatif.")
    if found := GRADED.match(peeled.body):
        if context.unit and context.unit.split()[0].casefold() in POINTS:
            return peeled.without(found["rest"], "grade", f"Predikat {found['grade']} tidak disimpan.")
        return peeled
    found = _REMARK.match(peeled.body)
    if not found or context.is_money:
        return peeled
    remark, rest = found["remark"].strip(), found["rest"].strip()
    digits = rest.split()[0]
    is_in_words = digits.isdecimal() and len(digits) < 7 and num2words(int(digits), lang="id") == remark.casefold()
    if GRADE.match(remark) or is_in_words:
        return peeled.without(rest, "remark", f"Keterangan ({remark}) tidak disimpan.")
    raise NumberError(f"“{peeled.shown}” memuat keterangan. Tulis angkanya saja: {rest.rstrip('% ')}.")


def _ratio(peeled: _Peeled, context: Context) -> _Peeled:
    found = _RATIO.match(peeled.body)
    if not found:
        return peeled
    if context.unit is not None and re.search(r"1\s*:", context.unit):
        return peeled.without(found["rest"], "ratio")
    raise NumberError(
        f"“{peeled.shown}” adalah perbandingan. Ubah satuannya menjadi “Rasio 1:n”, lalu tulis {found['rest']}."
    )


def _unit(peeled: _Peeled, context: Context) -> _Peeled:
    """The unit behind the number, a multiplier before it, or its name before the number (`Level 3`)."""
    found = _WITH_UNIT.match(peeled.body) or _NAMED.match(peeled.body)
    if not found:
        return _rupiah(peeled, context, 1)
    rest, written = found["rest"].strip(), " ".join(found["unit"].split()).casefold()
    if context.is_money and written == "%":
        return peeled
    if written in ("%", "persen"):
        return _percent(peeled, rest, written, context)
    first, _, after = written.partition(" ")
    first = first.rstrip(".")
    is_rupiah = context.is_money or rest.casefold().startswith("rp") or after == "rupiah"
    is_rupiah = is_rupiah or (context.unit is not None and is_money(context.unit))
    factor = MULTIPLIERS.get(first) or (OF_MONEY.get(first) if is_rupiah else None)
    if factor and after in ("", "rupiah"):
        return _multiplied(peeled, rest, factor, is_rupiah, context)
    if context.unit is not None and same_unit(written, context.unit):
        return peeled.without(rest, "unit")
    if context.unit is None or context.is_money or not re.search(r"[a-z]{2}", written):
        return peeled
    raise NumberError(
        f"“{peeled.shown}” memakai satuan {found['unit'].strip(' /')}, padahal satuan indikator ini {context.unit}. "
        f"Tulis {rest} saja bila memang {context.unit.lower()}, atau perbaiki satuannya."
    )


def _percent(peeled: _Peeled, rest: str, written: str, context: Context) -> _Peeled:
    if context.unit is None:
        return replace(peeled, body=rest) if written == "%" else peeled.without(rest, "percent")
    shown = parse_number(rest)
    value = percent_value(shown, context.unit, peeled.shown)
    return replace(peeled.without(rest, "percent"), factor=Decimal(1) if value == shown else Decimal("0.01"))


def _multiplied(peeled: _Peeled, rest: str, factor: int, is_rupiah: bool, context: Context) -> _Peeled:
    told = _rupiah(peeled, context, factor) if is_rupiah else peeled
    if context.unit is not None and is_percent(context.unit):
        raise NumberError(
            f"“{peeled.shown}” tidak cocok dengan satuan indikator ini ({context.unit}). Perbaiki satuannya."
        )
    if not is_rupiah and context.unit is not None:
        told = replace(told, factor=Decimal(factor) / factor_of(context.unit))
    elif not is_rupiah:
        told = replace(told, factor=Decimal(factor))
    body = re.sub(r"^([-+]?)\s*rp\.?\s*", r"\1", rest, flags=re.IGNORECASE)
    return replace(told.without(body, "multiplier"), body=body)


def _rupiah(peeled: _Peeled, context: Context, factor: int) -> _Peeled:
    """Rupiah belongs into an indicator of rupiah; a unit of `Rp miliar` takes an amount only with its multiplier."""
    is_written = re.match(r"^[-+]?\s*rp", peeled.body, re.IGNORECASE) is not None
    if context.is_money or context.unit is None:
        return replace(peeled, factor=Decimal(factor))
    if is_written and not is_money(context.unit):
        raise NumberError(
            f"“{peeled.shown}” adalah rupiah, padahal satuan indikator ini {context.unit}. Perbaiki satuannya, atau "
            "tulis angkanya dalam satuan itu."
        )
    of_unit = factor_of(context.unit)
    if is_written and factor == 1 and of_unit != 1:
        raise NumberError(
            f"Satuan indikator ini {context.unit}. Tulis “{peeled.shown}” dengan pengalinya, misalnya Rp1,25 miliar, "
            f"atau angkanya saja dalam {context.unit}."
        )
    is_multiplied = factor != 1 and is_money(context.unit)
    return replace(peeled, factor=Decimal(factor) / of_unit) if is_multiplied else peeled


def _english(peeled: _Peeled, context: Context) -> _Peeled:
    return peeled.without(peeled.body, "english") if _ENGLISH.match(peeled.body) else peeled


_PEELERS = (_star, _comparison, _brackets, _ratio, _unit, _english)


def _written(number: Decimal) -> str:
    return format_number(number, 6)
