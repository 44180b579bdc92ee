#!/usr/bin/env bash
# WeasyPrint 70.0: the head of a table is missing on the pages of a row that is taller than a page.
#
# Guess: <thead> is repeated on every page of the table; "break-inside: avoid" on a row that cannot fit is ignored.
# Seen: the row is given up, laid out again without the head, and cut over pages that have no head at all. Without the
# rule the same row breaks over pages that all have the head.
# Why it matters: "break-inside: avoid" is what everybody writes for rows of figures. One long story in a quarter's
# report makes pages whose columns nobody can name.
# Instead: let rows of running text break (orphans and widows at 3), and keep the rule for rows of figures.
# Needs: the Pango library on the system, as WeasyPrint does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check WeasyPrint==70.0 pypdf==7.1.0
venv/bin/python - <<'PYTHON'
import io
import sys

import pypdf
from weasyprint import HTML


def heads(rule):
    """Whether each page shows the head of the table."""
    rows = "".join(f"<tr><td>{'<br>'.join(['kata'] * lines)}</td></tr>" for lines in (3, 200, 3))
    style = f"@page {{ size: A5 }} tr {{ {rule} }}"
    table = f"<table><thead><tr><th>KEPALA</th></tr></thead><tbody>{rows}</tbody></table>"
    made = HTML(string=f"<html><style>{style}</style>{table}").write_pdf()
    return ["KEPALA" in page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


avoiding, breaking = heads("break-inside: avoid"), heads("break-inside: auto")
print("Expected: the head on every page, with and without the rule.")
print("tr { break-inside: avoid }", avoiding)
print("tr { break-inside: auto } ", breaking)
if not all(breaking) or len(breaking) < 3:
    sys.exit("Changed: the head is missing without the rule, too.")
if all(avoiding):
    sys.exit("Changed: the head is repeated beside a row taller than a page now.")
PYTHON
