// The boxes that wait to be sent: one at a time, in the order in which they were typed, again after a pause.

const FIRST_WAIT = 1000; // milliseconds; doubled after each failure
const LONGEST_WAIT = 30000;
const PROXY = [502, 503, 504]; // the way to the server is broken, for every box

/**
 * What an answer means, by its status (0 or undefined: none came). `place` says where the box goes back into the queue:
 * "first" when no box can be saved now, "last" when other boxes may be; `state` how it waits; `isUnsure` that the
 * server may have stored it. Otherwise `verdict` is "accepted", "refused" or "forbidden".
 */
export function judged(status, isLogin) {
  if (!status || PROXY.includes(status)) return { place: "first", state: "waiting", isUnsure: true };
  if (status >= 500) return { place: "last", state: status === 507 ? "full" : "trouble", isUnsure: true };
  if (isLogin) return { place: "first", state: "login" };
  if (status === 403) return { verdict: "forbidden" };
  return { verdict: status === 200 ? "accepted" : "refused" };
}

/**
 * `deliver(name)` sends one box and returns {place, state} if it has to be sent again: with a state after a pause,
 * without one at once. `postponed(names, state)` hears who waits, `changed()` that the queue is another one,
 * `emptied()` that nothing is left.
 */
export class Queue {
  names = [];
  sending = "";
  #wait = FIRST_WAIT;
  #timer = 0;
  #deliver;
  #hears;
  #clock;

  constructor({ deliver, clock = globalThis, ...hears }) {
    this.#deliver = deliver;
    this.#hears = hears;
    this.#clock = clock;
  }

  get isWaiting() {
    return Boolean(this.#timer);
  }

  get isEmpty() {
    return !this.sending && !this.names.length;
  }

  /** All that is not saved yet: the box under way, then those behind it. */
  get all() {
    return [...new Set(this.sending ? [this.sending, ...this.names] : this.names)];
  }

  has(name) {
    return this.names.includes(name);
  }

  add(name) {
    if (!this.has(name)) this.names.push(name);
    this.#hears.changed();
    this.#next();
  }

  drop(name) {
    this.names = this.names.filter((other) => other !== name);
    this.#hears.changed();
  }

  /** Try at once what waits for its pause to end. */
  again() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#next();
  }

  async #next() {
    if (this.sending || this.#timer || !this.names.length) return;
    const name = this.names.shift();
    this.sending = name;
    let outcome;
    try {
      outcome = await this.#deliver(name);
    } finally {
      this.sending = "";
    }
    this.#settle(name, outcome || {});
    this.#hears.changed();
    this.#next();
    if (this.isEmpty) this.#hears.emptied();
  }

  #settle(name, { place, state }) {
    if (place && !this.has(name)) {
      if (place === "first") this.names.unshift(name);
      else this.names.push(name);
    }
    if (!state) {
      if (!place) this.#wait = FIRST_WAIT;
      return;
    }
    this.#hears.postponed(place === "first" ? [...this.names] : [name], state);
    this.#timer = this.#clock.setTimeout(() => this.again(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
