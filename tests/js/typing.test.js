// Keys in a box, the order of taking back, and the log-in behind a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { undoOrder } from "../../static/js/entry/choices.js";
import { meaningOf } from "../../static/js/entry/typing.js";
import { isLogin } from "../../static/js/page/session.js";

test("Enter steps to the next answer and saves, with Shift to the one before", () => {
  for (const type of ["text", "select-one", "checkbox"]) {
    assert.deepEqual(meaningOf({ key: "Enter" }, type), { by: 1, isSure: true });
    assert.deepEqual(meaningOf({ key: "Enter", shiftKey: true }, type), { by: -1, isSure: true });
  }
});

test("arrows step from boxes of one line, and choose in lists", () => {
  assert.deepEqual(meaningOf({ key: "ArrowDown" }, "text"), { by: 1, isSure: false });
  assert.deepEqual(meaningOf({ key: "ArrowUp" }, "text"), { by: -1, isSure: false });
  assert.equal(meaningOf({ key: "ArrowDown" }, "select-one"), null);
});

test("a text of several lines keeps its Enter and its arrows, and Escape takes it back", () => {
  for (const key of ["Enter", "ArrowDown", "ArrowUp"]) assert.equal(meaningOf({ key }, "textarea"), null);
  assert.deepEqual(meaningOf({ key: "Escape" }, "textarea"), { restores: true });
});

test("other keys, and keys of the browser or of an input method, are left alone", () => {
  for (const key of ["a", "Tab", "ArrowLeft"]) assert.equal(meaningOf({ key }, "text"), null);
  for (const held of ["ctrlKey", "altKey", "metaKey", "isComposing"]) {
    for (const key of ["Enter", "Escape", "ArrowDown"]) assert.equal(meaningOf({ key, [held]: true }, "text"), null);
  }
});

test("what is emptied is taken back first and a state before its value", () => {
  const value = { box: "r1-value", before: "12" };
  const state = { box: "r1-state", before: "reported" };
  const note = { box: "r1-note", before: "" };
  assert.deepEqual(undoOrder([value, state, note]), [note, state, value]);
});

test("an answer of the log-in page is known by its path", () => {
  assert.ok(isLogin("https://amanah.example.go.id/masuk/?next=/realisasi/"));
  assert.ok(!isLogin("https://amanah.example.go.id/realisasi/?next=/masuk/"));
  for (const none of ["", null, undefined]) assert.equal(isLogin(none), false);
});
