"""The receipt on paper says what the page says."""

import io

import pypdf
import pytest
from django.urls import reverse

from organisation.enums import Role
from realisations.reports.receipts import receipts_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db):
    """A report of Dinas Kesehatan that was sent."""
    factories.GovernmentFactory()
    position = factories.PositionFactory(unit__name="Dinas Kesehatan")
    factories.IndicatorFactory(objective__position=position)
    return factories.report_of(position, "submitted")


def paper_of(client, report, number=1) -> pypdf.PdfReader:
    response = client.get(reverse("reports:receipt_pdf", args=[report.pk, number]))
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(b"".join(response) if response.streaming else response.content))


def test_paper_and_page_say_the_same_and_the_paper_is_tagged(client, report):
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    page = client.get(reverse("realisations:report_receipt", args=[report.pk])).content.decode()
    paper = paper_of(client, report)
    text = " ".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    (receipt,) = receipts_of(report)
    for term, value in receipt.facts:
        assert term in page
        assert term in text
        assert value in page
        assert value in text
    assert receipt.fate in text
    assert len(paper.pages) == 1
    assert paper.metadata.title == f"Tanda Terima Laporan Triwulan {receipt.code} – Kepala Dinas Kesehatan"
    assert (paper.root_object["/Lang"], paper.root_object["/MarkInfo"]["/Marked"]) == ("id", True)


def test_a_number_that_was_never_sent_is_not_found(client, report):
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    assert client.get(reverse("reports:receipt_pdf", args=[report.pk, 2])).status_code == 404


def test_other_offices_do_not_see_it(client, report):
    client.force_login(factories.holder_of(factories.PositionFactory()))
    assert client.get(reverse("reports:receipt_pdf", args=[report.pk, 1])).status_code == 404
