"""Files that carry evidence for later checks (PAdES B-LT, B-LTA): accepted for what was added, and for nothing else."""

import datetime
import hashlib
import io
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import ValidationError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields

from agreements.enums import AgreementStatus, Side
from agreements.models import Signature
from agreements.papers.kind import AGREEMENTS
from documents.enums import SubmissionStatus
from documents.inspection.confined import inspect
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of
from documents.models import IssuedDocument, Submission
from documents.signing import engine
from documents.signing.submitting import finish, open_submission
from documents.signing.verdicts import examine
from tests.documents.signing.fake_tsa import stamper
from tests.documents.signing.longer_lived import LEVELS, archived, with_evidence, with_timestamp
from tests.documents.signing.people import NOW, authority, elsewhere
from tests.documents.signing.test_actions import sign as sign_by_file
from tests.documents.signing.test_bsre import NIK_SECOND, service
from tests.documents.signing.test_bsre import sign as sign_with_bsre
from tests.documents.signing.test_engine import (
    annotated,
    issued,
    one_bit,
    page_replaced,
    saved_again,
    sign,
    signed,
    signed_by_a_stranger,
)
from tests.documents.signing.test_pages import check, counted_from_zero
from tests.documents.signing.test_timestamps import tsa

__all__ = ["counted_from_zero", "issued", "service", "signed", "tsa"]

EACH_LEVEL = pytest.mark.parametrize("level", sorted(LEVELS))
TAMPERINGS = [one_bit, saved_again, page_replaced, annotated, signed_by_a_stranger]
DAY = datetime.timedelta(days=1)


def judged(content: bytes, signed):
    """The verdict on a file of ours that was stored as it is."""
    return examine(content, known=[*signed.known, hashlib.sha256(content).hexdigest()], signers=signed.signers)


def found_in(content: bytes, *roots: bytes) -> dict:
    return inspect("signatures", [content, *roots])[0]


def root_of(authority) -> bytes:
    return authority()[1].public_bytes(Encoding.DER)


# --- What was added is evidence: accepted -----------------------------------------------------------------------------


@EACH_LEVEL
def test_a_stored_file_with_evidence_is_genuine(signed, level):
    verdict = judged(LEVELS[level](signed.twice), signed)
    assert verdict.reasons == ()
    assert verdict.is_genuine and verdict.is_newest and not verdict.is_extended


@EACH_LEVEL
def test_a_second_signature_after_the_evidence_of_the_first_is_genuine(signed, level):
    first = LEVELS[level](signed.once)
    second = LEVELS[level](sign(first, "second", "Ahmad Contoh"))
    verdict = judged(second, signed)
    assert verdict.reasons == ()
    assert verdict.signers == ("Siti Rahma", "Ahmad Contoh")


def test_the_time_stamp_over_the_document_is_told(signed):
    notes = judged(archived(signed.twice), signed).notes
    assert sum(note.startswith("Stempel waktu dokumen oleh TSA Uji: ") for note in notes) == 1


def test_evidence_that_somebody_adds_elsewhere_leaves_the_file_genuine_and_is_told(signed):
    verdict = signed.verdict(archived(signed.twice))
    assert verdict.is_genuine and verdict.is_newest
    assert verdict.headline == "Asli: berkas yang diterbitkan, ditambah data validasi."
    assert verdict.notes[-1].startswith("Setelah tanda tangan terakhir hanya ditambahkan data untuk pemeriksaan")


def test_evidence_added_to_an_older_file_of_ours_does_not_make_it_the_newest(signed):
    verdict = signed.verdict(archived(signed.once))
    assert verdict.is_genuine and not verdict.is_newest


def test_evidence_added_to_what_already_had_evidence_is_told(signed):
    kept = with_evidence(signed.twice)
    known = [*signed.known, hashlib.sha256(kept).hexdigest()]
    verdict = examine(with_timestamp(kept), known=known, signers=signed.signers)
    assert verdict.is_genuine and verdict.is_newest and verdict.is_extended


def test_another_program_finds_the_signatures_of_an_archived_file_valid(signed, tmp_path):
    path = tmp_path / "pk.pdf"
    path.write_bytes(archived(signed.twice))
    output = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert output.count("Signature Validation: Signature is Valid.") >= 2


