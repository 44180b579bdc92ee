"""Typing a quarter in the browser: nothing typed is lost, ambiguous figures are asked back, sending happens once."""

import datetime
import gzip
import re
import time
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.models import Event
from indicators.enums import Aggregation, ValueState
from indicators.models import Indicator
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from tests.clocks import database_clock
from tests.entries import save_report
from tests.exchange.books import bring_in
from tests.factories import BudgetLineFactory, IndicatorFactory, realise, report_of, target_for
from tests.office import TODAY, WIB, Office, figure
from tests.realisations.reports.test_report_life import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def edit_url(office: Office) -> str:
    return reverse("realisations:report_edit", args=[office.report().pk])


def box(indicator: Indicator, name: str = "value") -> str:
    return f"r{indicator.pk}-{name}"


def typed(office: Office, **boxes: str) -> dict[str, str]:
    """What a browser sends: `stunting="16"` fills the value box, `stunting__note` another one."""
    data = {"version": str(office.report().version)}
    for name, text in boxes.items():
        indicator, _, field = name.partition("__")
        data[box(getattr(office, indicator), field or "value")] = text
    return data


ALL = {"stunting": "16,5", "clinics": "0", "grade": "B", "on_time": "ya"}


def test_the_form_shows_targets_the_quarter_before_and_the_unit(office: Office) -> None:
    realise(report_of(office.position, quarter=2), office.stunting, figure("17.4"))
    page = as_user(office.operator).get(edit_url(office)).content.decode()
    row = page[page.index(f'id="indikator-{office.stunting.pk}"') :][:4000]
    for text in (
        "15,5",
        "14",
        "17,4",
        "Makin rendah makin baik",
        'inputmode="decimal"',
        '<span class="input-group-text">%',
    ):
        assert text in row
    assert "Batas lapor Sabtu, 10 Oktober 2026 pukul 23.59 WIB (2 hari lagi)" in page
    assert Event.objects.filter(verb="report.saved").count() == 0


def test_a_whole_form_is_saved_as_draft(office: Office) -> None:
    client = as_user(office.operator)
    data = typed(office, **ALL, stunting__note="Data September", stunting__is_provisional="on")
    data[f"a{office.budget.pk}-amount"] = "Rp125.000.000"
    response = client.post(edit_url(office), data, follow=True)
    assert "Draf tersimpan." in response.content.decode()
    stored = {row.indicator_id: row.value for row in Realisation.objects.all()}
    assert stored[office.stunting.pk] == figure("16.5")
    assert stored[office.clinics.pk] == figure("0")
    assert stored[office.on_time.pk].label == "ya"
    row = Realisation.objects.get(indicator=office.stunting)
    assert (row.note, row.is_provisional) == ("Data September", True)
    assert BudgetRealisation.objects.get().amount == 125_000_000


def test_numerator_and_denominator_give_the_value_that_was_left_empty(office: Office) -> None:
    data = typed(office, stunting__numerator="1.200,5", stunting__denominator="7.500,0")
    as_user(office.operator).post(edit_url(office), data)
    row = Realisation.objects.get()
    assert (row.figure, row.numerator, row.denominator) == (
        Decimal("16.006667"),
        Decimal("1200.5"),
        Decimal("7500"),
    )


def test_parts_that_contradict_the_value_are_pointed_out_before_sending(office: Office) -> None:
    data = typed(office, stunting="18", stunting__numerator="1,2", stunting__denominator="7,5")
    page = as_user(office.operator).post(edit_url(office), {**data, "check": "1"}, follow=True).content.decode()
    assert "Pembilang dan penyebut memberi 16, sedangkan realisasi 18." in page


BAD = [
    ("stunting", "1e5", "bukan angka"),
    ("stunting", "enam belas", "bukan angka"),
    ("stunting", "85.123", "dapat dibaca 85123 atau 85,123"),
    ("stunting", "12,34.5", "tidak pada tempatnya"),
    ("stunting", "NaN", "bukan angka"),
    ("stunting", "\u0661\u0666", "bukan angka"),
    ("stunting", "16,1234567", "paling banyak 6 angka di belakang koma"),
    ("stunting", "9" * 15, "terlalu besar"),
    ("clinics", "-3", "tidak boleh negatif"),
    ("grade", "SSS", "tidak ada dalam skala. Pilih salah satu: D, C, CC"),
    ("on_time", "mungkin", "bukan jawaban ya atau tidak"),
    ("stunting__state", "lupa", "Pilih Dilaporkan"),
    ("stunting__denominator", "0", "Penyebut tidak boleh 0"),
    ("stunting__denominator", "-5", "Penyebut tidak boleh negatif"),
]


