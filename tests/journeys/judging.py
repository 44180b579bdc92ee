"""What axe finds on a page as it stands, on a phone and on a desk, by day and in the dark."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW = {"width": 360, "height": 780}
WIDE = {"width": 1280, "height": 900}

AXE = "async ([part, options]) => (await axe.run(part, options)).violations"
GRAVE = {"serious", "critical"}
EVERY_RULE = {"resultTypes": ["violations"]}
COLOURS_ONLY = {**EVERY_RULE, "runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules whose answer can change with the theme: its stylesheet sets colours and nothing else."""


def complaints_about(page: Page, part: str = "html") -> list[str]:
    """What is serious or critical on the page that is open, or in this part of it; the page stays as it is."""
    before = page.viewport_size
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    complaints = []
    for scheme, rules in (("light", EVERY_RULE), ("dark", COLOURS_ONLY)):
        page.emulate_media(color_scheme=scheme)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            complaints += _complaints(page, f"{size['width']} {scheme}", [part, rules])
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    return complaints


def _complaints(page: Page, looked: str, question: list) -> Iterator[str]:
    for violation in page.evaluate(AXE, question):
        if violation["impact"] in GRAVE:
            for node in violation["nodes"]:
                why = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
                yield f"{looked}: {violation['id']}: {node['target']}: {node['html'][:200]}: {why}"
