// Sends each file by itself, with progress and retry. The form works without it.
"use strict";

document.querySelectorAll("form[data-upload]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads]");
  let open = 0;

  function tell(item, file, sentence, again) {
    item.replaceChildren(`${file.name}: ${sentence} `);
    if (again) {
      const button = document.createElement("button");
      button.className = "btn btn-sm btn-outline-secondary";
      button.textContent = "Coba lagi";
      button.type = "button";
      button.onclick = () => send(file, item);
      item.append(button);
    }
    open -= 1;
    if (!open && !list.querySelector("[data-failed]")) location.replace(location.pathname);
  }

  function send(file, item) {
    open += 1;
    item.dataset.failed = "";
    if (file.size > form.dataset.limit) return tell(item, file, form.dataset.tooLarge);
    const bar = document.createElement("progress");
    bar.ariaLabel = file.name;
    item.replaceChildren(file.name, bar);
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
    xhr.onloadend = () => {
      const told = [201, 422].includes(xhr.status);
      if (xhr.status === 201) delete item.dataset.failed;
      tell(item, file, told ? JSON.parse(xhr.response).sentence : "gagal diunggah.", !told);
    };
    xhr.send(data);
  }

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    for (const file of input.files) send(file, list.appendChild(document.createElement("li")));
    input.value = "";
  });
});
