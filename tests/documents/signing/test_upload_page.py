"""The upload page as the public uses it: the file that both parties signed, and five copies that somebody changed."""

import io
import subprocess

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from agreements.enums import Side
from documents.issuing.revisions import newest_bytes
from documents.models import IssuedDocument
from tests.documents.signing.people import authority
from tests.documents.signing.test_actions import sign
from tests.documents.signing.test_engine import annotated, one_bit, page_replaced, saved_again, signed_by_a_stranger
from tests.documents.signing.test_pages import check, counted_from_zero

__all__ = ["counted_from_zero"]


@pytest.fixture
def document(named):
    """The document, signed by both parties with certificates of their own."""
    sign(named, Side.FIRST, "Siti Rahma")
    sign(named, Side.SECOND, "Ahmad Contoh")
    return IssuedDocument.objects.get()


def test_the_file_that_both_signed_is_genuine(client, document):
    page = check(client, document, newest_bytes(document)).content.decode()
    assert "Asli: sama persis dengan berkas yang diterbitkan." in page
    assert "penerbit sertifikatnya tidak terbukti: Siti Rahma, Ahmad Contoh." in page


def test_pyhanko_trusts_both_signatures_down_to_the_authority(document):
    root = x509.Certificate.load(authority()[1].public_bytes(Encoding.DER))
    first, second = PdfFileReader(io.BytesIO(newest_bytes(document))).embedded_regular_signatures
    for signature in (first, second):
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))
        assert status.bottom_line, status.pretty_print_details()
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert first.field_name == "PihakPertama" and second.field_name == "PihakKedua"
    assert first.compute_integrity_info() is None and first.diff_result.modification_level in {
        ModificationLevel.NONE,
        ModificationLevel.FORM_FILLING,
        ModificationLevel.LTA_UPDATES,
    }


def test_poppler_finds_both_signatures_valid(document, tmp_path):
    path = tmp_path / "pk.pdf"
    path.write_bytes(newest_bytes(document))
    output = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert output.count("Signature Validation: Signature is Valid.") == 2
    assert output.count("Total document signed") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (one_bit, "rusak: isi berkas berubah setelah ditandatangani"),
        (saved_again, "rusak: isi berkas berubah setelah ditandatangani"),
        (page_replaced, "tidak lagi melindungi isi: halaman atau isi berkas diubah sesudahnya"),
        (annotated, "Ada bagian yang ditambahkan setelah tanda tangan terakhir"),
        (signed_by_a_stranger, "dibuat dengan sertifikat yang bukan milik para pihak"),
    ],
)
def test_a_changed_copy_is_called_changed_with_the_reason(client, document, change, words):
    page = check(client, document, change(newest_bytes(document))).content.decode()
    assert "Bukan berkas yang diterbitkan, atau sudah diubah." in page
    assert words in page
    assert "Asli" not in page and "Tanda tangan elektronik sah" not in page
