// Leaving the page waits for the last box, and asks before anything is lost.

export class Leaving {
  #isLeaving = false;

  constructor(boxes, saving, typing) {
    Object.assign(this, { boxes, typing, cells: boxes.cells, form: boxes.form, queue: saving.queue });
    this.watchNetwork();
    document.addEventListener("click", (event) => this.follow(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("pageshow", () => {
      this.#isLeaving = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.#isLeaving && this.cells.pending.length) event.preventDefault();
    });
  }

  watchNetwork() {
    for (const name of ["online", "focus"]) {
      window.addEventListener(name, () => this.queue.isWaiting && this.queue.again());
    }
    window.addEventListener("offline", () => {
      for (const name of this.queue.names) this.boxes.say(name, "waiting");
    });
  }

  whenIdle(then) {
    for (const name of this.cells.pending) this.typing.commit(this.boxes.of(name));
    if (this.queue.isEmpty) then();
    else if (this.queue.isWaiting) this.boxes.summarise();
    else this.form.addEventListener("cells:idle", then, { once: true });
  }

  // A link that is followed right after typing waits for the last box instead of asking whether to leave.
  follow(event) {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented);
    if (!link || !isPlain || link.target || this.form.dataset.stored) return;
    if (!this.cells.pending.length || this.queue.isWaiting) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    this.whenIdle(() => location.assign(link.href));
  }

  submit(event) {
    if (this.#isLeaving) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    this.whenIdle(() => this.sendForm(button));
  }

  // With all boxes saved the form has nothing more to send, and the next page can be opened at once.
  sendForm(button) {
    const isCheck = button?.name === "check";
    if (this.cells.pending.length) {
      this.#isLeaving = true;
      this.form.requestSubmit(button);
    } else if (isCheck || this.form.dataset.stored) {
      this.#isLeaving = true;
      location.assign(isCheck ? this.form.dataset.check : location.pathname);
    } else this.boxes.summarise("semua isian tersimpan");
  }
}