def test_a_count_is_never_negative_whatever_its_rule(office: Office) -> None:
    name = box(office.clinics)
    for aggregation in Aggregation:
        Indicator.objects.filter(pk=office.clinics.pk).update(aggregation=aggregation)
        page = as_user(office.operator).post(edit_url(office), typed(office, clinics="-3")).content.decode()
        assert "Angka ini tidak boleh negatif. Tulis 0 atau lebih." in page
    Indicator.objects.filter(pk=office.clinics.pk).update(statement="Penambahan puskesmas", aggregation="last")
    assert as_user(office.operator).post(edit_url(office), {"version": "0", name: "-3"}).status_code == 302
    assert Realisation.objects.get(indicator=office.clinics).figure == -3


@pytest.mark.parametrize(("name", "text", "sentence"), BAD, ids=[text for _, text, _ in BAD])
def test_what_cannot_be_kept_stays_in_its_box_with_a_sentence(
    office: Office, name: str, text: str, sentence: str
) -> None:
    good = "clinics" if not name.startswith("clinics") else "stunting"
    data = {
        **typed(office, **{good: "7"}),
        **typed(office, **{name: text, f"{name.split('__')[0]}__note": "tetap di sini"}),
    }
    page = as_user(office.operator).post(edit_url(office), data).content.decode()
    indicator = getattr(office, name.split("__")[0])
    assert re.search(rf'href="#id_r{indicator.pk}-\w+">[^<]*{re.escape(sentence)}', page), "in the summary"
    assert page.count(sentence) == 2, "and beside the box"
    assert "tetap di sini" in page
    if name in ("stunting", "clinics"):
        assert f'value="{text}"' in page
    assert "1 baris belum tersimpan" in page
    assert [row.indicator for row in Realisation.objects.all()] == [getattr(office, good)], "the good row is saved"


def test_a_partly_kept_form_counts_what_was_kept(office: Office) -> None:
    page = as_user(office.operator).post(edit_url(office), typed(office, stunting="1e5", clinics="3")).content.decode()
    assert re.search(r"<progress value=\"1\"", page)


def test_a_value_beside_not_applicable_is_asked_back(office: Office) -> None:
    data = typed(office, stunting="16", stunting__state="not_applicable")
    page = as_user(office.operator).post(edit_url(office), data).content.decode()
    assert "Anda memilih “Tidak berlaku (n/a)”, tetapi nilainya terisi." in page
    assert not Realisation.objects.exists()


def test_a_corrected_form_is_saved_without_being_told_of_a_conflict(office: Office) -> None:
    client = as_user(office.operator)
    page = client.post(edit_url(office), typed(office, stunting="1e5", clinics="3")).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    data = {**typed(office, stunting="16", clinics="3"), "version": version}
    assert client.post(edit_url(office), data).status_code == 302
    assert Realisation.objects.count() == 2


def test_two_people_at_one_form_see_both_values_and_choose(office: Office) -> None:
    first, second = as_user(office.head), as_user(office.operator)
    form_on_page = typed(office)
    first.post(edit_url(office), {**form_on_page, box(office.stunting): "16", box(office.clinics): "4"})
    response = second.post(edit_url(office), {**form_on_page, box(office.stunting): "19", box(office.grade): "BB"})
    page = response.content.decode()
    assert response.status_code == 409
    assert f"{office.head} menyimpan laporan ini sejak Anda membukanya" in page
    assert re.search(rf'name="{box(office.stunting)}" value="19"', page), "their own text stays"
    assert "Yang tersimpan – Realisasi: <strong>16</strong>" in page, "what was saved stands beside it"
    assert re.search(rf'name="{box(office.clinics)}" value="4"', page), "what they did not touch follows"
    assert Realisation.objects.get(indicator=office.stunting).figure == 16
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    choice = {"version": version, box(office.stunting): "19", box(office.clinics): "4", box(office.grade): "BB"}
    assert second.post(edit_url(office), choice).status_code == 302
    assert {row.indicator.code: str(row.figure or row.grade) for row in Realisation.objects.all()} == {
        "IKU.1": "19.000000",
        "IKU.2": "4.000000",
        "IKU.3": "BB",
    }


