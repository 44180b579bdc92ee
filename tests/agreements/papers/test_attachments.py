"""Attachments: issued with the agreement under its number, each with a page of its own, or not at all."""

import hashlib
import io
import re
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from agreements.enums import AgreementStatus
from agreements.models import ActionStep, Agreement, LineQuarterTarget
from agreements.papers.actions import issue_agreement
from audit.trail import history
from documents.drawing import pdf
from documents.issuing.actions import issue_attachments
from documents.issuing.stored import stored_bytes
from documents.models import IssuedAttachment, IssuedDocument, NumberRegister
from documents.wording.actions import save_text
from documents.wordings import wording_named
from indicators.enums import Attachment
from indicators.models import Indicator, Policy
from organisation.domain.nip import group_nip
from tests import factories
from tests.words import lines_of as words_of

ALL = [kind.value for kind in Attachment]


@pytest.fixture
def policy(db) -> Policy:
    """The year asks for all attachments."""
    return Policy.objects.create(year=2026, attachments=ALL)


@pytest.fixture
def planned(agreement, policy) -> Agreement:
    """The agreement with quarter targets, two actions, and one filled reference sheet."""
    line = agreement.lines.first()
    for quarter, figure in ((2, "40"), (4, "85.5")):
        LineQuarterTarget.objects.create(line=line, quarter=quarter, figure=Decimal(figure))
    ActionStep.objects.create(line=line, order=1, statement="Melatih kader", person_in_charge="Kabid", quarters=[1, 2])
    ActionStep.objects.create(line=line, order=2, statement="Menilai hasil", quarters=[4])
    Indicator.objects.filter(pk=line.indicator_id).update(
        operational_definition="Yang diukur & cara <b>ukurnya</b>", baseline="72,5 (2025)", evidence_type="Berita acara"
    )
    return agreement


def text_of(attachment: IssuedAttachment) -> str:
    reader = pypdf.PdfReader(io.BytesIO(stored_bytes(attachment, attachment.number)))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def files_in(folder: str) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.is_file()]


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_attachments_of_the_year_are_issued_with_the_agreement_under_its_number(planned, officer):
    issued = issue_agreement(planned, by=officer)
    attachments = list(issued.attachments.all())
    assert [attachment.kind for attachment in attachments] == ALL
    assert {attachment.number for attachment in attachments} == {"800/1/PK/2026"}
    assert len({issued.token, *(attachment.token for attachment in attachments)}) == 4
    for attachment in attachments:
        assert hashlib.sha256(stored_bytes(attachment, issued.number)).hexdigest() == attachment.sha256
        assert f"/v/{attachment.token}/" in text_of(attachment)
        assert "Nomor: 800/1/PK/2026" in text_of(attachment)
        assert attachment.title == f"{attachment.label} Perjanjian Kinerja Tahun 2026 – Dinas Kesehatan"
    assert NumberRegister.objects.get().last == 1


def test_the_integrity_pact_is_signed_by_the_official_and_witnessed_by_the_superior(planned, officer):
    text = text_of(issue_agreement(planned, by=officer).attachments.get(kind="integrity_pact"))
    first, second = planned.parties.all()
    assert "PAKTA INTEGRITAS" in text
    assert "akan berperan secara aktif dalam upaya pencegahan" in text
    assert "sesama pegawai di Dinas Kesehatan secara konsisten" in text
    assert text.index("Menyaksikan,") < text.index("Yang menyatakan,")
    assert first.name in text and second.name in text
    assert group_nip(first.employee_number) in text


def test_the_action_plan_has_quarter_targets_actions_and_persons(planned, officer):
    text = text_of(issue_agreement(planned, by=officer).attachments.get(kind="action_plan"))
    assert "Target Tahun TW I TW II TW III TW IV" in text
    assert "85,5 – 40 – 85,5" in text
    assert "1) Melatih kader √ √ Kabid" in text
    assert "2) Menilai hasil √ –" in text
    assert "Belum ada langkah aksi." in text, "the other indicator has none"


def test_the_reference_sheets_show_every_term_and_what_is_missing(planned, officer):
    text = text_of(issue_agreement(planned, by=officer).attachments.get(kind="reference_sheets"))
    for words in (
        "Definisi operasional Yang diukur & cara <b>ukurnya</b>", "Kondisi awal 72,5 (2025)",
        "Jenis bukti Berita acara",
        "Target triwulan TW I –, TW II 40, TW III –, TW IV 85,5", "Target 2026 0,125", "Arah", "Akumulasi triwulan",
    ):  # fmt: skip
        assert words in text
    assert text.count("Kondisi awal") == 2


def test_an_issued_attachment_keeps_its_words_when_the_wording_changes(planned, officer):
    pact = wording_named("integrity_pact")
    issued = issue_agreement(planned, by=officer)
    save_text(pact, {**pact.defaults, "points": "akan jujur;"}, reason="Baru", seen=0, by=officer)
    assert "pencegahan dan pemberantasan korupsi" in text_of(issued.attachments.get(kind="integrity_pact"))


def test_attachments_chosen_later_are_issued_later_under_the_same_number(planned, officer, policy):
    Policy.objects.update(attachments=["action_plan"])
    issued = issue_agreement(planned, by=officer)
    Policy.objects.update(attachments=ALL)
    later = issue_attachments(issued, by=officer)
    assert [attachment.kind for attachment in later] == ["integrity_pact", "reference_sheets"]
    assert issued.attachments.count() == 3
    event = history(planned).first()
    assert event.verb == "document.attached"
    assert words_of(event) == ["Pakta Integritas, Lembar Referensi Indikator, nomor 800/1/PK/2026"]


