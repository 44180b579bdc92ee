"""The one government of this installation."""

from django.core.validators import RegexValidator
from django.db import models

from organisation.enums import GovernmentKind, TimeZone
from organisation.models.constraints import choices_constraint
from organisation.querysets import GovernmentQuerySet

REGION_CODE = RegexValidator(r"^\d{2}(\.\d{2})?$", "Kode wilayah ditulis seperti 17 atau 17.07.")


class Government(models.Model):
    """The local government: what stands on every document. Exactly one row."""

    SINGLETON = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLETON, editable=False)
    name = models.CharField("nama", max_length=120, help_text="Misalnya: Kabupaten Contoh")
    kind = models.CharField("jenis", max_length=20, choices=GovernmentKind)
    region_code = models.CharField("kode wilayah", max_length=5, validators=[REGION_CODE])
    head_title = models.CharField("sebutan kepala daerah", max_length=60, help_text="Misalnya: Bupati Contoh")
    seat = models.CharField("ibu kota", max_length=80)
    time_zone = models.CharField("zona waktu", max_length=30, choices=TimeZone, default=TimeZone.WIB)
    coat_of_arms = models.ImageField("lambang daerah", upload_to="government/", blank=True)
    head_emblem = models.ImageField(
        "lambang pada dokumen kepala daerah", upload_to="government/", blank=True,
        help_text="Gambar lambang negara milik instansi Anda. Kosong: lambang daerah yang dipakai.",
    )  # fmt: skip
    letterhead = models.TextField("kop surat", blank=True, help_text="Alamat, telepon; satu baris satu keterangan.")

    objects = GovernmentQuerySet.as_manager()

    class Meta:
        verbose_name = "pemerintah daerah"
        verbose_name_plural = "pemerintah daerah"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="government_is_single"),
            choices_constraint("kind", GovernmentKind, "government_kind_known"),
            choices_constraint("time_zone", TimeZone, "government_time_zone_known"),
        ]

    def __str__(self) -> str:
        return self.name
