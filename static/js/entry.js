// Saves each box of a report by itself, tells how it stands, and keeps what the network does not take. The form works
// without it.
"use strict";

(() => {
  const form = document.querySelector("form[data-cells]");
  const pipe = document.getElementById("entry-pipe");
  if (!form || !pipe) return;
  const { cells: address, check, keep } = form.dataset;
  const KEPT = "amanah-isi:";
  const PAUSE = 1500;
  const LONGEST_WAIT = 30000;
  const PROXY = [502, 503, 504]; // the way to the server is broken, for every box
  const WORDS = {
    sending: "… menyimpan",
    waiting: "↻ menunggu jaringan",
    login: "↻ menunggu Anda masuk lagi",
    trouble: "↻ server terganggu, dicoba lagi",
    full: "↻ penyimpanan server penuh, dicoba lagi",
  };
  const TELLS = [
    ["failed", "gagal"],
    ["asked", "perlu dipilih"],
    ["conflict", "bentrok"],
    ["waiting", "menunggu jaringan"],
    ["login", "menunggu Anda masuk lagi"],
    ["trouble", "menunggu server"],
    ["full", "menunggu server (penyimpanan penuh)"],
  ];
  const POSTPONED = ["waiting", "login", "trouble", "full"];
  const known = new Map(); // name -> what is known of a box: {saved, tried, state, replaces}
  const queue = []; // names, in the order in which they were typed
  let sending = "";
  let sentText = "";
  let renewing = false;
  let wait = 1000;
  let timer = 0;
  let pause = 0;
  let leaving = false;
  htmx.config.timeout = 20000;
  htmx.config.responseHandling = [{ code: "200|409|422", swap: true }, { code: "...", swap: false }];

  // --- boxes ---------------------------------------------------------------------------------------------------

  const boxOf = (name) => form.elements.namedItem(name);
  const isBox = (node) => /^(r\d+-|a\d+-amount$)/.test(node.name || "");
  const isFigure = (box) => box.type !== "textarea";
  const textOf = (box) => (box.type === "checkbox" ? (box.checked ? "on" : "") : box.value);
  const written = (box) => {
    if (box.type === "checkbox") return box.defaultChecked ? "on" : "";
    if (box.type !== "select-one") return box.defaultValue;
    const chosen = [...box.options].find((option) => option.defaultSelected) || box.options[0];
    return chosen.value;
  };
  function write(box, text) {
    if (box.type === "checkbox") box.checked = text === "on";
    else box.value = text;
  }
  const stored = JSON.parse(form.dataset.stored || "{}"); // where the page shows what was typed and not stored
  for (const box of form.elements) {
    if (isBox(box)) known.set(box.name, { saved: stored[box.name] ?? written(box), tried: [], state: "" });
  }
  const said = (text) => text.replace(/\r\n?/g, "\n").trim(); // as the server reads it
  const same = (a, b) => said(a) === said(b);
  const isDirty = (name) => !same(textOf(boxOf(name)), known.get(name).saved);
  const pending = () => [...known.keys()].filter((name) => isDirty(name) || known.get(name).state === "sending");

  // --- what is said ----------------------------------------------------------------------------------------------

  function place(box) {
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
  function say(name, state) {
    const cell = known.get(name);
    cell.state = state;
    if (state in WORDS) {
      const words = document.createElement("span");
      words.className = `cell-words cell-${state}`;
      words.textContent = WORDS[state];
      place(boxOf(name)).replaceChildren(words);
    } else if (!state) document.getElementById(`cell-${name}`)?.replaceChildren();
    summarise();
  }
  function summarise(extra) {
    const states = [...known.values()].map((cell) => cell.state);
    const told = TELLS.map(([state, words]) => [states.filter((one) => one === state).length, words]);
    const words = told.filter(([count]) => count).map(([count, text]) => `${count} ${text}`);
    const line = document.getElementById("entry-unsaved");
    const text = extra || words.join(", ");
    if (line.textContent !== text) line.textContent = text;
    const login = document.getElementById("entry-login");
    login.hidden = !states.includes("login");
  }

  // --- keeping figures and choices over a reload, never texts -------------------------------------------------------

  function remember() {
    const kept = {};
    for (const name of new Set(sending ? [sending, ...queue] : queue)) {
      const { saved, tried } = known.get(name);
      if (isFigure(boxOf(name))) kept[name] = { text: textOf(boxOf(name)), was: [saved, ...tried] };
    }
    if (Object.keys(kept).length) sessionStorage.setItem(keep, JSON.stringify(kept));
    else sessionStorage.removeItem(keep);
  }
  function recall() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(KEPT) && !key.startsWith(keep.replace(/[^:]*$/, ""))) sessionStorage.removeItem(key);
    }
    const kept = JSON.parse(sessionStorage.getItem(keep) || "{}");
    for (const [name, { text, was }] of Object.entries(kept)) {
      if (!known.has(name) || same(text, known.get(name).saved)) continue;
      write(boxOf(name), text);
      [known.get(name).saved, ...known.get(name).tried] = was;
      enqueue(name);
    }
    remember();
  }

  // --- sending, one box at a time ----------------------------------------------------------------------------------

  function enqueue(name) {
    if (!queue.includes(name)) queue.push(name);
    if (!POSTPONED.includes(known.get(name).state)) say(name, "sending");
    remember();
    next();
  }
  async function next() {
    if (sending || timer || renewing || !queue.length) return;
    sending = queue.shift();
    const [name, cell] = [sending, known.get(sending)];
    const text = (sentText = textOf(boxOf(name)));
    const xhr = await send(name, { name, text, was: [cell.saved, ...cell.tried], replaces: cell.replaces || "" });
    await settle(name, text, xhr);
    remember();
    next();
    if (!sending && !queue.length) form.dispatchEvent(new CustomEvent("cells:idle"));
  }
  async function send(name, values) {
    let answered = null;
    const hear = (event) => (answered = event.detail.xhr);
    pipe.addEventListener("htmx:afterRequest", hear, { once: true });
    try {
      await htmx.ajax("POST", address, { source: pipe, target: place(boxOf(name)), swap: "innerHTML", values });
    } catch {
      // A broken connection is told by the answer that is missing.
    }
    pipe.removeEventListener("htmx:afterRequest", hear);
    return answered;
  }
  const isLogin = (xhr) => xhr.responseURL && new URL(xhr.responseURL).pathname.startsWith("/masuk/");
  function settle(name, text, xhr) {
    const cell = known.get(name);
    sending = "";
    if (!xhr || !xhr.status || xhr.status >= 500) {
      cell.tried = [...new Set([...cell.tried, text])];
      if (xhr?.status >= 500 && !PROXY.includes(xhr.status)) return putOff(name, xhr.status === 507 ? "full" : "trouble");
      return postpone(name, "waiting");
    }
    if (isLogin(xhr)) return postpone(name, "login");
    if (xhr.status === 403) return renew(name);
    wait = 1000;
    Object.assign(cell, { replaces: "", renewed: false, refused: null });
    if (xhr.status === 200) return accept(name, text);
    cell.refused = text;
    if (xhr.status === 404) return fail(name, "Laporan tidak ditemukan; muat ulang halaman.");
    if (![409, 422].includes(xhr.status)) return fail(name, "Muat ulang halaman, lalu coba lagi.");
    const told = place(boxOf(name)).querySelector("[data-state]");
    say(name, told ? told.dataset.state : "failed");
  }
  function accept(name, text) {
    const place_ = place(boxOf(name));
    for (const told of place_.querySelectorAll("[data-box]")) {
      const box = boxOf(told.dataset.box);
      const isTyped = box.name === name ? !same(textOf(box), text) : isDirty(box.name);
      Object.assign(known.get(box.name), { saved: told.dataset.text, tried: [] });
      if (isTyped) continue;
      if (box !== document.activeElement || box.name !== name) write(box, told.dataset.text);
      else known.get(name).saved = text;
      if (box.name !== name) say(box.name, "");
    }
    const version = Number(place_.querySelector("[data-version]").dataset.version);
    const seen = form.elements.version;
    if (version <= Number(seen.value) + 1) seen.value = Math.max(version, seen.value);
    say(name, "saved");
    advance();
    openStory(name);
  }
  // The bar says what the answer just wrote beside the button: "12 dari 30 terisi".
  function advance() {
    const [answered, asked] = document.getElementById("entry-tally").textContent.match(/\d+/g);
    const bar = document.querySelector("#entry-progress progress");
    bar.value = answered;
    bar.nextElementSibling.textContent = `${answered} dari ${asked}`;
  }
  function openStory(name) {
    const row = boxOf(name).closest("tbody");
    if (name.endsWith("-state") && boxOf(name).value !== "reported") row?.querySelector("[data-story]")?.setAttribute("open", "");
  }
  function postpone(name, state) {
    if (!queue.includes(name)) queue.unshift(name);
    for (const each of queue) say(each, state);
    timer = setTimeout(again, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  // What the server cannot do for one box it may do for the next ones.
  function putOff(name, state) {
    if (!queue.includes(name)) queue.push(name);
    say(name, state);
    timer = setTimeout(again, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  function again() {
    clearTimeout(timer);
    timer = 0;
    next();
  }
  // After logging in anew the page needs the token of the new session; without one it waits for the person.
  async function renew(name) {
    if (!queue.includes(name)) queue.unshift(name);
    renewing = true;
    const token = await freshToken().catch(() => "offline");
    renewing = false;
    if (["offline", "login"].includes(token)) return postpone(name, token === "login" ? "login" : "waiting");
    if (token && !known.get(name).renewed) {
      known.get(name).renewed = true;
      form.elements.csrfmiddlewaretoken.value = token;
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
      return;
    }
    queue.splice(queue.indexOf(name), 1);
    fail(name, "Anda tidak lagi dapat mengisi laporan ini dengan akun yang sedang masuk. Muat ulang halaman.");
  }
  async function freshToken() {
    const answer = await fetch(location.pathname);
    if (new URL(answer.url).pathname.startsWith("/masuk/")) return "login";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const other = page.querySelector("form[data-cells]");
    return other && other.dataset.keep === keep ? other.elements.csrfmiddlewaretoken.value : "";
  }
  function fail(name, sentence) {
    place(boxOf(name)).textContent = `✕ Gagal disimpan. ${sentence}`;
    say(name, "failed");
  }

  // --- typing ------------------------------------------------------------------------------------------------------

  function commit(box) {
    clearTimeout(pause);
    const cell = known.get(box.name);
    const text = textOf(box);
    if (cell.state === "conflict" || cell.refused === text || (sending === box.name && sentText === text)) return;
    if (isDirty(box.name) || queue.includes(box.name)) enqueue(box.name);
    else if (["failed", "asked"].includes(cell.state)) say(box.name, "");
  }
  // What was refused may be taken now: the period was extended, the row opened.
  function retry(box) {
    known.get(box.name).refused = null;
    commit(box);
  }
  form.addEventListener("change", (event) => isBox(event.target) && commit(event.target));
  form.addEventListener("input", (event) => {
    if (!isBox(event.target)) return;
    clearTimeout(pause);
    pause = setTimeout(() => commit(event.target), PAUSE);
  });
  const isShown = (box) => box.checkVisibility?.() ?? box.offsetParent !== null;
  function step(box, by) {
    const answers = [...form.querySelectorAll(".boxes :is(input, select), .parts input")].filter(isShown);
    const to = answers[answers.indexOf(box) + by];
    if (!answers.includes(box) || !to) return false;
    to.focus();
    to.select?.();
    return true;
  }
  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!isBox(box) || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      clearTimeout(pause);
      const cell = known.get(box.name);
      if (!isDirty(box.name) || cell.state === "conflict") return;
      write(box, cell.saved);
      if (queue.includes(box.name)) queue.splice(queue.indexOf(box.name), 1);
      say(box.name, cell.state === "sending" ? "sending" : "");
      remember();
      event.preventDefault();
      return;
    }
    const arrows = box.type === "text" ? { ArrowDown: 1, ArrowUp: -1 } : {};
    const by = { Enter: event.shiftKey ? -1 : 1, ...arrows }[event.key];
    if (!by || box.type === "textarea") return;
    if (step(box, by) || event.key === "Enter") event.preventDefault();
    if (event.key === "Enter") retry(box);
  });

  // --- buttons in the answers --------------------------------------------------------------------------------------

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.cell-act");
    const told = button?.closest("[data-cell]");
    if (!told) return;
    const box = boxOf(told.dataset.cell);
    const cell = known.get(box.name);
    if ("undo" in button.dataset) undo(told);
    else if ("again" in button.dataset) retry(box);
    else if (button.dataset.take) {
      Object.assign(cell, { saved: told.querySelector("[data-stored]").dataset.stored, tried: [], refused: null });
      if (button.dataset.take === "stored") write(box, cell.saved);
      say(box.name, "");
      enqueue(box.name); // Also what is stored already: the answer brings the rest of the row up to date.
    } else {
      write(box, button.dataset.choice);
      cell.replaces = button.dataset.replaces;
      enqueue(box.name);
    }
    box.focus();
  });
  function undo(told) {
    // What is emptied goes first and the state before its value, so that the row contradicts itself at no moment.
    const rank = ({ dataset }) => (dataset.before === "" ? 0 : dataset.box.endsWith("-state") ? 1 : 2);
    const boxes = [...told.querySelectorAll("[data-box]")].sort((one, other) => rank(one) - rank(other));
    for (const { dataset } of boxes) write(boxOf(dataset.box), dataset.before);
    for (const { dataset } of boxes) if (isDirty(dataset.box)) enqueue(dataset.box);
  }

  // --- the login page, the network, leaving ------------------------------------------------------------------------

  form.addEventListener("htmx:beforeSwap", (event) => {
    if (!isLogin(event.detail.xhr)) return;
    event.detail.shouldSwap = false;
    event.stopPropagation();
  });
  for (const name of ["online", "focus"]) window.addEventListener(name, () => timer && again());
  window.addEventListener("offline", () => queue.forEach((name) => say(name, "waiting")));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && pending().length) event.preventDefault();
  });
  function whenIdle(then) {
    for (const name of pending()) commit(boxOf(name));
    if (!sending && !queue.length) then();
    else if (timer) summarise();
    else form.addEventListener("cells:idle", then, { once: true });
  }
  // A link that is followed right after typing waits for the last box instead of asking whether to leave.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!link || !isPlain || link.target || !pending().length || timer || form.dataset.stored) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    whenIdle(() => location.assign(link.href));
  });
  form.addEventListener("submit", (event) => {
    if (leaving) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    whenIdle(() => {
      if (pending().length) {
        leaving = true;
        form.requestSubmit(button);
      } else if (button?.name === "check" || form.dataset.stored) {
        leaving = true;
        location.assign(button?.name === "check" ? check : location.pathname);
      } else summarise("semua isian tersimpan");
    });
  });
  window.addEventListener("pageshow", () => (leaving = false));
  recall();
})();
