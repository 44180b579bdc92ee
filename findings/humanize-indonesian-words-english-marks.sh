#!/usr/bin/env bash
# humanize 4.17.0: with the Indonesian translation active the words are Indonesian and the marks of numbers are
# English.
#
# Guess: activate("id_ID") also sets the decimal comma and the point between thousands, as it does for other languages.
# Seen: 1234567.5 becomes "1,234,567.5" and 1,250 million becomes "1.2 miliar". German has its marks in the same
# version.
# Why it matters: "1,250" and "1.2 miliar" in Indonesian text mean one and a quarter and, to some readers, a typing
# error. Budgets in a dashboard are misread by a factor of a thousand.
# Instead: use humanize for times only, and format numbers by the country's rules yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check humanize==4.17.0
venv/bin/python - <<'PYTHON'
import sys

import humanize


def said(language):
    """Two numbers in words of this language."""
    humanize.activate(language)
    return humanize.intcomma(1234567.5), humanize.intword(1_250_000_000)


indonesian, german = said("id_ID"), said("de_DE")
print("Expected: 1.234.567,5 and 1,2 miliar.")
print("Indonesian:", indonesian)
print("German:    ", german)
if indonesian != ("1,234,567.5", "1.2 miliar"):
    sys.exit("Changed: humanize writes Indonesian numbers otherwise.")
if german[0] != "1.234.567,5":
    sys.exit("Changed: German no longer has marks of its own.")
PYTHON
