#!/usr/bin/env bash
# WeasyPrint 70.0: text of a running element is marked as content, but hangs in no branch of the structure tree.
#
# Guess: under pdf/ua-1 a running footer is either part of the tree or an artifact; the standard allows nothing else.
# Seen: the parent tree names a structure element for the footer, on each page, and no path from the root leads to it.
# Why it matters: a footer with number, address and QR code is on every page of an agreement. By the standard each is
# an error, and it depends on the reader whether it is read out, five times or never.
# Instead: turn these marks into artifacts in a finisher of write_pdf(), and hang one of them into the tree.
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

DOCUMENT = """<html lang="id"><title>Kaki</title><style>
@page { size: A5; @bottom-center { content: element(kaki) } } .kaki { position: running(kaki) }
h1 { break-before: page }</style><div class="kaki">Nomor 1</div><p>Isi</p><h1>Lampiran</h1>"""
pdf = pikepdf.open(io.BytesIO(HTML(string=DOCUMENT).write_pdf(pdf_variant="pdf/ua-1")))
reached = set()


def walk(element):
    """Note every element below this one."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            walk(child)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        reached.add(element.objgen)
        walk(element.get("/K", pikepdf.Array([])))


walk(pdf.Root.StructTreeRoot.K)
lists = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2]
loose = [sum(element.objgen not in reached for element in page) for page in lists if isinstance(page, pikepdf.Array)]
print("Marked pieces of text on each page that the tree does not reach")
print("Expected:", [0] * len(pdf.pages))
print("Seen:    ", loose)
if len(loose) != 2 or not all(loose):
    sys.exit("Changed: the running footer is reached from the root of the tree, or is no content any more.")
PYTHON
