"""A fingerprint of what a report says, so that a later reader can tell whether it still says the same."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from indicators.actions.drafts import ENTRY_FIELDS, Entry
from indicators.worksheets import Row, Worksheet

WITHOUT_EVIDENCE, LATEST = 1, 2
"""Ways of taking the fingerprint; a receipt is compared in the way in which it was taken."""


def fingerprint_of(sheet: Worksheet, way: int = LATEST) -> str:
    """SHA-256, in hexadecimal, over every figure and text of the report, what was spent, and its evidence.

    Of evidence the SHA-256 of each file and the address of each link count. The order of the rows and the way a number
    is written (`85,20` or `85,2`) play no part; targets, names and remarks of the verifier are not what was sent and
    play none either.
    """
    report = sheet.report
    said = {
        "report": [report.position_id, report.period.year, report.period.quarter],
        "rows": sorted([row.indicator.pk, *_values(Entry.of(row.realisation))] for row in sheet.rows),
        "money": sorted([row.line.pk, _plain(row.spent)] for row in sheet.budget),
    }
    if way != WITHOUT_EVIDENCE:
        said["evidence"] = sorted([row.indicator.pk, *_proofs(row)] for row in sheet.rows)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _values(entry: Entry) -> list[Any]:
    return [_plain(getattr(entry, name)) for name in ENTRY_FIELDS]


def _proofs(row: Row) -> list[str]:
    return sorted(use.evidence.link or use.evidence.sha256 for use in row.evidence)


def _plain(value: Any) -> Any:
    """A figure in one way of writing, whatever its trailing zeros; everything else as it is."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return value if value is None or isinstance(value, bool) else str(value)
