"""The tags of joined documents: one tree with a part for each document, so that the joined file can be heard too."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class JoinedTags:
    """The tree of a file that other documents are joined into; call `take` after the pages of each were added."""

    def __init__(self, merged: pikepdf.Pdf) -> None:
        self.merged = merged
        self.root = merged.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.top = merged.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array()))
        self.numbers: list[Any] = []
        self.names: dict[str, Any] = {}
        self.next_key = 0
        self.count = 0

    def take(self, source: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
        """Hang the tags of a document under a part of its own; `pages` are its pages in the joined file.

        Fields became part of the page before: their elements keep the words that say whose signature stands there.
        """
        self.count += 1
        if "/StructTreeRoot" not in source.Root:
            return
        tree = self.merged.copy_foreign(source.Root.StructTreeRoot)
        part = self.merged.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=self.top, K=tree.K))
        self.top.K.append(part)
        for child in part.K:
            child.P = part
        for tag in list(_elements(part)):
            self._rename(tag)
            if Name.Form == tag.S and isinstance(tag.get("/K"), Dictionary):
                tag.S = Name.Figure
                del tag["/K"]
        self._shift(tree.ParentTree.Nums, pages)

    def write(self) -> None:
        """Give the finished tree to the file."""
        self.root.K = Array([self.top])
        self.root.ParentTree = self.merged.make_indirect(Dictionary(Nums=Array(self.numbers)))
        self.root.ParentTreeNextKey = self.next_key
        if self.names:
            ordered = sorted(self.names)
            listed = [item for name in ordered for item in (String(name), self.names[name])]
            limits = Array([String(ordered[0]), String(ordered[-1])])
            leaf = self.merged.make_indirect(Dictionary(Names=Array(listed), Limits=limits))
            self.root.IDTree = Dictionary(Kids=Array([leaf]))
        self.merged.Root.StructTreeRoot = self.root
        self.merged.Root.MarkInfo = Dictionary(Marked=True)
        self.merged.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

    def _rename(self, tag: Any) -> None:
        """Identifiers repeat from document to document; the number of the document makes them different."""
        prefix = f"d{self.count:04}"
        if "/ID" in tag:
            name = prefix + str(tag.ID)
            tag.ID = String(name)
            self.names[name] = tag
        if "/A" in tag and "/Headers" in tag.A:
            tag.A.Headers = Array([String(prefix + str(head)) for head in tag.A.Headers])

    def _shift(self, numbers: Any, pages: list[pikepdf.Page]) -> None:
        """Continue the numbers of pages; those of fields end with the fields."""
        of_pages = {int(page.obj.StructParents) for page in pages if "/StructParents" in page.obj}
        for place in range(0, len(numbers), 2):
            if int(numbers[place]) in of_pages:
                self.numbers += [int(numbers[place]) + self.next_key, numbers[place + 1]]
        for page in pages:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + self.next_key
        self.next_key += max(of_pages, default=-1) + 1


def _elements(tag: Any) -> Iterator[Any]:
    yield tag
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _elements(kid)
