"""Forms of work units and positions."""

from typing import TypeVar

from django import forms
from django.utils import timezone

from organisation.enums import PositionKind, WorkUnitKind
from organisation.models import Position, WorkUnit
from organisation.pages.fields import IndonesianDateField
from organisation.querysets import DatedQuerySet

TAKEN = {"code": {"unique": "Kode ini sudah dipakai. Pilih kode lain, atau cari yang sudah memakainya."}}
NEVER_SUPERIOR = (PositionKind.EXECUTING_STAFF, PositionKind.FUNCTIONAL)


Q = TypeVar("Q", bound=DatedQuerySet)


def _existing(rows: Q, stored: int | None) -> Q:
    """Those that can be chosen: what is valid today, and what is stored."""
    return rows.existing_on(timezone.localdate()) | rows.model._default_manager.filter(pk=stored)


class DatedForm(forms.ModelForm):
    """From which day: of something new since when it exists, of a change since when it holds and by which decree."""

    valid_from = IndonesianDateField(
        label="Berlaku sejak",
        required=False,
        help_text="Kosongkan bila sudah ada sejak awal, sebelum tahun-tahun lalu.",
    )
    since = IndonesianDateField(
        label="Perubahan berlaku sejak",
        required=False,
        help_text="Triwulan, dokumen, dan daftar sebelum hari ini tetap menyebut nama, induk, dan jenis yang lama.",
    )
    decree = forms.CharField(
        label="Dasar perubahan", max_length=120, required=False, help_text="Nomor Perda, Perbup, atau SK; boleh kosong."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["valid_from"]
            self.fields["since"].initial = timezone.localdate
        else:
            del self.fields["since"], self.fields["decree"]
            self.fields["valid_from"].initial = timezone.localdate


class WorkUnitForm(DatedForm):
    """A work unit and its place in the tree."""

    class Meta:
        model = WorkUnit
        fields = ["name", "code", "kind", "parent", "protocol_order", "letterhead", "valid_from"]
        widgets = {"letterhead": forms.Textarea(attrs={"rows": 3})}
        error_messages = TAKEN
        help_texts = {
            "name": "Nama resmi, misalnya Dinas Kesehatan.",
            "code": "Kode perangkat daerah atau kode sendiri yang tidak berubah; dipakai juga dalam buku kerja Excel.",
            "parent": "Kosongkan untuk perangkat daerah (OPD) yang tidak berada di bawah unit lain.",
            "protocol_order": "Menentukan urutan dalam daftar dan cetakan; angka kecil tampil lebih dahulu.",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Pilih jenis"), *WorkUnitKind.choices]
        self.fields["parent"].empty_label = "Tidak ada (unit paling atas)"
        self.fields["parent"].queryset = _existing(WorkUnit.objects.all(), self.instance.parent_id)


class PositionForm(DatedForm):
    """A position, its unit and its superior."""

    class Meta:
        model = Position
        fields = ["title", "code", "unit", "kind", "echelon", "reports_to", "protocol_order", "valid_from"]
        error_messages = TAKEN
        help_texts = {
            "title": "Nama jabatan tanpa Plt./Plh., misalnya Kepala Dinas Kesehatan.",
            "code": "Kode yang tidak berubah; dipakai juga dalam buku kerja Excel.",
            "echelon": "Misalnya II.b; kosongkan untuk jabatan fungsional dan pelaksana.",
            "reports_to": "Pihak Kedua dalam perjanjian kinerja. Kosongkan hanya untuk kepala daerah.",
            "protocol_order": "Menentukan urutan dalam daftar dan cetakan; angka kecil tampil lebih dahulu.",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        superiors = Position.objects.exclude(kind__in=NEVER_SUPERIOR)
        self.fields["reports_to"].queryset = _existing(superiors, self.instance.reports_to_id)
        self.fields["unit"].queryset = _existing(WorkUnit.objects.all(), self.instance.unit_id)
        self.fields["reports_to"].empty_label = "Tidak ada (kepala daerah)"
        self.fields["unit"].empty_label = "Pilih unit kerja"
        self.fields["kind"].choices = [("", "Pilih jenis"), *PositionKind.choices]
