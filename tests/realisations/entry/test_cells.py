"""One box saved by itself: at once, cheaply, and never over somebody else's."""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from audit.trail import history
from indicators.enums import EvidenceRule, ValueState
from indicators.models import Indicator, Policy
from organisation.enums import PositionKind, Role
from organisation.models import User
from realisations.box.facts import box_facts
from realisations.box.forms import EntryBox
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.measurement.facts import report_lines
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from realisations.report_sheet.facts import FillCount, report_sheet_of
from tests.clocks import database_clock
from tests.entries import figure_fact, lines_of
from tests.factories import (
    AssignmentFactory,
    BudgetLineFactory,
    EmployeeFactory,
    IndicatorFactory,
    RoleGrantFactory,
    UserFactory,
    evidence_for,
    realise,
    report_of,
    target_for,
)
from tests.office import WIB, Office, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

MOST_QUERIES = 12
"""Of one save, session and user included."""


class Typist:
    """Somebody at the entry page: knows what each box is said to hold, and types into it."""

    def __init__(self, office: Office, user: User) -> None:
        self.office = office
        self.client = Client()
        self.client.force_login(user)
        self.url = reverse("realisations:cell_save", args=[office.report().pk])

    def type(self, box: str, text: str, was: str | list[str] = "", **more: str) -> HttpResponse:
        return self.client.post(self.url, {"name": box, "text": text, "was": was, **more})


@pytest.fixture
def operator(office: Office) -> Typist:
    return Typist(office, office.operator)


@pytest.fixture
def head(office: Office) -> Typist:
    return Typist(office, office.head)


@pytest.mark.parametrize("number", [2**63, 10**40])
def test_a_number_that_no_report_can_have_is_not_found(office, operator, number):
    operator.url = reverse("realisations:cell_save", args=[number])
    assert operator.type(box(office.stunting), "16,5").status_code == 404


def box(indicator: Indicator, field: str = "value") -> str:
    return f"r{indicator.pk}-{field}"


