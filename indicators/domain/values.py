"""Values as plain JSON: figures are texts, so that no digit is lost, and equal for equal values."""

from collections.abc import Mapping
from decimal import Decimal

from indicators.domain.kinds import Figure, Grade, Range, Value


def value_to_json(value: Value) -> dict[str, str]:
    """The value by the names of its parts."""
    match value:
        case Figure(value=figure):
            return {"figure": plain_text(figure)}
        case Range(lower=lower, upper=upper):
            return {"lower": plain_text(lower), "upper": plain_text(upper)}
        case Grade(label=label):
            return {"grade": label}
    raise TypeError(value)


def value_from_json(data: Mapping[str, str]) -> Value:
    """What `value_to_json` wrote."""
    if "figure" in data:
        return Figure(Decimal(data["figure"]))
    return Grade(data["grade"]) if "grade" in data else Range(Decimal(data["lower"]), Decimal(data["upper"]))


def plain_text(number: Decimal) -> str:
    """The number in digits, without zeros that say nothing."""
    return f"{number.normalize():f}" if number else "0"
