"""Reference sheets on request: one indicator, a position, a unit; watermarked, never stored, nothing left out."""

import datetime
import io
import re

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import resolve, reverse

from documents.models import IssuedDocument
from indicators.models import Indicator
from indicators.sheets.facts import MOST_SHEETS, render_sheets, sheet_book
from organisation.models import User
from tests.agreements.stage import Stage, indicators_of, set_stage
from tests.factories import PositionFactory, WorkUnitFactory, target_for
from tests.office import figure
from tests.prepared import fetch

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 2, 3)


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def own(stage: Stage) -> list[Indicator]:
    found = Indicator.objects.of_positions([stage.head.pk]).select_related("objective__position__unit")
    return list(found.in_order())


def test_a_sheet_tells_every_field_and_shows_a_dash_where_nothing_is_written(stage):
    indicator = stage.indicators[0]
    Indicator.objects.filter(pk=indicator.pk).update(
        rationale="Menentukan mutu layanan <b>",
        numerator_definition="Yang dilayani",
        denominator_definition="Yang harus dilayani",
        decimals=2,
        data_producer="BPS",
        national_benchmark="70,1 (2025)",
        release_month=7,
    )
    target_for(indicator, figure("85"), 2027)
    book = sheet_book(own(stage)[:1], "Kepala Dinas Kesehatan", 2026, on=ON)
    terms = dict(book.parts[0].sheets[0].terms)
    assert terms["Alasan pemilihan"] == "Menentukan mutu layanan <b>"
    assert (terms["Definisi pembilang"], terms["Definisi penyebut"]) == ("Yang dilayani", "Yang harus dilayani")
    assert (terms["Angka di belakang koma"], terms["Bulan rilis data luar"]) == ("2", "Juli")
    assert (terms["Produsen data"], terms["Pembanding nasional"]) == ("BPS", "70,1 (2025)")
    assert (terms["Target 2026"], terms["Target triwulan"]) == ("80,00", "TW I –, TW II –, TW III –, TW IV 80,00")
    assert terms["Target tahun lain"] == "2027: 85,00"
    empty = dict(sheet_book(own(stage)[1:2], "X", 2031, on=ON).parts[0].sheets[0].terms)
    assert (empty["Alasan pemilihan"], empty["Target 2031"], empty["Target triwulan"]) == ("–", "–", "–")


def test_the_paper_is_marked_as_a_draft_and_is_the_same_each_time(stage):
    book = sheet_book(own(stage), "Kepala Dinas Kesehatan", 2026, on=ON)
    content = render_sheets(book)
    text = text_of(content)
    assert content == render_sheets(book)
    for wanted in (
        "DRAF",
        "Keadaan rencana pada 3 Februari 2026",
        "Definisi operasional",
        stage.indicators[2].statement,
    ):
        assert wanted in text


def test_a_position_prints_all_its_sheets_and_a_unit_those_below_it_too(stage):
    below = PositionFactory(
        unit=WorkUnitFactory(parent=stage.head.unit), title="Kepala Balai Khusus", reports_to=stage.head
    )
    indicators_of(below, 1)
    client = as_user(stage.head_user)
    answer = fetch(client, reverse("indicators:unit_sheets_pdf", args=[stage.head.unit_id]), {"tahun": "2026"})
    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert "Kepala Balai Khusus" in text
    single = fetch(client, reverse("indicators:position_sheets_pdf", args=[stage.head.pk]), {"tahun": "2026"})
    assert "Kepala Balai Khusus" not in text_of(single.content)
    assert not IssuedDocument.objects.exists()


def test_one_sheet_is_printed_from_the_page_of_its_indicator(stage):
    client = as_user(stage.head_user)
    address = reverse("indicators:indicator_sheet_pdf", args=[stage.indicators[0].pk])
    assert (
        address in client.get(reverse("realisations:indicator_detail", args=[stage.indicators[0].pk])).content.decode()
    )
    assert stage.indicators[0].statement in text_of(client.get(address, {"tahun": "x"}).content)
    assert "attachment" in client.get(address, {"unduh": ""})["Content-Disposition"]


def test_a_version_that_is_not_measured_in_the_year_is_left_out(stage):
    Indicator.objects.filter(pk__in=[indicator.pk for indicator in stage.indicators[1:]]).update(last_year=2026)
    client = as_user(stage.head_user)
    address = reverse("indicators:position_sheets_pdf", args=[stage.head.pk])
    text = text_of(fetch(client, address, {"tahun": "2027"}).content)
    assert stage.indicators[0].statement in text
    assert stage.indicators[2].statement not in text


def test_nothing_and_too_much_are_refused_with_a_sentence(stage):
    answer = fetch(as_user(stage.bupati_user), reverse("indicators:position_sheets_pdf", args=[stage.bupati.pk]))
    assert "Dokumen tidak dapat dibuat" in answer.content.decode()
    assert "Belum ada indikator yang dapat dicetak" in answer.content.decode()
    with pytest.raises(ValidationError, match=f"paling banyak {MOST_SHEETS}"):
        sheet_book([stage.indicators[0]] * (MOST_SHEETS + 1), "X", 2026, on=ON)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_sheets(stage, count, django_assert_num_queries):
    indicators = own(stage)[:count]
    with django_assert_num_queries(4):
        sheet_book(indicators, "X", 2026, on=ON)


def test_the_address_of_a_units_sheets_is_nobody_elses(stage):
    address = reverse("indicators:unit_sheets_pdf", args=[stage.head.unit_id])
    assert resolve(address).view_name == "indicators:unit_sheets_pdf"
