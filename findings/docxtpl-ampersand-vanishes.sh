#!/usr/bin/env bash
# docxtpl 0.20.2: "Dinas Perumahan & Permukiman" loses its "&", "< 5 %" its "<"; no error is raised.
#
# Guess: values are escaped as in any template engine for documents, or the broken XML raises an error.
# Seen: autoescape is off by default. The invalid XML is repaired by the parser, which silently drops the sign; the
# document opens as if nothing had happened.
# Why it matters: names of offices have "&", targets have "<". The letter that is signed has another text than the
# data.
# Instead: template.render(context, autoescape=True), always.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
import io
import sys

import docx
from docxtpl import DocxTemplate

source = docx.Document()
source.add_paragraph("{{ nama }}: {{ target }}")
file = io.BytesIO()
source.save(file)


def rendered(**options):
    """The text of the letter."""
    template = DocxTemplate(io.BytesIO(file.getvalue()))
    template.render({"nama": "Dinas Perumahan & Permukiman", "target": "< 5 %"}, **options)
    target = io.BytesIO()
    template.save(target)
    return docx.Document(target).paragraphs[0].text


print("Expected: Dinas Perumahan & Permukiman: < 5 %")
print("render():               ", rendered())
print("render(autoescape=True):", rendered(autoescape=True))
if rendered() != "Dinas Perumahan  Permukiman:  5 %":
    sys.exit("Changed: docxtpl keeps these signs, or raises an error.")
if rendered(autoescape=True) != "Dinas Perumahan & Permukiman: < 5 %":
    sys.exit("Changed: autoescape=True no longer keeps these signs.")
PYTHON
