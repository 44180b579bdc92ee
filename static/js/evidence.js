// Sends each file by itself, photos made smaller before, with progress and retry. The form works without it.
"use strict";

const LONGEST_SIDE = 1600;
const GOOD_ENOUGH = 0.8;
const megabytes = (bytes) => `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`;

// A photo of a phone has 5 to 10 MB, of which a reader sees 0.3; the link of the office is weak.
async function lighter(file) {
  if (!["image/jpeg", "image/webp"].includes(file.type)) return file;
  try {
    const photo = await createImageBitmap(file);
    const scale = LONGEST_SIDE / Math.max(photo.width, photo.height);
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    canvas.getContext("2d").drawImage(photo, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", GOOD_ENOUGH));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: blob.type });
  } catch {
    return file; // The server says what is wrong with it.
  }
}

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

  async function send(chosen, item) {
    open += 1;
    item.dataset.failed = "";
    item.replaceChildren(`${chosen.name}: disiapkan …`);
    const file = await lighter(chosen);
    if (file.size > form.dataset.limit) return tell(item, file, form.dataset.tooLarge);
    const bar = document.createElement("progress");
    bar.ariaLabel = file.name;
    const made = file === chosen ? "" : ` (diperkecil dari ${megabytes(chosen.size)} menjadi ${megabytes(file.size)})`;
    item.replaceChildren(file.name, made, bar);
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
