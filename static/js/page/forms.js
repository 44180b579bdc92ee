// Forms are sent once, and warn before typed values are lost.

// The page stays when the answer is a file to download: after this pause, in milliseconds, the button works again.
const SENT = 5000;

/** Watch all forms of the page. Forms whose boxes are saved one by one (entry.js) know better what is unsaved. */
export function watchForms() {
  let unsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]:not([data-cells])")) unsaved = true;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    // Nothing that was kept in the tab outlives the log-out.
    if (new URL(form.action).pathname.startsWith("/keluar/")) sessionStorage.clear();
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, SENT);
    unsaved = false;
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
