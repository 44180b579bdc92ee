"""Who may send reports for the head of a position while the head is away."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format

from organisation.models.constraints import PeriodsApart
from organisation.models.people import period_of_days
from organisation.querysets import DelegationQuerySet

SHORTEST_REASON = 4
"""Letters: “Cuti” says enough."""


class Delegation(models.Model):
    """From `start` to `end` (inclusive) the delegate sends the quarterly reports of a position on its head's behalf.

    It gives nothing else: no typing, no signing, no verifying. `ended_on` is the day on which it was taken back
    before its time; from then on it gives nothing.
    """

    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="delegations", verbose_name="jabatan"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations", verbose_name="delegasi"
    )
    start = models.DateField("mulai")
    end = models.DateField("sampai")
    reason = models.CharField("alasan", max_length=200)
    ended_on = models.DateField("diakhiri pada", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "delegasi"
        verbose_name_plural = "delegasi"
        ordering = ["-start", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="delegation_ends_after_start",
                violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="delegation_has_reason"),
            PeriodsApart(
                name="delegation_one_at_a_time",
                expressions=[("position", RangeOperators.EQUAL), (period_of_days(), RangeOperators.OVERLAPS)],
                condition=Q(ended_on=None),
                violation_error_message="Jabatan ini sudah mempunyai delegasi pada masa itu. Akhiri dahulu delegasi "
                "itu, atau pilih tanggal lain.",
            ),
        ]

    def __str__(self) -> str:
        return f"Delegasi {self.position}: {self.delegate}"

    @property
    def span(self) -> str:
        """`8 Oktober 2026 sampai 20 Oktober 2026`."""
        return f"{date_format(self.start, 'j F Y')} sampai {date_format(self.end, 'j F Y')}"

    def state_on(self, day: datetime.date) -> tuple[str, str]:
        """Where it stands on the day, as word and colour."""
        if self.ended_on is not None:
            return "Diakhiri", "neutral"
        if day < self.start:
            return "Akan datang", "info"
        return ("Berlaku", "success") if day <= self.end else ("Selesai", "neutral")

    def can_end(self, day: datetime.date) -> bool:
        """Whether there is still something to take back."""
        return self.ended_on is None and day <= self.end
