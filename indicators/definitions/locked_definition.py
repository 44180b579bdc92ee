"""How an indicator is measured, and what of it stands fast because figures were reported or verified.

One rule for every road (pages, drafts of agreements, workbook): what was verified was judged by direction,
accumulation, scale and unit, so they stay; and figures that were reported at all keep their unit. Whoever must measure
otherwise begins a new version of the indicator. `models/guards.py` says the same to the database.
"""

from collections.abc import Collection, Iterable, Mapping

from indicators.bindings import reported_among, verified_among
from indicators.models import Indicator

MEASURE_FIELDS = ("unit_of_measure", "polarity", "aggregation", "predicate_scale")
"""What decides how figures are read; everything else of an indicator may change without changing a figure."""

NEW_VERSION = "Mulai versi baru indikator ini bila cara mengukurnya harus berubah."


def fixed_fields(indicators: Collection[int]) -> dict[int, frozenset[str]]:
    """Per indicator the fields of its measure that stand fast today; in two queries for any number."""
    reported, verified = reported_among(indicators), verified_among(indicators)
    return {
        pk: frozenset(MEASURE_FIELDS if pk in verified else ("unit_of_measure",) if pk in reported else ())
        for pk in indicators
    }


def refused_changes(stored: Indicator, wanted: Mapping[str, object], fixed: Collection[str]) -> dict[str, str]:
    """A sentence for each field of `wanted` that would change although it is among the `fixed` ones."""
    changed = {name: value for name, value in wanted.items() if name in fixed and not _same(stored, name, value)}
    why = "angka terverifikasi" if set(fixed) >= set(MEASURE_FIELDS) else "realisasi"
    called = {"unit_of_measure": "satuannya", "polarity": "arahnya", "aggregation": "cara akumulasinya"}
    return {
        name: f"Indikator ini sudah mempunyai {why}, jadi {called.get(name, 'skala predikatnya')} tidak dapat diubah. "
        f"{NEW_VERSION}"
        for name in changed
    }


def _same(stored: Indicator, name: str, value: object) -> bool:
    if name == "unit_of_measure":
        return _spelled(stored.unit_of_measure) == _spelled(str(value))
    if name == "predicate_scale":
        return list(stored.predicate_scale) == list(value) if isinstance(value, Iterable) else False
    return getattr(stored, name) == value


def _spelled(unit: str) -> str:
    """Capitals and blanks do not make another unit."""
    return " ".join(unit.split()).casefold()
