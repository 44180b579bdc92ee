"""The reading vocabulary of reports, realisations and evidence."""

from typing import Self

from indicators.enums import ValueState
from indicators.querysets import ScopedQuerySet
from realisations.enums import EDITABLE, ReportStatus


class QuarterReportQuerySet(ScopedQuerySet):
    def of_quarter(self, year: int, quarter: int) -> Self:
        """Reports of one quarter."""
        return self.filter(period__year=year, period__quarter=quarter)

    def editable(self) -> Self:
        """Reports in the hands of those who fill them in."""
        return self.filter(status__in=EDITABLE)

    def verified(self) -> Self:
        """Reports that the verifier accepted."""
        return self.filter(status=ReportStatus.VERIFIED)

    def verified_quarters(self, position_id: int, year: int) -> frozenset[int]:
        """The quarters of the year in which the report of this position is verified: their targets stay."""
        reports = self.verified().filter(position=position_id, period__year=year)
        return frozenset(reports.values_list("period__quarter", flat=True))

    def waiting_for_verifier(self) -> Self:
        """Reports sent and not yet judged."""
        return self.filter(status=ReportStatus.SUBMITTED)


class RealisationQuerySet(ScopedQuerySet):
    POSITION = "report__position"

    def handed_in(self) -> Self:
        """Realisations of reports that were sent or verified; a draft is nobody else's business."""
        return self.filter(report__status__in=[ReportStatus.SUBMITTED, ReportStatus.VERIFIED])

    def said(self) -> Self:
        """Rows that say anything: a value, a state, a part or a sentence; one that was only opened does not."""
        texts = ("supporting_factors", "inhibiting_factors", "follow_up", "note")
        parts = {"numerator": None, "denominator": None}
        return self.exclude(state=ValueState.NOT_REPORTED, **dict.fromkeys(texts, ""), **parts)

    def with_follow_up(self) -> Self:
        """Those of reports that were sent, which promise something."""
        return self.handed_in().exclude(follow_up="")

    def open_follow_ups(self) -> Self:
        """Promises that nobody has called done."""
        return self.with_follow_up().filter(follow_up_done_at__isnull=True)

    def done_follow_ups(self) -> Self:
        """Promises that were kept."""
        return self.with_follow_up().filter(follow_up_done_at__isnull=False)


class EvidenceQuerySet(ScopedQuerySet):
    pass
