"""Every list reads its address the same way: nonsense counts as not chosen; the address leads back to the choice."""

import datetime

import pytest
from django.http import QueryDict

from agreements.cascade.forms import CascadeFilter
from agreements.season.filters import AgreementFilter
from duties.reminders.filters import ReminderFilter
from evaluations.dashboard.filters import DashboardFilter
from indicators.budgets.forms import BudgetFilter
from indicators.definitions.forms import IndicatorFilter
from messaging.outbox.filters import SentFilter
from organisation.pages.filtering import AddressFilter, number_in, words_in, year_in
from realisations.reports.filters import ReportFilter

TODAY = datetime.date(2026, 4, 7)
OF_A_YEAR = [AgreementFilter, IndicatorFilter, BudgetFilter, CascadeFilter, DashboardFilter, ReportFilter]
NONSENSE = ["x", "-1", "٣", "9" * 30, "1;DROP", "\x00", "1.5", " "]

pytestmark = pytest.mark.django_db


def read(kind: type[AddressFilter], query: str) -> AddressFilter:
    return kind.of(QueryDict(query), TODAY) if kind in OF_A_YEAR else kind.read(QueryDict(query))


def nonsense(kind: type[AddressFilter], text: str) -> AddressFilter:
    """The filter that is read where every part but the search words is nonsense."""
    data = QueryDict(mutable=True)
    data.update({address: text for address, _ in kind.PARTS.values() if address != "q"})
    return read(kind, data.urlencode())


@pytest.mark.parametrize("text", NONSENSE)
@pytest.mark.parametrize("kind", [*OF_A_YEAR, ReminderFilter, SentFilter])
def test_nonsense_in_an_address_is_as_if_nothing_were_chosen(kind, text):
    assert nonsense(kind, text) == read(kind, "triwulan=")
    assert nonsense(kind, text).fields.keys() <= {"tahun", "halaman"}


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        (AgreementFilter, "tahun=2027&status=draft&unit=3&jenjang=assistant&kurang=anggaran&lingkup=saya&q=dinas"),
        (IndicatorFilter, "tahun=2027&unit=3&jabatan=4&iku=ya&kurang=target&q=stunting"),
        (BudgetFilter, "tahun=2027&unit=3&q=camat"),
        (CascadeFilter, "tahun=2027&unit=3&jabatan=4&tanda=ada&halaman=2"),
        (DashboardFilter, "tahun=2027&triwulan=2"),
        (ReportFilter, "tahun=2027&triwulan=2&unit=3&status=draft&lingkup=semua"),
        (ReminderFilter, "unit=3&jenis=fill&jabatan=4&orang=5"),
        (SentFilter, "unit=3&jenis=fill&saluran=email&keadaan=sent&hari=2026-04-07"),
    ],
)
def test_the_query_of_a_choice_leads_back_to_it(kind, query):
    chosen = read(kind, query)
    assert chosen.query == query
    assert read(kind, chosen.query) == chosen


@pytest.mark.parametrize("kind", [ReminderFilter, SentFilter])
def test_an_address_without_a_choice_is_any(kind):
    assert read(kind, "").is_any
    assert not read(kind, "unit=3").is_any


def test_another_mark_of_the_cascade_begins_on_the_first_page():
    chosen = read(CascadeFilter, "tahun=2027&unit=3&halaman=4")
    assert chosen.with_changes(mark="ada") == "tahun=2027&unit=3&tanda=ada"
    assert chosen.with_changes(page=5) == "tahun=2027&unit=3&halaman=5"


def test_numbers_years_and_words_are_read_with_their_bounds():
    assert [number_in(text) for text in ("12", "0", "", *NONSENSE)] == [12, 0, *[None] * 9]
    assert [year_in(text) for text in ("1999", "2000", "2100", "2101", "x")] == [None, 2000, 2100, None, None]
    assert words_in(" \x00 angka stunting ") == "angka stunting"
    assert len(words_in("a" * 500)) == 100
