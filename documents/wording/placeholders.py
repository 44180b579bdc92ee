"""Placeholders in the wording of documents: a fixed list of names in braces, and nothing else.

There is no template language: a name is replaced once by its value, and what a value contains stays text.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping

from documents.wordings import every_wording

NO_VALUE = "–"
"""Printed for a value that is empty, so that the gap is seen."""

_TOKEN = re.compile(r"\{([^{}\n]*)\}")
_SHOWN = 40  # characters of a wrong placeholder that a sentence quotes


def problems_in(text: str, allowed: Collection[str]) -> list[str]:
    """What is wrong with a wording, each as a sentence that names it; nothing when it can be printed."""
    found = []
    elsewhere = {name for wording in every_wording() for name in wording.placeholders}
    for name in dict.fromkeys(_TOKEN.findall(text)):
        if name not in allowed:
            quoted = "{" + name[:_SHOWN] + "}"
            reason = "tidak tersedia pada naskah ini" if name in elsewhere else "tidak dikenal"
            found.append(f"Tanda isian {quoted} {reason}. Yang dapat dipakai: {listed(allowed)}.")
    bare = _TOKEN.sub(lambda match: "\0" * len(match.group()), text)
    for match in re.finditer(r"[{}]", bare):
        start = max(0, match.start() - 15)
        near = text[start : match.end() + 15].replace("\n", " ").strip()
        found.append(
            f"Kurung kurawal “{match.group()}” pada “{near}” tidak berpasangan. Tulis tanda isian utuh seperti "
            "{nama}, atau hapus kurungnya."
        )
        break
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in text.replace("\n", "")):
        found.append("Naskah memuat huruf kendali yang tidak dapat dicetak. Ketik ulang bagian yang ditempel.")
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """The wording with its placeholders replaced; an empty value becomes a dash. `KeyError` for an unknown name."""
    return _TOKEN.sub(lambda match: values[match.group(1)] or NO_VALUE, text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a wording that hold anything; each is one paragraph, or one numbered point."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def listed(names: Collection[str]) -> str:
    """`{nama}, {jabatan}`: as somebody types them."""
    return ", ".join("{" + name + "}" for name in names)