def test_typing_is_not_lost_when_the_period_closes_meanwhile(office: Office) -> None:
    data = typed(office, stunting="16,5")
    after = datetime.datetime(2026, 11, 1, 0, 5, tzinfo=WIB)
    with time_machine.travel(after, tick=False), database_clock(after):
        client = as_user(office.operator)
        page = client.post(edit_url(office), data).content.decode()
        assert "sudah ditutup pada Sabtu, 31 Oktober 2026" in page
        assert 'value="16,5"' in page
        reading = client.get(edit_url(office), follow=True)
        assert reading.redirect_chain == [(reverse("realisations:report_detail", args=[office.report().pk]), 302)]
        assert "Mintalah perpanjangan waktu" in reading.content.decode()
    assert not Realisation.objects.exists()


def test_somebody_elses_report_is_not_found_and_a_reader_may_not_type(office: Office) -> None:
    assert as_user(office.division_head).get(edit_url(office)).status_code == 404
    assert as_user(office.secretary).get(edit_url(office)).status_code == 403
    assert as_user(office.section).post(edit_url(office), typed(office, **ALL)).status_code == 403
    assert Client().get(edit_url(office)).status_code == 302
    assert not Realisation.objects.exists()


def test_beginning_leads_to_the_form_and_only_by_post(office: Office) -> None:
    url = reverse("realisations:report_start", args=[office.position.pk, office.period.pk])
    assert as_user(office.operator).get(url).status_code == 405
    assert as_user(office.secretary).post(url).status_code == 403
    assert as_user(office.division_head).post(url).status_code == 404
    assert not QuarterReport.objects.exists()
    response = as_user(office.operator).post(url)
    assert response.url == reverse("realisations:report_edit", args=[QuarterReport.objects.get().pk])


def test_the_check_page_names_what_is_missing_and_lets_only_a_complete_report_go(office: Office) -> None:
    head = as_user(office.head)
    url = reverse("realisations:report_check", args=[office.report().pk])
    page = head.get(url).content.decode()
    assert "4 indikator belum lengkap" in page
    assert f"{edit_url(office)}?kembali=indikator-{office.stunting.pk}#indikator-{office.stunting.pk}" in page
    assert "Kirim laporan" not in page
    head.post(edit_url(office), typed(office, **ALL))
    page = head.get(url).content.decode()
    assert "Kirim laporan Triwulan III Tahun 2026" in page
    assert "93,55%" in page, "(2 x 15,5 - 16,5) / 15,5"
    assert "Cara menghitung" in page
    operator_page = as_user(office.operator).get(url).content.decode()
    assert "Kirim laporan" not in operator_page
    assert "Laporan dikirim oleh pemegang jabatan" in operator_page


def test_sending_twice_sends_once_and_leads_to_a_lasting_receipt(office: Office) -> None:
    head = as_user(office.head)
    head.post(edit_url(office), typed(office, **ALL))
    report = office.report()
    url = reverse("realisations:report_submit", args=[report.pk])
    assert as_user(office.operator).post(url).status_code == 403
    assert head.get(url).status_code == 405
    first, again = head.post(url), head.post(url)
    assert first.url == again.url == reverse("realisations:report_receipt", args=[report.pk])
    assert Event.objects.filter(verb="report.submitted").count() == 1
    receipt = head.get(first.url).content.decode()
    for text in (
        f"TW III 2026/{report.pk}",
        "Kamis, 8 Oktober 2026 pukul 09.00",
        str(office.head),
        "Verifikator sudah",
    ):
        assert text in receipt


def test_an_incomplete_report_comes_back_with_everything_that_is_missing(office: Office) -> None:
    report = office.report()
    page = as_user(office.head).post(reverse("realisations:report_submit", args=[report.pk])).content.decode()
    assert page.count("realisasi belum diisi") == 4
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT


