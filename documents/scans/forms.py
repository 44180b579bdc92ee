"""Forms of scans: uploading, saying by hand whose it is, and confirming."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q

from documents.inspection.confined import MAX_BYTES
from documents.inspection.forms import ManyFilesInput
from documents.issuing.facts import attach_subjects
from documents.kinds import common_noun, scanned_kinds
from documents.models import IssuedDocument, UploadedScan
from organisation.models import User
from organisation.pages.fields import IndonesianDateField

SCAN_TYPES = ".pdf,.jpg,.jpeg,.png"
COMPARED = "Nomor dan isi hasil pindai sama dengan dokumen yang diterbitkan, dan semua pihak sudah menandatangani."
COMPARE_FIRST = "Cocokkan dahulu hasil pindai dengan dokumen yang diterbitkan, lalu centang."
MOST_SHOWN = 5


class ManyFilesField(forms.FileField):
    """One or more pictures or a PDF of one scan; together not larger than a scan may be."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files, none of them empty."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(ManyFilesField, self).clean(one, initial) for one in given]
        if sum(file.size for file in files) > MAX_BYTES:
            raise forms.ValidationError("Berkas lebih besar dari 20 MB. Pindai dengan 300 dpi atau kurang.")
        return files


class ManyScansField(forms.FileField):
    """Any number of scans; what is wrong with one of them is told of that one alone, so only none at all is refused."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files as they came."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file is not None]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class ScanForm(forms.Form):
    """The scan of one signed paper, with the word of somebody who compared it."""

    files = ManyFilesField(
        label="Hasil pindai",
        help_text="Satu PDF, atau gambar JPG/PNG setiap halaman berurutan; seluruhnya paling besar 20 MB.",
        widget=ManyFilesInput(attrs={"accept": SCAN_TYPES}),
        error_messages={"required": "Pilih hasil pindai {noun}.", "empty": "Berkas ini kosong."},
    )
    signed_on = IndonesianDateField(
        label="Tanggal tanda tangan",
        help_text="Tanggal yang tertera di kertas. Untuk yang sudah dicatat, tidak berubah.",
    )
    compared = forms.BooleanField(label=COMPARED, error_messages={"required": COMPARE_FIRST})
    without_code = forms.BooleanField(
        label="Tetap simpan bila kode QR tidak terbaca; nomornya sudah saya cocokkan sendiri.", required=False
    )

    def __init__(self, *args: Any, noun: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages = self.fields["files"].error_messages
        messages["required"] = messages["required"].format(noun=noun)


class UploadForm(forms.Form):
    """Many scans at once."""

    files = ManyScansField(
        label="Berkas hasil pindai",
        help_text="Satu berkas untuk setiap {noun}: PDF, JPG, atau PNG; masing-masing paling besar 20 MB, sekali "
        "unggah paling banyak 100 berkas.",
        widget=ManyFilesInput(attrs={"accept": SCAN_TYPES}),
        error_messages={"required": "Pilih sedikitnya satu berkas hasil pindai."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["files"]
        field.help_text = field.help_text.format(noun=common_noun(scanned_kinds()))


class MatchForm(forms.Form):
    """Whose scan it is, as its paper says."""

    document = forms.CharField(
        label="Nomor {noun} pada kertas, atau jabatannya",
        max_length=200,
        error_messages={"required": "Ketikkan nomor {noun} yang tertera pada kertas, atau jabatannya."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.noun = common_noun(scanned_kinds())
        field = self.fields["document"]
        field.label = field.label.format(noun=self.noun)
        field.error_messages["required"] = field.error_messages["required"].format(noun=self.noun)

    def clean_document(self) -> IssuedDocument:
        """The document with this number, else the only one whose owner is called like the words."""
        words = self.cleaned_data["document"]
        visible = IssuedDocument.objects.visible_to(self.user)
        found = list(visible.filter(number__iexact=words)[:2]) or list(visible.filter(_called(words))[: MOST_SHOWN + 1])
        if not found:
            raise forms.ValidationError(
                f"Tidak ada {self.noun} terbit dengan nomor atau jabatan “{words}”. Periksa kertasnya."
            )
        if len(found) > 1:
            attach_subjects(found)
            which = "; ".join(document.called for document in found[:MOST_SHOWN])
            raise forms.ValidationError(f"Ada beberapa {self.noun} yang sesuai: {which}. Ketikkan nomornya.")
        return found[0]


def _called(words: str) -> Q:
    """Documents whose owner is called like the words, of every kind that takes scans."""
    found = Q(pk__in=[])
    for kind in scanned_kinds():
        found |= Q(kind=kind.name, subject_id__in=kind.scanning.called(words).order_by().values("pk"))
    return found


class ConfirmForm(forms.Form):
    """Which of the matched scans are kept, with the day of signing: one for all, or one of its own for a scan."""

    signed_on = IndonesianDateField(
        label="Tanggal tanda tangan",
        help_text="Tanggal yang tertera di kertas; berlaku untuk semua yang dicentang, kecuali yang diberi tanggal "
        "sendiri. Untuk tanda tangan yang sudah dicatat, tidak berubah.",
        error_messages={"required": "Ketikkan tanggal tanda tangan yang tertera di kertas."},
    )
    compared = forms.BooleanField(label=COMPARED, error_messages={"required": COMPARE_FIRST})

    def __init__(self, *args: Any, scans: Sequence[UploadedScan], checked: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scans = scans
        for scan in scans:
            self.fields[f"pilih-{scan.pk}"] = forms.BooleanField(
                label=f"Simpan {scan.name}",
                required=False,
                initial=scan.pk in checked,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"tanggal-{scan.pk}"] = IndonesianDateField(
                label=f"Tanggal sendiri untuk {scan.name}",
                required=False,
                widget=forms.DateInput(format="%d-%m-%Y", attrs={"class": "form-control", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        """At least one scan."""
        data = super().clean() or self.cleaned_data
        if not any(data.get(f"pilih-{scan.pk}") for scan in self.scans):
            raise forms.ValidationError("Centang sedikitnya satu hasil pindai yang akan disimpan.")
        return data

    def chosen(self) -> list[tuple[UploadedScan, datetime.date]]:
        """The ticked scans, each with its day."""
        data = self.cleaned_data
        return [
            (scan, data.get(f"tanggal-{scan.pk}") or data["signed_on"])
            for scan in self.scans
            if data.get(f"pilih-{scan.pk}")
        ]
