"""A government's choices of one year as one frozen value, and the scales found in published reports."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.domain.choices import LabelledChoice
from indicators.domain.kinds import Averaging, MinimizeFormula, ZeroTarget


class SigningOrder(LabelledChoice):
    """Who signs before whom. No regulation says it, so each government does; the first is the custom."""

    FIRST_THEN_SECOND = "first_then_second", "Pihak Pertama lebih dahulu, lalu Pihak Kedua"
    ANY = "any", "Siapa saja boleh lebih dahulu"


class Tone(StrEnum):
    """The colour family of a band; screens pair it with the label, never colour alone."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Band:
    """One category: achievements above `above` (from it on when `inclusive`); None is the lowest band."""

    above: Decimal | None
    label: str
    tone: str
    inclusive: bool = False

    def holds(self, percent: Decimal) -> bool:
        """Whether the unrounded percentage reaches this band's lower bound."""
        if self.above is None:
            return True
        return percent >= self.above if self.inclusive else percent > self.above


@dataclass(frozen=True, slots=True)
class Scale:
    """Categories of achievement, with the document they come from.

    Bands may come in any order. The lowest one takes everything beneath it, whatever its own bound says, and the
    highest one everything above: a published "91-100" leaves neither 90,5 nor 120 without a category.
    """

    name: str
    bands: tuple[Band, ...]
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a scale without a band."""
        if not self.bands:
            raise ValueError("Skala harus mempunyai sedikitnya satu kategori.")

    @property
    def descending(self) -> tuple[Band, ...]:
        """The bands from the highest to the lowest."""
        bounded = [band for band in self.bands if band.above is not None]
        bounded.sort(key=lambda band: band.above or Decimal(0), reverse=True)
        return (*bounded, *(band for band in self.bands if band.above is None))


def scale_of(
    name: str, source: str, rows: tuple[tuple[str | None, str, Tone], ...], *, inclusive: bool = False
) -> Scale:
    """A scale whose bands, as (lower bound, label, tone), all include or all exclude their lower bound."""
    bands = (
        Band(None if bound is None else Decimal(bound), label, tone.value, inclusive=inclusive and bound is not None)
        for bound, label, tone in rows
    )
    return Scale(name, tuple(bands), source)


# Published integer bands (91-100, 76-90 ...) have holes between them. The upper value of a band is read as its last
# one, so that the next band begins right above it: 90,00 is still Tinggi, 90,01 is Sangat Tinggi.
PERMENDAGRI_86 = scale_of(
    "Permendagri 86/2017",
    "Permendagri 86/2017 (sebelumnya Permendagri 54/2010), skala nilai peringkat kinerja",
    (
        ("90", "Sangat Tinggi", Tone.GOOD),
        ("75", "Tinggi", Tone.GOOD),
        ("65", "Sedang", Tone.FAIR),
        ("50", "Rendah", Tone.POOR),
        (None, "Sangat Rendah", Tone.BAD),
    ),
)
SAMPANG_2019 = scale_of(
    "Sampang 2019",
    "LKjIP Inspektorat Daerah Kabupaten Sampang 2019",
    (
        ("90", "Sangat Baik", Tone.GOOD),
        ("75", "Baik", Tone.GOOD),
        ("65", "Cukup", Tone.FAIR),
        ("50", "Kurang", Tone.POOR),
        (None, "Sangat Kurang", Tone.BAD),
    ),
)
MALUKU_TENGAH_2021 = scale_of(
    "Maluku Tengah 2021",
    "LKjIP Kabupaten Maluku Tengah 2021 hal. III.2",
    (
        ("85", "Memuaskan", Tone.GOOD),
        ("75", "Sangat Baik", Tone.GOOD),
        ("65", "Baik", Tone.FAIR),
        ("50", "Cukup Baik", Tone.FAIR),
        ("30", "Agak Kurang", Tone.POOR),
        (None, "Kurang", Tone.BAD),
    ),
)
LAN_239 = scale_of(
    "LAN 239/2003",
    "Keputusan Kepala LAN 239/IX/6/8/2003",
    (
        ("85", "Sangat Berhasil", Tone.GOOD),
        ("70", "Berhasil", Tone.GOOD),
        ("55", "Cukup Berhasil", Tone.FAIR),
        (None, "Tidak Berhasil", Tone.BAD),
    ),
    inclusive=True,
)
# The signs of comparison are lost in the stored document; read as "from 92,5 on". Its hole 60,0-60,5 falls below.
BANJARNEGARA_2016 = scale_of(
    "Banjarnegara 2016",
    "LKjIP Kabupaten Banjarnegara 2016, Bab III A",
    (
        ("92.5", "Sangat Memuaskan", Tone.GOOD),
        ("77.5", "Memuaskan", Tone.GOOD),
        ("60.5", "Cukup Memuaskan", Tone.FAIR),
        (None, "Kurang Memuaskan", Tone.BAD),
    ),
    inclusive=True,
)
SEMARANG = scale_of(
    "Semarang",
    "Aplikasi e-SAKIP Kota Semarang, predikat organisasi",
    (
        ("90", "Istimewa", Tone.GOOD),
        ("80", "Baik", Tone.GOOD),
        ("70", "Butuh Perbaikan", Tone.FAIR),
        ("60", "Kurang", Tone.POOR),
        (None, "Sangat Kurang", Tone.BAD),
    ),
    inclusive=True,
)
TRAFFIC_LIGHT = Scale(
    "Lampu lalu lintas",
    (
        Band(Decimal("90"), "Hijau", Tone.GOOD.value),
        Band(Decimal("70"), "Kuning", Tone.FAIR.value, inclusive=True),
        Band(None, "Merah", Tone.BAD.value),
    ),
    "Aplikasi e-SAKIP Kabupaten Banjarnegara",
)
PRINGSEWU = Scale(
    "Pringsewu",
    (
        Band(Decimal("105"), "Melampaui", Tone.GOOD.value),
        Band(Decimal("95"), "Tercapai", Tone.GOOD.value, inclusive=True),
        Band(Decimal("80"), "Mendekati Target", Tone.FAIR.value, inclusive=True),
        Band(Decimal("60"), "Perlu Perhatian", Tone.POOR.value, inclusive=True),
        Band(None, "Kritis", Tone.BAD.value),
    ),
    "Dasbor e-SAKIP Kabupaten Pringsewu",
)
SCALES = (
    PERMENDAGRI_86,
    SAMPANG_2019,
    MALUKU_TENGAH_2021,
    LAN_239,
    BANJARNEGARA_2016,
    TRAFFIC_LIGHT,
    PRINGSEWU,
    SEMARANG,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """How one year is measured and judged. Percentages are numbers like 85.24, not fractions.

    `floor_at_zero` lifts negative achievements (minimise A beyond twice the target) to 0 where they are shown and
    averaged; the raw value keeps its sign. `cap_display` and `cap_in_average` bound from above; None, the common
    published practice, means no bound. `met_tolerance`: closer to 100 than this counts as met.
    `zero_target` says what a target of 0 gives that was passed: 100, or no figure at all.
    `minimize_b_without_realisation` is what target / realisation becomes when nothing (or less) was realised.
    """

    minimize_formula: MinimizeFormula = MinimizeFormula.A
    floor_at_zero: bool = True
    cap_display: Decimal | None = None
    cap_in_average: Decimal | None = None
    met_tolerance: Decimal = Decimal("0.005")
    minimize_b_without_realisation: Decimal = Decimal(100)
    averaging: Averaging = Averaging.INDICATORS
    zero_target: ZeroTarget = ZeroTarget.LAID_DOWN
    scale: Scale = PERMENDAGRI_86

    def shown(self, percent: Decimal) -> Decimal:
        """The percentage as screens and documents show it (not rounded)."""
        return self._bounded(percent, self.cap_display)

    def averaged(self, percent: Decimal) -> Decimal:
        """The percentage as it enters an average (not rounded)."""
        return self._bounded(percent, self.cap_in_average)

    def _bounded(self, percent: Decimal, cap: Decimal | None) -> Decimal:
        if self.floor_at_zero:
            percent = max(percent, Decimal(0))
        return percent if cap is None else min(percent, cap)
