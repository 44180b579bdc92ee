#!/usr/bin/env bash
# python-stdnum 2.2: npwp.validate() accepts numbers of 16 digits, npwp.format() sets their points at wrong places.
#
# Guess: what validate() accepts, format() can write; or it leaves a number without a written form alone.
# Seen: the pattern for the old 15 digits is laid over the 16 digits. The old number 01.234.567.4-091.000 with its
# leading nought becomes 00.123.456.7-409.1000, and a NIK (the tax number of a person today) gets points as well.
# Why it matters: the tax number stands on contracts and receipts. The number printed has other groups than the number
# of the tax office, and compared as text the two forms of one number differ.
# Instead: format 15 digits only; cut a leading nought of 16 digits before, and print a NIK as it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-stdnum==2.2
venv/bin/python - <<'PYTHON'
import sys

from stdnum.id import npwp

OLD, LONG, PERSON = "012345674091000", "0012345674091000", "1207014101800001"
seen = {number: (npwp.is_valid(number), npwp.format(number)) for number in (OLD, LONG, PERSON)}
print("Expected: 01.234.567.4-091.000 twice, and the last number without points; or not valid.")
for number, values in seen.items():
    print(f"  {number:17}", values)
known = [(True, "01.234.567.4-091.000"), (True, "00.123.456.7-409.1000"), (True, "12.070.141.0-180.0001")]
if list(seen.values()) != known:
    sys.exit("Changed: python-stdnum judges or formats these tax numbers otherwise.")
PYTHON
