// Sends each file by itself, photos made smaller before, with progress and retry. The form works without it.

import { outcomeOf, shrunk } from "./evidence/outcome.js";
import { lighter } from "./evidence/photo.js";
import { isLogin, renewToken } from "./page/session.js";

function loginLink(address) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.textContent = "Masuk lagi";
  return link;
}

function retryButton(retry) {
  const button = document.createElement("button");
  button.className = "btn btn-sm btn-outline-secondary";
  button.textContent = "Coba lagi";
  button.type = "button";
  button.addEventListener("click", retry);
  return button;
}

// Send one file with the fields of the form; the bar is at what has left this machine.
function post(form, file, bar) {
  const data = new FormData(form);
  data.set("files", file);
  data.delete("whole");
  data.append("whole", "ya");
  const xhr = new XMLHttpRequest();
  xhr.open("POST", location.pathname);
  xhr.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  xhr.upload.onprogress = (event) => {
    bar.max = event.total;
    bar.value = event.loaded;
  };
  return new Promise((done) => {
    xhr.onloadend = () => done(xhr);
    xhr.send(data);
  });
}

function watch(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads]");
  let open = 0;

  function tell(item, file, { sentence, mayRetry, asksLogin }, address) {
    item.replaceChildren(`${file.name}: ${sentence} `);
    if (asksLogin) item.append(loginLink(address), " ");
    if (mayRetry) item.append(retryButton(() => send(file, item)));
    open -= 1;
    if (!open && !list.querySelector("[data-failed]")) location.replace(location.pathname);
  }

  async function send(chosen, item) {
    open += 1;
    item.dataset.failed = "";
    item.replaceChildren(`${chosen.name}: disiapkan …`);
    const limit = Number(form.dataset.limit);
    const file = await lighter(chosen, limit);
    if (file.size > limit) return tell(item, file, { sentence: form.dataset.tooLarge });
    const bar = document.createElement("progress");
    bar.ariaLabel = file.name;
    item.replaceChildren(file.name, shrunk(chosen.size, file.size), bar);
    let xhr = await post(form, file, bar);
    if (xhr.status === 403 && (await renewToken(form, "form[data-upload]")) === "renewed")
      xhr = await post(form, file, bar);
    const outcome = outcomeOf(xhr.status, xhr.response, isLogin(xhr.responseURL));
    if (outcome.isStored) delete item.dataset.failed;
    tell(item, file, outcome, xhr.responseURL);
  }

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    for (const file of input.files) send(file, list.appendChild(document.createElement("li")));
    input.value = "";
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) watch(form);
