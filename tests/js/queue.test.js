// Boxes are sent one at a time, in their order, and again when the network or the server could not take them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { judged, Queue } from "../../static/js/entry/queue.js";

class Clock {
  pauses = [];
  #waiting = null;
  setTimeout(action, pause) {
    this.pauses.push(pause);
    this.#waiting = action;
    return this.pauses.length;
  }
  clearTimeout() {
    this.#waiting = null;
  }
  ring() {
    this.#waiting?.();
  }
}

/** A queue whose server answers by `answers`: name -> outcomes in their order, then success. */
function queueWith(answers = {}) {
  const [sent, postponed, clock] = [[], [], new Clock()];
  let emptied = 0;
  const queue = new Queue({
    clock,
    deliver: async (name) => {
      sent.push(name);
      return answers[name]?.shift();
    },
    changed: () => {},
    postponed: (names, state) => postponed.push([names, state]),
    emptied: () => {
      emptied += 1;
    },
  });
  return { queue, sent, postponed, clock, emptied: () => emptied };
}

const offline = () => ({ place: "first", state: "waiting" });
const troubled = () => ({ place: "last", state: "trouble" });

test("boxes are sent one at a time in the order in which they were typed", async () => {
  const { queue, sent, emptied } = queueWith();
  for (const name of ["a", "b", "c"]) queue.add(name);
  assert.deepEqual(sent, ["a"]);
  assert.deepEqual(queue.all, ["a", "b", "c"]);
  await turn();
  assert.deepEqual(sent, ["a", "b", "c"]);
  assert.ok(queue.isEmpty);
  assert.equal(emptied(), 1);
});

test("a box that waits already is not sent twice, one under way is sent once more", async () => {
  const { queue, sent } = queueWith();
  for (const name of ["a", "b", "b", "a"]) queue.add(name);
  assert.deepEqual(queue.all, ["a", "b"]);
  await turn();
  assert.deepEqual(sent, ["a", "b", "a"]);
});

test("without network everything waits in its order, with pauses that double up to half a minute", async () => {
  const { queue, sent, postponed, clock, emptied } = queueWith({ a: Array.from({ length: 7 }, offline) });
  queue.add("a");
  queue.add("b");
  await turn();
  assert.deepEqual(postponed, [[["a", "b"], "waiting"]]);
  assert.ok(queue.isWaiting);
  queue.add("c");
  assert.deepEqual(sent, ["a"]);
  for (let round = 0; round < 7; round += 1) {
    clock.ring();
    await turn();
  }
  assert.deepEqual(clock.pauses, [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  assert.deepEqual(sent.slice(-3), ["a", "b", "c"]);
  assert.equal(emptied(), 1);
});

test("after a success the next pause is short again", async () => {
  const { queue, clock } = queueWith({ a: [offline(), offline()], b: [offline()] });
  queue.add("a");
  for (let round = 0; round < 3; round += 1) {
    await turn();
    clock.ring();
  }
  await turn();
  queue.add("b");
  await turn();
  assert.deepEqual(clock.pauses, [1000, 2000, 1000]);
});

test("a box that the server cannot save now goes behind the others", async () => {
  const { queue, sent, postponed, clock } = queueWith({ a: [troubled()] });
  for (const name of ["a", "b"]) queue.add(name);
  await turn();
  assert.deepEqual(postponed, [[["a"], "trouble"]]);
  clock.ring();
  await turn();
  assert.deepEqual(sent, ["a", "b", "a"]);
});

test("after a new token a box is sent at once, before the others", async () => {
  const { queue, sent, clock } = queueWith({ a: [{ place: "first" }] });
  for (const name of ["a", "b"]) queue.add(name);
  await turn();
  assert.deepEqual(sent, ["a", "a", "b"]);
  assert.deepEqual(clock.pauses, []);
});

test("what was taken back is not sent", async () => {
  const { queue, sent } = queueWith();
  for (const name of ["a", "b", "c"]) queue.add(name);
  queue.drop("b");
  queue.drop("unknown");
  await turn();
  assert.deepEqual(sent, ["a", "c"]);
});

test("trying again at once ends the pause", async () => {
  const { queue, sent } = queueWith({ a: [offline()] });
  queue.add("a");
  await turn();
  queue.again();
  await turn();
  assert.deepEqual(sent, ["a", "a"]);
  assert.ok(!queue.isWaiting);
});

test("an answer says whether, where and how a box waits", () => {
  const unsure = { isUnsure: true };
  for (const status of [undefined, 0, 502, 503, 504]) {
    assert.deepEqual(judged(status, false), { place: "first", state: "waiting", ...unsure });
  }
  assert.deepEqual(judged(500, false), { place: "last", state: "trouble", ...unsure });
  assert.deepEqual(judged(507, false), { place: "last", state: "full", ...unsure });
  assert.deepEqual(judged(200, true), { place: "first", state: "login" });
  assert.deepEqual(judged(403, false), { verdict: "forbidden" });
  assert.deepEqual(judged(200, false), { verdict: "accepted" });
  for (const status of [404, 409, 422, 429]) assert.deepEqual(judged(status, false), { verdict: "refused" });
});
