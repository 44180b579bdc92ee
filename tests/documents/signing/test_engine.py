"""Signing a document twice, and what becomes of a copy that somebody changes."""

import hashlib
import io
import subprocess
from dataclasses import dataclass

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.models import Agreement
from agreements.papers.facts import agreement_document, render_agreement
from documents.drawing import pdf
from documents.drawing.imprint import Imprint
from documents.inspection import pictures
from documents.signing import engine
from documents.signing.credentials import open_credential
from documents.signing.places import NoPlaceError, places_of
from documents.signing.stamps import annex_stamp, signature_stamp
from documents.signing.verdicts import examine
from tests.documents.drawing.tagged import elements, faults_of
from tests.documents.signing.people import NOW, PASSWORD, p12

ADDRESS = "https://amanah.contoh.go.id/v/abcdefghijklmnopqrstuvwx/"


@dataclass
class Signed:
    """The file at each step, and the fingerprints of the certificates."""

    issued: bytes
    once: bytes
    twice: bytes
    signers: frozenset[str]

    @property
    def known(self) -> list[str]:
        return [hashlib.sha256(content).hexdigest() for content in (self.issued, self.once, self.twice)]

    def verdict(self, content: bytes):
        return examine(content, known=self.known, signers=self.signers)


PARTIES = {"first": "Pihak Pertama", "second": "Pihak Kedua"}


def sign(content: bytes, side: str, name: str) -> bytes:
    signer = open_credential(p12(name), PASSWORD)
    intent = engine.Intent(PARTIES[side], name, "Perjanjian Kinerja 2026", "Contoh")
    return engine.sign(content, intent, signer, signature_stamp(name, NOW, ADDRESS))


@pytest.fixture
def issued(agreement) -> bytes:
    document = agreement_document(agreement, imprint=Imprint("800/1/PK/2026", ADDRESS))
    return render_agreement(document)


@pytest.fixture
def signed(issued) -> Signed:
    once = sign(engine.reserve(issued, annex_stamp(ADDRESS), PARTIES), "first", "Siti Rahma")
    twice = sign(once, "second", "Ahmad Contoh")
    people = (open_credential(p12(name), PASSWORD) for name in ("Siti Rahma", "Ahmad Contoh"))
    return Signed(issued, once, twice, frozenset(person.signing_cert.sha256.hex() for person in people))


# --- Works -----------------------------------------------------------------------------------------------------------


def words_in_tags(content: bytes, kind: str) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        return [str(tag.Alt) for tag in elements(document.Root.StructTreeRoot.K[0]) if kind == tag.S and "/Alt" in tag]


