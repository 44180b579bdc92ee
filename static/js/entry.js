// Saves each box of a report by itself, tells how it stands, and keeps what the network does not take. The form works
// without it.

import { Boxes } from "./entry/boxes.js";
import { watchChoices } from "./entry/choices.js";
import { Leaving } from "./entry/leaving.js";
import { watchPaste } from "./entry/paste.js";
import { Saving } from "./entry/saving.js";
import { Typing } from "./entry/typing.js";

const form = document.querySelector("form[data-cells]");
const pipe = document.getElementById("entry-pipe");

watchPaste();
if (form && pipe) {
  const boxes = new Boxes(form);
  const saving = new Saving(boxes, pipe);
  const typing = new Typing(boxes, saving);
  watchChoices(boxes, saving, typing);
  new Leaving(boxes, saving, typing);
  saving.recall();
}
