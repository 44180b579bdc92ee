// The boxes of the report on the page, and the words about each of them and about all.

import { Cells, summary } from "./cells.js";

const WORDS = {
  sending: "… menyimpan",
  waiting: "↻ menunggu jaringan",
  login: "↻ menunggu Anda masuk lagi",
  trouble: "↻ server terganggu, dicoba lagi",
  full: "↻ penyimpanan server penuh, dicoba lagi",
};

export const isBox = (node) => /^(r\d+-|a\d+-amount$)/.test(node.name || "");
export const isFigure = (box) => box.type !== "textarea";
export const isShown = (box) => box.checkVisibility?.() ?? box.offsetParent !== null;
export const textOf = (box) => (box.type === "checkbox" ? (box.checked ? "on" : "") : box.value);

export function write(box, text) {
  if (box.type === "checkbox") box.checked = text === "on";
  else box.value = text;
}

// What the server wrote into the page, whatever the browser brought back from before a reload.
function written(box) {
  if (box.type === "checkbox") return box.defaultChecked ? "on" : "";
  if (box.type !== "select-one") return box.defaultValue;
  const chosen = [...box.options].find((option) => option.defaultSelected) || box.options[0];
  return chosen.value;
}

export class Boxes {
  constructor(form) {
    this.form = form;
    this.cells = new Cells((name) => textOf(this.of(name)));
    const stored = JSON.parse(form.dataset.stored || "{}"); // where the page shows what was typed and not stored
    for (const box of form.elements) {
      if (isBox(box)) this.cells.add(box.name, stored[box.name] ?? written(box));
    }
  }

  of(name) {
    return this.form.elements.namedItem(name);
  }

  /** The place for the words about a box. */
  placeOf(box) {
    const id = `cell-${box.name}`;
    let words = document.getElementById(id);
    if (words) return words;
    words = document.createElement("div");
    words.id = id;
    words.className = "cell";
    box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") || ""} ${id}`.trim());
    (box.closest(".input-group, .form-check") || box).after(words);
    return words;
  }

  /** A box stands in another state: say so, unless the server's own words about it stand there already. */
  say(name, state) {
    this.cells.get(name).state = state;
    if (state in WORDS) {
      const words = document.createElement("span");
      words.className = `cell-words cell-${state}`;
      words.textContent = WORDS[state];
      this.placeOf(this.of(name)).replaceChildren(words);
    } else if (!state) document.getElementById(`cell-${name}`)?.replaceChildren();
    this.summarise();
  }

  fail(name, sentence) {
    this.placeOf(this.of(name)).textContent = `✕ Gagal disimpan. ${sentence}`;
    this.say(name, "failed");
  }

  summarise(instead) {
    const { states } = this.cells;
    const line = document.getElementById("entry-unsaved");
    const text = instead || summary(states);
    if (line.textContent !== text) line.textContent = text; // what did not change is not read aloud again
    document.getElementById("entry-login").hidden = !states.includes("login");
  }
}
