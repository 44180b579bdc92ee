"""The reporting calendar and the policy of a year: everybody reads them, Bagian Organisasi changes them."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.trail import history
from indicators.calendar.actions import ensure_year
from indicators.domain.policy import LAN_239, PERMENDAGRI_86
from indicators.models import Period, PeriodExtension, Policy
from organisation.enums import Role
from organisation.models import User
from tests.factories import WorkUnitFactory, user_with_role
from tests.office import Office
from tests.words import lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

LIST = "/realisasi/jadwal/"


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def calendar_of(year: int, **changes: str) -> dict[str, str]:
    """What a browser sends for a year's dates."""
    sent = {
        f"tw{period.quarter}_{name}": f"{getattr(period, name):%d-%m-%Y}"
        for period in Period.objects.of_year(year)
        for name in ("opens", "due", "closes")
    }
    return {**sent, **changes}


def policy_data(**changes: str) -> dict[str, str]:
    """What a browser sends for an unchanged policy."""
    return {
        "minimize_formula": "a",
        "zero_target": "laid_down",
        "averaging": "indicators",
        "cap_display": "",
        "cap_in_average": "",
        "scale": "",
        "due_day": "10",
        "working_week": "five",
        "due_move": "stays",
        "budget_document_on": "",
        "signing_order": "first_then_second",
        "paper": "f4",
        "agreement_number_format": "800/{nomor}/PK/{tahun}",
        "evidence_rule": Policy._meta.get_field("evidence_rule").default,
        **changes,
    }


def test_everybody_sees_the_calendar_and_only_managers_its_buttons(office: Office) -> None:
    page = as_user(office.head).get(LIST).content.decode()
    assert "10 Oktober 2026" in page
    assert "Perpanjang" not in page.replace("Perpanjangan", "")
    assert "Siapkan" not in page
    page = as_user(office.section).get(LIST).content.decode()
    assert "Siapkan tahun" in page
    assert reverse("indicators:extension_create", args=[office.period.pk]) in page


def test_a_year_is_prepared_with_one_click(office: Office) -> None:
    client = as_user(user_with_role(Role.ADMINISTRATOR))
    response = client.post("/realisasi/jadwal/siapkan/", {"year": "2027"})
    assert response.url == "/realisasi/jadwal/2027/"
    assert Period.objects.of_year(2027).count() == 4
    for wrong in ("", "dua ribu", "27", "20277"):
        page = client.post("/realisasi/jadwal/siapkan/", {"year": wrong}, follow=True).content.decode()
        assert "ahun" in page
    assert set(Policy.objects.values_list("year", flat=True)) == {2026, 2027}
    assert as_user(office.head).post("/realisasi/jadwal/siapkan/", {"year": "2028"}).status_code == 403
    assert as_user(office.section).get("/realisasi/jadwal/siapkan/").status_code == 405


def test_dates_are_changed_as_indonesians_write_them_and_kept_in_the_trail(office: Office) -> None:
    data = calendar_of(2026, tw3_due="15 Oktober 2026", tw3_closes="5/11/2026")
    assert as_user(office.section).post("/realisasi/jadwal/2026/", data).status_code == 302
    office.period.refresh_from_db()
    assert (office.period.due, office.period.closes) == (datetime.date(2026, 10, 15), datetime.date(2026, 11, 5))
    (event,) = history(office.period).filter(verb="period.changed")
    assert lines_of(event) == [
        "batas lapor: 10 Oktober 2026 → 15 Oktober 2026",
        "ditutup: 31 Oktober 2026 → 5 November 2026",
    ]
    assert not history(Period.objects.get(year=2026, quarter=1)).filter(verb="period.changed").exists()


