"""What a browser would send from a page's forms when somebody types nonsense into every box."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import html

TYPED = {"text", "url", "tel", "email", "number", "search", "password"}
UNSENT = {"file", "submit", "button", "reset", "image"}


@dataclass
class PageForm:
    """A form that is posted: where to, what it holds, and the names of the boxes that take any text."""

    action: str
    data: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    """Those of the boxes that no page shows again: passwords."""

    def filled(self, text: str) -> dict[str, list[str]]:
        """Everything as it stands on the page, except that every box holds `text`."""
        return {**self.data, **{name: [text] for name in self.boxes}}


def forms_of(page: str, address: str) -> list[PageForm]:
    """The forms of a page that are posted and hold a box to type in."""
    if not page.strip():
        return []
    forms = []
    document = html.fromstring(page)
    for element in document.iter("form"):
        if element.get("method", "").lower() != "post":
            continue
        form = PageForm(urljoin(address, element.get("action") or ""))
        own = [box for box in document.iter("input", "textarea", "select") if _belongs(box, element)]
        for box in own:
            _read(box, form)
        if form.boxes:
            forms.append(form)
    return forms


def texts_in(page: str) -> set[str]:
    """What stands in the boxes of a page: values of inputs and texts of areas."""
    document = html.fromstring(page)
    return {box.get("value") or "" for box in document.iter("input")} | {
        (area.text or "").removeprefix("\n") for area in document.iter("textarea")
    }


def _belongs(box: html.HtmlElement, form: html.HtmlElement) -> bool:
    named = box.get("form")
    return named == form.get("id") if named else form in box.iterancestors("form")


def _read(box: html.HtmlElement, form: PageForm) -> None:
    name, kind = box.get("name"), box.get("type", "text").lower()
    if not name or box.get("disabled") is not None or kind in UNSENT:
        return
    if box.tag == "select":
        chosen = [one.get("value", "") for one in box.iter("option") if one.get("selected") is not None]
        options = [one.get("value", "") for one in box.iter("option")]
        form.data.setdefault(name, []).extend(chosen or options[:1])
    elif box.tag == "textarea" or kind in TYPED:
        form.data[name] = [box.text or "" if box.tag == "textarea" else box.get("value", "")]
        form.boxes.append(name)
        if kind == "password":
            form.secrets.append(name)
    elif kind not in {"checkbox", "radio"} or box.get("checked") is not None:
        form.data.setdefault(name, []).append(box.get("value", "on"))
