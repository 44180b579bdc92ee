"""How an indicator is measured, as it is asked for wherever one is made."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape

from indicators.domain.numbers import NumberError, parse_scale
from indicators.enums import Aggregation, Polarity

LONGEST_GRADE = 30


def measure_fields() -> dict[str, forms.Field]:
    """Direction, accumulation and the scale of predicates."""
    return {
        "polarity": forms.ChoiceField(
            label="Arah", choices=Polarity.choices, widget=forms.Select(attrs={"class": "form-select"})
        ),
        "aggregation": forms.ChoiceField(
            label="Akumulasi triwulan",
            choices=Aggregation.choices,
            widget=forms.Select(attrs={"class": "form-select"}),
            help_text="Bagaimana angka triwulan menjadi angka setahun.",
        ),
        "scale": forms.CharField(
            label="Skala predikat",
            max_length=300,
            required=False,
            help_text=escape("Hanya untuk arah Predikat; dari yang terendah, misalnya D<C<CC<B<BB<A<AA."),
        ),
    }


def scale_of(text: str, polarity: str | None) -> tuple[str, ...]:
    """The scale that was typed, empty for every direction that needs none; ValidationError when it cannot be read."""
    if polarity != Polarity.PREDICATE:
        return ()
    try:
        labels = parse_scale(text)
    except NumberError as error:
        raise ValidationError(str(error), code="scale") from error
    too_long = [label for label in labels if len(label) > LONGEST_GRADE]
    if too_long:
        raise ValidationError(f"Predikat “{too_long[0]}” lebih dari {LONGEST_GRADE} huruf. Ringkas predikatnya.")
    return labels
