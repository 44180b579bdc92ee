"""What hides in a PDF: anything that could run, open or carry something. Runs in a confined child only."""

import pikepdf

DEEPEST = 40  # levels of direct objects
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/GoToR", "/ImportData", "/SubmitForm"}


def is_active(document: pikepdf.Pdf) -> bool:
    """Whether any object of the file could run, open or carry something."""
    return any(_holds_active(item, DEEPEST) for item in document.objects)


def _holds_active(item: object, depth: int) -> bool:
    if isinstance(item, pikepdf.Name):
        return str(item) in ACTIVE
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        if set(item.keys()) & ACTIVE:
            return True
        parts = [value for _, value in item.items()]
    elif isinstance(item, pikepdf.Array):
        parts = list(item)
    else:
        return False
    if depth == 0:
        return True  # no scanner nests so deeply; whoever does hides something
    # What has a number of its own is visited by itself.
    direct = (part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect)
    return any(_holds_active(part, depth - 1) for part in direct)
