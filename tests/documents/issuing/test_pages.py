"""Printing, issuing and listing agreements, as each person sees it."""

import datetime
import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from agreements.content.document import document_of
from agreements.enums import AgreementStatus
from agreements.models import ActionStep, Agreement, LineQuarterTarget
from agreements.papers.actions import issue_agreement
from documents.models import IssuedDocument
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head

ON_DAY = {"on_paper": "tanggal", "day": "26 Januari 2026"}


@pytest.fixture
def head(agreement):
    """The one who promises."""
    return agreement.party_of("first").employee.user


@pytest.fixture
def stranger(db):
    """The head of another dinas."""
    return factories.holder_of(factories.PositionFactory())


def pdf_url(agreement):
    return reverse("documents:document_pdf", args=["pk", agreement.pk])


def issue_url(agreement):
    return reverse("documents:document_issue", args=["pk", agreement.pk])


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


# --- Works -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_shown_with_a_watermark_and_not_kept(client, agreement, head):
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.DRAFT)
    client.force_login(head)
    response = client.get(pdf_url(agreement))
    assert "DRAF — belum ditetapkan" in text_of(response.content)
    assert response["Content-Disposition"].startswith('inline; filename="DRAF_PK_2026_')
    assert not IssuedDocument.objects.exists()


def test_issuing_leads_to_the_list_and_from_then_on_the_same_bytes_are_printed(client, agreement, officer):
    client.force_login(officer)
    response = client.post(issue_url(agreement), {"kembali": "daftar", **ON_DAY}, follow=True)
    assert response.redirect_chain == [("/dokumen/?tahun=2026", 302)]
    assert "PK terbit dengan nomor 800/1/PK/2026." in response.content.decode()
    first, second = client.get(pdf_url(agreement)), client.get(pdf_url(agreement))
    assert first.content == second.content
    with document_of(agreement).file.open("rb") as file:
        assert file.read() == first.content


def test_the_day_is_asked_and_stands_on_the_paper(client, agreement, officer):
    client.force_login(officer)
    page = client.get(issue_url(agreement)).content.decode()
    assert "Titik-titik, diisi dengan pena (hanya untuk tanda tangan basah)" in page
    for data, sentence in (
        ({}, "Pilih tanggal yang tercetak, atau titik-titik."),
        ({"on_paper": "tanggal"}, "Isi tanggal yang tercetak pada dokumen"),
        ({"on_paper": "tanggal", "day": "1 Januari 2029"}, "harus antara 1 Desember 2025 dan 31 Desember 2026"),
    ):
        assert sentence in client.post(issue_url(agreement), data).content.decode()
    assert not IssuedDocument.objects.exists()
    client.post(issue_url(agreement), ON_DAY)
    assert "Contoh, 26 Januari 2026" in text_of(client.get(pdf_url(agreement)).content)


def test_the_day_is_kept_although_the_caller_holds_an_older_copy(agreement, officer):
    agreement.status = AgreementStatus.DRAFT
    issue_agreement(agreement, by=officer, day=datetime.date(2026, 1, 26))
    assert Agreement.objects.get(pk=agreement.pk).signed_on == datetime.date(2026, 1, 26)


def test_dots_stand_on_the_paper_only_when_they_were_chosen(client, agreement, officer):
    client.force_login(officer)
    client.post(issue_url(agreement), {"on_paper": "titik", "day": "26 Januari 2026"})
    assert "Contoh, …………………………… 2026" in text_of(client.get(pdf_url(agreement)).content)


@pytest.mark.parametrize("status", ["approved", "partly_signed", "in_force", "superseded"])
def test_what_was_agreed_never_prints_the_mark_of_a_draft(client, agreement, officer, status):
    Agreement.objects.filter(pk=agreement.pk).update(status=status, signed_on=datetime.date(2026, 1, 26))
    client.force_login(officer)
    attachment = reverse("documents:attachment_pdf", args=["pk", agreement.pk, "rencana-aksi"])
    for url in (pdf_url(agreement), attachment):
        answer = client.get(url)
        text = text_of(answer.content)
        assert "DRAF" not in text
        assert "BELUM DITERBITKAN — sudah disepakati, belum bernomor" in text
        assert "Terbitkan dari halaman PK ini, lalu cetak dokumen yang terbit." in text
        assert 'filename="BELUM_DITERBITKAN_' in answer["Content-Disposition"]


def test_a_second_party_chosen_by_hand_outside_the_own_scope_reads_what_is_promised(client, agreement, stranger):
    party = agreement.party_of("second")
    party.position = agreement.counterpart = stranger.employee.assignments.get().position
    party.save()
    agreement.save()
    client.force_login(stranger)
    assert client.get(pdf_url(agreement)).status_code == 200
    assert client.get(reverse("documents:attachment_pdf", args=["pk", agreement.pk, "rencana-aksi"])).status_code == 200


def test_a_pdf_goes_out_as_a_private_file_with_a_safe_name(client, agreement, officer):
    issue_agreement(agreement, by=officer)
    agreement.position.title = 'Kepala "Dinas"\r\nX-Bad: 1 / é'
    agreement.position.save()
    client.force_login(officer)
    response = client.get(pdf_url(agreement), {"unduh": ""})
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''PK_2026_Kepala_Dinas")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "X-Bad" not in response


def test_pressing_the_button_twice_gives_one_document_and_leads_back_to_the_agreement(client, agreement, head):
    client.force_login(head)
    page = reverse("agreements:agreement_detail", args=[agreement.pk])
    assert client.post(issue_url(agreement), ON_DAY)["Location"] == page
    assert client.post(issue_url(agreement), ON_DAY)["Location"] == page
    assert client.get(issue_url(agreement))["Location"] == page
    assert IssuedDocument.objects.get().sequence == 1


