#!/usr/bin/env bash
# WeasyPrint 70.0: a table over several pages is several tables in the tags, each with a head of its own.
#
# Guess: the tags follow the document: one Table with one THead, whatever the number of pages. The same for a
# paragraph.
# Seen: one Table and one THead for each page, and one P for each page of a paragraph.
# Why it matters: "table of 240 rows" is announced as several small tables, a cell that is cut by a page becomes two
# cells, and a long paragraph pauses in the middle of a sentence.
# Instead: join the parts in a finisher of write_pdf() by their HTML element.
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

rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(240))
lines = "<br>".join(["kata"] * 150)
DOCUMENT = f"""<html lang="id"><title>Tabel</title><style>@page {{ size: A5 }} p {{ break-before: page }}</style>
<table><thead><tr><th>No.</th></tr></thead><tbody>{rows}</tbody></table><p>{lines}</p>"""
pdf = pikepdf.open(io.BytesIO(HTML(string=DOCUMENT).write_pdf(pdf_variant="pdf/ua-1")))
kinds = [str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item]
seen = collections.Counter(kinds)
print("Pages:", len(pdf.pages))
print("Expected: 1 Table, 1 THead, 1 P.")
print("Seen:", {kind: seen[kind] for kind in ("/Table", "/THead", "/P")})
if min(seen["/Table"], seen["/THead"], seen["/P"]) < 2:
    sys.exit("Changed: tables or paragraphs over several pages are one element in the tags now.")
PYTHON
