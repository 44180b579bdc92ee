// A text goes to the clipboard by the button marked data-copy; without a clipboard it is selected by hand.

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      document.querySelector("[data-copied]").hidden = false;
    });
  }
}
