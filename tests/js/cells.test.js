// What is known of the boxes of a report: what differs, what is lost by leaving, what is kept over a reload.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Cells, keep, kept, merged, same, summary } from "../../static/js/entry/cells.js";

class Storage {
  constructor(content = {}) {
    Object.assign(this, content);
  }
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, text) {
    this[key] = text;
  }
  removeItem(key) {
    delete this[key];
  }
}

function cellsShowing(shown) {
  const cells = new Cells((name) => shown[name]);
  for (const name of Object.keys(shown)) cells.add(name, shown[name]);
  return cells;
}

test("texts are compared as the server reads them", () => {
  assert.ok(same(" 12,5 ", "12,5"));
  assert.ok(same("satu\r\ndua\rtiga", "satu\ndua\ntiga"));
  assert.ok(!same("satu dua", "satu\ndua"));
  assert.ok(!same("", "0"));
});

test("a box is dirty while it shows something else than what is stored", () => {
  const shown = { "r1-value": "1", "r2-value": "" };
  const cells = cellsShowing(shown);
  assert.deepEqual(cells.pending, []);
  shown["r1-value"] = "2";
  assert.ok(cells.isDirty("r1-value"));
  assert.deepEqual(cells.pending, ["r1-value"]);
  cells.get("r1-value").saved = "2";
  assert.deepEqual(cells.pending, []);
});

test("a box under way is lost by leaving, whatever it shows", () => {
  const cells = cellsShowing({ "r1-value": "1" });
  cells.get("r1-value").state = "sending";
  assert.deepEqual(cells.pending, ["r1-value"]);
});

test("the server is told each text that it may have from us, once", () => {
  const cells = cellsShowing({ "r1-value": "1" });
  assert.deepEqual(cells.seen("r1-value"), ["1"]);
  for (const text of ["70", "71", "70"]) cells.doubt("r1-value", text);
  assert.deepEqual(cells.seen("r1-value"), ["1", "70", "71"]);
});

test("the summary counts what is not saved, the gravest first", () => {
  assert.equal(summary(["saved", "", "sending"]), "");
  assert.equal(
    summary(["waiting", "conflict", "waiting", "failed", "asked"]),
    "1 gagal, 1 perlu dipilih, 1 bentrok, 2 menunggu jaringan",
  );
  assert.equal(
    summary(["full", "trouble", "login"]),
    "1 menunggu Anda masuk lagi, 1 menunggu server, 1 menunggu server (penyimpanan penuh)",
  );
});

test("an answer is written into the box that shows what was sent", () => {
  const answer = merged({ stored: "1250", shown: "1.250", before: "1.250", hasFocus: false });
  assert.deepEqual(answer, { saved: "1250", text: "1250", isTyped: false });
});

test("an answer does not change the box that somebody types in", () => {
  const answer = merged({ stored: "70", shown: "701", before: "70", hasFocus: true });
  assert.deepEqual(answer, { saved: "70", text: null, isTyped: true });
});

test("the box with the cursor keeps its own spelling, and that counts as stored", () => {
  const answer = merged({ stored: "1250", shown: "1250,0", before: "1250,0", hasFocus: true });
  assert.deepEqual(answer, { saved: "1250,0", text: null, isTyped: false });
});

test("what waits is kept and found again, and nothing stays when nothing waits", () => {
  const storage = new Storage();
  const waiting = { "r1-value": { text: "70", was: ["", "69"] } };
  keep(storage, "amanah-isi:7:3", waiting);
  assert.deepEqual(kept(storage, "amanah-isi:7:3"), waiting);
  keep(storage, "amanah-isi:7:3", {});
  assert.deepEqual(Object.keys(storage), []);
  assert.deepEqual(kept(storage, "amanah-isi:7:3"), {});
});

test("what another person kept in this tab is forgotten, one's own other reports and foreign keys are not", () => {
  const storage = new Storage({
    "amanah-isi:7:3": "{}",
    "amanah-isi:7:4": "{}",
    "amanah-isi:70:3": "{}",
    "amanah-isi:8:3": "{}",
    theme: "dark",
  });
  kept(storage, "amanah-isi:7:3");
  assert.deepEqual(Object.keys(storage), ["amanah-isi:7:3", "amanah-isi:7:4", "theme"]);
});
