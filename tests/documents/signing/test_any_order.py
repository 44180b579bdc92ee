"""Where the year's policy lets anyone sign first, electronic signatures stand in their places all the same."""

import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of
from documents.models import IssuedDocument
from documents.signing.places import places_of
from documents.signing.verdicts import examine
from indicators.enums import SigningOrder
from indicators.models import Policy
from tests.documents.signing.test_actions import sign
from tests.documents.signing.test_bsre import NIK_SECOND, service
from tests.documents.signing.test_bsre import sign as sign_with_bsre
from tests.documents.signing.test_pages import post_signature, sign_url

__all__ = ["service"]


@pytest.fixture
def named(named) -> Agreement:
    """The agreement in a year in which anyone may sign first."""
    Policy.objects.create(year=named.year, signing_order=SigningOrder.ANY)
    return Agreement.objects.with_content().get(pk=named.pk)


def drawn_at(content: bytes) -> list[tuple[str, list[int]]]:
    """The field and the box of each signature, in the order in which they were given."""
    found = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
    return [(one.field_name, [int(part) for part in one.sig_field["/Rect"]]) for one in found]


def test_the_second_party_signs_first_each_in_the_reserved_place_and_the_file_is_genuine(named):
    assert sign(named, Side.SECOND, "Ahmad Contoh").status == AgreementStatus.PARTLY_SIGNED
    assert sign(named, Side.FIRST, "Siti Rahma").status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    places = places_of(PdfFileReader(io.BytesIO(content)))
    assert drawn_at(content) == [
        ("PihakKedua", list(places["second-lembar"].box)),
        ("PihakPertama", list(places["first-lembar"].box)),
    ]
    verdict = examine(content, known=known_hashes(document), signers=signers_of(document))
    assert verdict.is_genuine and verdict.signers == ("Ahmad Contoh", "Siti Rahma")


def test_bsre_too_takes_the_second_party_first(named, service):
    assert sign_with_bsre(named, Side.SECOND, nik=NIK_SECOND).status == AgreementStatus.PARTLY_SIGNED
    assert sign_with_bsre(named).status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    verdict = examine(newest_bytes(document), known=known_hashes(document), signers=signers_of(document))
    assert verdict.is_genuine and verdict.signers == ("Ahmad Contoh", "Siti Rahma")


def test_on_the_page_both_may_begin_and_each_signs_as_the_own_side(client, named):
    client.force_login(named.party_of(Side.SECOND).employee.user)
    assert "Pihak Kedua</strong>" in client.get(sign_url(named)).content.decode()
    assert "Dokumen ditandatangani" in post_signature(client, named, name="Ahmad Contoh").content.decode()
    again = post_signature(client, named, name="Ahmad Contoh").content.decode()
    assert "Sekarang giliran Pihak Pertama" in again
    client.force_login(named.party_of(Side.FIRST).employee.user)
    assert "PK ini sekarang berlaku." in post_signature(client, named).content.decode()