def test_a_year_without_attachments_issues_none(agreement, officer):
    assert not issue_agreement(agreement, by=officer).attachments.exists()


# --- Verification ----------------------------------------------------------------------------------------------------


def test_the_public_page_of_an_attachment_tells_whose_it_is(client, planned, officer):
    issued = issue_agreement(planned, by=officer)
    attachment = issued.attachments.first()
    page = client.get(f"/v/{attachment.token}/").content.decode()
    for words in (attachment.title, attachment.sha256, issued.number, issued.title, "keadaannya mengikuti PK itu"):
        assert words in page
    assert issued.sha256 not in page
    for party in planned.parties.all():
        assert party.name in page
        assert party.employee_number not in page


def test_the_public_page_of_the_agreement_lists_its_attachments_without_their_codes(client, planned, officer):
    issued = issue_agreement(planned, by=officer)
    page = client.get(f"/v/{issued.token}/").content.decode()
    for attachment in issued.attachments.all():
        assert attachment.label in page
        assert attachment.token not in page


@pytest.mark.parametrize(
    ("changed", "headline"),
    [(False, "Asli: sama persis dengan berkas yang diterbitkan."), (True, "Bukan berkas yang diterbitkan")],
)
def test_an_uploaded_attachment_is_judged(client, planned, officer, changed, headline):
    attachment = issue_agreement(planned, by=officer).attachments.first()
    content = stored_bytes(attachment, attachment.number)
    if changed:
        content = content.replace(b"%%EOF", b"%EOF%")
    file = SimpleUploadedFile("lampiran.pdf", content, "application/pdf")
    page = client.post(f"/v/{attachment.token}/periksa/", {"file": file}).content.decode()
    assert headline in page


# --- Refused ---------------------------------------------------------------------------------------------------------


def test_an_attachment_that_cannot_be_printed_stops_the_agreement_too(planned, officer, settings, monkeypatch):
    def broken(document: object) -> bytes:
        raise pdf.RenderError("Lampiran tidak dapat dibuat.")

    monkeypatch.setattr("agreements.papers.kind.render_attachment", broken)
    with pytest.raises(pdf.RenderError, match="Lampiran tidak dapat dibuat"):
        issue_agreement(planned, by=officer)
    assert not IssuedDocument.objects.exists()
    assert not NumberRegister.objects.exists()
    assert not files_in(settings.MEDIA_ROOT)


def test_no_file_stays_behind_when_the_last_row_is_refused(planned, officer, settings, monkeypatch):
    monkeypatch.setattr("documents.issuing.actions.new_token", lambda: "sama" * 6)
    with pytest.raises(DatabaseError), transaction.atomic():
        issue_agreement(planned, by=officer)
    assert not IssuedDocument.objects.exists()
    assert not files_in(settings.MEDIA_ROOT)


def test_nothing_more_is_issued_when_all_are_there_or_the_agreement_was_cancelled(planned, officer):
    issued = issue_agreement(planned, by=officer)
    with pytest.raises(ValidationError, match="sudah diterbitkan"):
        issue_attachments(issued, by=officer)
    Agreement.objects.filter(pk=planned.pk).update(status=AgreementStatus.CANCELLED)
    with pytest.raises(ValidationError, match="dibatalkan"):
        issue_attachments(issued, by=officer)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_issued_attachment_can_neither_be_changed_nor_removed(planned, officer, change):
    rows = issue_agreement(planned, by=officer).attachments.all()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        rows.update(title="lain") if change == "update" else rows.delete()


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_before_the_issue_an_attachment_says_so_and_afterwards_the_stored_file(client, planned, officer):
    client.force_login(officer)
    address = f"/pk/{planned.pk}/lampiran/rencana-aksi/"
    draft = client.get(address)
    text = pypdf.PdfReader(io.BytesIO(draft.content)).pages[0].extract_text()
    assert "BELUM DITERBITKAN" in text and "DRAF" not in text
    assert 'filename="BELUM_DITERBITKAN' in draft["Content-Disposition"]
    attachment = issue_agreement(planned, by=officer).attachments.get(kind="action_plan")
    assert hashlib.sha256(client.get(address).content).hexdigest() == attachment.sha256


def test_the_button_issues_what_is_missing(client, planned, officer):
    Policy.objects.update(attachments=[])
    issue_agreement(planned, by=officer)
    Policy.objects.update(attachments=["integrity_pact"])
    client.force_login(officer)
    page = client.post(f"/pk/{planned.pk}/lampiran/terbitkan/", follow=True).content.decode()
    assert "Pakta Integritas terbit dengan nomor 800/1/PK/2026." in page


def test_the_button_before_the_agreement_was_issued_says_what_comes_first(client, planned, officer):
    client.force_login(officer)
    page = client.post(f"/pk/{planned.pk}/lampiran/terbitkan/", follow=True).content.decode()
    assert "PK ini belum diterbitkan" in page


def test_an_attachment_that_does_not_exist_leads_nowhere(client, planned, officer):
    client.force_login(officer)
    assert client.get(f"/pk/{planned.pk}/lampiran/surat-cinta/").status_code == 404


def test_nobody_sees_the_attachment_of_another_unit(client, planned):
    position = factories.PositionFactory()
    client.force_login(factories.holder_of(position))
    assert client.get(f"/pk/{planned.pk}/lampiran/rencana-aksi/").status_code == 404
