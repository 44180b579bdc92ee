"""Which indicators count things, so that their figure cannot be below zero."""

import re

COUNTED = frozenset(
    {
        "berkas", "buah", "desa", "desa/kelurahan", "dokumen", "kasus", "kecamatan", "kegiatan", "kejadian",
        "kelurahan", "keluarga", "kelompok", "kk", "laporan", "lembaga", "medali", "orang", "paket", "pelaku usaha",
        "puskesmas", "ruang", "rumah", "rumah sakit", "satuan pendidikan", "sekolah", "surat", "unit", "unit rumah",
    }
)  # fmt: skip
"""Units of things that are counted, as the nomenclature of Kepmendagri and the plans of local governments have them."""

_CHANGES = re.compile(
    r"\b(peningkatan|kenaikan|penambahan|pertambahan|penurunan|pengurangan|pertumbuhan|perubahan|selisih|net+o|surplus)\b",
    re.IGNORECASE,
)
"""What tells of a change: it may go either way, also in people."""


def is_count(unit: str, statement: str) -> bool:
    """Whether the indicator surely counts things: by its unit, and unless its name tells of a change."""
    return unit.strip().casefold() in COUNTED and not _CHANGES.search(statement)
