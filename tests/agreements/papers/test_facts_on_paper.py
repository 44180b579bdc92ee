"""What the papers of an agreement say of people, offices and money."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from agreements.models import AgreementBudgetLine, Party
from agreements.papers.facts import agreement_document
from agreements.papers.kind import number_words
from indicators.models import Policy
from organisation.enums import PositionKind, WorkUnitKind
from organisation.models import FormerUnit, Government
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head

PNS, PPPK = "198502032010011004", "199009132025242014"


@pytest.fixture
def superior(db):
    factories.GovernmentFactory()
    return regional_head()


def agreement_in(unit, superior, **columns):
    position = factories.PositionFactory(unit=unit, kind=PositionKind.SUPERVISOR, reports_to=superior)
    factories.holder_of(position)
    return agreement_of(position, superior, **columns)


# --- People ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number, rank, printed",
    [
        (PNS, "Penata", ("Penata", "NIP. 19850203 201001 1 004")),
        (PPPK, "", ("", "NI PPPK 19900913 202524 2 014")),
        (PPPK, "Penata", ("", "NI PPPK 19900913 202524 2 014")),
        ("", "", ("", "")),
    ],
)
def test_a_pppk_has_a_number_of_another_name_and_no_rank(superior, number, rank, printed):
    agreement = agreement_in(factories.WorkUnitFactory(), superior)
    Party.objects.filter(agreement=agreement, side="first").update(employee_number=number, rank_name=rank)
    first = agreement_document(agreement).first
    assert (first.rank, first.number) == printed


# --- Offices ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind, below, office",
    [
        (WorkUnitKind.SERVICE_OFFICE, WorkUnitKind.DIVISION, "Dinas Kesehatan"),
        (WorkUnitKind.SERVICE_OFFICE, WorkUnitKind.TECHNICAL_UNIT, "Dinas Kesehatan"),
        (WorkUnitKind.DISTRICT, WorkUnitKind.URBAN_VILLAGE, "Dinas Kesehatan"),
    ],
)
def test_below_the_head_the_heading_names_the_unit_and_its_office(superior, kind, below, office):
    above = factories.WorkUnitFactory(name=office, kind=kind, code="1.02")
    unit = factories.WorkUnitFactory(name="Puskesmas Contoh", kind=below, parent=above)
    agreement = agreement_in(unit, superior)
    document = agreement_document(agreement)
    assert (document.unit_name, document.office_name) == ("Puskesmas Contoh", office)
    assert document.full_title == "Perjanjian Kinerja Tahun 2026 – Puskesmas Contoh, Dinas Kesehatan"
    assert number_words(agreement)["unit"] == "1.02"


def test_the_office_is_called_as_on_the_day_of_the_agreement(superior):
    above = factories.WorkUnitFactory(name="Dinas Kesehatan dan KB", kind=WorkUnitKind.SERVICE_OFFICE)
    until = datetime.date(2026, 3, 1)
    FormerUnit.objects.create(unit=above, until=until, name="Dinas Kesehatan", kind=WorkUnitKind.SERVICE_OFFICE)
    unit = factories.WorkUnitFactory(kind=WorkUnitKind.DIVISION, parent=above)
    agreement = agreement_in(unit, superior, status="in_force")
    assert agreement_document(agreement).office_name == "Dinas Kesehatan"


def test_the_head_of_an_office_and_the_regional_head_name_none(superior):
    head = factories.PositionFactory(unit__kind=WorkUnitKind.SERVICE_OFFICE)
    factories.holder_of(head)
    assert agreement_document(agreement_of(head, superior)).office_name == ""
    assert agreement_document(agreement_of(superior, None)).office_name == ""


def test_the_letterhead_is_that_of_the_office_and_the_emblem_that_of_the_regional_head(superior, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    government = Government.objects.current()
    government.letterhead = "Jalan Merdeka 1"
    government.coat_of_arms.save("daerah.png", ContentFile(b"daerah"), save=False)
    government.head_emblem.save("negara.png", ContentFile(b"negara"), save=False)
    government.save()
    above = factories.WorkUnitFactory(kind=WorkUnitKind.SERVICE_OFFICE, letterhead="Jalan Sehat 2\n\nTelepon 021 ")
    agreement = agreement_in(factories.WorkUnitFactory(kind=WorkUnitKind.DIVISION, parent=above), superior)
    document, of_head = agreement_document(agreement), agreement_document(agreement_of(superior, None))
    assert document.letterhead == ("Jalan Sehat 2", "Telepon 021")
    assert of_head.letterhead == ("Jalan Merdeka 1",)
    assert (document.crest.content, of_head.crest.content) == (b"daerah", b"negara")
    Government.objects.update(head_emblem="")
    assert agreement_document(agreement_of(superior, None, year=2027)).crest.content == b"daerah"


# --- Money -----------------------------------------------------------------------------------------------------------


def money(agreement, *rows):
    agreement.budget_lines.all().delete()
    for order, (code, name, amount, source) in enumerate(rows, start=1):
        AgreementBudgetLine.objects.create(
            agreement=agreement, order=order, program_code=code, program_name=name, amount=amount, funding_source=source
        )
    return agreement_document(agreement)


SUPPORT = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"


def test_equal_programmes_of_the_regional_head_are_summed_with_their_sources_beside_each_other(superior):
    document = money(
        agreement_of(superior, None),
        ("1.01.01", SUPPORT, Decimal(1_000), "DAU"),
        ("1.02.01", f"{SUPPORT} ", Decimal(2_000), "DAU"),
        ("1.02.01", SUPPORT, Decimal(500), "DAK"),
        ("1.02.02", "PROGRAM UPAYA KESEHATAN", Decimal(7_000), "DAU"),
    )
    assert document.fund_columns == ("DAU", "DAK")
    assert [(row.name, row.amount, row.by_source) for row in document.budget] == [
        (SUPPORT, "3.500", ("3.000", "500")),
        ("PROGRAM UPAYA KESEHATAN", "7.000", ("7.000", "")),
    ]
    assert (document.total, document.fund_totals) == ("10.500", ("10.000", "500"))


def test_other_heads_keep_programmes_of_one_name_apart_by_their_codes(superior):
    head = factories.PositionFactory(reports_to=superior)
    factories.holder_of(head)
    rows = [("1.01.01", SUPPORT, Decimal(1_000), "APBD"), ("1.02.01", SUPPORT, Decimal(2_000), "APBD")]
    document = money(agreement_of(head, superior), *rows)
    assert [(row.amount, row.fund_source) for row in document.budget] == [("Rp1.000", "APBD"), ("Rp2.000", "APBD")]
    assert document.total == "Rp3.000"


def test_more_sources_than_fit_stand_in_the_last_column(superior):
    rows = [("1.01.01", SUPPORT, Decimal(amount), source) for amount, source in ((4, "DAU"), (3, "DAK"), (2, "BLUD"))]
    document = money(agreement_of(superior, None), *rows, ("1.01.02", "PROGRAM LAIN", Decimal(1), "APBN"))
    assert document.fund_columns == ()
    assert [row.fund_source for row in document.budget] == ["DAU Rp4; DAK Rp3; BLUD Rp2", "APBN"]


def test_programmes_without_money_stand_on_the_paper_only_where_the_policy_says_so(superior):
    agreement = agreement_of(superior, None)
    rows = [("1.01.01", SUPPORT, Decimal(0), "DAU"), ("1.01.02", "PROGRAM LAIN", Decimal(5), "DAU")]
    assert [row.name for row in money(agreement, *rows).budget] == ["PROGRAM LAIN"]
    Policy.objects.update_or_create(year=2026, defaults={"with_zero_budget": True})
    assert [row.amount for row in money(agreement, *rows).budget] == ["Rp0", "Rp5"]
