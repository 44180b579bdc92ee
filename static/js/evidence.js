// Sends each file by itself, photos made smaller before, with progress and retry. The form works without it.
"use strict";

const PHOTO_SIDE = 1600;
const SCAN_SIDE = 3508; // A4 at 300 dots per inch, which is what the server keeps
const GOOD_ENOUGH = 0.8;
const megabytes = (bytes) => `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`;

// A camera writes down when and how it took the photo; a scan, whose small print has to stay readable, has no Exif.
async function isPhoto(file) {
  const beginning = new Uint8Array(await file.slice(0, 65536).arrayBuffer());
  return new TextDecoder("latin1").decode(beginning).includes("Exif\0\0");
}
// A photo of a phone has 5 to 10 MB, of which a reader sees 0.3; the link of the office is weak.
async function lighter(file, limit) {
  if (!["image/jpeg", "image/webp"].includes(file.type)) return file;
  try {
    const side = (await isPhoto(file)) ? PHOTO_SIDE : SCAN_SIDE;
    if (side === SCAN_SIDE && file.size <= limit) return file;
    const photo = await createImageBitmap(file);
    const scale = side / Math.max(photo.width, photo.height);
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "white";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(photo, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", GOOD_ENOUGH));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: blob.type });
  } catch {
    return file; // The server says what is wrong with it.
  }
}

const WHY = {
  0: "gagal diunggah: jaringan terputus.",
  400: "gagal diunggah: berkas terputus di tengah jalan.",
  403: "gagal diunggah: akun yang sedang masuk tidak dapat menambah bukti di sini. Muat ulang halaman.",
  404: "gagal diunggah: laporan tidak ditemukan. Muat ulang halaman.",
  413: "gagal diunggah: terlalu besar untuk server. Perkecil berkasnya, lalu pilih lagi.",
  507: "gagal diunggah: penyimpanan server penuh. Beri tahu administrator, lalu coba lagi.",
  login: "gagal diunggah: Anda sudah keluar. Masuk lagi di tab lain, lalu tekan Coba lagi.",
};
const IN_VAIN = [404, 413];
const isLogin = (address) => new URL(address, location).pathname.startsWith("/masuk/");

document.querySelectorAll("form[data-upload]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads]");
  let open = 0;

  function tell(item, file, sentence, again, address) {
    item.replaceChildren(`${file.name}: ${sentence} `);
    if (address) item.append(link(address), " ");
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
  function link(address) {
    const login = document.createElement("a");
    login.href = address;
    login.target = "_blank";
    login.textContent = "Masuk lagi";
    return login;
  }

  async function send(chosen, item) {
    open += 1;
    item.dataset.failed = "";
    item.replaceChildren(`${chosen.name}: disiapkan …`);
    const limit = Number(form.dataset.limit);
    const file = await lighter(chosen, limit);
    if (file.size > limit) return tell(item, file, form.dataset.tooLarge);
    const made = file === chosen ? "" : ` (diperkecil dari ${megabytes(chosen.size)} menjadi ${megabytes(file.size)})`;
    let xhr = await post(file, item, made);
    if (xhr.status === 403 && (await renewToken())) xhr = await post(file, item, made);
    if (xhr.status === 201) delete item.dataset.failed;
    if ([201, 422].includes(xhr.status)) return tell(item, file, JSON.parse(xhr.response).sentence);
    if (xhr.responseURL && isLogin(xhr.responseURL)) return tell(item, file, WHY.login, true, xhr.responseURL);
    tell(item, file, WHY[xhr.status] || "gagal diunggah: server terganggu.", !IN_VAIN.includes(xhr.status));
  }
  function post(file, item, made) {
    const bar = document.createElement("progress");
    bar.ariaLabel = file.name;
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
    return new Promise((done) => {
      xhr.onloadend = () => done(xhr);
      xhr.send(data);
    });
  }
  // After logging in anew the page needs the token of the new session.
  async function renewToken() {
    const answer = await fetch(location.pathname).catch(() => null);
    if (!answer || isLogin(answer.url)) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-upload] [name=csrfmiddlewaretoken]")?.value;
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    return Boolean(token);
  }

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    for (const file of input.files) send(file, list.appendChild(document.createElement("li")));
    input.value = "";
  });
});
