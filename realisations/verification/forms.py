"""What a verifier says about a report."""

from collections.abc import Iterable

from django import forms

from indicators.enums import ValueState
from indicators.targets.fields import NarrativeField
from realisations.report_sheet.facts import ReportRow
from realisations.reports.verdicts import VerdictForm

REMARK_LENGTH = 2000


class ReopeningForm(VerdictForm):
    """Why a verified report is opened once more; the action refuses a reason that says nothing."""

    reason = NarrativeField(
        label="Alasan",
        rows=3,
        max_length=REMARK_LENGTH,
        help_text="Sedikitnya 10 huruf. Dibaca pemegang jabatan dan tercatat dalam riwayat.",
    )


class ReturnForm(VerdictForm):
    """A remark on the whole and one on each row, or the mark that it is accepted.

    The action refuses a return without any remark, and a row with both.
    """

    remark = NarrativeField(label="Catatan umum", rows=3, max_length=REMARK_LENGTH)
    accept_rest = forms.BooleanField(
        label="Terima semua baris lain yang sudah dijawab dan tidak diberi catatan",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, rows: Iterable[ReportRow], data: object = None, **kwargs: object) -> None:
        super().__init__(data, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            label = f"Catatan untuk {row.indicator.code}"
            self.fields[_name(row)] = NarrativeField(label=label, max_length=REMARK_LENGTH)
            if _is_answered(row):
                self.fields[_mark(row)] = forms.BooleanField(
                    label="Terima baris ini",
                    required=False,
                    initial=row.realisation.is_accepted,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )

    def remark_of(self, row: ReportRow) -> forms.BoundField:
        """The box beside one row."""
        return self[_name(row)]

    def mark_of(self, row: ReportRow) -> forms.BoundField | None:
        """The box with which one row is accepted; None for a row without an answer."""
        return self[_mark(row)] if _is_answered(row) else None

    def accepted(self) -> set[int]:
        """The indicators whose rows are accepted as they are; only for a valid form."""
        rest = self.cleaned_data["accept_rest"]
        return {
            row.indicator.pk
            for row in self.rows
            if _is_answered(row)
            and (self.cleaned_data[_mark(row)] or (rest and not self.cleaned_data[_name(row)].strip()))
        }

    def row_remarks(self) -> dict[int, str]:
        """The remarks by indicator id; only for a valid form."""
        return {row.indicator.pk: self.cleaned_data[_name(row)] for row in self.rows}


def _name(row: ReportRow) -> str:
    return f"row_{row.indicator.pk}"


def _mark(row: ReportRow) -> str:
    return f"accept_{row.indicator.pk}"


def _is_answered(row: ReportRow) -> bool:
    return row.realisation.state != ValueState.NOT_REPORTED
