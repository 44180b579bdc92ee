"""The government's choices for measuring a year."""

import datetime

from django import forms

from indicators.domain.policy import SCALES, Scale
from indicators.enums import Attachment, Averaging
from indicators.models import Policy
from indicators.policies.facts import unbalanced_weights
from indicators.targets.fields import FigureField
from organisation.pages.fields import IndonesianDateField

MOST_NAMED = 3
CAP = {"digits": 8, "places": 2, "negative": False, "help_text": "Dalam persen. Kosong berarti tanpa batas."}


class PolicyForm(forms.ModelForm):
    """Formula, caps, averaging, scale, due day, the season of agreements, and what is printed."""

    cap_display = FigureField(label="Batas atas capaian yang ditampilkan", **CAP)
    cap_in_average = FigureField(label="Batas atas capaian dalam rata-rata", **CAP)
    scale = forms.ChoiceField(
        label="Skala kategori",
        required=False,
        help_text="Memilih skala lain mengganti seluruh kategori tahun ini.",
    )

    budget_document_on = IndonesianDateField(
        label="Tanggal penetapan DPA",
        required=False,
        help_text="PK disusun paling lambat satu bulan setelah DPA ditetapkan. Lewat dari itu PK diberi peringatan, "
        "tidak ditolak.",
    )
    attachments = forms.MultipleChoiceField(
        label="Lampiran PK",
        choices=Attachment,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Diterbitkan bersama setiap PK tahun ini, dengan nomor yang sama.",
    )

    class Meta:
        model = Policy
        fields = [
            "minimize_formula",
            "cap_display",
            "cap_in_average",
            "averaging",
            "zero_target",
            "due_day",
            "working_week",
            "due_move",
            "evidence_rule",
            "budget_document_on",
            "signing_order",
            "paper",
            "agreement_number_format",
            "attachments",
            "archival_pdf",
            "with_zero_budget",
        ]

    field_order = ["minimize_formula", "zero_target", "averaging", "cap_display", "cap_in_average", "scale"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kept = ("", f"Tetap memakai {self.instance.scale_name}")
        self.fields["scale"].choices = [kept, *((scale.name, scale_words(scale)) for scale in SCALES)]
        self.fields["due_day"].help_text = (
            "Tanggal pada bulan setelah triwulan berakhir. Dipakai saat jadwal tahun baru disiapkan; jadwal yang sudah "
            "ada diubah pada halaman jadwal."
        )

    def clean_budget_document_on(self) -> datetime.date | None:
        """Refuse a day of another year: a DPA is enacted in its own year or at the end of the one before."""
        day = self.cleaned_data["budget_document_on"]
        year = self.instance.year
        if day and day.year not in (year - 1, year):
            raise forms.ValidationError(
                f"DPA tahun {year} ditetapkan antara 1 Januari {year - 1} dan 31 Desember {year}. Periksa tahunnya."
            )
        return day

    def clean_averaging(self) -> str:
        """Refuse an average by weight while weights that were given do not add up."""
        chosen = self.cleaned_data["averaging"]
        wrong = unbalanced_weights(self.instance.year) if chosen == Averaging.WEIGHTED else []
        if wrong:
            shown = " ".join(f"{name}: {sentence}" for name, sentence in wrong[:MOST_NAMED])
            more = f" Masih ada {len(wrong) - MOST_NAMED} lainnya." if len(wrong) > MOST_NAMED else ""
            raise forms.ValidationError(
                f"Bobot belum berjumlah 100. {shown}{more} Perbaiki lewat Rencana, Indikator, pilih jabatannya, "
                "lalu Bobot sasaran dan indikator; atau lewat buku kerja pertukaran."
            )
        return str(chosen)

    def chosen_scale(self) -> Scale | None:
        """The scale that replaces the present one, or None; only for a valid form."""
        return next((scale for scale in SCALES if scale.name == self.cleaned_data["scale"]), None)

    def values(self) -> dict[str, object]:
        """The fields of the policy; only for a valid form."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def scale_words(scale: Scale) -> str:
    """A scale on one line: its name and its categories from the highest."""
    return f"{scale.name}: {', '.join(band.label for band in scale.descending)}"
