"""The rows of a reference sheet, the same within an agreement and outside of it."""

from collections.abc import Sequence

from indicators.domain.kinds import Value
from indicators.domain.numbers import format_figure
from indicators.domain.periods import ROMAN
from indicators.models import Indicator

NO_VALUE = "–"
QUARTERS = (1, 2, 3, 4)


def sheet_terms(
    indicator: Indicator,
    *,
    objective: str,
    unit: str,
    year: int,
    annual: Value | None,
    quarters: Sequence[Value | None],
) -> tuple[tuple[str, str], ...]:
    """The rows, in the order of Pergub Jateng 82/2014 and the fields beside it; what nobody wrote is a dash."""
    decimals = "" if indicator.decimals is None else str(indicator.decimals)
    terms = [
        ("Sasaran", objective),
        ("Alasan pemilihan", indicator.rationale),
        ("Definisi operasional", indicator.operational_definition),
        ("Formula", indicator.formula_text),
        ("Dihitung dari", indicator.get_roll_up_display() or "Dilaporkan sendiri"),
        ("Definisi pembilang", indicator.numerator_definition),
        ("Definisi penyebut", indicator.denominator_definition),
        ("Satuan", unit),
        ("Angka di belakang koma", decimals),
        ("Arah", indicator.get_polarity_display()),
        ("Akumulasi triwulan", indicator.get_aggregation_display()),
        ("Kondisi awal", indicator.baseline),
        ("Pembanding nasional", indicator.national_benchmark),
        (f"Target {year}", "" if annual is None else format_figure(annual, indicator.decimals)),
        ("Target triwulan", _course(quarters, indicator.decimals)),
        ("Sumber data", indicator.data_source),
        ("Produsen data", indicator.data_producer),
        ("Frekuensi pengumpulan", indicator.get_collection_frequency_display()),
        ("Bulan rilis data luar", indicator.get_release_month_display() or ""),
        ("Media pengumpulan", indicator.collection_medium),
        ("Jenis bukti", indicator.evidence_type),
        ("Penanggung jawab", indicator.person_in_charge),
    ]
    return tuple((term, value.strip() or NO_VALUE) for term, value in terms)


def _course(quarters: Sequence[Value | None], decimals: int | None) -> str:
    """`TW I 20, TW II –`; empty when no quarter has a target."""
    if not any(value is not None for value in quarters):
        return ""
    texts = (NO_VALUE if value is None else format_figure(value, decimals) for value in quarters)
    return ", ".join(f"TW {roman} {target}" for roman, target in zip(ROMAN, texts, strict=True))