# --- Tampered, whatever evidence stands around it: refused ------------------------------------------------------------


@EACH_LEVEL
@pytest.mark.parametrize("change", TAMPERINGS)
def test_a_change_before_the_evidence_is_refused(signed, level, change):
    if change in {one_bit, saved_again}:
        content = change(LEVELS[level](signed.twice))
    else:
        content = LEVELS[level](change(signed.twice))
    assert not signed.verdict(content).is_genuine
    assert not judged(content, signed).is_genuine


@pytest.mark.parametrize("change", TAMPERINGS)
def test_a_change_after_the_evidence_is_refused(signed, change):
    content = change(archived(signed.twice))
    assert not signed.verdict(content).is_genuine
    assert not judged(content, signed).is_genuine


def test_a_signature_given_elsewhere_makes_no_file_of_ours(signed):
    elsewhere_signed = sign(signed.once, "second", "Ahmad Contoh")
    assert elsewhere_signed != signed.twice
    assert "tidak sama dengan berkas mana pun" in signed.verdict(elsewhere_signed).reasons[0]


def test_evidence_on_a_file_without_signatures_is_not_ours(signed):
    verdict = signed.verdict(with_timestamp(signed.issued))
    assert not verdict.is_genuine


# --- Called an update for the long term by its level, and still no evidence: refused ----------------------------------