def test_the_list_shows_numbers_and_offers_issuing_where_it_is_due(client, agreement, officer, head):
    client.force_login(head)
    page = client.get("/dokumen/").content.decode()
    assert "Lihat isi" in page and "Terbitkan</a>" in page
    issue_agreement(agreement, by=officer)
    page = client.get("/dokumen/").content.decode()
    assert "800/1/PK/2026" in page and "Buka PDF" in page
    assert "Terbitkan</a>" not in page


def test_the_list_is_of_the_year_asked_for_or_else_the_newest(client, agreement, officer):
    older = agreement_of(agreement.position, None, year=2025)
    client.force_login(officer)
    assert list(client.get("/dokumen/").context["page_obj"]) == [agreement]
    assert list(client.get("/dokumen/", {"tahun": "2025"}).context["page_obj"]) == [older]
    assert client.get("/dokumen/", {"tahun": "1999"}).context["year"] == 2026


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(client, officer, django_assert_num_queries, rows):
    factories.GovernmentFactory()
    superior = regional_head()
    for _ in range(rows):
        position = factories.PositionFactory()
        factories.holder_of(position)
        issue_agreement(agreement_of(position, superior), by=officer)
    client.force_login(officer)
    with django_assert_num_queries(10):
        client.get("/dokumen/")


def test_an_empty_list_says_what_has_to_happen_first(client, officer):
    factories.GovernmentFactory()
    client.force_login(officer)
    assert "Belum ada PK yang disepakati" in client.get("/dokumen/").content.decode()


# --- Who may not -----------------------------------------------------------------------------------------------------


def test_nobody_sees_the_document_of_another_unit(client, agreement, stranger):
    client.force_login(stranger)
    assert client.get(pdf_url(agreement)).status_code == 404
    assert client.post(issue_url(agreement)).status_code == 404
    assert list(client.get("/dokumen/").context["page_obj"]) == []


@pytest.mark.parametrize("role", ["inspectorate", "planning_agency"])
def test_who_reads_everything_may_print_but_not_issue(client, agreement, role):
    client.force_login(factories.user_with_role(role))
    assert client.get(pdf_url(agreement)).status_code == 200
    assert client.post(issue_url(agreement)).status_code == 403
    assert "Terbitkan</button>" not in client.get("/dokumen/").content.decode()


def test_who_is_not_logged_in_is_sent_to_the_log_in_page(client, agreement):
    for url in (pdf_url(agreement), "/dokumen/"):
        assert client.get(url).status_code == 302
    assert client.post(issue_url(agreement)).status_code == 302


def test_reading_never_issues(client, agreement, officer):
    client.force_login(officer)
    assert "Terbitkan</button>" in client.get(issue_url(agreement)).content.decode()
    assert not IssuedDocument.objects.exists()
    assert client.post(pdf_url(agreement)).status_code == 405


# --- Refused ---------------------------------------------------------------------------------------------------------


def test_issuing_too_early_is_refused_in_a_sentence(client, agreement, officer):
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.SUBMITTED)
    client.force_login(officer)
    page = client.post(issue_url(agreement), follow=True).content.decode()
    assert "PK ini berstatus “Diajukan”" in page


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF-1.7 lain")])
def test_a_stored_file_that_was_lost_or_altered_is_not_passed_off_as_the_document(client, agreement, officer, damage):
    issued = issue_agreement(agreement, by=officer)
    damage(Path(issued.file.path))
    client.force_login(officer)
    response = client.get(pdf_url(agreement))
    assert response.status_code == 503
    assert "hilang atau berubah sejak diterbitkan" in response.content.decode()


def test_a_draft_that_cannot_be_printed_says_why(client, agreement, officer):
    agreement.parties.all().delete()
    client.force_login(officer)
    response = client.get(pdf_url(agreement))
    assert response.status_code == 409
    assert "belum mempunyai Pihak Pertama" in response.content.decode()


def test_the_action_plan_goes_to_a_spreadsheet_with_numbers_marks_and_text_that_stays_text(client, agreement, head):
    line = agreement.lines.first()
    line.steps.all().delete()
    line.quarters.all().delete()
    LineQuarterTarget.objects.create(line=line, quarter=2, figure=Decimal("40.5"))
    ActionStep.objects.create(line=line, order=1, statement="=HYPERLINK('x')", person_in_charge="Ani", quarters=[1, 3])
    client.force_login(head)
    response = client.get(reverse("agreements:action_plan_workbook", args=[agreement.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[0][:3] == ["1.1", line.objective_statement, line.indicator_statement]
    assert rows[0][5:9] == [None, 40.5, None, None]
    assert rows[1][2:] == ["=HYPERLINK('x')", None, None, "√", None, "√", None, "Ani"]
    assert sheet.cell(7, 3).data_type == "s"
    assert "Rencana Aksi" in sheet.cell(1, 1).value
    line.steps.all().delete()
    content = client.get(reverse("agreements:action_plan_workbook", args=[agreement.pk])).content
    assert openpyxl.load_workbook(io.BytesIO(content)).active.cell(7, 3).value == "Belum ada langkah aksi."


@pytest.mark.parametrize("more", [0, 2])
def test_the_spreadsheet_of_the_action_plan_takes_the_same_queries_for_three_lines_as_for_one(
    client, agreement, head, more, django_assert_num_queries
):
    first = agreement.lines.first()
    agreement.lines.exclude(pk=first.pk).delete()
    for order in range(more):
        first.pk, first.order = None, 100 + order
        first.indicator = factories.IndicatorFactory(objective=first.indicator.objective)
        first.save()
    client.force_login(head)
    with django_assert_num_queries(18):
        client.get(reverse("agreements:action_plan_workbook", args=[agreement.pk]))
