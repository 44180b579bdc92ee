// Typing in the boxes: what is typed is saved after a pause, on leaving the box, and by Enter.

import { isBox, isShown, textOf, write } from "./boxes.js";

const PAUSE = 1500; // milliseconds

/** What a key means in a box of this type: return {restores}, or {by, isSure} for a step to the next (1) or last (-1) answer; null leaves it to the browser. */
export function meaningOf({ key, shiftKey, ctrlKey, altKey, metaKey, isComposing }, type) {
  if (isComposing || ctrlKey || altKey || metaKey) return null;
  if (key === "Escape") return { restores: true };
  if (type === "textarea") return null;
  if (key === "Enter") return { by: shiftKey ? -1 : 1, isSure: true };
  if (type !== "text") return null; // arrows choose in a list
  if (key === "ArrowDown") return { by: 1, isSure: false };
  return key === "ArrowUp" ? { by: -1, isSure: false } : null;
}

export class Typing {
  #pause = 0;

  constructor(boxes, saving) {
    this.boxes = boxes;
    this.saving = saving;
    const { form } = boxes;
    form.addEventListener("change", (event) => isBox(event.target) && this.commit(event.target));
    form.addEventListener("input", (event) => {
      if (!isBox(event.target)) return;
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.commit(event.target), PAUSE);
    });
    form.addEventListener("keydown", (event) => isBox(event.target) && this.press(event));
  }

  commit(box) {
    clearTimeout(this.#pause);
    const { cells } = this.boxes;
    const { queue } = this.saving;
    const { name } = box;
    const [cell, text] = [cells.get(name), textOf(box)];
    const isUnderWay = queue.sending === name && cell.sent === text;
    if (cell.state === "conflict" || cell.refused === text || isUnderWay) return;
    if (cells.isDirty(name) || queue.has(name)) this.saving.enqueue(name);
    else if (["failed", "asked"].includes(cell.state)) this.boxes.say(name, "");
  }

  /** What was refused may be taken now: the period was extended, the row opened. */
  retry(box) {
    this.boxes.cells.get(box.name).refused = null;
    this.commit(box);
  }

  press(event) {
    const box = event.target;
    const meaning = meaningOf(event, box.type);
    if (!meaning) return;
    if (meaning.restores) {
      if (this.restore(box)) event.preventDefault();
      return;
    }
    if (this.step(box, meaning.by) || meaning.isSure) event.preventDefault();
    if (meaning.isSure) this.retry(box);
  }

  step(box, by) {
    const answers = [...this.boxes.form.querySelectorAll(".boxes :is(input, select), .parts input")].filter(isShown);
    const to = answers[answers.indexOf(box) + by];
    if (!answers.includes(box) || !to) return false;
    to.focus();
    to.select?.();
    return true;
  }

  restore(box) {
    clearTimeout(this.#pause);
    const { name } = box;
    const cell = this.boxes.cells.get(name);
    if (!this.boxes.cells.isDirty(name) || cell.state === "conflict") return false;
    write(box, cell.saved);
    this.boxes.say(name, cell.state === "sending" ? "sending" : "");
    this.saving.queue.drop(name);
    return true;
  }
}
