// Sends each box by itself, brings the answer into the page, and keeps what the network does not take.

import { isLogin, renewToken } from "../page/session.js";
import { isFigure, textOf, write } from "./boxes.js";
import { keep, kept, merged, same } from "./cells.js";
import { judged, Queue } from "./queue.js";

const { htmx } = window;
const POSTPONED = ["waiting", "login", "trouble", "full"];
const NOT_FOUND = "Laporan tidak ditemukan; muat ulang halaman.";
const NOT_UNDERSTOOD = "Muat ulang halaman, lalu coba lagi.";
const FORBIDDEN = "Anda tidak lagi dapat mengisi laporan ini dengan akun yang sedang masuk. Muat ulang halaman.";

export class Saving {
  constructor(boxes, pipe) {
    this.boxes = boxes;
    this.cells = boxes.cells;
    this.form = boxes.form;
    this.pipe = pipe;
    this.queue = new Queue({
      deliver: (name) => this.deliver(name),
      changed: () => this.remember(),
      postponed: (names, state) => names.forEach((name) => void boxes.say(name, state)),
      emptied: () => this.form.dispatchEvent(new CustomEvent("cells:idle")),
    });
    htmx.config.timeout = 20000;
    htmx.config.responseHandling = [
      { code: "200|409|422", swap: true },
      { code: "...", swap: false },
    ];
    this.form.addEventListener("htmx:beforeSwap", (event) => {
      if (!isLogin(event.detail.xhr.responseURL)) return;
      event.detail.shouldSwap = false;
      event.stopPropagation();
    });
  }

  enqueue(name) {
    if (!POSTPONED.includes(this.cells.get(name).state)) this.boxes.say(name, "sending");
    this.queue.add(name);
  }

  // Figures and choices are kept over a reload, texts never.
  remember() {
    const figures = this.queue.all.filter((name) => isFigure(this.boxes.of(name)));
    const waiting = figures.map((name) => [name, { text: textOf(this.boxes.of(name)), was: this.cells.seen(name) }]);
    keep(sessionStorage, this.form.dataset.keep, Object.fromEntries(waiting));
  }

  recall() {
    for (const [name, { text, was }] of Object.entries(kept(sessionStorage, this.form.dataset.keep))) {
      if (!this.cells.has(name) || same(text, this.cells.get(name).saved)) continue;
      write(this.boxes.of(name), text);
      const [saved, ...tried] = was;
      Object.assign(this.cells.get(name), { saved, tried });
      this.enqueue(name);
    }
    this.remember();
  }

  async deliver(name) {
    const [box, cell] = [this.boxes.of(name), this.cells.get(name)];
    const text = textOf(box);
    cell.sent = text;
    const xhr = await this.send(box, { name, text, was: this.cells.seen(name), replaces: cell.replaces });
    const answer = judged(xhr?.status, isLogin(xhr?.responseURL));
    if (answer.isUnsure) this.cells.doubt(name, text);
    if (answer.place) return answer;
    if (answer.verdict === "forbidden") return this.renew(name);
    Object.assign(cell, { replaces: "", renewed: false, refused: null });
    if (answer.verdict === "accepted") this.accept(name, text);
    else this.refuse(name, text, xhr.status);
  }

  async send(box, values) {
    let answered = null;
    const hear = (event) => {
      answered = event.detail.xhr;
    };
    this.pipe.addEventListener("htmx:afterRequest", hear, { once: true });
    const target = this.boxes.placeOf(box);
    try {
      await htmx.ajax("POST", this.form.dataset.cells, { source: this.pipe, target, swap: "innerHTML", values });
    } catch {
      // A broken connection is told by the answer that is missing.
    }
    this.pipe.removeEventListener("htmx:afterRequest", hear);
    return answered;
  }

  accept(name, text) {
    const answer = this.boxes.placeOf(this.boxes.of(name));
    for (const { dataset } of answer.querySelectorAll("[data-box]")) this.bringIn(dataset, name, text);
    const version = Number(answer.querySelector("[data-version]").dataset.version);
    const seen = this.form.elements.version;
    if (version <= Number(seen.value) + 1) seen.value = Math.max(version, seen.value);
    this.boxes.say(name, "saved");
    advance();
    openStory(this.boxes.of(name));
  }

  bringIn({ box: name, text: stored }, sender, sent) {
    const [box, cell] = [this.boxes.of(name), this.cells.get(name)];
    const isSender = name === sender;
    const before = isSender ? sent : cell.saved;
    const hasFocus = isSender && box === document.activeElement;
    const { saved, text, isTyped } = merged({ stored, shown: textOf(box), before, hasFocus });
    Object.assign(cell, { saved, tried: [] });
    if (text !== null) write(box, text);
    if (!isSender && !isTyped) this.boxes.say(name, "");
  }

  refuse(name, text, status) {
    this.cells.get(name).refused = text;
    if (status === 404) return this.boxes.fail(name, NOT_FOUND);
    if (![409, 422].includes(status)) return this.boxes.fail(name, NOT_UNDERSTOOD);
    const answer = this.boxes.placeOf(this.boxes.of(name)).querySelector("[data-state]");
    this.boxes.say(name, answer ? answer.dataset.state : "failed");
  }

  // After logging in anew the page needs the token of the new session; without one it waits for the person.
  async renew(name) {
    const cell = this.cells.get(name);
    const { keep: own } = this.form.dataset;
    const outcome = await renewToken(this.form, "form[data-cells]", (other) => other.dataset.keep === own);
    if (outcome === "offline") return { place: "first", state: "waiting" };
    if (outcome === "login") return { place: "first", state: "login" };
    if (outcome === "renewed" && !cell.renewed) {
      cell.renewed = true;
      return { place: "first" };
    }
    this.boxes.fail(name, FORBIDDEN);
  }
}

// The bar says what the answer just wrote beside the button: "12 dari 30 terisi".
function advance() {
  const [answered, asked] = document.getElementById("entry-tally").textContent.match(/\d+/g);
  const bar = document.querySelector("#entry-progress progress");
  bar.value = answered;
  bar.nextElementSibling.textContent = `${answered} dari ${asked}`;
}

function openStory(box) {
  if (!box.name.endsWith("-state") || box.value === "reported") return;
  box.closest("tbody")?.querySelector("[data-story]")?.setAttribute("open", "");
}