def test_dates_that_make_no_sense_come_back_as_typed(office: Office) -> None:
    client = as_user(office.section)
    data = calendar_of(2026, tw3_due="1-9-2026", tw2_closes="10/31/2026", tw1_due="30-6-2026")
    page = client.post("/realisasi/jadwal/2026/", data).content.decode()
    assert "Batas lapor harus sesudah tanggal dibuka." in page
    assert "Tanggal ditutup tidak boleh sebelum batas lapor." in page
    assert "Tanggal ini tidak dikenal." in page
    assert 'value="10/31/2026"' in page
    office.period.refresh_from_db()
    assert office.period.due == datetime.date(2026, 10, 10)
    assert client.get("/realisasi/jadwal/1999/").status_code == 404
    assert as_user(office.head).get("/realisasi/jadwal/2026/").status_code == 403


def test_quarters_follow_each_other_near_their_year(office: Office) -> None:
    client = as_user(office.section)
    for days, sentence in (
        ({"tw2_due": "1-7-2026"}, "Batas lapor harus sesudah tanggal dibuka."),
        ({"tw1_opens": "31-12-2025"}, "Tanggal dibuka paling awal 1 Januari 2026."),
        ({"tw4_closes": "1-1-2028"}, "Tanggal ditutup paling akhir 31 Desember 2027."),
        ({"tw3_opens": "1-6-2026"}, "Dibuka harus sesudah tanggal yang sama pada TW II."),
        ({"tw3_closes": "31-1-2027"}, "Ditutup harus sesudah tanggal yang sama pada TW III."),
    ):
        assert sentence in client.post("/realisasi/jadwal/2026/", calendar_of(2026, **days)).content.decode()


def test_a_prepared_year_says_whose_policy_it_copies(office: Office) -> None:
    client = as_user(user_with_role(Role.ADMINISTRATOR))
    page = client.post("/realisasi/jadwal/siapkan/", {"year": "2027"}, follow=True).content.decode()
    assert "disalin dari tahun 2026" in page
    assert "disalin" not in client.post("/realisasi/jadwal/siapkan/", {"year": "2027"}, follow=True).content.decode()


def test_a_unit_gets_more_time_with_a_reason(office: Office) -> None:
    url = reverse("indicators:extension_create", args=[office.period.pk])
    data = {"unit": office.unit.pk, "until": "9 November 2026", "reason": "Kantor kebanjiran"}
    client = as_user(office.section)
    assert client.post(url, data).url == LIST
    page = client.get(LIST).content.decode()
    assert "Dinas Kesehatan sampai 9 November 2026: Kantor kebanjiran" in page
    assert lines_of(history(office.period).first()) == ["Dinas Kesehatan sampai 9 November 2026: Kantor kebanjiran"]
    client.post(url, {**data, "until": "20-11-2026"})
    assert PeriodExtension.objects.get().until == datetime.date(2026, 11, 20), "a second one replaces the first"


def test_more_time_is_refused_without_a_reason_or_before_the_end(office: Office) -> None:
    url = reverse("indicators:extension_create", args=[office.period.pk])
    client = as_user(office.section)
    page = client.post(url, {"unit": office.unit.pk, "until": "31-10-2026", "reason": "x"}).content.decode()
    assert "memang masih dibuka sampai 31 Oktober 2026" in page
    assert client.post(url, {"unit": office.unit.pk, "until": "9-11-2026", "reason": "  "}).status_code == 200
    assert client.post(url, {"unit": 0, "until": "kapan-kapan", "reason": "x"}).status_code == 200
    assert not PeriodExtension.objects.exists()
    assert as_user(office.head).post(url, {}).status_code == 403


