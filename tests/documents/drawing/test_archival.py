"""PDF/A-3b by policy: the same document, fit for the archive, signed or not."""

import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from agreements.models import Agreement
from agreements.papers.attachments import render_attachment
from agreements.papers.facts import agreement_document, render_agreement
from documents.drawing.imprint import Imprint
from documents.enums import Paper
from documents.signing import engine
from documents.signing.stamps import annex_stamp
from indicators.models import Policy
from tests.agreements.papers.paper import AGREEMENTS, ATTACHMENTS
from tests.documents.drawing.archival import objections_to
from tests.documents.signing.test_engine import ADDRESS, PARTIES, sign

pytestmark = pytest.mark.usefixtures("drawn_cold")

ARCHIVED = {
    **{name: AGREEMENTS[name] for name in ("kepala OPD biasa", "kepala daerah", "nama sangat panjang", "draf")},
    **{name: document for name, document in ATTACHMENTS.items() if name.endswith("kepala OPD biasa")},
}


def archived(name: str) -> bytes:
    document = ARCHIVED[name]
    if name in ATTACHMENTS:
        return render_attachment(replace(document, agreement=replace(document.agreement, archival=True)))
    return render_agreement(replace(document, archival=True))


@pytest.mark.parametrize("name", ARCHIVED)
def test_the_archival_form_is_pdf_a_3b_and_tagged_as_before(name):
    content = archived(name)
    assert objections_to(content) == []
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "id"
        assert document.open_metadata()["dc:title"] == ARCHIVED[name].full_title


def test_the_same_document_gives_the_same_bytes():
    assert archived("kepala OPD biasa") == archived("kepala OPD biasa")


def test_the_usual_form_is_not_called_archival():
    assert "not identified as PDF/A-3b" in objections_to(render_agreement(AGREEMENTS["kepala OPD biasa"]))


@pytest.fixture
def archival_pk(agreement) -> bytes:
    """An issued agreement of a year whose policy asks for the archival form."""
    Policy.objects.create(year=2026, archival_pdf=True, paper=Paper.A4)
    fetched = Agreement.objects.with_content().get(pk=agreement.pk)
    return render_agreement(agreement_document(fetched, imprint=Imprint("800/1/PK/2026", ADDRESS)))


def test_the_policy_of_the_year_decides(archival_pk):
    assert objections_to(archival_pk) == []


def test_two_electronic_signatures_with_visible_boxes_keep_it_archival_and_valid(archival_pk, tmp_path):
    once = sign(engine.reserve(archival_pk, annex_stamp(ADDRESS), PARTIES), "first", "Siti Rahma")
    twice = sign(once, "second", "Ahmad Contoh")
    assert twice.startswith(archival_pk)
    assert [objections_to(content) for content in (once, twice)] == [[], []]
    path = tmp_path / "pk.pdf"
    path.write_bytes(twice)
    output = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert output.count("Signature Validation: Signature is Valid.") == 2
