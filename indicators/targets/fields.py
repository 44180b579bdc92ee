"""Form fields for what is typed into plans and reports: Indonesian figures and plain narratives."""

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from indicators.domain.kinds import NO, YES, Figure, Grade, Polarity, Range, Value
from indicators.domain.numbers import NumberError, format_number, format_typed
from indicators.domain.odd_numbers import Context, read_number
from indicators.domain.readings import parse_target
from indicators.domain.typed import LONGEST_TEXT, Asked, figure_fault, read_value, run_fault

QUARTERS = {f"q{number}": number for number in range(1, 5)}
HINTS = {
    Polarity.RANGE: "Dua batas, misalnya 80–90.",
    Polarity.PREDICATE: "",
    Polarity.YES_NO: "",
}
FIGURE_HINT = "Desimal ditulis dengan koma, misalnya 85,5."


LONGEST_TARGET = 100


class FigureField(forms.CharField):
    """A figure as Indonesians write it; ambiguous text is asked back, never guessed. Empty becomes None, not 0.

    `digits` and `places` are those of the column the figure is stored in; `reads` is what is known of the indicator.
    """

    def __init__(
        self,
        *,
        digits: int = 20,
        places: int = 6,
        money: bool = False,
        negative: bool = True,
        reads: Context | None = None,
        **kwargs: object,
    ) -> None:
        self.digits, self.places, self.money, self.negative = digits, places, money, negative
        self.reads = reads or Context(is_money=money)
        keypad = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control number"}
        super().__init__(required=False, empty_value=None, widget=forms.TextInput(attrs=keypad), **kwargs)

    def to_python(self, value: object) -> Decimal | None:
        """Return the figure or None; ValidationError says what to write instead."""
        text = value if isinstance(value, Decimal) else super().to_python(value)
        if text is None:
            return None
        try:
            figure = text if isinstance(text, Decimal) else self._read(text)
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error
        self._refuse_what_cannot_be_kept(figure)
        return figure

    def prepare_value(self, value: object) -> object:
        """Show a stored figure so that it can be saved again unchanged, and what was typed as it was typed."""
        if not isinstance(value, Decimal):
            return value
        return format_number(value, self.places) if self.money else format_typed(value, self.places)

    def _read(self, text: str) -> Decimal:
        read = read_number(text, self.reads)
        if read.is_provisional:
            raise NumberError(
                f"Tanda * berarti sementara. Hapus tandanya, lalu tandai “Angka sementara”: {text.strip(' *')}."
            )
        return read.number

    def _refuse_what_cannot_be_kept(self, figure: Decimal) -> None:
        found = figure_fault(figure, digits=self.digits, places=self.places, negative=self.negative)
        if found:
            raise ValidationError(found[0], code=found[1])


class GradeField(forms.ChoiceField):
    """The value of an indicator that is judged by a scale, chosen or typed; an empty one is empty text."""

    def __init__(self, asked: Asked, **kwargs: object) -> None:
        self.asked = asked
        super().__init__(required=False, widget=forms.Select(attrs={"class": "form-select"}), **kwargs)

    def to_python(self, value: object) -> str:
        """Return a label of the scale; ValidationError says which there are."""
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return str(read_value(text, self.asked.polarity, self.asked.ranks))
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error

    def valid_value(self, value: str) -> bool:
        """Whatever was read is of the scale."""
        return True


class TargetField(forms.CharField):
    """A target as the indicator's polarity wants it: a figure, a range `80–90`, a predicate, or ya/tidak.

    Ambiguous text is asked back, never guessed. Empty becomes None, not 0.
    """

    def __init__(
        self,
        *,
        polarity: Polarity,
        scale: Sequence[str] = (),
        unit: str | None = None,
        places: int = 6,
        **kwargs: object,
    ) -> None:
        self.polarity, self.scale, self.unit = polarity, tuple(scale), unit
        self.figures = FigureField(places=places)
        ranks = (YES, NO) if polarity is Polarity.YES_NO else self.scale if polarity is Polarity.PREDICATE else ()
        choices = [
            ("", "Belum dipilih"),
            *((label, label.capitalize() if label == label.lower() else label) for label in ranks),
        ]
        keypad = {} if polarity in (Polarity.PREDICATE, Polarity.RANGE) else {"inputmode": "decimal"}
        box = forms.TextInput(attrs={"autocomplete": "off", "class": "form-control number", **keypad})
        select = forms.Select(choices=choices, attrs={"class": "form-select"})
        super().__init__(empty_value=None, widget=select if ranks else box, **kwargs)

    def to_python(self, value: object) -> Value | None:
        """Return the target or None; ValidationError says what to write instead."""
        if isinstance(value, Figure | Range | Grade):
            return value
        text = super().to_python(value)
        if text is None:
            return None
        if len(text) > LONGEST_TARGET:
            raise ValidationError(
                f"Target ini terlalu panjang. Tulis paling banyak {LONGEST_TARGET} huruf.", code="size"
            )
        try:
            target = parse_target(text, self.polarity, self.scale, unit=self.unit)
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error
        for figure in _figures(target):
            self.figures.to_python(figure)
        return target

    def prepare_value(self, value: object) -> object:
        """Show a stored target so that it can be saved again unchanged, and what was typed as it was typed."""
        places = self.figures.places
        match value:
            case Figure(value=figure):
                return format_typed(figure, places)
            case Range(lower=lower, upper=upper):
                return f"{format_typed(lower, places)}\u2013{format_typed(upper, places)}"
            case Grade(label=label):
                return label
        return value


def _figures(target: Value) -> tuple[Decimal, ...]:
    if isinstance(target, Range):
        return target.lower, target.upper
    return (target.value,) if isinstance(target, Figure) else ()


class NarrativeField(forms.CharField):
    """A plain text of several lines."""

    def __init__(self, *, rows: int = 2, max_length: int = LONGEST_TEXT, **kwargs: object) -> None:
        area = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
        super().__init__(required=False, max_length=max_length, widget=area, **kwargs)

    def to_python(self, value: object) -> str:
        """Return the text with one kind of line end, so that an untouched text counts as unchanged."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        """Refuse a run of characters without any blank; ValidationError says where it begins."""
        super().validate(value)
        sentence = run_fault(value)
        if sentence:
            raise ValidationError(sentence, code="run")
