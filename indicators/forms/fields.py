"""Form fields for what is typed into a report: Indonesian figures and plain narratives."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from indicators.domain.numbers import NumberError, format_number, format_typed, parse_number

NARRATIVE_LENGTH = 4000


class FigureField(forms.CharField):
    """A figure as Indonesians write it; ambiguous text is asked back, never guessed. Empty becomes None, not 0.

    `digits` and `places` are those of the column the figure is stored in.
    """

    def __init__(
        self, *, digits: int = 20, places: int = 6, money: bool = False, negative: bool = True, **kwargs: object
    ) -> None:
        self.digits, self.places, self.money, self.negative = digits, places, money, negative
        keypad = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control number"}
        super().__init__(required=False, empty_value=None, widget=forms.TextInput(attrs=keypad), **kwargs)

    def to_python(self, value: object) -> Decimal | None:
        """Return the figure or None; ValidationError says what to write instead."""
        text = value if isinstance(value, Decimal) else super().to_python(value)
        if text is None:
            return None
        try:
            figure = text if isinstance(text, Decimal) else parse_number(text, money=self.money)
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error
        self._refuse_what_cannot_be_kept(figure)
        return figure

    def prepare_value(self, value: object) -> object:
        """Show a stored figure so that it can be saved again unchanged, and what was typed as it was typed."""
        if not isinstance(value, Decimal):
            return value
        return format_number(value, self.places) if self.money else format_typed(value, self.places)

    def _refuse_what_cannot_be_kept(self, figure: Decimal) -> None:
        if figure < 0 and not self.negative:
            raise ValidationError("Angka ini tidak boleh negatif. Tulis 0 atau lebih.", code="negative")
        if abs(figure) >= Decimal(10) ** (self.digits - self.places):
            raise ValidationError(
                f"Angka ini terlalu besar. Paling banyak {self.digits - self.places} angka di depan koma.", code="size"
            )
        if figure != round(figure, self.places):
            raise ValidationError(f"Tulis paling banyak {self.places} angka di belakang koma.", code="places")


class NarrativeField(forms.CharField):
    """A plain text of several lines."""

    def __init__(self, *, rows: int = 2, max_length: int = NARRATIVE_LENGTH, **kwargs: object) -> None:
        area = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
        super().__init__(required=False, max_length=max_length, widget=area, **kwargs)

    def to_python(self, value: object) -> str:
        """Return the text with one kind of line end, so that an untouched text counts as unchanged."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
