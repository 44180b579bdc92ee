"""The ceremony at which agreements are signed, and who was invited to it."""

from django.db import models
from django.urls import reverse

from agreements.enums import Attendance
from agreements.querysets import CeremonyQuerySet
from organisation.models.constraints import choices_constraint


class Ceremony(models.Model):
    """An event at which the officials of a year sign in public."""

    year = models.PositiveSmallIntegerField("tahun PK")
    title = models.CharField("nama acara", max_length=200)
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=200, blank=True)

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        verbose_name = "acara penandatanganan"
        verbose_name_plural = "acara penandatanganan"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:ceremony_detail", args=[self.pk])


class Invitation(models.Model):
    """A position whose holder is invited, and whether they came."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="invitations", verbose_name="acara")
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="+", verbose_name="jabatan"
    )
    attendance = models.CharField("kehadiran", max_length=7, choices=Attendance, default=Attendance.UNKNOWN)

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["ceremony", "position__protocol_order", "position__code"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "position"], name="invitation_once"),
            choices_constraint("attendance", Attendance, "invitation_attendance_known"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_attendance_display()}"