def claims_accessibility(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as document:
        return b"pdfuaid:part" in document.Root.Metadata.read_bytes()


def test_a_screen_reader_hears_where_signatures_stand(signed):
    for content in (engine.reserve(signed.issued, annex_stamp(ADDRESS), PARTIES), signed.once, signed.twice):
        assert faults_of(content) == []
        assert words_in_tags(content, "/Form") == ["Tanda tangan Pihak Pertama", "Tanda tangan Pihak Kedua"]
        assert [words.split(":")[0] for words in words_in_tags(content, "/Figure")[-2:]] == list(PARTIES.values())
        assert claims_accessibility(content)
        with pikepdf.open(io.BytesIO(content)) as document:
            keys = [int(field.StructParent) for field in document.Root.AcroForm.Fields]
            numbers = document.Root.StructTreeRoot.ParentTree.Nums
            listed = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
            assert [str(listed[key].S) for key in keys] == ["/Form", "/Form"]


def test_where_somebody_else_adds_the_fields_the_file_claims_no_accessibility(issued):
    assert claims_accessibility(issued)
    without = engine.reserve(issued, annex_stamp(ADDRESS), PARTIES, with_fields=False)
    assert not claims_accessibility(without)
    assert faults_of(without) == []
    assert words_in_tags(without, "/Form") == []


def test_a_place_is_kept_for_each_party_on_both_sheets(issued):
    places = places_of(PdfFileReader(io.BytesIO(issued)))
    assert set(places) == {"first-lembar", "second-lembar", "first-lampiran", "second-lampiran"}
    assert places["first-lembar"].left > places["second-lembar"].left, "Pihak Pertama signs on the right"
    assert places["first-lembar"].page == 0
    assert places["first-lampiran"].page > 0


def test_each_signature_adds_to_the_file_and_changes_nothing_before(signed):
    assert signed.once.startswith(signed.issued)
    assert signed.twice.startswith(signed.once)


def test_the_file_signed_twice_is_genuine_and_names_both(signed):
    verdict = signed.verdict(signed.twice)
    assert verdict.is_genuine and verdict.is_newest
    assert verdict.signers == ("Siti Rahma", "Ahmad Contoh")
    assert verdict.headline == "Asli: sama persis dengan berkas yang diterbitkan."


@pytest.mark.parametrize("step", ["issued", "once"])
def test_an_earlier_file_is_genuine_but_not_the_newest(signed, step):
    verdict = signed.verdict(getattr(signed, step))
    assert verdict.is_genuine and not verdict.is_newest
    assert "bukan berkas yang terbaru" in verdict.headline


def test_another_program_finds_both_signatures_valid_and_in_the_pades_form(signed, tmp_path):
    path = tmp_path / "pk.pdf"
    path.write_bytes(signed.twice)
    output = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert output.count("Signature Validation: Signature is Valid.") == 2
    assert output.count("ETSI.CAdES.detached") == 2
    assert output.count("Total document signed") == 1, "the last signature covers the whole file"


def test_the_regional_head_signs_alone(agreement):
    agreement.parties.filter(side="second").delete()
    alone = Agreement.objects.with_content().get(pk=agreement.pk)
    document = agreement_document(alone, imprint=Imprint("800/1/PK/2026", ADDRESS))
    own = {"first": PARTIES["first"]}
    once = sign(engine.reserve(render_agreement(document), annex_stamp(ADDRESS), own), "first", "Ahmad Contoh")
    assert len(PdfFileReader(io.BytesIO(once)).embedded_regular_signatures) == 1


# --- Five copies that somebody changed -------------------------------------------------------------------------------


def one_bit(content: bytes) -> bytes:
    """One bit of the second line, which no reader looks at: within a picture or a font it could break the file."""
    changed = bytearray(content)
    changed[content.index(b"\n%") + 2] ^= 1
    return bytes(changed)


def saved_again(content: bytes) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(output)
    return output.getvalue()


def page_replaced(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 m 500 500 l S"))
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    return engine._written(writer)


def annotated(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 90))),
            generic.pdf_name("/Contents"): generic.TextStringObject("Target diubah"),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))
    return engine._written(writer)


def signed_by_a_stranger(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    engine.fields.append_signature_field(writer, engine.fields.SigFieldSpec("Asing", on_page=0, box=(10, 10, 90, 60)))
    metadata = engine.signers.PdfSignatureMetadata(field_name="Asing")
    stranger = open_credential(p12("Orang Asing"), PASSWORD)
    return engine.signers.PdfSigner(metadata, stranger).sign_pdf(writer).getvalue()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (one_bit, "rusak"),
        (saved_again, "rusak"),
        (page_replaced, "diubah sesudahnya"),
        (annotated, "ditambahkan setelah tanda tangan terakhir"),
        (signed_by_a_stranger, "bukan milik para pihak"),
    ],
)
def test_a_changed_copy_is_refused_with_the_reason(signed, change, words):
    changed = change(signed.twice)
    assert changed != signed.twice
    verdict = signed.verdict(changed)
    assert not verdict.is_genuine
    assert verdict.headline == "Bukan berkas yang diterbitkan, atau sudah diubah."
    assert words in " ".join(verdict.reasons)


def test_a_changed_copy_is_refused_even_when_its_hash_were_known(signed):
    for change in (page_replaced, annotated, signed_by_a_stranger):
        changed = change(signed.twice)
        known = [hashlib.sha256(changed).hexdigest()]
        assert not examine(changed, known=known, signers=signed.signers).is_genuine, change.__name__


# --- Refused ---------------------------------------------------------------------------------------------------------


def test_a_file_without_places_cannot_be_signed():
    page = pdf.render("<html lang='id'><head><title>x</title></head><body><p>x</p></body></html>", paper="A4")
    with pytest.raises(NoPlaceError):
        engine.reserve(page, annex_stamp(ADDRESS), PARTIES)


def test_a_field_is_signed_once(signed):
    with pytest.raises(engine.SigningError):
        sign(signed.once, "first", "Siti Rahma")


def many_pages(count: int) -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page()
        document.save(output)
    return output.getvalue()


def locked() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (many_pages(10_000), "berisi 10000 halaman"),
        (locked(), "terkunci"),
        (b"%PDF-1.7 tetapi bukan", "bukan PDF yang dapat dibaca"),
        (b"<html><script>alert(1)</script>", "bukan PDF yang dapat dibaca"),
    ],
)
def test_what_is_not_looked_into_is_told(content, words):
    with pytest.raises(ValidationError, match=words):
        examine(content, known=[], signers=())


def test_the_limits_of_pictures_stand_above_an_office_scanner():
    assert pictures.LONGEST_SIDE == 3508
