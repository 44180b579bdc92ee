"""The source tables of the demo: small tab-separated files in `data/`, edited by hand."""

import csv
import zlib
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """All rows of one source table."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def number(text: str) -> Decimal:
    """A figure of the tables, written in Indonesian: `13,05`."""
    return Decimal(text.replace(",", "."))


def chance(*key: object) -> Decimal:
    """A figure in [0, 1) that always is the same for the same key: the demo never changes by itself."""
    return Decimal(zlib.crc32("|".join(map(str, key)).encode()) % 10_000) / 10_000


def pick(choices: tuple[str, ...], *key: object) -> str:
    """One of the choices, always the same for the same key."""
    return choices[int(chance(*key) * len(choices))]
