// Small conveniences. Every page works without this file.

import { watchForms } from "./page/forms.js";
import { isLogin } from "./page/session.js";

function focusSummary(root) {
  root.querySelector("[data-focus]")?.focus();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.site-menu[open]")) {
    if (menu !== except) menu.removeAttribute("open");
  }
}

document.addEventListener("DOMContentLoaded", () => focusSummary(document));
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

// A part of a page that meets the log-in page is not replaced by it: the whole page asks to log in again.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isLogin(event.detail.xhr.responseURL)) return;
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

watchForms();