def test_a_policy_is_read_by_all_and_changed_with_its_trail(office: Office) -> None:
    page = as_user(office.division_head).get("/realisasi/kebijakan/2026/").content.decode()
    assert "Sangat Tinggi" in page
    assert "di atas 90%" in page
    assert "Ubah kebijakan" not in page
    client = as_user(office.section)
    data = policy_data(minimize_formula="b", cap_in_average="100", scale=LAN_239.name, due_day="15")
    assert client.post("/realisasi/kebijakan/2026/ubah/", data).url == "/realisasi/kebijakan/2026/"
    policy = Policy.objects.get(year=2026)
    assert (policy.minimize_formula, policy.cap_in_average, policy.due_day) == ("b", Decimal(100), 15)
    assert policy.as_domain().scale.name == LAN_239.name
    assert policy.as_domain().scale.descending == LAN_239.descending
    written = dict(line.split(": ", 1) for line in lines_of(history(policy).first()))
    assert written["rumus indikator turun"].endswith(" → B: target / realisasi")
    assert " → Sangat Berhasil (mulai 85%)" in written["kategori"]


def test_the_season_of_agreements_is_set_with_the_policy_and_told_in_words(office: Office) -> None:
    client = as_user(office.section)
    data = policy_data(budget_document_on="5 Januari 2026", signing_order="any")
    page = client.post("/realisasi/kebijakan/2026/ubah/", data, follow=True).content.decode()
    policy = Policy.objects.get(year=2026)
    assert (policy.budget_document_on.isoformat(), policy.signing_order) == ("2026-01-05", "any")
    assert "Siapa saja boleh lebih dahulu" in page
    written = dict(line.split(": ", 1) for line in lines_of(history(policy).first()))
    assert written["tanggal penetapan DPA"] == "– → 5 Januari 2026"
    assert set(written) == {"tanggal penetapan DPA", "urutan tanda tangan"}


def test_saving_an_unchanged_policy_writes_nothing(office: Office) -> None:
    as_user(office.section).post("/realisasi/kebijakan/2026/ubah/", policy_data())
    policy = Policy.objects.get(year=2026)
    assert history(policy).count() == 1
    assert policy.as_domain().scale.descending == PERMENDAGRI_86.descending


@pytest.mark.parametrize(
    ("box", "text", "sentence"),
    [
        ("due_day", "31", "antara 1 dan 28"),
        ("cap_display", "-5", "tidak boleh negatif"),
        ("cap_in_average", "1.200.00", "tidak pada tempatnya"),
        ("agreement_number_format", "800/PK", "Gunakan {nomor}"),
        ("agreement_number_format", "{nomor}/{dinas}", "{dinas} tidak dikenal"),
        ("agreement_number_format", "{nomor}/{nomor}", "paling banyak sekali"),
        ("agreement_number_format", "{nomor}/{tahun", "Kurung kurawal hanya untuk"),
        ("scale", "Skala Bulan", "pilihan"),
        ("budget_document_on", "5 Januari 2024", "antara 1 Januari 2025 dan 31 Desember 2026"),
        ("budget_document_on", "31 Februari 2026", "tidak dikenal"),
        ("signing_order", "kedua", "pilihan"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(office: Office, box: str, text: str, sentence: str) -> None:
    page = as_user(office.section).post("/realisasi/kebijakan/2026/ubah/", policy_data(**{box: text})).content.decode()
    assert sentence in page
    assert f'value="{text}"' in page or box in {"scale", "signing_order"}
    assert history(Policy.objects.get(year=2026)).count() == 1


def test_only_managers_change_a_policy(office: Office) -> None:
    assert as_user(office.secretary).get("/realisasi/kebijakan/2026/ubah/").status_code == 403
    assert as_user(office.head).post("/realisasi/kebijakan/2026/ubah/", policy_data()).status_code == 403
    assert as_user(office.section).get("/realisasi/kebijakan/1999/").status_code == 404


@pytest.mark.parametrize("years", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_calendar(
    office: Office, years: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2027, 2027 + years):
        ensure_year(year, by=None)
        for period in Period.objects.of_year(year):
            PeriodExtension.objects.create(
                period=period, unit=WorkUnitFactory(), until=datetime.date(2040, 1, 1), reason="x"
            )
    client = as_user(office.section)
    with django_assert_num_queries(8):
        client.get(LIST)