def test_a_returned_report_shows_the_remarks_where_they_belong(office: Office) -> None:
    report = office.report()
    QuarterReport.objects.filter(pk=report.pk).update(status=ReportStatus.RETURNED, remark="Lihat catatan baris.")
    Realisation.objects.create(report=report, indicator=office.clinics, return_remark="Sertakan berita acara.")
    page = as_user(office.operator).get(edit_url(office)).content.decode()
    row = page[page.index(f'id="indikator-{office.clinics.pk}"') :][:1500]
    assert "Lihat catatan baris." in page
    assert "Sertakan berita acara." in row


def test_text_of_users_is_shown_as_text(office: Office) -> None:
    data = typed(office, stunting="16", stunting__note="<script>alert(1)</script>", clinics='"><b>x')
    page = as_user(office.operator).post(edit_url(office), data).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>x" not in page


def fill_up(office: Office, indicators: int) -> None:
    """Let the office report on so many indicators in all, each with a figure and texts."""
    for number in range(indicators - 4):
        indicator = IndicatorFactory(objective=office.stunting.objective, order=10 + number)
        target_for(indicator, figure("80"), quarters={3: figure("75")})
    story = "Dukungan kader posyandu, penambahan alat ukur, dan kerja sama dengan camat di dua puluh lima kecamatan. "
    values = {
        indicator.pk: Entry(
            state=ValueState.REPORTED,
            figure=Decimal("70.5"),
            supporting_factors=f"{story}{indicator.pk}",
            inhibiting_factors=f"Cakupan wilayah pesisir masih rendah pada indikator {indicator.code}.",
            follow_up=f"Penimbangan serentak bulan berikutnya untuk {indicator.statement}.",
        )
        for indicator in Indicator.objects.exclude(pk__in=[office.grade.pk, office.on_time.pk])
    }
    report = office.report()
    save_report(report, values, by=office.operator, version=report.version, today=TODAY)


def test_what_an_operator_types_meanwhile_is_not_sent_unseen(office: Office) -> None:
    """The page that refuses shows what is there now, and sends that."""
    report = answer(office)
    head, send = as_user(office.head), reverse("realisations:report_submit", args=[report.pk])
    page = head.get(reverse("realisations:report_check", args=[report.pk])).content.decode()
    seen = re.search(r'name="version" value="(\d+)"', page)[1]
    changed = {office.stunting.pk: Entry(state=ValueState.REPORTED, figure=Decimal("17.25"))}
    save_report(report, changed, by=office.operator, version=report.version, today=TODAY)
    for version in (seen, "kacau"):
        page = head.post(send, {"version": version}).content.decode()
        assert "berubah sejak Anda membukanya" in page
        assert "17,25" in page
        assert office.report().status == ReportStatus.DRAFT
    fresh = re.search(r'name="version" value="(\d+)"', page)[1]
    assert head.post(send, {"version": fresh}).status_code == 302
    assert office.report().status == ReportStatus.SUBMITTED


