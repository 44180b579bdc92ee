#!/usr/bin/env bash
# WeasyPrint 70.0: scope="row" and scope="col" leave no trace in the tagged PDF, and the IDs have no IDTree.
#
# Guess: pdf/ua-1 writes /Scope for a head with a scope, and the list of IDs that the standard asks for when IDs are
# used.
# Seen: a head has /ID only, so a head of a row and a head of a column look the same. The structure tree has no
# /IDTree.
# Why it matters: the name of an indicator heads its row. Without the scope a reader cannot tell what it heads, and
# tools that look heads up through the IDTree find none.
# Instead: add /Scope and /IDTree in a finisher of write_pdf(), or afterwards with a PDF library.
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
from weasyprint import HTML

DOCUMENT = """<html lang="id"><title>Tabel</title><table>
<tr><th scope="col">Indikator</th><th scope="col">Target</th></tr>
<tr><th scope="row">IK-1</th><td>80</td></tr></table>"""
pdf = pikepdf.open(io.BytesIO(HTML(string=DOCUMENT).write_pdf(pdf_variant="pdf/ua-1")))
heads = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
scopes = [str(head.A.get("/Scope")) for head in heads]
ids = [str(head.get("/ID")) for head in heads]
print("Expected: scopes Column, Column, Row, and an IDTree.")
print("Scopes:", scopes, "IDs:", ids, "IDTree:", "/IDTree" in pdf.Root.StructTreeRoot)
if scopes != ["None"] * 3:
    sys.exit("Changed: WeasyPrint writes the scope of heads now.")
if not all(ids) or "/IDTree" in pdf.Root.StructTreeRoot:
    sys.exit("Changed: WeasyPrint writes no IDs, or writes an IDTree.")
PYTHON
