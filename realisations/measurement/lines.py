"""One indicator measured: what is shown of it, in words, figures and colours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.http import urlencode

from indicators.domain.accumulation import Accumulated
from indicators.domain.achievement import Achievement, unknown
from indicators.domain.classification import classify, target_status
from indicators.domain.gaps import named
from indicators.domain.kinds import QuarterReading, TargetStatus, Value
from indicators.domain.measurement import Result
from indicators.domain.numbers import format_percent
from indicators.domain.periods import roman
from indicators.domain.policy import Band
from indicators.domain.policy import Policy as PolicyValue
from indicators.domain.ratios import multiplier_for_unit
from indicators.domain.reasons import NoFigure
from indicators.domain.spec import LAST_QUARTER, IndicatorSpec
from indicators.domain.working import Measured, Step, working
from indicators.enums import Polarity
from indicators.models import Indicator
from indicators.policies.facts import TONES
from realisations.enums import ReportStatus

REPORT_TONES = {
    None: "danger",
    ReportStatus.DRAFT: "warning",
    ReportStatus.RETURNED: "warning",
    ReportStatus.SUBMITTED: "info",
    ReportStatus.VERIFIED: "plain",
}
"""How the state of a report is coloured on screen."""

WITHOUT_FIGURE = {
    NoFigure.NOT_APPLICABLE: "Tidak berlaku",
    NoFigure.WAITING: "Menunggu data",
    NoFigure.NOT_REPORTED: "Belum lapor",
}
"""What is said of an indicator without a figure, although its report was verified."""


def stretch(quarter: int | None) -> str:
    """The part of a year that a figure speaks of, in words."""
    return f"s.d. TW {roman(quarter)}" if quarter else "setahun"


@dataclass(frozen=True, slots=True)
class MeasuredIndicator:
    """One indicator measured for a year, or for a quarter to date."""

    indicator: Indicator
    year: int
    quarter: int | None
    result: Result
    policy: PolicyValue
    readings: Mapping[int, QuarterReading]
    quarter_targets: Mapping[int, Value]
    report_status: str | None
    """The least advanced of the reports that the figure should rest on; None when one of them was never begun."""

    owed: tuple[int, ...] = ()
    """Of the quarters that the figure should rest on, those that nobody has reported."""

    last_quarter: int = LAST_QUARTER
    """The quarter with which the promise of the year ends."""

    verified: tuple[int, ...] = ()
    """The quarters up to its end of which a verified report says something, whether a figure can be told or not."""

    @property
    def spec(self) -> IndicatorSpec:
        """How the indicator is read in this year."""
        return replace(self.indicator.spec, last_quarter=self.last_quarter)

    @property
    def stretch(self) -> str:
        """The part of the year that it speaks of: `setahun`, or `s.d. TW II`."""
        return stretch(self.quarter)

    @property
    def percent(self) -> Decimal | None:
        """Achievement in percent as computed, unrounded; None when it cannot be told."""
        return self.result.achievement.percent

    @property
    def shown_percent(self) -> Decimal | None:
        """Achievement in percent as the policy shows it (floor, cap), unrounded."""
        return self.result.achievement.shown(self.policy)

    @property
    def band(self) -> Band | None:
        """The category of the year's scale; None when the achievement cannot be told."""
        return classify(self.shown_percent, self.policy.scale)

    @property
    def category(self) -> str:
        """The category's name, empty when the achievement cannot be told."""
        return self.band.label if self.band else ""

    @property
    def tone(self) -> str:
        """The category's colour; neutral when the achievement cannot be told: missing is never green."""
        return TONES.get(self.band.tone, "neutral") if self.band else "neutral"

    @property
    def target_status(self) -> TargetStatus | None:
        """Exceeded, met or below; None when the achievement cannot be told."""
        return target_status(self.percent, self.policy.met_tolerance)

    @property
    def unit(self) -> str:
        """The unit behind a figure; empty for grades, which need none."""
        graded = self.indicator.polarity in (Polarity.PREDICATE, Polarity.YES_NO)
        return "" if graded else self.indicator.unit_of_measure

    @property
    def decimals(self) -> int | None:
        """With how many decimals its figures are shown; None where nobody chose."""
        return self.indicator.decimals

    @property
    def target(self) -> Value | None:
        """The target that the figure is held against."""
        return self.result.target

    @property
    def realised(self) -> Accumulated:
        """The accumulated realisation."""
        return self.result.realised

    @property
    def is_verified(self) -> bool:
        """Whether there is a figure and every report behind it was verified."""
        return self.report_status == ReportStatus.VERIFIED and self.realised.value is not None

    @property
    def verified_achievement(self) -> Achievement:
        """The achievement that counts: untold as long as the reports behind it are not verified."""
        is_told = self.is_verified or self.percent is None
        return self.result.achievement if is_told else unknown(NoFigure.NOT_REPORTED, self.target)

    @property
    def is_measured(self) -> bool:
        """Whether a figure is asked for: not of a quarter without a target, nor of what a PK Perubahan took out."""
        reason = self.result.achievement.reason
        return reason is None or not reason.is_unmeasured

    @property
    def report_label(self) -> str:
        """State of the report behind the figure, in words; what is missing where there is no figure to be verified."""
        if not self.is_measured:
            return "Dikeluarkan" if self.result.achievement.reason is NoFigure.DROPPED else "Tidak diukur"
        if self.owed and self.result.missing:
            return f"Belum lapor {named(self.owed)}"
        if self.is_not_due:
            return "Belum dibuka"
        if self.report_status is None:
            return "Belum lapor"
        if self.report_status == ReportStatus.VERIFIED and self.realised.value is None:
            return WITHOUT_FIGURE.get(self.realised.reason, "Tanpa angka")
        return ReportStatus(self.report_status).label

    @property
    def report_tone(self) -> str:
        """Colour of the report's state; what is not measured asks for nothing."""
        return REPORT_TONES[self.report_status] if self.is_measured and not self.is_not_due else "neutral"

    @property
    def is_not_due(self) -> bool:
        """Whether it is the figure of a year for which no quarter was opened yet, and nobody reported unasked."""
        return self.quarter is None and self.report_status is None and not self.owed

    @property
    def note(self) -> str:
        """Why the achievement cannot be told, or what a reader must know of it; empty when there is nothing to say."""
        reason = self.result.achievement.reason
        if reason:
            return self.result.why
        notes = tuple(filter(None, (*self.result.notes, self.result.achievement.remark)))
        if self.percent != self.shown_percent:
            notes = (*notes, f"Hasil rumus {format_percent(self.percent)} dibatasi kebijakan")
        return "; ".join(notes)

    @property
    def query(self) -> str:
        """The query string that names the year and the quarter on the pages of a figure."""
        return urlencode({"tahun": self.year, **({"triwulan": self.quarter} if self.quarter else {})})

    @property
    def working(self) -> tuple[Step, ...]:
        """How the achievement was computed, step by step."""
        quarters = (self.readings, self.quarter_targets)
        multiplier = multiplier_for_unit(self.indicator.unit_of_measure)
        return working(Measured(self.spec, self.year, self.quarter, self.result, *quarters, self.policy, multiplier))