def page_of(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def stored(indicator: Indicator) -> Realisation:
    return Realisation.objects.get(indicator=indicator)


# --- what works --------------------------------------------------------------------------------------------------


def test_a_value_is_kept_at_once_and_everything_beside_it_is_told(office: Office, operator: Typist) -> None:
    response = operator.type(box(office.stunting), "16,50")
    assert response.status_code == 200
    assert stored(office.stunting).figure == Decimal("16.5")
    text = page_of(response)
    assert "= 16,5 %, tersimpan" in text
    assert "Target triwulan 15,5 Target tahun 14 Triwulan lalu – S.d. triwulan ini 16,5 Capaian 93,55% Sangat" in text
    assert "Makin rendah makin baik" in text
    assert "1 dari 4 terisi" in text
    written = f'data-box="{box(office.stunting)}" data-text="16,5" data-before=""'
    assert written in response.content.decode(), "the box learns what is stored, and what to go back to"


def test_the_trail_tells_a_box_like_a_whole_form(office: Office, operator: Typist) -> None:
    operator.type(box(office.stunting), "16")
    operator.type(box(office.stunting), "17", was="16")
    events = history(office.report()).filter(verb="report.saved").order_by("id")
    assert [event.data["version"] for event in events] == [1, 2]
    assert lines_of(events[0]) == [
        ("IKU.1 – keadaan", "Belum dilaporkan", "Dilaporkan"),
        ("IKU.1 – realisasi", "–", "16"),
    ]
    assert events[1].data["changes"] == [figure_fact(office.report(), office.stunting, "16", "17")]
    assert office.report().version == 2
    assert events[1].actor_label == str(office.operator)


@pytest.mark.parametrize(
    ("indicator", "field", "text", "name", "kept"),
    [
        ("clinics", "value", "0", "figure", Decimal(0)),
        ("grade", "value", "BB", "grade", "BB"),
        ("on_time", "value", "ya", "grade", "ya"),
        ("stunting", "state", "waiting", "state", ValueState.WAITING),
        ("stunting", "numerator", "1.200,5", "numerator", Decimal("1200.5")),
        ("stunting", "is_provisional", "on", "is_provisional", True),
        ("clinics", "note", "=cmd()|' /C calc'!A0", "note", "=cmd()|' /C calc'!A0"),
        ("clinics", "follow_up", "Terus 👍\r\nberjalan", "follow_up", "Terus 👍\nberjalan"),
    ],
)
def test_every_kind_of_box_is_kept(
    office: Office, operator: Typist, indicator: str, field: str, text: str, name: str, kept: object
) -> None:
    owner = getattr(office, indicator)
    was = "reported" if field == "state" else ""
    assert operator.type(box(owner, field), text, was=was).status_code == 200
    assert getattr(stored(owner), name) == kept


def test_money_is_kept_corrected_and_taken_back(office: Office, operator: Typist) -> None:
    name = f"a{office.budget.pk}-amount"
    response = operator.type(name, "Rp125.000.000")
    assert "= Rp125.000.000, tersimpan" in page_of(response)
    assert 'data-text="125.000.000"' in response.content.decode()
    assert operator.type(name, "1000", was="125.000.000").status_code == 200
    assert BudgetRealisation.objects.get().amount == 1000
    assert operator.type(name, "", was="1.000").status_code == 200
    assert not BudgetRealisation.objects.exists()


def test_an_emptied_value_is_not_reported_again(office: Office, operator: Typist) -> None:
    operator.type(box(office.stunting), "16")
    assert "0 dari 4 terisi" in page_of(operator.type(box(office.stunting), "", was="16"))
    assert stored(office.stunting).state == ValueState.NOT_REPORTED


def test_saving_again_what_is_stored_writes_nothing_and_succeeds(office: Office, operator: Typist) -> None:
    """The answer of the first save was lost on its way."""
    operator.type(box(office.stunting), "16")
    response = operator.type(box(office.stunting), "16,0", was="")
    assert (response.status_code, office.report().version) == (200, 1)
    assert 'data-version="-1"' in response.content.decode(), "the page has seen nothing of what others did meanwhile"
    assert "Urungkan" not in page_of(response)
    assert Event.objects.filter(verb="report.saved").count() == 1


def test_a_text_whose_answer_was_lost_is_known_as_the_own(office: Office, operator: Typist) -> None:
    operator.type(box(office.stunting), "16")
    assert operator.type(box(office.stunting), "17", was=["", "16,0"]).status_code == 200
    assert stored(office.stunting).figure == 17


# --- value, state and parts hang together ----------------------------------------------------------------------


def test_both_parts_give_the_value_and_it_follows_them(office: Office, operator: Typist) -> None:
    numerator, denominator = box(office.stunting, "numerator"), box(office.stunting, "denominator")
    operator.type(numerator, "9")
    response = operator.type(denominator, "60")
    assert stored(office.stunting).figure == 15
    assert f'data-box="{box(office.stunting)}" data-text="15" data-before=""' in response.content.decode()
    operator.type(numerator, "12", was="9")
    assert stored(office.stunting).figure == 20
    operator.type(denominator, "", was="60")
    assert (stored(office.stunting).figure, stored(office.stunting).denominator) == (20, None)


def test_a_value_typed_beside_its_parts_stays_and_the_difference_is_said(office: Office, operator: Typist) -> None:
    operator.type(box(office.stunting), "18")
    operator.type(box(office.stunting, "numerator"), "9")
    response = operator.type(box(office.stunting, "denominator"), "60")
    assert stored(office.stunting).figure == 18
    assert "Pembilang dan penyebut memberi 15, sedangkan realisasi 18." in page_of(response)


def test_a_state_without_value_asks_before_it_empties_the_value(office: Office, operator: Typist) -> None:
    state = box(office.stunting, "state")
    operator.type(box(office.stunting), "16,5")
    response = operator.type(state, "not_applicable", was="reported")
    assert response.status_code == 422
    assert "Kosongkan 16,5, pilih Tidak berlaku (n/a)" in page_of(response)
    assert stored(office.stunting).figure == Decimal("16.5")
    response = operator.type(state, "not_applicable", was="reported", replaces="16,5")
    assert (response.status_code, stored(office.stunting).state) == (200, ValueState.NOT_APPLICABLE)
    assert f'data-box="{box(office.stunting)}" data-text="" data-before="16,5"' in response.content.decode()
    assert "Indikator tidak berlaku (n/a) pada periode ini." in page_of(response)


def test_the_value_is_not_given_up_when_it_has_changed_since_the_question(office: Office, operator: Typist) -> None:
    operator.type(box(office.stunting), "17")
    response = operator.type(box(office.stunting, "state"), "waiting", was="reported", replaces="16,5")
    assert (response.status_code, stored(office.stunting).figure) == (422, 17)
    assert "Kosongkan 17" in page_of(response)


def test_a_value_in_a_row_without_value_asks_before_the_state_changes(office: Office, operator: Typist) -> None:
    operator.type(box(office.grade, "state"), "waiting", was="reported")
    response = operator.type(box(office.grade), "BB")
    assert (response.status_code, stored(office.grade).grade) == (422, "")
    assert "Ganti Menunggu data dengan BB" in page_of(response)
    assert operator.type(box(office.grade), "BB", replaces="waiting").status_code == 200
    assert (stored(office.grade).state, stored(office.grade).grade) == (ValueState.REPORTED, "BB")


def test_a_draft_may_lack_its_sentence_and_counts_once_it_is_written(office: Office, operator: Typist) -> None:
    response = operator.type(box(office.stunting, "state"), "waiting", was="reported")
    assert (response.status_code, "0 dari 4 terisi" in page_of(response)) == (200, True)
    assert "1 dari 4 terisi" in page_of(operator.type(box(office.stunting, "note"), "Menunggu rilis BPS"))


# --- two people ---------------------------------------------------------------------------------------------------


def test_two_people_at_different_boxes_do_not_disturb_each_other(
    office: Office, operator: Typist, head: Typist
) -> None:
    assert operator.type(box(office.stunting), "16").status_code == 200
    assert head.type(box(office.stunting, "note"), "Data September").status_code == 200
    assert head.type(box(office.clinics), "4").status_code == 200
    row = stored(office.stunting)
    assert (row.figure, row.note, office.report().version) == (16, "Data September", 3)


def test_at_the_same_box_the_second_sees_both_values_and_chooses(
    office: Office, operator: Typist, head: Typist
) -> None:
    head.type(box(office.stunting), "16")
    response = operator.type(box(office.stunting), "19", was="")
    text = page_of(response)
    assert response.status_code == 409
    assert re.search(rf"{office.head} menyimpan nilai lain pada \d+ \w+ \d{{4}} pukul \d\d\.\d\d\.", text)
    assert "Nilai Anda: 19 . Nilai tersimpan: 16 ." in text
    assert "Pakai nilai saya" in text
    assert "Pakai nilai tersimpan" in text
    assert (stored(office.stunting).figure, office.report().version) == (16, 1)
    assert operator.type(box(office.stunting), "19", was="16").status_code == 200


@pytest.mark.parametrize(
    ("field", "first", "second", "words"),
    [
        ("state", "waiting", "not_applicable", "Nilai Anda: Tidak berlaku (n/a) . Nilai tersimpan: Menunggu data"),
        ("note", "satu", "dua", "Nilai Anda: dua . Nilai tersimpan: satu"),
        ("numerator", "1", "2", "Nilai Anda: 2 . Nilai tersimpan: 1"),
    ],
)
def test_the_other_boxes_conflict_in_the_same_way(
    office: Office, operator: Typist, head: Typist, field: str, first: str, second: str, words: str
) -> None:
    was = "reported" if field == "state" else ""
    head.type(box(office.stunting, field), first, was=was)
    response = operator.type(box(office.stunting, field), second, was=was)
    assert (response.status_code, words in page_of(response)) == (409, True)


def test_money_conflicts_too(office: Office, operator: Typist, head: Typist) -> None:
    name = f"a{office.budget.pk}-amount"
    head.type(name, "5000000")
    text = page_of(operator.type(name, "7000000"))
    assert f"Bentrok. {office.head} menyimpan nilai lain" in text
    assert "Nilai tersimpan: 5.000.000 ." in text


def test_a_whole_form_opened_before_is_merged_with_the_boxes_saved_since(office: Office, operator: Typist) -> None:
    form_on_page = {"version": str(office.report().version)}
    operator.type(box(office.clinics), "4")
    url = reverse("realisations:report_edit", args=[office.report().pk])
    other = Typist(office, office.head).client
    response = other.post(url, {**form_on_page, box(office.stunting): "16"})
    page = response.content.decode()
    assert response.status_code == 409
    assert re.search(rf'name="{box(office.clinics)}" value="4"', page)
    assert "Yang tersimpan" not in page


# --- what is refused --------------------------------------------------------------------------------------------


def test_an_ambiguous_number_is_asked_back_with_both_readings(office: Office, operator: Typist) -> None:
    response = operator.type(box(office.stunting), "1.234")
    assert response.status_code == 422
    assert re.findall(r'data-choice="([^"]*)"', response.content.decode()) == ["1234", "1,234"]
    assert not Realisation.objects.exists()
    assert operator.type(box(office.stunting), "1,234").status_code == 200


WORD = "a" * 50_000
REFUSED = [
    ("stunting", "value", "1e5", "bukan angka"),
    ("stunting", "value", "NaN", "bukan angka"),
    ("stunting", "value", "9" * 40, "terlalu besar"),
    ("stunting", "value", "9" * 41, "terlalu panjang untuk sebuah angka"),
    ("stunting", "value", "👍", "bukan angka"),
    ("stunting", "value", "=cmd()", "bukan angka"),
    ("clinics", "value", "-3", "tidak boleh negatif"),
    ("grade", "value", "SSS", "tidak ada dalam skala"),
    ("stunting", "denominator", "0", "Penyebut tidak boleh 0"),
    ("stunting", "state", "lupa", "Pilih Dilaporkan"),
    ("stunting", "note", WORD, "tanpa spasi yang terlalu panjang (“aaaaaaaaaaaaaaaaaaaa…”, 50000 huruf"),
    ("stunting", "note", "a" * 81, "tanpa spasi yang terlalu panjang"),
    ("stunting", "note", "kata " * 801, "4000"),
    ("stunting", "note", "a\x00b", "null"),
]


@pytest.mark.parametrize(
    ("indicator", "field", "text", "sentence"), REFUSED, ids=[text[:12] for _, _, text, _ in REFUSED]
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_changes_nothing(
    office: Office, operator: Typist, indicator: str, field: str, text: str, sentence: str
) -> None:
    response = operator.type(box(getattr(office, indicator), field), text, was="reported" if field == "state" else "")
    assert response.status_code == 422
    assert sentence in page_of(response)
    assert len(response.content) < 3000
    assert (Realisation.objects.count(), office.report().version) == (0, 0)


def test_boxes_that_do_not_exist_are_refused(office: Office, operator: Typist) -> None:
    stranger = IndicatorFactory()
    target_for(stranger, figure("1"))
    line = BudgetLineFactory()
    names = ["", "version", "r0-value", "r1", box(office.stunting, "return_remark"), box(office.clinics, "numerator")]
    names += [box(stranger), f"a{line.pk}-amount", f"r{'9' * 18}-value", f"r{'9' * 30}-value", "a" * 10_000]
    for name in names:
        response = operator.type(name, "1")
        assert (response.status_code, "Kotak ini tidak ada" in page_of(response)) == (422, True), name
    assert (Realisation.objects.count(), office.report().version) == (0, 0)


def test_an_objects_quarter_without_target_of_the_year_has_no_box(office: Office, operator: Typist) -> None:
    old = IndicatorFactory(objective=office.stunting.objective)
    target_for(old, figure("1"), 2025)
    assert operator.type(box(old), "1").status_code == 422


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.VERIFIED])
def test_a_report_that_was_sent_is_not_changed_any_more(office: Office, status: str) -> None:
    QuarterReport.objects.all().delete()
    report_of(office.position, status)
    operator = Typist(office, office.operator)
    text = page_of(operator.type(box(office.stunting), "16"))
    assert "Gagal disimpan. Laporan ini sudah berstatus" in text
    assert not Realisation.objects.exists()


