"""What is asked before a new version of an indicator begins."""

from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.definitions.forms import measure_fields, refuse_measure, scale_of
from indicators.domain.measure import Measure
from indicators.models import Indicator
from indicators.targets.fields import NarrativeField
from indicators.versions.actions import NewVersion


class NewVersionForm(forms.Form):
    """From which year, how it is worded and measured, and why; filled in with what the old version says."""

    first_year = forms.IntegerField(
        label="Berlaku sejak tahun",
        min_value=2000,
        max_value=2100,
        help_text="Tahun-tahun sebelumnya tetap diukur dengan versi sekarang.",
        error_messages={"invalid": "Tulis tahunnya dengan empat angka, misalnya 2027."},
    )
    statement = NarrativeField(label="Uraian indikator", max_length=2000)
    unit_of_measure = forms.CharField(label="Satuan", max_length=60, help_text="Misalnya %, orang, indeks.")
    reason = NarrativeField(
        label="Alasan", max_length=1000, help_text="Tercatat pada riwayat kedua versi, misalnya dasar hukumnya."
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, indicator: Indicator, first_year: int) -> None:
        initial = {
            "first_year": first_year,
            "statement": indicator.statement,
            "unit_of_measure": indicator.unit_of_measure,
            "polarity": indicator.polarity,
            "aggregation": indicator.aggregation,
            "scale": "<".join(indicator.predicate_scale),
        }
        super().__init__(data, initial=initial)
        self.fields |= measure_fields()
        self.fields["statement"].required = self.fields["reason"].required = True
        self.order_fields(["first_year", "statement", "unit_of_measure", "polarity", "aggregation", "scale", "reason"])

    def clean_scale(self) -> tuple[str, ...]:
        """The scale as labels."""
        return scale_of(self.cleaned_data["scale"], self.data.get("polarity"))

    def clean(self) -> dict[str, Any]:
        """Refuse an accumulation that cannot go with the direction."""
        cleaned = super().clean()
        refuse_measure(self)
        return cleaned

    @property
    def version(self) -> NewVersion:
        """What was asked for; valid form only."""
        cleaned = self.cleaned_data
        return NewVersion(
            first_year=cleaned["first_year"],
            statement=cleaned["statement"].strip(),
            unit_of_measure=cleaned["unit_of_measure"],
            measure=Measure(cleaned["polarity"], cleaned["aggregation"], cleaned["scale"]),
            reason=cleaned["reason"].strip(),
        )
