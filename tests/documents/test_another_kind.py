"""A kind of document that was registered from elsewhere is issued, signed, printed, scanned and checked like a PK."""

import hashlib
import uuid
from collections.abc import Iterator

import pytest
import rules
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from agreements.papers.actions import issue_agreement
from agreements.papers.kind import AGREEMENTS
from documents import kinds
from documents.guards import paper_stays
from documents.issuing.actions import issue_document
from documents.issuing.facts import document_of
from documents.issuing.revisions import newest_bytes
from documents.models import IssuedDocument, NumberRegister, PrintJob, UploadedScan
from documents.printing import press
from documents.scans import reading
from organisation.models import User
from tests import factories
from tests.documents.minutes import MINUTES, NAME, PERMISSIONS, SLUG, Minutes
from tests.documents.scans import papers
from tests.documents.signing.people import PASSWORD, p12

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(db) -> User:
    return factories.UserFactory(username="chair")


@pytest.fixture
def secretary(db) -> User:
    """Who also works for Bagian Organisasi, which prints in bulk and keeps scans."""
    user = factories.user_with_role("organisation_section")
    User.objects.filter(pk=user.pk).update(username="secretary")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def registered(db) -> Iterator[None]:
    """The kind with its table, its guard and its permissions."""
    with connection.schema_editor() as editor:
        editor.create_model(Minutes)
    paper_stays(NAME).install(Minutes)
    kinds.register(MINUTES)
    for name, predicate in PERMISSIONS.items():
        rules.add_perm(name, predicate)
    yield
    for name in PERMISSIONS:
        rules.remove_perm(name)
    kinds.forget(NAME)


@pytest.fixture
def minutes(registered, chair, secretary) -> Minutes:
    factories.GovernmentFactory()
    return Minutes.objects.create(title="Reviu Renja", readers=[chair.pk, secretary.pk])


def address(name: str, minutes: Minutes, *more: str) -> str:
    return reverse(f"documents:{name}", args=[SLUG, minutes.pk, *more])


def sign(client, user: User, minutes: Minutes, name: str) -> str:
    client.force_login(user)
    data = {"certificate": SimpleUploadedFile("saya.p12", p12(name)), "password": PASSWORD}
    answer = client.post(address("sign_electronic", minutes), data, follow=True)
    return answer.content.decode()


# --- Registering -----------------------------------------------------------------------------------------------------


def test_a_name_and_a_slug_belong_to_one_kind(registered):
    with pytest.raises(ValueError, match="registered already"):
        kinds.register(MINUTES)
    assert kinds.kind_at("pk") is AGREEMENTS and kinds.kind_at(SLUG) is MINUTES and kinds.kind_at("surat") is None


def test_an_address_of_a_kind_that_nobody_registered_leads_nowhere(client, chair):
    client.force_login(chair)
    assert client.get(f"/{SLUG}/1/cetak/").status_code == 404


# --- Issuing ---------------------------------------------------------------------------------------------------------


def test_it_is_issued_with_its_attachment_under_a_number_of_its_own(client, minutes, secretary, agreement):
    issue_agreement(agreement, by=secretary)
    client.force_login(secretary)
    answer = client.post(address("document_issue", minutes), {"kembali": "daftar"}, follow=True)
    assert "BA terbit dengan nomor BA/1/2026." in answer.content.decode()
    document = document_of(NAME, minutes.pk)
    assert (document.number, document.title) == ("BA/1/2026", "Berita Acara Reviu Renja")
    assert [attachment.label for attachment in document.attachments.all()] == ["Daftar Hadir"]
    assert client.get(address("document_pdf", minutes)).content == newest_bytes(document)
    assert client.get(address("attachment_pdf", minutes, "daftar-hadir")).content.startswith(b"%PDF")
    assert set(NumberRegister.objects.values_list("kind", "last")) == {("agreement", 1), (NAME, 1)}


def test_who_may_not_see_finds_nothing_and_who_may_not_issue_is_refused(client, minutes, chair):
    client.force_login(factories.user_with_role("organisation_section"))
    assert client.get(address("document_pdf", minutes)).status_code == 404
    client.force_login(chair)
    assert client.post(address("document_issue", minutes)).status_code == 403
    assert not IssuedDocument.objects.exists()


def test_what_is_not_agreed_is_a_draft_and_is_not_issued(client, minutes, secretary):
    Minutes.objects.update(is_agreed=False)
    client.force_login(secretary)
    draft = client.get(address("document_pdf", minutes))
    assert draft["Content-Disposition"].startswith('inline; filename="DRAF_Berita_Acara')
    page = client.post(address("document_issue", minutes), follow=True).content.decode()
    assert "Berita acara ini belum disepakati." in page
    assert not IssuedDocument.objects.exists()


def test_the_list_of_documents_shows_each_kind_by_itself(client, minutes, secretary, agreement):
    client.force_login(secretary)
    listed = reverse("documents:document_list")
    first, other = (client.get(listed, {"jenis": slug}).content.decode() for slug in ("pk", SLUG))
    assert agreement.position.title in first and minutes.title not in first
    assert minutes.title in other and agreement.position.title not in other


def test_the_database_keeps_one_document_a_subject_and_the_subject_of_a_document(minutes, secretary):
    document = issue_document(MINUTES, minutes, by=secretary)
    other = IssuedDocument(
        kind=NAME, subject_id=minutes.pk, year=2026, sequence=2, number="2", title="x", paper="a4",
        sha256="a" * 64, token="x", issued_by=secretary,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="issued_document_once"), transaction.atomic():
        other.save()
    with pytest.raises(DatabaseError, match="a document refers to"), transaction.atomic():
        minutes.delete()
    assert document_of(NAME, minutes.pk) == document
    free = Minutes.objects.create(title="Tanpa dokumen")
    assert free.delete()[0] == 1


