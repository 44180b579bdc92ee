"""What axe finds on a page as it stands, on a phone and on a desk, by day and in the dark."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW = {"width": 360, "height": 780}
WIDE = {"width": 1280, "height": 900}

AXE = "async ([part, options]) => (await axe.run(part, options)).violations"
GRAVE = {"serious", "critical"}
CONTRAST, LINKS = "color-contrast", "link-in-text-block"
"""The rules whose answer can change with the theme: its stylesheet sets colours and nothing else."""
EVERY_OTHER_RULE = {"resultTypes": ["violations"], "rules": {CONTRAST: {"enabled": False}}}
LINKS_ONLY = {"resultTypes": ["violations"], "runOnly": [LINKS]}
CONTRAST_ONLY = {"resultTypes": ["violations"], "runOnly": [CONTRAST]}

SAMPLED = "data-sampled"
SAMPLE = """([part, mark]) => {
  const seen = new Set();
  const backgrounds = new Map();
  const background = (element) => {
    if (!element) return "";
    if (!backgrounds.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.position];
      backgrounds.set(element, own.join() + "<" + background(element.parentElement));
    }
    return backgrounds.get(element);
  };
  const writes = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const element of document.querySelectorAll(`${part}, ${part} *`)) {
    element.removeAttribute(mark);
    if (!writes(element) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const text = [style.color, style.fontSize, style.fontWeight, style.textShadow, element.matches(":disabled")];
    const look = text.join() + "|" + background(element);
    if (!seen.has(look)) element.setAttribute(mark, "");
    seen.add(look);
  }
  return seen.size;
}"""
"""Marks one text of each look: its colour, size and weight, and what lies behind it. Asking for the contrast of every
cell of a table, one like the other, took nine tenths of the time."""


def complaints_about(page: Page, part: str = "html") -> list[str]:
    """What is serious or critical on the page that is open, or in this part of it; the page stays as it is."""
    before = page.viewport_size
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    complaints = []
    for scheme, rules in (("light", EVERY_OTHER_RULE), ("dark", LINKS_ONLY)):
        page.emulate_media(color_scheme=scheme)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            looked = f"{size['width']} {scheme}"
            complaints += _complaints(page, looked, [part, rules])
            if page.evaluate(SAMPLE, [part, SAMPLED]):
                complaints += _complaints(page, looked, [f"[{SAMPLED}]", CONTRAST_ONLY])
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    return complaints


def _complaints(page: Page, looked: str, question: list) -> Iterator[str]:
    for violation in page.evaluate(AXE, question):
        if violation["impact"] in GRAVE:
            for node in violation["nodes"]:
                why = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
                yield f"{looked}: {violation['id']}: {node['target']}: {node['html'][:200]}: {why}"
