#!/usr/bin/env bash
# Babel 2.19.0: parse_decimal("85.5", locale="id_ID") is 855; with strict=True "85.123" is still 85123.
#
# Guess: in a locale with a decimal comma a point in the wrong place is an error, at the latest with strict=True.
# Seen: by default every point is thrown away: "85.5", "85.50" and "-1.5" become 855, 8550 and -15. strict=True refuses
# these, but three digits after the point are read as thousands, which is right by the locale and wrong for a person.
# Why it matters: people copy percentages from English software. 85.123 % becomes 85,123 without a question.
# Instead: refuse a number with one point and three digits in a field of decimals, and name both readings.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Babel==2.19.0
venv/bin/python - <<'PYTHON'
import sys

from babel.numbers import NumberFormatError, parse_decimal


def read(text, strict):
    """The number that is read, or "refused"."""
    try:
        return str(parse_decimal(text, locale="id_ID", strict=strict))
    except NumberFormatError:
        return "refused"


seen = {text: (read(text, False), read(text, True)) for text in ("85,5", "85.5", "85.50", "-1.5", "85.123")}
print("Expected: a point that cannot part thousands is refused, or read as a decimal point.")
print("Seen (by default, with strict=True):", seen)
known = {
    "85,5": ("85.5", "85.5"),
    "85.5": ("855", "refused"),
    "85.50": ("8550", "refused"),
    "-1.5": ("-15", "refused"),
    "85.123": ("85123", "85123"),
}
if seen != known:
    sys.exit("Changed: Babel reads points in Indonesian numbers otherwise.")
PYTHON
