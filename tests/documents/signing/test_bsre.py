"""Signing with BSrE, versions 1 and 2: success, every refusal, lost answers, and a passphrase that stays nowhere."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.enums import AgreementStatus, Side
from agreements.models import Signature
from agreements.papers.kind import AGREEMENTS
from documents.enums import SignatureMethod, SubmissionStatus
from documents.issuing.revisions import known_hashes, newest_bytes, signers_of
from documents.models import DocumentRevision, IssuedDocument, Submission
from documents.signing.bsre import configured_client
from documents.signing.bsre_words import CODES, STATUSES
from documents.signing.submitting import close, fetch_again, finish, open_submission, sign_with_bsre
from documents.signing.verdicts import examine
from tests.documents.signing.fake_bsre import NIK, PASSPHRASE, Service, serve

NIK_SECOND = "6543210987654321"
BOTH = pytest.mark.parametrize("version", ["v1", "v2"])


@pytest.fixture
def service(settings):
    """The service, and an installation that uses its version 1."""
    service = Service()
    service.names[NIK_SECOND] = "Ahmad Contoh"
    server = serve(service)
    settings.BSRE_API, settings.BSRE_URL, settings.BSRE_TIMEOUT = "v1", service.url, 20
    settings.BSRE_USER, settings.BSRE_PASSWORD = "amanah", "kunci-layanan"
    yield service
    server.shutdown()
    server.server_close()


def sign(agreement, side=Side.FIRST, *, nik=NIK, passphrase=PASSPHRASE):
    by = agreement.party_of(side).employee.user
    return sign_with_bsre(AGREEMENTS, agreement, side, by=by, nik=nik, passphrase=passphrase, now=timezone.now())


# --- Works -----------------------------------------------------------------------------------------------------------


@BOTH
def test_both_parties_sign_and_the_file_is_genuine(named, service, settings, version):
    settings.BSRE_API = version
    assert sign(named).status == AgreementStatus.PARTLY_SIGNED
    assert sign(named, Side.SECOND, nik=NIK_SECOND).status == AgreementStatus.IN_FORCE
    document = IssuedDocument.objects.get()
    content = newest_bytes(document)
    assert len(PdfFileReader(io.BytesIO(content)).embedded_regular_signatures) == 2
    assert examine(content, known=known_hashes(document), signers=signers_of(document)).is_genuine
    assert set(Signature.objects.values_list("method", flat=True)) == {SignatureMethod.BSRE}
    assert service.signings == 2
    assert set(Submission.objects.values_list("status", flat=True)) == {SubmissionStatus.SIGNED}


@BOTH
def test_the_service_can_be_asked_about_a_file(service, settings, version):
    settings.BSRE_API = version
    assert configured_client().verify(b"%PDF-")


# --- Refused by the service: nothing is signed, and it can be tried again --------------------------------------------


@BOTH
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_documented_error_is_a_sentence_with_a_next_step(named, service, settings, version, code):
    settings.BSRE_API = version
    service.error = (400, {"status_code": int(code), "error": "kode saja"})
    with pytest.raises(ValidationError) as refusal:
        sign(named)
    assert refusal.value.messages == [CODES[code]]
    assert not Signature.objects.exists()
    assert open_submission(AGREEMENTS, named) is None
    service.error = None
    assert sign(named).status == AgreementStatus.PARTLY_SIGNED


def test_a_wrong_passphrase_is_recognised_without_a_code_and_with_http_200(named, service, settings):
    settings.BSRE_API = "v2"
    service.error = (200, {"error": "Passphrase anda salah !!!"})
    with pytest.raises(ValidationError, match="Passphrase salah"):
        sign(named)


@pytest.mark.parametrize("status", sorted(set(STATUSES) - {"ISSUE"}))
def test_only_a_person_with_an_issued_certificate_is_let_through(named, service, status):
    service.status = status
    with pytest.raises(ValidationError) as refusal:
        sign(named)
    assert refusal.value.messages == [STATUSES[status]]
    assert service.signings == 0


def test_an_unreachable_service_leaves_everything_as_it_was(named, settings):
    settings.BSRE_API, settings.BSRE_URL = "v1", "http://127.0.0.1:9"
    with pytest.raises(ValidationError, match="tidak dapat dihubungi; dokumen belum ditandatangani"):
        sign(named)
    assert not IssuedDocument.objects.exists()


def test_nothing_is_sent_without_encryption(named, settings):
    settings.BSRE_API, settings.BSRE_URL = "v1", "http://esign.contoh.go.id"
    with pytest.raises(ValidationError, match="tidak dapat dihubungi"):
        sign(named)


def test_a_wrong_account_of_the_application_is_told(named, service, settings):
    settings.BSRE_PASSWORD = "salah"
    with pytest.raises(ValidationError, match="menolak akun aplikasi"):
        sign(named)


# --- Answers that are lost -------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("mode", ["slow", "cut"])
def test_after_a_lost_answer_nothing_is_signed_again_until_a_person_settled_it(named, service, settings, version, mode):
    settings.BSRE_API, settings.BSRE_TIMEOUT, service.mode = version, 2, mode
    with pytest.raises(ValidationError, match="Jangan menandatangani lagi"):
        sign(named)
    assert open_submission(AGREEMENTS, named).status == SubmissionStatus.DOUBTFUL
    service.mode, settings.BSRE_TIMEOUT = "", 20
    with pytest.raises(ValidationError, match="hasilnya belum pasti"):
        sign(named)
    assert service.signings == 1
    by = named.party_of(Side.FIRST).employee.user
    signed = finish(open_submission(AGREEMENTS, named), service.stored["dok-1"], by=by)
    assert signed.status == AgreementStatus.PARTLY_SIGNED
    assert (service.signings, Signature.objects.count(), DocumentRevision.objects.count()) == (1, 1, 1)


@BOTH
@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize(
    "answered",
    [
        {"message": "Bad Gateway"},
        {"error": "Internal Server Error"},
        {"error": "upstream timed out", "status_code": 9999},
        {"error": "kesalahan sistem", "status_code": 3001},
    ],
    ids=["message", "error", "unknown_code", "system_code"],
)
def test_a_fault_of_the_server_leaves_a_doubt_and_is_not_tried_again(
    named, service, settings, version, status, answered
):
    settings.BSRE_API, service.error = version, (status, answered)
    with pytest.raises(ValidationError, match="Jangan menandatangani lagi"):
        sign(named)
    assert open_submission(AGREEMENTS, named).status == SubmissionStatus.DOUBTFUL
    service.error = None
    with pytest.raises(ValidationError, match="hasilnya belum pasti"):
        sign(named)
    assert service.signings == 0


@BOTH
@pytest.mark.parametrize(
    "answered", [{"status_code": 2031, "error": "kode saja"}, {"error": "Passphrase anda salah !!!"}]
)
def test_a_fault_of_the_server_with_a_documented_reason_is_a_refusal(named, service, settings, version, answered):
    settings.BSRE_API, service.error = version, (500, answered)
    with pytest.raises(ValidationError) as refusal:
        sign(named)
    assert refusal.value.messages == [CODES["2031"]]
    assert open_submission(AGREEMENTS, named) is None


def test_a_file_cut_in_the_middle_is_fetched_again_by_its_number(named, service):
    service.mode = "half"
    with pytest.raises(ValidationError, match="Jangan menandatangani lagi"):
        sign(named)
    by = named.party_of(Side.FIRST).employee.user
    assert open_submission(AGREEMENTS, named).service_id == "dok-1"
    assert fetch_again(open_submission(AGREEMENTS, named), by=by).status == AgreementStatus.PARTLY_SIGNED
    assert service.signings == 1


def test_what_bsre_did_not_sign_is_closed_by_a_person_and_sent_again(named, service, settings, officer):
    service.mode = "cut"
    with pytest.raises(ValidationError):
        sign(named)
    close(open_submission(AGREEMENTS, named), remark="Portal BSrE tidak mencatat tanda tangan", by=officer)
    service.mode = ""
    assert sign(named).status == AgreementStatus.PARTLY_SIGNED


def test_another_file_does_not_settle_a_doubt(named, service, officer):
    service.mode = "cut"
    with pytest.raises(ValidationError):
        sign(named)
    for content in (b"%PDF-1.7 lain", service.stored["dok-1"] + b"\n%tambahan"):
        with pytest.raises(ValidationError):
            finish(open_submission(AGREEMENTS, named), content, by=officer)
    assert not Signature.objects.exists()


def test_a_signature_of_somebody_else_is_not_kept(named, service):
    with pytest.raises(ValidationError, match="atas nama “Ahmad Contoh”"):
        sign(named, nik=NIK_SECOND)
    assert not Signature.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_send_one_document(named, service):
    def press(_: int) -> str:
        try:
            sign(named)
        except ValidationError as refusal:
            return refusal.messages[0]
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(20) as people:
        outcome = list(people.map(press, range(20)))
    assert outcome.count("done") == 1, outcome
    assert service.signings == Signature.objects.count() == 1
