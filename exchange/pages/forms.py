"""Forms of the exchange pages."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from organisation.models import User, WorkUnit

LARGEST_UPLOAD = 25 * 1024 * 1024
"""Bytes; a government of 10,000 employees and 20,000 indicators fits several times over."""


class WorkbookUploadForm(forms.Form):
    """A workbook to be checked."""

    file = forms.FileField(
        label="Buku kerja (.xlsx)",
        help_text="Paling besar 25 MB. Isinya diperiksa dahulu; belum ada yang disimpan.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Pilih berkas yang akan diperiksa.", "empty": "Berkas ini kosong."},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse by size and name before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError("Berkas ini lebih besar dari 25 MB. Bagi menjadi beberapa berkas.")
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError("Nama berkas harus berakhir .xlsx. Simpan sebagai “Buku Kerja Excel (*.xlsx)”.")
        return file


class ExportForm(forms.Form):
    """Which year, and which part of what one may see."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)
    unit = forms.ModelChoiceField(
        label="Unit", queryset=WorkUnit.objects.none(), required=False, empty_label="Semua yang dapat saya lihat"
    )

    def __init__(self, *args: Any, user: User, years: list[int], **kwargs: Any) -> None:
        """Offer the years that hold something and the units in the user's scope."""
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]
        self.fields["unit"].queryset = WorkUnit.objects.visible_to(user)
