// What is known of each box of a report, without the page: what is stored, what was tried, how the box stands.

const PREFIX = "amanah-isi:";
const SUMMARY = [
  ["failed", "gagal"],
  ["asked", "perlu dipilih"],
  ["conflict", "bentrok"],
  ["waiting", "menunggu jaringan"],
  ["login", "menunggu Anda masuk lagi"],
  ["trouble", "menunggu server"],
  ["full", "menunggu server (penyimpanan penuh)"],
];

const normalised = (text) => text.replace(/\r\n?/g, "\n").trim();

/** Whether the server reads both texts alike. */
export const same = (one, other) => normalised(one) === normalised(other);

/** How many boxes stand how, in words: "2 bentrok, 1 menunggu jaringan"; nothing when all is well. */
export function summary(states) {
  const counted = SUMMARY.map(([state, words]) => [states.filter((one) => one === state).length, words]);
  return counted
    .filter(([count]) => count)
    .map(([count, words]) => `${count} ${words}`)
    .join(", ");
}

/** What is known of all boxes, by their names. `read` returns the text that a box shows now. */
export class Cells {
  #known = new Map();
  #read;

  constructor(read) {
    this.#read = read;
  }

  add(name, saved) {
    this.#known.set(name, { saved, tried: [], state: "", replaces: "", refused: null, renewed: false, sent: null });
  }

  has(name) {
    return this.#known.has(name);
  }

  get(name) {
    return this.#known.get(name);
  }

  get states() {
    return [...this.#known.values()].map((cell) => cell.state);
  }

  isDirty(name) {
    return !same(this.#read(name), this.get(name).saved);
  }

  /** The boxes that would be lost if the page were left now. */
  get pending() {
    return [...this.#known.keys()].filter((name) => this.isDirty(name) || this.get(name).state === "sending");
  }

  /** Each text that the server may have stored for us: what it said last, and what was sent without an answer. */
  seen(name) {
    return [this.get(name).saved, ...this.get(name).tried];
  }

  /** A text was sent and no answer came: the server may have it or not. */
  doubt(name, text) {
    const cell = this.get(name);
    cell.tried = [...new Set([...cell.tried, text])];
  }
}

/**
 * Bring what the server stored into a box. `shown` is what the box shows, `before` what it showed when the request
 * began (for other boxes: what was stored then). Return what is stored now, and what to write into the box: nothing
 * while somebody types on.
 */
export function merged({ stored, shown, before, hasFocus }) {
  if (!same(shown, before)) return { saved: stored, text: null, isTyped: true };
  if (hasFocus) return { saved: before, text: null, isTyped: false };
  return { saved: stored, text: stored, isTyped: false };
}

/** Keep what waits over a reload of the page: {name: {text, was}}; nothing is left when nothing waits. */
export function keep(storage, key, waiting) {
  if (Object.keys(waiting).length) storage.setItem(key, JSON.stringify(waiting));
  else storage.removeItem(key);
}

/** Return what was kept under `key` (PREFIX, person, report); forget what other people kept in this tab. */
export function kept(storage, key) {
  const own = key.replace(/[^:]*$/, "");
  for (const other of Object.keys(storage)) {
    if (other.startsWith(PREFIX) && !other.startsWith(own)) storage.removeItem(other);
  }
  return JSON.parse(storage.getItem(key) || "{}");
}
