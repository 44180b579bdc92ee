// A block from a spreadsheet is told from a single value and from plain text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { blockIn, placeOf } from "../../static/js/entry/paste.js";

test("cells beside each other are a block in every box", () => {
  assert.equal(blockIn("12\tKeterangan\r\n", false), "12\tKeterangan");
  assert.equal(blockIn("12\tKeterangan", true), "12\tKeterangan");
});

test("a column is a block for a box of one line, and text for a larger one", () => {
  assert.equal(blockIn("1250\r\nBB\r\n", false), "1250\r\nBB");
  assert.equal(blockIn("satu\ndua", true), "");
});

test("one value is an ordinary paste, with the line's end that spreadsheets add", () => {
  for (const pasted of ["1250", "1250\r\n", "1250\n", ""]) assert.equal(blockIn(pasted, false), "");
});

test("what is longer than the server takes is cut to one character too many", () => {
  assert.equal(blockIn("1\t".repeat(200_000), false).length, 200_001);
});

test("the block begins at the indicator and the field of the box", () => {
  assert.deepEqual(placeOf("r17-value"), { start: "17", first: "value" });
  for (const other of ["a17-amount", "version", "xr1-value", ""]) assert.equal(placeOf(other), null);
});
