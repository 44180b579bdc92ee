#!/usr/bin/env bash
# nik-parser 1.0.1 (npm): every person is "pria", and women are born 40 days later.
#
# Guess: day of birth + 40 marks a woman, which is the one rule about a NIK that everybody knows.
# Seen: the day is handed to a JavaScript Date, which turns day 41 of January into 10 February. Then the day of that
# date is compared with 40, so "wanita" is never said. 31 February is valid too, and the year 05 is 1905.
# Why it matters: forms of address and birth dates of half of the staff are wrong, while isValid() says true.
# Instead: take the two digits as a number, subtract 40 above 40, and check that the date exists.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund nik-parser@1.0.1
cat >finding.mjs <<'NODE'
import * as module from 'nik-parser'

const parse = module.nikParser ?? module.default.nikParser
const read = (nik) => {
  const person = parse(nik)
  const born = person.lahir()
  return [person.isValid(), person.kelamin(), born.getFullYear(), born.getMonth() + 1, born.getDate()]
}
const seen = ['1207014101800001', '1207013102800001', '1207011508050001'].map(read)
console.log('Given: a woman of 1 January 1980, a person of 31 February, a person of 15 August 05')
console.log('Expected: wanita 1980-1-1; not valid; 2005-8-15')
console.log('Seen:', JSON.stringify(seen))
const known = [[true, 'pria', 1980, 2, 10], [true, 'pria', 1980, 3, 2], [true, 'pria', 1905, 8, 15]]
if (JSON.stringify(seen) !== JSON.stringify(known)) {
  console.error('Changed: nik-parser reads birth dates otherwise.')
  process.exit(1)
}
NODE
node finding.mjs
