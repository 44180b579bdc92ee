"""What is offered as evidence: files, or an address."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

from documents.inspection.forms import ManyFilesInput
from realisations.evidence.actions import LIMITS, MOST_PER_ROW
from realisations.evidence.intake import CUT
from realisations.models import Evidence

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.ods"
HTTPS_ONLY = "Ketikkan alamat lengkap yang diawali https://, misalnya https://drive.google.com/…"
LONGEST_NAME = 150


class FilesField(forms.FileField):
    """Some files; each of them is judged by itself later, so that one bad file refuses no other."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files as they came."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file is not None]
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_PER_ROW:
            raise ValidationError(f"Pilih paling banyak {MOST_PER_ROW} berkas sekali unggah.", code="many")
        return files


class FilesForm(forms.Form):
    """Files from the disk or the camera. What stands last in the request proves that the request came whole."""

    files = FilesField(
        label="Berkas",
        help_text=LIMITS,
        widget=ManyFilesInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Pilih sedikitnya satu berkas."},
    )
    whole = forms.CharField(initial="ya", widget=forms.HiddenInput, error_messages={"required": CUT}, label="Unggahan")


class LinkForm(forms.Form):
    """An address outside; it is shown, never opened by the server."""

    link = forms.CharField(
        label="Alamat (https://…)",
        max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text="Tautan luar dapat berubah atau hilang; berkas lebih kuat sebagai bukti.",
        error_messages={"required": HTTPS_ONLY},
    )
    name = forms.CharField(
        label="Nama tautan (boleh kosong)", max_length=LONGEST_NAME, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_link(self) -> str:
        """An https address of a named host, without a user name in it."""
        link = self.cleaned_data["link"].strip()
        try:
            URLValidator(schemes=["https"])(link)
            parts = urlsplit(link)
        except (ValidationError, ValueError) as error:
            raise ValidationError(HTTPS_ONLY, code="link") from error
        if parts.username is not None or "." not in (parts.hostname or ""):
            raise ValidationError(HTTPS_ONLY, code="link")
        return link

    def clean(self) -> dict[str, Any]:
        """Without a name of its own the link is called by its address."""
        data = super().clean() or self.cleaned_data
        if data.get("link") and not data.get("name"):
            data["name"] = data["link"].removeprefix("https://")[:LONGEST_NAME]
        return data


class ReuseForm(forms.Form):
    """One of the files and links that the position has already."""

    evidence = forms.ModelChoiceField(
        label="Bukti yang sudah ada",
        queryset=Evidence.objects.none(),
        empty_label="Pilih bukti",
        error_messages={
            "required": "Pilih bukti dari daftar.",
            "invalid_choice": "Bukti ini tidak ada lagi dalam daftar. Muat ulang halaman.",
        },
    )

    def __init__(self, *args: Any, choices: list[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = Evidence.objects.filter(pk__in=[one.pk for one in choices])
