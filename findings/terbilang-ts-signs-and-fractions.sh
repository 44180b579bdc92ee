#!/usr/bin/env bash
# terbilang-ts 2.1.0 (npm): -5 is "Lima", 85.125 is "Delapan Puluh undefined", 0 is the empty text.
#
# Guess: what cannot be said raises an error.
# Seen: the sign is dropped, fractions end in the word "undefined", nought says nothing; 2.1 does raise a TypeError.
# Why it matters: corrections of a budget are negative, and achievements have decimals. All three results are texts
# that a template prints.
# Instead: pass whole amounts above nought only, and write the sign and the word for nought yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund terbilang-ts@2.1.0
cat >finding.mjs <<'NODE'
import * as module from 'terbilang-ts'

let say = module.default
while (typeof say !== 'function') say = say.default
const said = (value) => {
  try {
    return say(value)
  } catch (error) {
    return error.name
  }
}
const seen = [1001000, -5, 85.125, 0, 2.1].map(said)
console.log('Given: 1001000, -5, 85.125, 0 and 2.1')
console.log('Expected: words with "minus", "koma" and "nol", or errors.')
console.log('Seen:', seen)
const known = ['Satu Juta Seribu', 'Lima', 'Delapan Puluh undefined', '', 'TypeError']
if (JSON.stringify(seen) !== JSON.stringify(known)) {
  console.error('Changed: terbilang-ts says signs, fractions or nought otherwise.')
  process.exit(1)
}
NODE
node finding.mjs
