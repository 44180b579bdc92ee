"""What the unit of an indicator tells of its figures: percent, ratio, rupiah, thousands."""

import re

from indicators.domain.ratios import multiplier_for_unit

_FACTORS = (("triliun", 10**12), ("miliar", 10**9), ("milyar", 10**9), ("juta", 10**6), ("ribu", 10**3))
_SHORT = {
    "bln": "bulan", "thn": "tahun", "th": "tahun", "org": "orang", "dok": "dokumen", "lap": "laporan",
    "keg": "kegiatan", "hr": "hari", "mnt": "menit", "jam": "jam", "kel": "kelompok",
}  # fmt: skip
_MONEY = re.compile(r"\b(rp|rupiah)\b", re.IGNORECASE)


def is_percent(unit: str) -> bool:
    """Whether figures are percentages: `Persen`, `%`, `% (persen)`."""
    return "%" in unit or "persen" in unit.casefold()


def is_ratio(unit: str) -> bool:
    """Whether figures are plain ratios, of which 0,8 is 80 %; not `Rasio 1:n`."""
    return unit.casefold().startswith(("rasio", "ratio")) and "1:" not in unit.replace(" ", "") and not _per(unit)


def is_money(unit: str) -> bool:
    """Whether figures are rupiah, in whatever multiple."""
    return bool(_MONEY.search(unit))


def factor_of(unit: str) -> int:
    """How much one of this unit is: `Miliar rupiah` 1.000.000.000, otherwise 1."""
    words = unit.casefold()
    return next((factor for word, factor in _FACTORS if re.search(rf"\b{word}\b", words)), 1) if not _per(unit) else 1


def same_unit(written: str, unit: str) -> bool:
    """Whether what stands behind a number names the unit: `bln` for `Bulan`, `/1.000 KH` for `per 1.000 KH`."""
    wanted, given = _plain(unit), _plain(written)
    if _per(unit) or _per(given):
        return multiplier_for_unit(wanted) == multiplier_for_unit(given) != 1
    return bool(given) and (given == wanted or given == wanted.split()[0].strip("/,"))


def _plain(text: str) -> str:
    words = " ".join(text.casefold().split()).rstrip(".")
    if words.startswith("/"):
        words = f"per {words[1:].strip()}"
    return _SHORT.get(words, words)


def _per(unit: str) -> bool:
    return bool(re.search(r"\bper\b|^/", unit.casefold()))
