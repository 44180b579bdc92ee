"""The form of the public check."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from documents.inspection.confined import MAX_BYTES

PDF_TYPE = ".pdf,application/pdf"


class CheckForm(forms.Form):
    """A file that claims to be the issued one."""

    file = forms.FileField(
        label="Apakah berkas ini yang diterbitkan?",
        help_text="Unggah PDF yang Anda terima, paling besar 20 MB. Berkas hanya diperiksa, tidak disimpan.",
        widget=forms.ClearableFileInput(attrs={"accept": PDF_TYPE}),
        error_messages={"required": "Pilih berkas PDF yang akan diperiksa.", "empty": "Berkas ini kosong."},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse by size before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("Berkas ini lebih besar dari 20 MB, jadi bukan dokumen yang diterbitkan.")
        return file