def test_a_row_that_the_verifier_accepted_stays_as_it_is(office: Office, operator: Typist) -> None:
    report = office.report()
    QuarterReport.objects.filter(pk=report.pk).update(status=ReportStatus.RETURNED)
    row = realise(report, office.stunting, figure("16"))
    Realisation.objects.filter(pk=row.pk).update(accepted_at=timezone.now(), accepted_by=office.section)
    response = operator.type(box(office.stunting), "17", was="16")
    assert (response.status_code, "sudah diterima verifikator" in page_of(response)) == (422, True)
    assert stored(office.stunting).figure == 16
    assert operator.type(box(office.clinics), "4").status_code == 200


def test_the_databases_clock_closes_the_period(office: Office, operator: Typist) -> None:
    closing = datetime.datetime(2026, 11, 1, tzinfo=WIB)
    second, day = datetime.timedelta(seconds=1), datetime.timedelta(days=1)
    with database_clock(closing - second), time_machine.travel(closing + day):
        operator.client.force_login(office.operator)
        assert operator.type(box(office.stunting), "16").status_code == 200
    for late in (closing, closing + second):
        with database_clock(late), time_machine.travel(late - day):
            response = operator.type(box(office.clinics), "4")
            assert "sudah ditutup pada Sabtu, 31 Oktober 2026" in page_of(response)
    assert Realisation.objects.count() == 1


