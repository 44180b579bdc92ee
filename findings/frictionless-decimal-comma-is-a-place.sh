#!/usr/bin/env bash
# frictionless 5.21.0: a column of Indonesian percentages such as "85,5" is taken for geographic coordinates.
#
# Guess: "85,5" is a number with another decimal mark, or text.
# Seen: the type that is inferred is "geopoint", and the value that is read is the pair 85.0 and 5.0. The file is
# valid, the report has no error. The code "0012" is inferred as an integer and read as 12.
# Why it matters: Table Schema is what open data portals publish. An achievement column would be offered as places.
# Instead: give the schema: type "number" with decimalChar "," and groupChar ".", and type "string" for codes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
venv/bin/python - <<'PYTHON'
import sys

from frictionless import Resource, Schema, validate

TEXT = b"kode;capaian\n0012;85,5\n0013;90,25\n"
resource = Resource(data=TEXT, format="csv")
resource.infer(stats=True)
types = [(field.name, field.type) for field in resource.schema.fields]
rows = [[str(cell) for cell in row.to_list()] for row in Resource(data=TEXT, format="csv").read_rows()]
valid = validate(Resource(data=TEXT, format="csv")).valid
fields = [
    {"name": "kode", "type": "string"},
    {"name": "capaian", "type": "number", "decimalChar": ",", "groupChar": "."},
]
schema = Schema.from_descriptor({"fields": fields})
right = [[str(cell) for cell in row.to_list()] for row in Resource(data=TEXT, format="csv", schema=schema).read_rows()]
print("Read:", TEXT.decode().splitlines())
print("Expected: a number or a text in the second column.")
print("Inferred:", types, "valid:", valid)
print("Rows:", rows)
print("Rows with a schema:", right)
if types != [("kode", "integer"), ("capaian", "geopoint")] or not valid:
    sys.exit("Changed: numbers with a decimal comma are no longer taken for coordinates.")
if right != [["0012", "85.5"], ["0013", "90.25"]]:
    sys.exit("Changed: a schema with decimalChar no longer reads these numbers.")
PYTHON
