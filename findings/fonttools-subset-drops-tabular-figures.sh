#!/usr/bin/env bash
# fontTools 4.68.0: subsetting drops the feature "tnum", so columns of figures no longer stand under each other.
#
# Guess: a subset of the digits keeps what the font can do with digits. The feature of fractions is kept.
# Seen: "tnum" is not among the default layout features. font-variant-numeric: tabular-nums in the page has no effect,
# without a warning anywhere. In Plus Jakarta Sans the digits have widths from 371 to 732 units.
# Why it matters: tables of targets and money are what these pages consist of, and the loss shows only in columns.
# Instead: pyftsubset ... --layout-features='kern,tnum', and a test that the feature is in the file that is served.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fonttools==4.68.0 fontpkg-plus-jakarta-sans==2.71
venv/bin/python - <<'PYTHON'
import pathlib
import sys

import fontpkg_plus_jakarta_sans
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

folder = pathlib.Path(fontpkg_plus_jakarta_sans.__file__).parent
path = next(file for file in sorted(folder.rglob("*.ttf")) if "Italic" not in file.name)


def features(font):
    """The layout features of substitution."""
    return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def subset(**options):
    """The features that are left for the digits."""
    font = TTFont(path)
    subsetter = Subsetter(Options(**options))
    subsetter.populate(text="0123456789.,")
    subsetter.subset(font)
    return features(font)


before, after, asked = features(TTFont(path)), subset(), subset(layout_features=["kern", "tnum"])
print("Expected: tnum is kept for a subset of digits.")
print("before:", "tnum" in before, "after:", "tnum" in after, sorted(after), "asked for:", "tnum" in asked)
if "tnum" not in before or "tnum" in after or "frac" not in after:
    sys.exit("Changed: the default features of a subset are others.")
if "tnum" not in asked:
    sys.exit("Changed: tnum is dropped although it is asked for.")
PYTHON
