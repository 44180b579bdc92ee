// The buttons in the words about a box: take it back, try again, choose between two values.

import { write } from "./boxes.js";

/**
 * The order in which boxes are taken back: what is emptied goes first and the state before its value, so that the row
 * contradicts itself at no moment.
 */
export function undoOrder(changes) {
  const rank = ({ box, before }) => (before === "" ? 0 : box.endsWith("-state") ? 1 : 2);
  return [...changes].sort((one, other) => rank(one) - rank(other));
}

export function watchChoices(boxes, saving, typing) {
  const { form, cells } = boxes;

  function undo(words) {
    const changes = undoOrder([...words.querySelectorAll("[data-box]")].map(({ dataset }) => ({ ...dataset })));
    for (const { box, before } of changes) write(boxes.of(box), before);
    for (const { box } of changes) if (cells.isDirty(box)) saving.enqueue(box);
  }

  function take(box, words, choice) {
    const { stored } = words.querySelector("[data-stored]").dataset;
    Object.assign(cells.get(box.name), { saved: stored, tried: [], refused: null });
    if (choice === "stored") write(box, stored);
    boxes.say(box.name, "");
    saving.enqueue(box.name); // Also what is stored already: the answer brings the rest of the row up to date.
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.cell-act");
    const words = button?.closest("[data-cell]");
    if (!words) return;
    const box = boxes.of(words.dataset.cell);
    if ("undo" in button.dataset) undo(words);
    else if ("again" in button.dataset) typing.retry(box);
    else if (button.dataset.take) take(box, words, button.dataset.take);
    else {
      write(box, button.dataset.choice);
      cells.get(box.name).replaces = button.dataset.replaces;
      saving.enqueue(box.name);
    }
    box.focus();
  });
}
