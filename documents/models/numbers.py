"""Numbers of documents, and those that are kept for a document while it is printed."""

from django.db import models

from documents.kinds import kind_named
from documents.models.constraints import name_constraint


class NumberRegister(models.Model):
    """The last number given per kind and year; locked while a number is taken, so none repeats and none is skipped."""

    kind = models.CharField("jenis", max_length=20)
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    class Meta:
        verbose_name = "register nomor"
        verbose_name_plural = "register nomor"
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="number_register_once"),
            name_constraint("kind", "number_register_kind_is_name"),
        ]

    def __str__(self) -> str:
        return f"{kind_named(self.kind).label} {self.year}: {self.last}"


class ReservedNumber(models.Model):
    """A number that was taken from the register and is not printed yet.

    With a subject it is kept for that one while a worker prints it; without one it was given back, and the next
    document of the year gets it. So several workers print at the same time, and yet no number is skipped.
    """

    kind = models.CharField("jenis", max_length=20)
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    subject_id = models.PositiveBigIntegerField("kunci pokok dokumen", null=True, blank=True)

    class Meta:
        verbose_name = "nomor yang disisihkan"
        verbose_name_plural = "nomor yang disisihkan"
        ordering = ["kind", "year", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="reserved_number_once"),
            models.UniqueConstraint(fields=["kind", "subject_id"], name="reserved_number_one_a_subject"),
            name_constraint("kind", "reserved_number_kind_is_name"),
        ]

    def __str__(self) -> str:
        return f"{kind_named(self.kind).label} {self.year}: {self.sequence}"
