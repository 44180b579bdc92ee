#!/usr/bin/env bash
# angkajaditeks 1.1: the package that is installed cannot be imported by its own name.
#
# Guess: a published wheel that pip installs without complaint can be imported.
# Seen: import angkajaditeks raises ModuleNotFoundError, because its __init__ imports its neighbour without a dot. With
# the package's own folder on the path it works; negative decimals then lose their sign ("nol koma lima" for -0.5).
# Why it matters: it is one of few packages for amounts in words, and an installation test that only runs pip is green.
# Instead: import what was installed in the test of the installation.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check angkajaditeks==1.1
venv/bin/python - <<'PYTHON'
import importlib.util
import sys
from decimal import Decimal

try:
    import angkajaditeks

    imported = f"imported {angkajaditeks.__name__}"
except ModuleNotFoundError as error:
    imported = str(error)
folder = importlib.util.find_spec("angkajaditeks").submodule_search_locations[0]
sys.path.insert(0, folder)
from angka_jadi_teks import Konverter

negative = Konverter().konversi_desimal(Decimal("-0.5"))
print("Expected: the import works, and -0.5 begins with minus.")
print("import angkajaditeks:", imported)
print("-0.5:", negative)
if imported != "No module named 'angka_jadi_teks'":
    sys.exit("Changed: angkajaditeks can be imported now.")
if negative != "nol koma lima":
    sys.exit("Changed: a negative decimal keeps its sign now.")
PYTHON
