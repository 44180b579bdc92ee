#!/usr/bin/env bash
# agate 1.14.2 (the table library below csvkit): "85,5" in a CSV becomes 855, and the code "0012" becomes 12.
#
# Guess: a cell that is no plain number stays text, or the column is read by the language that was set.
# Seen: with default settings commas are taken for separators of thousands wherever they stand. 85,5 is 855, "1.234,5"
# is 1.2345, and codes lose their leading zeros. No warning is raised.
# Why it matters: a percentage of 85,5 that is read ten times too large still looks like a number of documents. Open
# data portals of governments are often fed by such tools.
# Instead: agate.Table.from_csv(..., column_types=...) with Text for codes and Number(locale="id_ID") for figures.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check agate==1.14.2
venv/bin/python - <<'PYTHON'
import io
import sys

import agate

TEXT = 'kode,capaian,pagu\n0012,"85,5","1.234,5"\n0013,"90,25","2.000,0"\n'
table = agate.Table.from_csv(io.StringIO(TEXT))
seen = {column.name: [str(value) for value in column.values()] for column in table.columns}
named = agate.TypeTester(force={"kode": agate.Text()}, types=[agate.Number(locale="id_ID"), agate.Text()])
right = agate.Table.from_csv(io.StringIO(TEXT), column_types=named)
print("Read:", TEXT.splitlines()[1])
print("Expected: text, or the numbers 85.5 and 1234.5.")
print("Seen:", seen)
print("With named types:", [[str(value) for value in row.values()] for row in right.rows])
if seen != {"kode": ["12", "13"], "capaian": ["855", "9025"], "pagu": ["1.2345", "2.0000"]}:
    sys.exit("Changed: agate no longer drops decimal commas and leading zeros by default.")
PYTHON
