// A block copied from a spreadsheet and pasted into a box opens its preview; a single value stays an ordinary paste.
"use strict";

document.addEventListener("paste", (event) => {
  const link = document.querySelector("a[data-paste]");
  const box = event.target.closest("form.entry [name]");
  const place = box && /^r(\d+)-(\w+)$/.exec(box.name);
  if (!link || !place) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  // Lines without tabs are a block for a box of one line, and plain text for a larger one.
  if (!text.includes("\t") && (box.tagName === "TEXTAREA" || !/[\r\n]/.test(text))) return;
  event.preventDefault();
  // Longer than the server takes is cut to what it refuses with a sentence, before the request itself is too large.
  const block = text.slice(0, 200001);
  const form = document.createElement("form");
  form.method = "post";
  form.action = link.href;
  form.hidden = true;
  const csrf = document.querySelector("form.entry [name=csrfmiddlewaretoken]").value;
  const sent = { csrfmiddlewaretoken: csrf, text: block, start: place[1], first: place[2] };
  for (const [name, value] of Object.entries(sent)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
});
