"""Forms that no page sends: too many fields, none, repeated ones, megabytes. Never a bare error, never half kept."""

import pytest
from django.test import Client
from django.urls import reverse

from realisations.models import Realisation
from tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

FRIENDLY = "Permintaan ini tidak dapat dibaca"


@pytest.fixture
def client(office: Office) -> Client:
    client = Client()
    client.force_login(office.operator)
    return client


def address(office: Office, name: str = "report_edit") -> str:
    return reverse(f"realisations:{name}", args=[office.report().pk])


def value_box(office: Office) -> str:
    return f"r{office.stunting.pk}-value"


def test_a_thousand_and_one_fields_are_an_ordinary_form(office: Office, client: Client) -> None:
    data = {"version": "0", value_box(office): "16", **{f"r{number}-note": "x" for number in range(90_000, 91_001)}}
    assert client.post(address(office), data).status_code == 302
    assert [(row.indicator, row.figure) for row in Realisation.objects.all()] == [(office.stunting, 16)]


@pytest.mark.parametrize("name", ["report_edit", "cell_save"])
@pytest.mark.parametrize("excess", ["fields", "bytes"])
def test_beyond_every_measure_a_friendly_page_says_so_and_nothing_is_stored(
    office: Office, client: Client, name: str, excess: str
) -> None:
    more = {f"x{number}": "" for number in range(5001)} if excess == "fields" else {"text": "kata " * 540_000}
    data = {"version": "0", "name": value_box(office), value_box(office): "16", "text": "16", **more}
    body = "&".join(f"{key}={value.replace(' ', '+')}" for key, value in data.items())
    response = client.post(address(office, name), body, content_type="application/x-www-form-urlencoded")
    page = response.content.decode()
    assert response.status_code == 400
    assert FRIENDLY in page
    assert "Isian Anda" in page, "what to do, and what became of the typing"
    assert not Realisation.objects.exists()


def test_an_empty_form_is_an_old_form_and_changes_nothing(office: Office, client: Client) -> None:
    client.post(address(office), {"version": "0", value_box(office): "16"})
    assert client.post(address(office), {}).status_code == 409
    assert Realisation.objects.get().figure == 16


def test_of_repeated_fields_the_last_counts_as_in_every_form(office: Office, client: Client) -> None:
    client.post(address(office), {"version": "0", value_box(office): ["15", "16"]})
    assert Realisation.objects.get().figure == 16
    client.post(address(office, "cell_save"), {"name": value_box(office), "text": ["17", "18"], "was": "16"})
    assert Realisation.objects.get().figure == 18


@pytest.mark.parametrize("word", ["a" * 81, "a" * 50_000])
def test_an_endless_word_stays_in_its_box_with_a_sentence(office: Office, client: Client, word: str) -> None:
    note = f"r{office.stunting.pk}-note"
    data = {"version": "0", value_box(office): "16", note: word, f"r{office.clinics.pk}-value": "4"}
    page = client.post(address(office), data).content.decode()
    assert "tanpa spasi yang terlalu panjang" in page
    assert word in page
    assert [row.indicator for row in Realisation.objects.all()] == [office.clinics], "the good row is saved"


def test_formulas_and_emoji_are_plain_text(office: Office, client: Client) -> None:
    text = "=cmd()|'/C calc'!A0 👍 <b>\"tebal\"</b>"
    client.post(address(office), {"version": "0", f"r{office.stunting.pk}-note": text})
    assert Realisation.objects.get().note == text
    assert "&lt;b&gt;" in client.get(address(office)).content.decode()
