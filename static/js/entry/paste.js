// A block copied from a spreadsheet and pasted into a box opens its preview; a single value stays an ordinary paste.

// Characters; longer than the server takes is cut to what it refuses with a sentence, before the request is too large.
const MOST = 200001;

/** Where the block begins, from the name of a box: {start, first} (indicator and field), or null. */
export function placeOf(name) {
  const found = /^r(\d+)-(\w+)$/.exec(name);
  return found && { start: found[1], first: found[2] };
}

/** The block in a pasted text, or nothing. Lines without tabs are a block only for a box of one line. */
export function blockIn(pasted, hasLines) {
  const text = pasted.replace(/\r?\n$/, "");
  const isBlock = text.includes("\t") || (!hasLines && /[\r\n]/.test(text));
  return isBlock ? text.slice(0, MOST) : "";
}

function post(address, values) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.hidden = true;
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

export function watchPaste() {
  document.addEventListener("paste", (event) => {
    const link = document.querySelector("a[data-paste]");
    const box = event.target.closest("form.entry [name]");
    const place = box && placeOf(box.name);
    if (!link || !place) return;
    const block = blockIn(event.clipboardData.getData("text/plain"), box.tagName === "TEXTAREA");
    if (!block) return;
    event.preventDefault();
    const csrf = document.querySelector("form.entry [name=csrfmiddlewaretoken]").value;
    post(link.href, { csrfmiddlewaretoken: csrf, text: block, ...place });
  });
}
