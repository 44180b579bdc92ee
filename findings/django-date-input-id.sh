#!/usr/bin/env bash
# Django 5.2.19: with LANGUAGE_CODE "id" a form takes "31 Dec 2026" and refuses "31 Desember 2026".
#
# Guess: a localised DateField reads the form in which the same locale writes dates ("31 Des. 2026"), and does not read
# month names of another language.
# Seen: the input formats of the locale hold %b and %B, which Python reads in English unless the process sets a locale.
# So the English short name is valid in an Indonesian form, and the Indonesian name is not.
# Why it matters: the date that the page itself printed cannot be pasted back into the form beside it.
# Instead: a form field that knows the Indonesian month names.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Django==5.2.19
venv/bin/python - <<'PYTHON'
import datetime
import sys

import django
from django.conf import settings

settings.configure(LANGUAGE_CODE="id", USE_I18N=True)
django.setup()
from django import forms
from django.utils import formats


def read(text):
    """The day that the form reads, or "refused"."""
    try:
        return forms.DateField(localize=True).clean(text).isoformat()
    except forms.ValidationError:
        return "refused"


written = formats.date_format(datetime.date(2026, 12, 31), "DATE_FORMAT")
seen = {text: read(text) for text in ("31/12/2026", written, "31 Desember 2026", "31 Dec 2026")}
print("Written by the same locale:", written)
print("Expected: that and the full name are read, and the English name is refused.")
print("Seen:", seen)
if list(seen.values()) != ["2026-12-31", "refused", "refused", "2026-12-31"]:
    sys.exit("Changed: Django's Indonesian date formats read other dates now.")
PYTHON
