#!/usr/bin/env bash
# WeasyPrint 70.0: an attachment is listed twice under PDF/A-3, and under PDF/UA-1 its relationship is dropped.
#
# Guess: Attachment(relationship="Source") gives one associated file, whatever the variant.
# Seen: under pdf/a-3b the catalog's /AF holds the same object twice. Under pdf/ua-1 there is no /AF and no
# /AFRelationship, though the file is embedded.
# Why it matters: the workbook inside a form is what makes it readable for machines. Tools that walk /AF take it for
# two files, and after a change of the variant they find none.
# Instead: remove the double entry in a finisher of write_pdf(), and test the variant that is delivered.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pikepdf==10.17.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pikepdf
from weasyprint import HTML, Attachment


def associated(variant):
    """Number of entries in /AF, number of different files there, and the relationship in the file's own entry."""
    file = Attachment(string="kode;target", name="data.csv", relationship="Source")
    made = HTML(string='<html lang="id"><title>E.81</title><p>Isi').write_pdf(pdf_variant=variant, attachments=[file])
    pdf = pikepdf.open(io.BytesIO(made))
    entries = list(pdf.Root.get("/AF", []))
    kind = pdf.attachments["data.csv"].obj.get("/AFRelationship")
    return len(entries), len({entry.objgen for entry in entries}), str(kind)


archive, accessible = associated("pdf/a-3b"), associated("pdf/ua-1")
print("Entries in /AF, different files, relationship")
print("Expected: (1, 1, '/Source') for both.")
print("pdf/a-3b:", archive)
print("pdf/ua-1:", accessible)
if archive != (2, 1, "/Source") or accessible != (0, 0, "None"):
    sys.exit("Changed: attachments are listed otherwise.")
PYTHON