def test_who_may_not_type_is_refused_as_on_the_page(office: Office) -> None:
    assert Typist(office, office.division_head).type(box(office.stunting), "1").status_code == 404
    assert Typist(office, office.secretary).type(box(office.stunting), "1").status_code == 403
    assert Typist(office, office.section).type(box(office.stunting), "1").status_code == 403
    url = reverse("realisations:cell_save", args=[office.report().pk])
    assert Client().post(url, {"name": box(office.stunting), "text": "1"}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office.operator)
    assert strict.post(url, {"name": box(office.stunting), "text": "1"}).status_code == 403
    assert Typist(office, office.operator).client.get(url).status_code == 405
    assert not Realisation.objects.exists()


# --- cost, and one truth ----------------------------------------------------------------------------------------


def everybody_who_fills(office: Office) -> Iterator[User]:
    yield office.operator
    yield office.head
    clerk = UserFactory(employee=EmployeeFactory())
    AssignmentFactory(employee=clerk.employee, position__unit=office.unit, position__kind=PositionKind.EXECUTING_STAFF)
    RoleGrantFactory(user=clerk, role=Role.OPERATOR, unit=office.unit)
    yield clerk


@pytest.mark.parametrize("indicators", [1, 3])
def test_a_save_costs_at_most_twelve_queries_whatever_the_report_holds(office: Office, indicators: int) -> None:
    before = report_of(office.position, ReportStatus.VERIFIED, quarter=2)
    for _ in range(indicators):
        extra = IndicatorFactory(objective=office.stunting.objective)
        target_for(extra, figure("80"), quarters={3: figure("75")})
        realise(before, extra, figure("5"))
    names = [box(office.stunting), box(office.stunting, "note"), f"a{office.budget.pk}-amount"]
    for number, user in enumerate(everybody_who_fills(office)):
        typist, was = Typist(office, user), str(number - 1) if number else ""
        for name in names:
            with CaptureQueriesContext(connection) as queries:
                assert typist.type(name, str(number), was=was).status_code == 200
            asked = [query["sql"] for query in queries if not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE", query["sql"])]
            assert len(asked) <= MOST_QUERIES, (name, asked)


@pytest.mark.parametrize("rule", EvidenceRule.values)
@pytest.mark.parametrize("quarter", [1, 3, 4])
def test_a_box_and_the_whole_page_read_the_same(office: Office, rule: str, quarter: int) -> None:
    Policy.objects.update_or_create(year=2026, defaults={"evidence_rule": rule, "cap_display": 120})
    before = report_of(office.position, ReportStatus.VERIFIED, *((2025, 4) if quarter == 1 else (2026, quarter - 1)))
    report = report_of(office.position, ReportStatus.DRAFT, 2026, quarter)
    for number, indicator in enumerate((office.stunting, office.clinics)):
        realise(before, indicator, figure(str(17 + number)))
        realise(report, indicator, figure(str(3 + number)), note="ya")
    evidence_for(report, office.clinics)
    Realisation.objects.create(report=report, indicator=office.grade, state=ValueState.WAITING)
    report = QuarterReport.objects.select_related("position", "period").get(pk=report.pk)
    sheet = report_sheet_of(report)
    lines = {line.indicator.pk: line for line in report_lines(report)}
    for row in sheet.rows:
        facts = box_facts(report, EntryBox.named(f"r{row.indicator.pk}-value"))
        for name in ("indicator", "target", "quarter_target", "previous", "is_asked", "doubt"):
            assert getattr(facts.row, name) == getattr(row, name), name
        assert Entry.of(facts.row.realisation) == Entry.of(row.realisation)
        measured, line = facts.measured()
        assert measured.questions == row.questions
        assert (line.result, line.policy, line.tone) == (
            lines[row.indicator.pk].result,
            line.policy,
            lines[row.indicator.pk].tone,
        )
        assert line.policy == lines[row.indicator.pk].policy
        assert facts.fill_count() == FillCount(sheet.answered, sheet.asked)
    for row in sheet.budget:
        assert box_facts(report, EntryBox.named(f"a{row.line.pk}-amount")).budget == row


@pytest.mark.parametrize("first", ["own", "foreign"])
def test_what_the_former_position_reported_of_an_indicator_is_not_taken_for_the_own_row(office, operator, first):
    """An indicator was handed over within the quarter: both reports hold a row of it."""
    former = QuarterReport.objects.create(position=office.division, period=office.report().period)
    if first == "own":
        assert operator.type(box(office.stunting), "16,5").status_code == 200
    realise(former, office.stunting, figure("18"))
    if first == "foreign":
        assert operator.type(box(office.stunting), "16,5").status_code == 200
    assert operator.type(box(office.stunting), "17", was="16,5").status_code == 200
    assert Realisation.objects.get(report=office.report(), indicator=office.stunting).figure == 17
    assert Realisation.objects.get(report=former, indicator=office.stunting).figure == 18
