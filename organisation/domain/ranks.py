"""Ranks (pangkat) of civil servants by golongan (PP 99/2000 jo. PP 12/2002, annex)."""

import re

RANKS: dict[str, str] = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}

CONTRACT_GRADES: tuple[str, ...] = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)
"""Golongan of PPPK (Perpres 98/2020): they carry no rank name."""

_CIVIL = re.compile(r"^(IV|III|II|I)[\s/.\-]*([A-E])$", re.IGNORECASE)


def normalise_rank_code(text: str) -> str:
    """Golongan as the tables write it: `iii.D` and `IIId` become `III/d`; unknown text comes back stripped."""
    stripped = text.strip()
    match = _CIVIL.match(stripped)
    if match:
        return f"{match[1].upper()}/{match[2].lower()}"
    return stripped.upper() if stripped.upper() in CONTRACT_GRADES else stripped


def is_known_rank_code(text: str) -> bool:
    """Whether this is a golongan of civil servants or of PPPK."""
    code = normalise_rank_code(text)
    return code in RANKS or code in CONTRACT_GRADES


def rank_name(rank_code: str) -> str:
    """Name of the rank of a golongan, `Penata Tingkat I` for `III/d`; empty for PPPK and for unknown codes."""
    return RANKS.get(normalise_rank_code(rank_code), "")
