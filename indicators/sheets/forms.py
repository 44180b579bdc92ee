"""The reference sheet of an indicator as a form that notices what somebody else wrote meanwhile."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audit.editing import seal, unseal
from indicators.enums import Frequency, Month, RollUp
from indicators.sheets.facts import SHEET_FIELDS
from indicators.targets.fields import NarrativeField

SALT = "indicators.sheets.forms"
MINE, THEIRS = "mine", "theirs"


class SheetForm(forms.Form):
    """The texts of the sheet; `seen` carries, signed, what stood there when the page was made.

    For a field that two people changed there is a `choice_<field>`: the own text, or the stored one.
    """

    rationale = NarrativeField(label="Alasan pemilihan", help_text="Mengapa indikator ini dipilih untuk sasarannya.")
    operational_definition = NarrativeField(
        label="Definisi operasional", rows=3, help_text="Apa yang dihitung, siapa yang termasuk, dan apa yang tidak."
    )
    formula_text = NarrativeField(label="Formula", help_text="Pembilang dan penyebutnya, atau cara menghitungnya.")
    roll_up = forms.ChoiceField(
        label="Dihitung dari",
        choices=[("", "Dilaporkan sendiri"), *RollUp.choices],
        required=False,
        help_text="Angka setiap triwulan diambil dari indikator yang bergantung padanya, saat laporannya dikirim.",
    )
    numerator_definition = NarrativeField(
        label="Definisi pembilang", help_text="Untuk rasio dan persentase: apa yang dihitung di atas garis."
    )
    denominator_definition = NarrativeField(
        label="Definisi penyebut", help_text="Untuk rasio dan persentase: apa yang dihitung di bawah garis."
    )
    decimals = forms.ChoiceField(
        label="Angka di belakang koma",
        choices=[("", "Belum dipilih"), *((str(number), str(number)) for number in range(7))],
        required=False,
        help_text="Ketelitian angka menurut sumbernya.",
    )
    data_source = forms.CharField(label="Sumber data", max_length=300, required=False)
    data_producer = forms.CharField(
        label="Produsen data",
        max_length=200,
        required=False,
        help_text="Instansi yang menghasilkan datanya, misalnya BPS.",
    )
    person_in_charge = forms.CharField(
        label="Penanggung jawab", max_length=200, required=False, help_text="Jabatan yang menyediakan datanya."
    )
    collection_frequency = forms.ChoiceField(
        label="Frekuensi", choices=[("", "Belum dipilih"), *Frequency.choices], required=False
    )
    collection_medium = forms.CharField(
        label="Media",
        max_length=200,
        required=False,
        help_text="Alat pengumpulan datanya, misalnya aplikasi atau formulir.",
    )
    release_month = forms.ChoiceField(
        label="Bulan rilis data luar",
        choices=[("", "Tidak ada"), *((str(value), label) for value, label in Month.choices)],
        required=False,
        help_text="Bila datanya terbit di luar, misalnya angka kemiskinan BPS pada bulan Juli.",
    )
    baseline = forms.CharField(
        label="Kondisi awal", max_length=120, required=False, help_text="Angka dan tahunnya, misalnya 72,5 (2025)."
    )
    national_benchmark = forms.CharField(
        label="Pembanding nasional",
        max_length=200,
        required=False,
        help_text="Angka nasional atau provinsi dan tahunnya.",
    )
    evidence_type = forms.CharField(
        label="Jenis bukti", max_length=200, required=False, help_text="Dokumen yang membuktikan realisasinya."
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, stored: Mapping[str, str]) -> None:
        super().__init__(data, initial={**stored, "seen": _sealed(stored)})
        unsealed = unseal(data.get("seen", ""), salt=SALT) if data is not None else None
        self.was_seen: dict[str, str] = unsealed["values"] if unsealed else dict(stored)
        self.is_whole = data is None or unsealed is not None
        for name in unsealed["both"] if unsealed else ():
            self.fields[f"choice_{name}"] = self._choice(name)
        self.order_fields([part for name in SHEET_FIELDS for part in (name, f"choice_{name}")])

    def clean(self) -> dict[str, Any]:
        """Refuse a page whose memory of what was seen is broken: nobody could tell what was overwritten."""
        if not self.is_whole:
            raise ValidationError("Halaman ini rusak atau sudah usang. Salin isian Anda, lalu buka lagi halaman ini.")
        return self.cleaned_data

    def values(self) -> dict[str, str]:
        """The texts that were decided upon; only for a valid form."""
        return {
            name: self.was_seen[name] if self.cleaned_data.get(f"choice_{name}") == THEIRS else self.cleaned_data[name]
            for name in SHEET_FIELDS
        }

    def with_stored(self, stored: Mapping[str, str], both: Collection[str]) -> "SheetForm":
        """The form to show after a conflict: untouched fields follow what is stored, for the others one chooses."""
        own = self.values()
        data = {name: stored[name] if own[name] == self.was_seen[name] else own[name] for name in SHEET_FIELDS}
        return SheetForm({**data, "seen": _sealed(stored, both)}, stored=stored)

    def _choice(self, name: str) -> forms.ChoiceField:
        text = self.was_seen[name]
        words = dict(getattr(self.fields[name], "choices", ())).get(text, text)
        return forms.ChoiceField(
            label=f"{self.fields[name].label}: isian yang dipakai",
            widget=forms.RadioSelect,
            choices=[(MINE, "Isian Anda di atas"), (THEIRS, f"Yang tersimpan: {words or '(kosong)'}")],
            error_messages={"required": "Pilih salah satu: isian Anda, atau yang tersimpan."},
        )


def _sealed(values: Mapping[str, str], both: Collection[str] = ()) -> str:
    return seal({"values": dict(values), "both": list(both)}, salt=SALT)