def orphan(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.add_object(generic.StreamObject(stream_data=b"isi yang tidak dirujuk"))
    return engine._written(writer)


def foreign_evidence(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    stream = writer.add_object(generic.StreamObject(stream_data=b"bukan sertifikat"))
    writer.root["/DSS"] = writer.add_object(
        generic.DictionaryObject({generic.pdf_name("/Certs"): generic.ArrayObject([stream])})
    )
    writer.update_root()
    return engine._written(writer)


def other_title(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.document_meta.title = "Judul lain"
    writer.update_root()
    return engine._written(writer)


def empty_field(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec("Kosong", on_page=0))
    return engine._written(writer)


def visible_timestamp(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec("Terlihat", on_page=0, box=(10, 10, 90, 60)))
    return with_timestamp(engine._written(writer))


def words_behind(content: bytes) -> bytes:
    return content + b"\n% tambahan"


def words_and_an_end(content: bytes) -> bytes:
    start = content.rindex(b"startxref")
    return content + b"\n% tambahan\n" + content[start:]


@pytest.mark.parametrize(
    "addition",
    [orphan, foreign_evidence, other_title, empty_field, visible_timestamp, words_behind, words_and_an_end],
)
def test_what_is_added_must_be_evidence_and_not_only_be_called_so(signed, addition):
    for content in (addition(signed.twice), addition(archived(signed.twice)), with_timestamp(addition(signed.twice))):
        assert not signed.verdict(content).is_genuine, addition.__name__
        assert "Ada bagian yang ditambahkan setelah tanda tangan terakhir." in judged(content, signed).reasons


def test_a_document_time_stamp_that_does_not_fit_is_refused(signed):
    content = bytearray(with_timestamp(signed.twice))
    stamp = PdfFileReader(io.BytesIO(bytes(content))).embedded_timestamp_signatures[0]
    start = stamp.byte_range[1] + 1
    token = stamp.pkcs7_content
    place = token.rindex(stamp.signer_info["signature"].native) + 20
    content[start + 2 * place] = ord("0") if content[start + 2 * place] != ord("0") else ord("1")
    reasons = judged(bytes(content), signed).reasons
    assert "Berkas ini memuat stempel waktu dokumen yang tidak sah." in reasons


# --- The revocation data that the file carries ------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [True, False], ids=["OCSP", "CRL"])
def test_a_certificate_that_was_revoked_before_it_signed_is_refused(signed, answers):
    since = NOW - 2 * DAY / 24
    content = with_evidence(signed.once, since=since, answers=answers)
    for roots in ((), (root_of(authority),)):
        (one,) = found_in(content, *roots)["signatures"]
        assert one["revoked_at"] == since.replace(microsecond=0).isoformat()
    assert "sudah dicabut pada" in " ".join(judged(content, signed).reasons)


@pytest.mark.parametrize("answers", [True, False], ids=["OCSP", "CRL"])
def test_a_certificate_that_was_revoked_after_it_signed_still_counts(signed, answers):
    content = with_evidence(signed.once, since=NOW + DAY / 24, answers=answers)
    (one,) = found_in(content, root_of(authority))["signatures"]
    assert (one["trusted"], one["revoked_at"]) == (True, None)
    assert judged(content, signed).is_genuine


def test_only_the_word_of_the_own_issuer_counts(signed):
    content = with_evidence(signed.once, since=NOW - DAY / 24)
    (one,) = found_in(content, root_of(elsewhere))["signatures"]
    assert (one["trusted"], one["revoked_at"]) == (False, None)


# --- On every road ----------------------------------------------------------------------------------------------------


@pytest.mark.slow  # two signatures, and the judgement on six files
@EACH_LEVEL
def test_bsre_may_answer_with_a_longer_lived_file_and_both_parties_sign(client, named, service, level):
    service.add = LEVELS[level]
    assert sign_with_bsre(named).status == AgreementStatus.PARTLY_SIGNED
    assert sign_with_bsre(named, Side.SECOND, nik=NIK_SECOND).status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    assert examine(content, known=known_hashes(document), signers=signers_of(document)).is_genuine
    assert "Asli: sama persis dengan berkas yang diterbitkan." in check(client, document, content).content.decode()
    for change in TAMPERINGS:
        page = check(client, document, change(content)).content.decode()
        assert "Bukan berkas yang diterbitkan, atau sudah diubah." in page, change.__name__


@pytest.mark.slow  # a signature with a time stamp, and the judgement on seven files
@pytest.mark.parametrize("level", ["B-T", "B-LT", "B-LTA"])
def test_bsre_may_answer_with_a_stamped_time(client, named, service, level):
    service.timestamper, service.add = stamper(), LEVELS.get(level, bytes)
    sign_with_bsre(named)
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    page = check(client, document, content).content.decode()
    assert "Asli: sama persis dengan berkas yang diterbitkan." in page and "Stempel waktu Siti Rahma: " in page
    for change in TAMPERINGS:
        page = check(client, document, change(content)).content.decode()
        assert "Bukan berkas yang diterbitkan, atau sudah diubah." in page, change.__name__


@EACH_LEVEL
def test_a_longer_lived_file_that_a_person_brings_from_the_portal_settles_the_doubt(named, service, officer, level):
    service.mode, service.add = "cut", LEVELS[level]
    with pytest.raises(ValidationError):
        sign_with_bsre(named)
    signed = finish(open_submission(AGREEMENTS, named), service.stored["dok-1"], by=officer)
    assert signed.status == AgreementStatus.PARTLY_SIGNED


@pytest.mark.parametrize("change", TAMPERINGS)
@pytest.mark.parametrize("level", ["B-B", *sorted(LEVELS)])
def test_a_tampered_answer_of_bsre_is_not_kept(named, service, officer, level, change):
    service.add = lambda content: change(LEVELS.get(level, bytes)(content))
    with pytest.raises(ValidationError):
        sign_with_bsre(named)
    assert Submission.objects.get().status == SubmissionStatus.DOUBTFUL
    with pytest.raises(ValidationError):
        finish(open_submission(AGREEMENTS, named), service.stored["dok-1"], by=officer)
    assert not Signature.objects.exists()


def test_evidence_alone_is_no_signature_of_the_second_party(named, service):
    sign_with_bsre(named)
    service.instead = archived
    with pytest.raises(ValidationError, match="bukan hasil satu tanda tangan"):
        sign_with_bsre(named, Side.SECOND, nik=NIK_SECOND)
    assert Signature.objects.count() == 1


@EACH_LEVEL
def test_the_public_check_accepts_a_time_stamped_file_that_somebody_archived(client, named, tsa, level):
    sign_by_file(named, Side.FIRST, "Siti Rahma")
    document = IssuedDocument.objects.get()
    page = check(client, document, LEVELS[level](newest_bytes(document))).content.decode()
    assert "Asli: berkas yang diterbitkan, ditambah data validasi." in page
