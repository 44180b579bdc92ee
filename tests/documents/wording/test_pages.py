"""Pages where Bagian Organisasi words the documents."""

import io
import re

import pypdf
import pytest

from agreements.papers.wordings import TextKind
from documents.models import TextVersion
from documents.wordings import wording_named
from tests import factories

PACT = wording_named("integrity_pact")
BASE = "/dokumen/naskah/pakta-integritas/"


@pytest.fixture
def wording(client, officer):
    """A client logged in as Bagian Organisasi of a government."""
    factories.GovernmentFactory()
    client.force_login(officer)
    return client


def typed(**changes: str) -> dict[str, str]:
    return {**PACT.defaults, "reason": "Perbup 12/2026", "seen": "0", "example": "", **changes}


def text_of(response) -> str:
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_list_tells_which_version_of_each_document_is_printed(wording):
    wording.post(BASE, typed(closing="Demikian."))
    page = wording.get("/dokumen/naskah/").content.decode()
    for kind in TextKind:
        assert kind.label in page
        assert f"/dokumen/naskah/{wording_named(kind).slug}/" in page
    assert page.count("Naskah baku") == len(TextKind) - 1
    assert "Versi 1" in page


@pytest.mark.parametrize("saved", [1, 3])
def test_the_list_takes_the_same_queries_however_many_versions_there_are(wording, saved, django_assert_num_queries):
    for number in range(saved):
        wording.post(BASE, typed(closing=f"Demikian {number}.", seen=str(number)))
    assert TextVersion.objects.count() == saved
    with django_assert_num_queries(6):
        wording.get("/dokumen/naskah/")


def test_saving_makes_a_version_that_the_history_shows_with_person_and_reason(wording, officer):
    response = wording.post(BASE, typed(closing="Demikian."), follow=True)
    page = response.content.decode()
    assert "Pakta Integritas, versi 1 tersimpan" in page
    assert "Perbup 12/2026" in page and str(officer) in page
    assert TextVersion.objects.get().parts["closing"] == "Demikian."


def test_line_ends_of_browsers_are_made_plain(wording):
    wording.post(BASE, typed(points="satu\r\ndua"))
    assert TextVersion.objects.get().parts["points"] == "satu\ndua"


def test_a_version_shows_what_it_added_and_removed(wording):
    wording.post(BASE, typed(closing="Apabila saya melanggar janji ini, saya siap."))
    page = wording.get(f"{BASE}versi/1/").content.decode()
    assert "<ins>janji ini, </ins>" in page
    assert "<del>" in page
    assert "Pulihkan versi ini" not in page


def test_the_statutory_wording_comes_back_as_a_new_version(wording):
    wording.post(BASE, typed(closing="Demikian."))
    assert "Memulihkan naskah baku" in wording.get(f"{BASE}versi/0/pulihkan/").content.decode()
    wording.post(f"{BASE}versi/0/pulihkan/", {"reason": "Kembali ke naskah baku", "seen": "1"})
    assert TextVersion.objects.first().number == 2
    assert TextVersion.objects.first().parts == PACT.defaults


@pytest.mark.parametrize("kind", TextKind)
def test_a_wording_is_seen_on_paper_before_it_is_kept(wording, kind):
    parts = wording_named(kind).defaults
    name = next(iter(parts))
    data = {**parts, name: "Kalimat percobaan untuk {jabatan}.", "seen": "0", "reason": "", "example": ""}
    response = wording.post(f"/dokumen/naskah/{wording_named(kind).slug}/pratinjau/", data)
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response)
    assert "Kalimat percobaan untuk" in text
    assert "DRAF" in text
    assert not TextVersion.objects.exists()


def test_the_preview_can_be_of_a_real_agreement(client, officer, agreement):
    client.force_login(officer)
    assert str(agreement) in client.get(BASE).content.decode()
    response = client.post(f"{BASE}pratinjau/", typed(closing="Demikian janji {nama}.", example=str(agreement.pk)))
    assert f"Demikian janji {agreement.party_of('first').name}." in text_of(response)


# --- Refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [BASE, f"{BASE}pratinjau/"])
def test_a_wrong_placeholder_is_named_and_everything_typed_is_kept(wording, address):
    response = wording.post(address, typed(closing="Demikian {namaa} <b>&</b>.", points="Butir saya"))
    page = response.content.decode()
    assert "Tanda isian {namaa} tidak dikenal." in page
    assert "Ada yang perlu diperbaiki" in page
    assert "Demikian {namaa} &lt;b&gt;&amp;&lt;/b&gt;." in page
    assert "Butir saya" in page and "Perbup 12/2026" in page
    assert not TextVersion.objects.exists()


def test_saving_without_a_reason_is_refused_beside_the_reason(wording):
    page = wording.post(BASE, typed(closing="Demikian.", reason="")).content.decode()
    assert "Tuliskan alasan perubahan naskah." in page
    assert 'href="#id_reason"' in page


def test_who_comes_second_reads_that_somebody_saved_meanwhile(wording):
    wording.post(BASE, typed(closing="Demikian."))
    page = wording.post(BASE, typed(closing="Yang kedua.")).content.decode()
    assert "sudah menyimpan versi 1" in page
    assert "Yang kedua." in page
    assert TextVersion.objects.count() == 1


def test_markup_is_shown_as_text_in_the_comparison(wording):
    wording.post(BASE, typed(closing="<script>alert(1)</script>"))
    page = wording.get(f"{BASE}versi/1/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["/dokumen/naskah/surat-cinta/", f"{BASE}versi/9/", f"{BASE}versi/9/pulihkan/"])
def test_what_does_not_exist_leads_nowhere(wording, address):
    assert wording.get(address).status_code == 404