# --- Signing and checking --------------------------------------------------------------------------------------------


def test_both_sign_with_certificates_and_the_public_page_knows_the_file(client, minutes, chair, secretary):
    assert "Dokumen ditandatangani secara elektronik." in sign(client, chair, minutes, "Siti Rahma")
    assert "bukan milik" not in sign(client, secretary, minutes, "Ahmad Contoh")
    document = document_of(NAME, minutes.pk)
    assert list(document.revisions.values_list("party", flat=True)) == ["chair", "secretary"]
    content = newest_bytes(document)
    assert content.count(b"/ETSI.CAdES.detached") == 2
    client.logout()
    page = client.get(reverse("documents:document_verify", args=[document.token])).content.decode()
    assert "Tanda tangan Ketua Rapat" in page and "Ditandatangani semua pihak." in page and "Tanggal BA" in page
    check = reverse("documents:document_check", args=[document.token])
    answer = client.post(check, {"file": SimpleUploadedFile("ba.pdf", content)}).content.decode()
    assert "Asli: sama persis dengan berkas yang diterbitkan." in answer and "Siti Rahma, Ahmad Contoh" in answer


def test_the_certificate_of_somebody_else_is_refused(client, minutes, chair):
    page = sign(client, chair, minutes, "Ahmad Contoh")
    assert "bukan Siti Rahma" in page
    assert not IssuedDocument.objects.exists() and Minutes.objects.get().signed == {}


def test_a_party_signs_once(client, minutes, chair):
    sign(client, chair, minutes, "Siti Rahma")
    assert "Sekarang giliran Sekretaris Rapat" in sign(client, chair, minutes, "Siti Rahma")
    assert document_of(NAME, minutes.pk).revisions.count() == 1


# --- Printing in bulk ------------------------------------------------------------------------------------------------


def test_many_are_printed_in_one_job_and_what_is_not_agreed_is_left_out(client, minutes, secretary):
    other = Minutes.objects.create(title="Evaluasi", readers=[secretary.pk])
    Minutes.objects.create(title="Belum jadi", readers=[secretary.pk], is_agreed=False)
    Minutes.objects.create(title="Rapat orang lain")
    client.force_login(secretary)
    create = reverse("documents:print_job_create")
    page = client.get(create, {"jenis": SLUG, "tahun": 2026}).content.decode()
    assert "Akan dicetak: 2 BA" in page and "Belum disepakati." in page and "Rapat orang lain" not in page
    form = {"jenis": SLUG, "tahun": 2026, "bentuk": "archive", "kunci": uuid.uuid4(), "pk": [minutes.pk, other.pk]}
    client.post(create, form)
    press.work()
    job = PrintJob.objects.get()
    assert (job.document_kind, job.is_finished) == (NAME, True)
    assert b"Evaluasi" in b"".join(client.get(reverse("documents:print_job_file", args=[job.pk])).streaming_content)
    assert set(IssuedDocument.objects.values_list("subject_id", flat=True)) == {minutes.pk, other.pk}


def test_a_job_with_minutes_that_a_person_no_longer_sees_is_hidden(minutes, chair, secretary):
    job = PrintJob.objects.create(document_kind=NAME, kind="merged", year=2026, words="x", created_by=chair)
    job.items.create(subject_id=minutes.pk, order=1)
    assert PrintJob.objects.visible_to(chair).count() == 1
    Minutes.objects.update(readers=[secretary.pk])
    assert PrintJob.objects.visible_to(chair).count() == 0


# --- Scans -----------------------------------------------------------------------------------------------------------


def test_its_scan_is_matched_by_its_code_confirmed_and_becomes_the_newest_file(client, minutes, secretary):
    document = issue_document(MINUTES, minutes, by=secretary)
    client.force_login(secretary)
    scan = papers.scanned(papers.bytes_of(document))
    client.post(reverse("documents:scan_upload"), {"files": [SimpleUploadedFile("ba.pdf", scan)]})
    reading.read_waiting()
    row = UploadedScan.objects.get()
    assert (row.state, row.document) == ("matched", document)
    inbox = reverse("documents:scan_inbox")
    assert "Reviu Renja" in client.get(inbox).content.decode()
    form = {"signed_on": "02-11-2026", "compared": "on", f"pilih-{row.pk}": "on"}
    page = client.post(reverse("documents:scan_confirm"), form, follow=True).content.decode()
    assert "1 hasil pindai disimpan" in page
    assert set(Minutes.objects.get().signed) == {"chair", "secretary"}
    revision = document.revisions.get()
    assert (revision.origin, revision.sha256) == ("scan", hashlib.sha256(newest_bytes(document)).hexdigest())


def test_a_scan_without_code_is_paired_by_the_words_of_its_owner(client, minutes, secretary):
    document = issue_document(MINUTES, minutes, by=secretary)
    (scan,) = papers.read(secretary, papers.pdf_of((595, 842)))
    client.force_login(secretary)
    match = reverse("documents:scan_match", args=[scan.pk])
    page = client.post(match, {"document": "reviu"}, follow=True).content.decode()
    assert "dipasangkan dengan BA Reviu Renja nomor BA/1/2026." in page
    assert UploadedScan.objects.get().document == document


def test_the_guard_of_agreements_is_the_same(agreement, secretary):
    assert {trigger.name for trigger in type(agreement)._meta.triggers} == {"paper_stays"}
    issue_agreement(agreement, by=secretary)
    with pytest.raises(DatabaseError, match="a document refers to"), transaction.atomic():
        type(agreement).objects.filter(pk=agreement.pk)._raw_delete("default")
