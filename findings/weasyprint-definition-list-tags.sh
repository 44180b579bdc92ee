#!/usr/bin/env bash
# WeasyPrint 70.0: in a <dl> the terms are tagged like the definitions; a term is no label of anything.
#
# Guess: <dt> becomes Lbl and <dd> becomes LBody of one list item, as the number and text of an <ol> do.
# Seen: each <dt> and each <dd> is a list item of its own with an LBody, so two pairs are a list of four items.
# Why it matters: "Nama", "Jabatan", "NIP" of the two parties are a natural <dl>. Heard, it is a list of unrelated
# items.
# Instead: a table with heads of rows, which is tagged as such.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pikepdf==10.17.0
venv/bin/python - <<'PYTHON'
import collections
import io
import sys

import pikepdf
from weasyprint import HTML


def tags(part):
    """How often each kind of element is in the tags."""
    made = HTML(string=f'<html lang="id"><title>Daftar</title>{part}').write_pdf(pdf_variant="pdf/ua-1")
    pdf = pikepdf.open(io.BytesIO(made))
    elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item]
    kinds = [str(element.S) for element in elements]
    counted = collections.Counter(kinds)
    return {kind: counted[kind] for kind in ("/LI", "/Lbl", "/LBody")}


numbered = tags("<ol><li>Budi</li><li>Sekda</li></ol>")
defined = tags("<dl><dt>Nama</dt><dd>Budi</dd><dt>Jabatan</dt><dd>Sekda</dd></dl>")
print("Expected: the same tags for two numbered items and two defined terms.")
print("ol:", numbered)
print("dl:", defined)
if numbered != {"/LI": 2, "/Lbl": 2, "/LBody": 2} or defined != {"/LI": 4, "/Lbl": 0, "/LBody": 4}:
    sys.exit("Changed: lists are tagged otherwise.")
PYTHON
