"""Places of signatures in the tags of a document, so that a screen reader finds them; before anybody has signed.

Source: ISO 32000-1, 14.7.4.4 (marked content) and 14.8.4.4 (Form, Figure); PDF/UA-1, 7.18 (annotations in the tags).
"""

import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.stamp import BaseStamp

_CLAIM = re.compile(rb'\s+pdfuaid:part="\d+"')


class TaggedPlaces:
    """The tags of one file that is about to get places for signatures; without tags nothing is added to them."""

    def __init__(self, writer: IncrementalPdfFileWriter) -> None:
        self.writer = writer
        held = writer.root.get("/StructTreeRoot")
        self.root = held.get_object() if held is not None else None

    def add_field(self, page: int, field: generic.IndirectObject, words: str) -> None:
        """Hang a signature field into the tags, as a form element that says whose it is."""
        if self.root is None:
            return
        # The object reference itself and no list of it: in a list, the next signature would count as a change of tags.
        target = generic.DictionaryObject(
            {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field, pdf_name("/Pg"): self._page(page)}
        )
        tag = self._hang("/Form", page, words, target)
        key = self._next_key()
        self._numbers.extend([generic.NumberObject(key), tag])
        self.writer.update_container(self._numbers)
        widget = field.get_object()
        widget[pdf_name("/StructParent")] = generic.NumberObject(key)
        self.writer.mark_update(field)
        self.root[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
        self.writer.update_container(self.root)

    def add_stamp(self, page: int, stamp: BaseStamp, left: float, bottom: float, words: str) -> None:
        """Draw a box on a page, as a picture that says what it is."""
        name = f"/Stempel{page}x{round(left)}x{round(bottom)}"
        drawing = b"q 1 0 0 1 %g %g cm %s Do Q" % (round(left, 2), round(bottom, 2), name.encode())
        resources = generic.DictionaryObject(
            {pdf_name("/XObject"): generic.DictionaryObject({pdf_name(name): stamp.register()})}
        )
        if self.root is not None:
            marks = self._marks_of(page)
            number = generic.NumberObject(len(marks))
            marks.append(self._hang("/Figure", page, words, number))
            self.writer.update_container(marks)
            drawing = b"/Figure <</MCID %d>> BDC %s EMC" % (number, drawing)
        stream = self.writer.add_object(generic.StreamObject(stream_data=drawing))
        self.writer.add_stream_to_page(page, stream, resources)

    def withdraw_claim(self) -> None:
        """Claim PDF/UA no longer: somebody else adds a field that will stand in no tag."""
        held = self.writer.root.get("/Metadata")
        if held is not None and _CLAIM.search((metadata := held.get_object()).data):
            stream = generic.StreamObject(
                {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")},
                stream_data=_CLAIM.sub(b"", metadata.data),
            )
            self.writer.root[pdf_name("/Metadata")] = self.writer.add_object(stream)
            self.writer.update_root()

    @property
    def _numbers(self) -> generic.ArrayObject:
        return self.root["/ParentTree"]["/Nums"]

    @property
    def _keys(self) -> list[int]:
        return [int(self._numbers[place]) for place in range(0, len(self._numbers), 2)]

    def _page(self, page: int) -> generic.IndirectObject:
        return self.writer.find_page_for_modification(page)[0]

    def _hang(self, kind: str, page: int, words: str, kid: generic.PdfObject) -> generic.IndirectObject:
        """A new element at the end of the document."""
        top = self.root["/K"].raw_get(0)
        tag = self.writer.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/StructElem"),
                    pdf_name("/S"): pdf_name(kind),
                    pdf_name("/P"): top,
                    pdf_name("/Pg"): self._page(page),
                    pdf_name("/Alt"): pdf_string(words),
                    pdf_name("/K"): kid,
                }
            )
        )
        kids = top.get_object()["/K"]
        kids.append(tag)
        self.writer.update_container(kids)
        return tag

    def _marks_of(self, page: int) -> generic.ArrayObject:
        """The elements of a page by the number of their marked content."""
        key = int(self._page(page).get_object()["/StructParents"])
        return self._numbers[2 * self._keys.index(key) + 1]

    def _next_key(self) -> int:
        return max(self._keys) + 1
