"""The wording of the numbers of documents: text with fixed placeholders."""

import re

PLACEHOLDERS: dict[str, str] = {
    "nomor": "nomor urut",
    "tahun": "tahun PK",
    "bulan": "bulan PK dalam angka Romawi",
    "unit": "kode perangkat daerah",
}
"""What may stand in braces, and what stands there on paper."""

_IN_BRACES = re.compile(r"{([^{}]*)}")


def number_format_objection(text: str) -> str:
    """What is wrong with this wording, with the cure; empty when nothing is."""
    names = _IN_BRACES.findall(text)
    unknown = [name for name in names if name not in PLACEHOLDERS]
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    if unknown:
        return f"{{{unknown[0]}}} tidak dikenal. Yang dapat dipakai: {known}."
    if "nomor" not in names:
        return "Gunakan {nomor}: tanpa nomor urut, dua dokumen bernomor sama."
    if len(names) != len(set(names)):
        return f"Pakai masing-masing paling banyak sekali: {known}."
    if any(brace in _IN_BRACES.sub("", text) for brace in "{}"):
        return f"Kurung kurawal hanya untuk {known}."
    return ""
