#!/usr/bin/env bash
# @develoka/angka-terbilang-js 1.4.2 (npm): "1.000.000" is "satu koma nol nol nol" and "85,125" is 850 thousand.
#
# Guess: a function for Indonesian numbers that takes texts reads Indonesian texts, or refuses them.
# Seen: a point is the decimal point even when there are two of them, the rest is dropped; a comma is counted as a
# digit without a word. -5 is " puluh lima".
# Why it matters: amounts from forms are texts with points. A million in words becomes "one point nought nought
# nought".
# Instead: pass numbers only, not below nought.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @develoka/angka-terbilang-js@1.4.2
cat >finding.mjs <<'NODE'
import say from '@develoka/angka-terbilang-js'

const seen = [1000000, '1.000.000', '85,125', -5].map((value) => say(value))
console.log('Given: 1000000, "1.000.000", "85,125" and -5')
console.log('Expected: satu juta (twice), delapan puluh lima koma satu dua lima, minus lima; or errors.')
console.log('Seen:', seen)
const known = [
  'satu juta',
  'satu koma nol nol nol',
  'delapan ratus lima puluh  ribu seratus dua puluh lima',
  ' puluh lima',
]
if (JSON.stringify(seen) !== JSON.stringify(known)) {
  console.error('Changed: angka-terbilang-js reads texts or signs otherwise.')
  process.exit(1)
}
NODE
node finding.mjs
