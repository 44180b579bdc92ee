"""Printing many agreements with what belongs to them."""

import io
import uuid
import zipfile
from datetime import timedelta

import pypdf
import pytest

from agreements.papers.actions import issue_agreement
from documents.models import IssuedAttachment, PrintJob
from documents.printing import press
from indicators.models import Policy
from tests.documents.printing.season import job_of, season

LONG = timedelta(seconds=60)


@pytest.fixture
def policy(db) -> Policy:
    return Policy.objects.create(year=2026, attachments=["integrity_pact", "action_plan"])


def content_of(job: PrintJob) -> bytes:
    job.refresh_from_db()
    with job.file.open("rb") as file:
        return file.read()


def test_attachments_follow_their_agreement_in_the_merged_file(policy, officer):
    job = job_of(season(2), officer, with_attachments=True)
    press.work(within=LONG)
    reader = pypdf.PdfReader(io.BytesIO(content_of(job)))
    heads = [page.extract_text().replace("\n", " ") for page in reader.pages]
    kinds = ["pact" if "PAKTA" in head else "plan" if "RENCANA" in head else "pk" for head in heads]
    assert kinds == ["pk", "pk", "pact", "plan"] * 2
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == [0, 4]


def test_the_archive_names_each_attachment_after_its_agreement(policy, officer):
    job = job_of(season(1), officer, kind="archive", with_attachments=True)
    press.work(within=LONG)
    names = zipfile.ZipFile(io.BytesIO(content_of(job))).namelist()
    stem = names[0].removesuffix(".pdf")
    assert names == [f"{stem}.pdf", f"{stem}_pakta-integritas.pdf", f"{stem}_rencana-aksi.pdf"]


def test_attachments_that_were_chosen_later_are_issued_on_the_way(policy, officer):
    agreements = season(1)
    Policy.objects.update(attachments=[])
    issue_agreement(agreements[0], by=officer)
    Policy.objects.update(attachments=["integrity_pact"])
    job_of(agreements, officer, with_attachments=True)
    press.work(within=LONG)
    assert IssuedAttachment.objects.get().kind == "integrity_pact"


def test_without_the_choice_only_agreements_are_printed(policy, officer):
    job = job_of(season(1), officer)
    press.work(within=LONG)
    assert "PAKTA" not in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content_of(job))).pages)


def test_the_choice_goes_with_the_job_and_stands_in_its_words(client, policy, officer):
    client.force_login(officer)
    agreements = season(1)
    query = {"tahun": 2026, "lampiran": "sertakan"}
    page = client.get("/cetak/baru/", query)
    assert '<input type="hidden" name="lampiran" value="sertakan">' in page.content.decode()
    client.post("/cetak/baru/", {**query, "on_paper": "titik", "kunci": uuid.uuid4(), "pk": [agreements[0].pk]})
    job = PrintJob.objects.get()
    assert job.with_attachments and job.words.endswith("dengan lampiran")
