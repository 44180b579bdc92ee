#!/usr/bin/env bash
# XlsxWriter 3.3.1: a text that begins with "internal:" or "external:" loses that word and becomes a link.
#
# Guess: only web and mail addresses are turned into links, and the text of the cell stays as it was written.
# Seen: "internal: kekurangan pegawai" is stored as " kekurangan pegawai" with a link to a place that does not exist.
# Why it matters: reports on performance list hindering factors as "internal: ..." (an Indonesian word too) and
# "external: ...". The exported narrative has lost its first word.
# Instead: write_string() for everything that people typed, or Workbook(options={"strings_to_urls": False}).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import io
import sys

import openpyxl
import xlsxwriter

TEXTS = ["internal: kekurangan pegawai", "external: hujan", "Internal: anggaran", "mailto: bagian organisasi"]


def stored(**options):
    """The texts as another program reads them, each with whether it is a link."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    for row, text in enumerate(TEXTS):
        sheet.write(row, 0, text)
    book.close()
    cells = [row[0] for row in openpyxl.load_workbook(file).active.iter_rows()]
    return [(cell.value, cell.hyperlink is not None) for cell in cells]


plain, kept = stored(), stored(strings_to_urls=False)
print("Written with write():", TEXTS)
print("Expected: the same texts.")
print("Seen:", plain)
print("With strings_to_urls=False:", kept)
if plain[0] != (" kekurangan pegawai", True) or plain[2] != (TEXTS[2], False):
    sys.exit('Changed: write() no longer swallows a leading "internal:".')
if [text for text, _ in kept] != TEXTS:
    sys.exit("Changed: strings_to_urls=False no longer keeps the texts.")
PYTHON
