"""The page on which a block from a spreadsheet is pasted: the text, where it begins, and what its columns hold."""

from collections.abc import Mapping

from django import forms

from indicators.domain.pasting import MAX_COLUMNS, BlockError, Layout, PasteColumn, layout_of, read_block, write_block
from realisations.pasting.plan import BOXES, COLUMN_OF, PastePlan, plan_paste, rows_left
from realisations.report_sheet.facts import ReportSheet

CHOICES = [("", "Abaikan"), *((column.value, column.value) for column in PasteColumn)]


class PasteForm(forms.Form):
    """Reads the block; a valid form has a `plan`, the preview of what it would do."""

    text = forms.CharField(
        label="Sel yang disalin dari Excel",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control pasted", "spellcheck": "false", "wrap": "off"}),
    )
    start = forms.TypedChoiceField(
        label="Mulai dari baris",
        required=False,
        coerce=int,
        empty_value=0,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Baris awal ini tidak ada dalam laporan ini. Pilih baris lain."},
    )
    first = forms.ChoiceField(required=False, choices=[(box, box) for box in BOXES.values()], widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, sheet: ReportSheet, data: Mapping[str, str] | None = None) -> None:
        self.sheet = sheet
        self.block: tuple[tuple[str, ...], ...] = ()
        self.layout: Layout | None = None
        self.plan: PastePlan | None = None
        super().__init__(data)
        self.fields["start"].choices = [
            (row.indicator.pk, f"{row.indicator.code} – {row.indicator.statement}") for row in sheet.rows
        ]

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """(name of its select, what stands over it, what it holds) of every column of the block."""
        if self.layout is None:
            return []
        headers = self.block[0] if self.layout.has_header else ()
        return [
            (f"column_{number}", headers[number] if number < len(headers) else "", column or "")
            for number, column in enumerate(self.layout.columns)
        ]

    @property
    def detected_key(self) -> str:
        """The layout that the block itself announces, to be sent back with the choice of columns."""
        return self._detected.key

    def clean(self) -> dict[str, object]:
        """Read the block, lay it out, plan it; what cannot be read is said at the text."""
        cleaned = super().clean()
        if self.has_error("text") or self.has_error("start"):
            return cleaned
        try:
            self.block = read_block(cleaned["text"])
        except BlockError as error:
            self.add_error("text", str(error))
            return cleaned
        codes = {row.indicator.code.casefold() for row in self.sheet.rows}
        self._detected = layout_of(self.block, codes, COLUMN_OF.get(cleaned.get("first", ""), PasteColumn.VALUE))
        self.layout = self._chosen()
        if self.layout.problem:
            self.add_error(None, self.layout.problem)
        else:
            self.plan = plan_paste(self.sheet, self.block, self.layout, self._place())
        return cleaned

    def left_text(self) -> str:
        """The rows that the plan leaves out, to be mended."""
        return write_block(rows_left(self.block, self.plan, self.sheet, self._place())) if self.plan else ""

    def _place(self) -> int:
        """The number of the row on the page at which the block begins."""
        start = self.cleaned_data["start"]
        return next((place for place, row in enumerate(self.sheet.rows) if row.indicator.pk == start), 0)

    def _chosen(self) -> Layout:
        """The columns as the person chose them for this very block; else as the block announces them."""
        if self.data.get("layout") != self._detected.key:
            return self._detected
        known = {column.value: column for column in PasteColumn}
        names = [
            self.data.get(f"column_{number}", "") for number in range(min(len(self._detected.columns), MAX_COLUMNS))
        ]
        return Layout(tuple(known.get(name) for name in names), self._detected.has_header)