@pytest.mark.parametrize("indicators", [5, 7])
def test_the_number_of_queries_does_not_grow_with_the_report(
    office: Office, indicators: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill_up(office, indicators)
    for _ in range(indicators - 4):
        BudgetLineFactory(position=office.position)
    client = as_user(office.head)
    with django_assert_num_queries(32):
        client.get(edit_url(office))
    with django_assert_num_queries(31):
        client.get(reverse("realisations:report_check", args=[office.report().pk]))


def test_forty_indicators_make_a_light_page_that_is_saved_quickly(office: Office) -> None:
    fill_up(office, 40)
    client = as_user(office.operator)
    answer = client.get(edit_url(office), headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) <= 60_000
    assert gzip.decompress(answer.content).count(b'id="indikator-') == 40
    data = typed(office, **ALL)
    data |= {box(indicator): "71,25" for indicator in Indicator.objects.filter(code__regex=r"^I\d+$")}
    started = time.perf_counter()
    assert client.post(edit_url(office), data).status_code == 302
    assert time.perf_counter() - started < 5
    assert Realisation.objects.filter(figure=Decimal("71.25")).count() == 36


def test_a_form_that_is_opened_and_saved_again_changes_nothing(office: Office) -> None:
    client = as_user(office.operator)
    data = typed(office, stunting="1.250,0", clinics="12500", grade="BB", stunting__note="baris 1\nbaris 2")
    data[box(office.stunting, "is_provisional")] = "on"
    data[f"a{office.budget.pk}-amount"] = "1.250"
    client.post(edit_url(office), data)
    page = client.get(edit_url(office))
    form = page.context["report_form"]
    again = {"version": str(form.version)}
    for row in (*form.entries, *form.spending):
        for field in row:
            value = field.value()
            if value not in (None, False):
                again[field.html_name] = "on" if value is True else str(value).replace("\n", "\r\n")
    response = client.post(edit_url(office), again)
    assert response.status_code == 302
    assert Event.objects.filter(verb="report.saved").count() == 1
    assert Realisation.objects.get(indicator=office.stunting).figure == 1250


def test_a_form_that_was_open_during_an_import_follows_what_was_imported(office: Office) -> None:
    """Saving the page once more must not put the former figure back."""
    operator = as_user(office.operator)
    operator.post(edit_url(office), typed(office, stunting="16"))
    data = typed(office, stunting="16", clinics="5")
    row = (office.stunting.code, 2026, 3, 17, "", "", "", "", "", "")
    assert bring_in({"Realisasi": [row]}, is_verified=False, today=TODAY).is_written
    refused = operator.post(edit_url(office), data)
    assert refused.status_code == 409
    form = refused.context["report_form"]
    shown = {field.html_name: field.value() for entry in form.entries for field in entry}
    assert (shown[box(office.stunting)], shown[box(office.clinics)]) == ("17", "5")
    again = {name: value for name, value in shown.items() if value not in (None, False)}
    assert operator.post(edit_url(office), again | {"version": str(form.version)}).status_code == 302
    assert Realisation.objects.get(indicator=office.stunting).figure == 17
    assert Realisation.objects.get(indicator=office.clinics).figure == 5


def test_money_that_was_imported_meanwhile_is_not_put_back_by_an_open_form(office: Office) -> None:
    operator, line, amount = as_user(office.operator), office.budget, f"a{office.budget.pk}-amount"
    operator.post(edit_url(office), {**typed(office), amount: "5000000"})
    data = {**typed(office, clinics="5"), amount: "5000000"}
    row = (line.position.code, 2026, line.program.code, line.amount, line.funding_source, "", "", 6000000, "")
    assert bring_in({"Anggaran": [row]}, today=TODAY).is_written
    refused = operator.post(edit_url(office), data)
    assert refused.status_code == 409
    assert re.search(rf'name="{amount}" value="6.000.000"', refused.content.decode())
    assert BudgetRealisation.objects.get().amount == 6_000_000
    version = office.report().version
    assert bring_in({"Anggaran": [row]}, today=TODAY).summary == "0 baru, 0 berubah, 0 ditolak"
    assert office.report().version == version


def test_of_two_people_the_untouched_checkbox_text_and_budget_follow_the_first(office: Office) -> None:
    first, second = as_user(office.head), as_user(office.operator)
    form_on_page = typed(office)
    amount = f"a{office.budget.pk}-amount"
    note, provisional = box(office.stunting, "note"), box(office.stunting, "is_provisional")
    saved = {**form_on_page, box(office.stunting): "16", note: "September", provisional: "on", amount: "5000000"}
    first.post(edit_url(office), saved)
    page = second.post(edit_url(office), {**form_on_page, box(office.clinics): "3"}).content.decode()
    assert "Yang tersimpan" not in page, "nothing was changed by both"
    assert "September</textarea>" in page
    assert re.search(rf'name="{provisional}"[^>]*checked', page)
    assert re.search(rf'name="{amount}" value="5.000.000"', page)
    page = second.post(edit_url(office), {**form_on_page, amount: "7000000"}).content.decode()
    assert "Yang tersimpan: <strong>5.000.000</strong>" in page
    assert re.search(rf'name="{amount}" value="7000000"', page)


def test_a_broken_version_counts_as_an_old_form(office: Office) -> None:
    client = as_user(office.operator)
    for version in ("", "abc", "-1", "99999999999999999999", "\u0661"):
        assert client.post(edit_url(office), {**typed(office, stunting="16"), "version": version}).status_code == 409
    assert not Realisation.objects.exists()
