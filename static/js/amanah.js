// Small conveniences. Every page works without this file.
"use strict";

function focusSummary(root) {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
}

function closeMenus(except) {
  document.querySelectorAll("details.site-menu[open]").forEach((menu) => {
    if (menu !== except) menu.removeAttribute("open");
  });
}

document.addEventListener("DOMContentLoaded", () => focusSummary(document));
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

// A part of a page that meets the log-in page is not replaced by it: the whole page asks to log in again.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = event.detail.xhr.responseURL;
  if (!answered || !new URL(answered).pathname.startsWith("/masuk/")) return;
  event.detail.shouldSwap = false;
  window.location.reload();
});

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.site-menu"));
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.site-menu[open]");
  if (open) {
    closeMenus(null);
    open.querySelector("summary").focus();
  }
});

// A form marked data-guard warns before typed values are lost, unless its boxes are saved one by one (entry.js), which
// knows better what is unsaved; a form is sent only once. Nothing that was kept in the tab outlives the log-out.
let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]:not([data-cells])")) unsaved = true;
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (new URL(form.action).pathname.startsWith("/keluar/")) sessionStorage.clear();
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // The page stays when the answer is a file to download: let the button work again.
  setTimeout(() => delete form.dataset.sent, 5000);
  unsaved = false;
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// A text beside the button marked data-copy goes to the clipboard; without a clipboard it is selected by hand.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      document.querySelector("[data-copied]").hidden = false;
    });
  });
});
