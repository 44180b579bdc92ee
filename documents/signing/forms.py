"""Forms of signing: certificate, password, BSrE, and how a lost sending ended."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from documents.inspection.confined import MAX_BYTES

LARGEST_CERTIFICATE = 100 * 1024  # bytes; a PKCS#12 with its chain has about 6 kB
CERTIFICATE_TYPES, PDF_TYPE = ".p12,.pfx", ".pdf,application/pdf"


class CertificateForm(forms.Form):
    """A PKCS#12 file and its password; both are used in this request and kept nowhere."""

    certificate = forms.FileField(
        label="Berkas sertifikat (.p12 atau .pfx)",
        help_text="Berisi sertifikat dan kunci pribadi Anda. Dipakai sekali ini saja dan tidak disimpan.",
        widget=forms.ClearableFileInput(attrs={"accept": CERTIFICATE_TYPES}),
        error_messages={"required": "Pilih berkas sertifikat Anda.", "empty": "Berkas sertifikat ini kosong."},
    )
    password = forms.CharField(
        label="Kata sandi berkas sertifikat",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Tidak disimpan dan tidak dicatat.",
        error_messages={"required": "Ketikkan kata sandi berkas sertifikat."},
    )

    def clean_certificate(self) -> UploadedFile:
        """Refuse by size before anything is read."""
        file = self.cleaned_data["certificate"]
        if file.size > LARGEST_CERTIFICATE:
            raise forms.ValidationError(
                "Berkas ini terlalu besar untuk sebuah sertifikat. Pilih berkas .p12 atau .pfx."
            )
        return file


class KeptKeyForm(forms.Form):
    """The log-in password, typed again: only the person uses the key that the server keeps for the person."""

    password = forms.CharField(
        label="Sandi Amanah Anda",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Sandi yang Anda pakai untuk masuk, untuk memastikan bahwa Anda sendiri yang menandatangani.",
        error_messages={"required": "Ketikkan sandi Amanah Anda."},
    )


class BsreForm(forms.Form):
    """NIK and passphrase; both are used in this request and kept nowhere."""

    nik = forms.RegexField(
        r"^[0-9]{16}$",
        label="NIK",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text="16 angka, seperti terdaftar di BSrE. Tidak disimpan.",
        error_messages={"required": "Ketikkan NIK Anda.", "invalid": "NIK terdiri atas 16 angka."},
    )
    passphrase = forms.CharField(
        label="Passphrase BSrE",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Diteruskan ke BSrE, tidak disimpan dan tidak dicatat.",
        error_messages={"required": "Ketikkan passphrase BSrE Anda."},
    )


class SettlementForm(forms.Form):
    """How a doubtful sending to BSrE ended, as a person found out."""

    FETCH, FILE, UNSIGNED = "ambil", "berkas", "tidak"
    NO_NUMBER = "BSrE tidak menyebutkan nomor dokumennya. Unduh dari portal BSrE, lalu unggah di sini."
    outcome = forms.ChoiceField(
        label="Hasil pada portal BSrE",
        widget=forms.RadioSelect,
        choices=[
            (FETCH, "Sudah ditandatangani; Amanah mengambil berkasnya dari BSrE"),
            (FILE, "Sudah ditandatangani; berkasnya saya unggah"),
            (UNSIGNED, "Tidak ditandatangani; dokumen boleh dikirim lagi"),
        ],
        error_messages={"required": "Pilih hasil yang Anda lihat pada portal BSrE.", "invalid_choice": NO_NUMBER},
    )
    file = forms.FileField(
        label="PDF yang sudah ditandatangani",
        required=False,
        help_text="Hanya bila Anda memilih mengunggahnya; paling besar 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": PDF_TYPE}),
    )

    def __init__(self, *args: Any, has_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_number:
            outcome = self.fields["outcome"]
            outcome.choices = [choice for choice in outcome.choices if choice[0] != self.FETCH]

    def clean(self) -> dict[str, Any]:
        """A file is needed only where one was announced, and not larger than a document can be."""
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if data.get("outcome") == self.FILE and not file:
            self.add_error("file", "Pilih PDF yang Anda unduh dari portal BSrE.")
        if file and file.size > MAX_BYTES:
            self.add_error("file", "Berkas ini lebih besar dari 20 MB, jadi bukan dokumen yang dikirim.")
        return data
