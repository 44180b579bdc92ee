"""Indicators and targets of the plan, written by Bappeda outside of a draft; never against an agreement or a figure."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from audit.models import Event
from audit.trail import history
from indicators.definitions.actions import CREATED
from indicators.domain.kinds import Figure, Grade, Range, fits
from indicators.models import Indicator, Objective, Target
from indicators.targets.actions import target_values
from organisation.enums import Role
from organisation.models import User
from tests.agreements.stage import YEAR, Stage, drafted, in_force
from tests.factories import IndicatorFactory, PositionFactory, realise, report_of, user_with_role
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db
NEXT = YEAR + 1


@pytest.fixture(autouse=True)
def in_the_year() -> Iterator[None]:
    """Let every story happen in the year of the stage."""
    with time_machine.travel(datetime.datetime(YEAR, 10, 8, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def planner() -> User:
    return user_with_role(Role.PLANNING_AGENCY)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(route: str, *args: object) -> str:
    return reverse(f"indicators:{route}", args=args)


def form_on_page(client: Client, url: str) -> dict[str, str]:
    """What a browser sends back untouched."""
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in sent.items() if value not in (None, "", False)}


def sent(client: Client, url: str, **data: str) -> str:
    return unescape(client.post(url, {**form_on_page(client, url), **data}, follow=True).content.decode())


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_its_address(stage, planner):
    other = IndicatorFactory(statement="Indeks lain", is_key=True, objective__position=PositionFactory())
    client = as_user(planner)

    def shown(**query: object) -> set[Indicator]:
        answer = client.get(address("indicator_list"), {"tahun": YEAR, **query})
        return {row["indicator"] for row in answer.context["rows"]}

    own = set(stage.indicators)
    assert shown() == {*own, other}
    assert shown(iku="ya") == {other}
    assert shown(iku="bukan") == own
    assert shown(kurang="kamus") == shown(kurang="target") == {other}
    assert shown(jabatan=stage.head.pk) == shown(unit=stage.head.unit_id) == own
    assert shown(q="indeks") == {other}
    assert shown(q="zzz") == set()
    assert shown(iku="x", kurang="x", unit="1e9", jabatan="-1") == {*own, other}
    assert shown(q="\x00") == set()


def test_a_head_sees_the_own_indicators_and_no_way_to_write(stage):
    IndicatorFactory(objective__position=PositionFactory())
    answer = as_user(stage.head_user).get(address("indicator_list"), {"tahun": YEAR})
    assert len(answer.context["rows"]) == 3
    assert "11 dari 11" in answer.content.decode() or "dari 11" in answer.content.decode()
    assert "rencana/indikator/tambah" not in answer.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_needs_the_same_queries_for_more_rows(stage, planner, more, django_assert_num_queries):
    IndicatorFactory.create_batch(more, objective__position=PositionFactory())
    client = as_user(planner)
    with django_assert_num_queries(10):
        client.get(address("indicator_list"), {"tahun": YEAR})


# --- indicators ------------------------------------------------------------------------------------------------------


NEW = {
    "objective": "",
    "objective_statement": "Meningkatnya mutu layanan",
    "statement": "Indeks kepuasan",
    "unit_of_measure": "Indeks",
    "polarity": "maximize",
    "aggregation": "average",
    "scale": "",
    "is_key": "on",
}


def test_bappeda_makes_an_indicator_with_its_objective_and_goes_on_to_the_targets(stage, planner):
    answer = as_user(planner).post(address("indicator_create", stage.head.pk), NEW)
    made = Indicator.objects.get(statement="Indeks kepuasan")
    assert made.objective.statement == "Meningkatnya mutu layanan"
    assert (made.is_key, made.aggregation, made.objective.position) == (True, "average", stage.head)
    assert f"/rencana/indikator/{made.pk}/target/" in answer.url
    assert {event.verb for event in history(made, made.objective)} == {"indicator.created", "objective.created"}
    assert not Event.objects.filter(verb=CREATED).exists(), "what was made here does not go away with a draft"


def test_an_indicator_may_join_an_objective_that_is_there(stage, planner):
    objective = stage.indicators[0].objective
    as_user(planner).post(
        address("indicator_create", stage.head.pk), {**NEW, "objective": objective.code, "objective_statement": ""}
    )
    assert Indicator.objects.get(statement="Indeks kepuasan").objective == objective
    assert Objective.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"objective_statement": ""}, "Tulis bunyi sasaran yang baru"),
        ({"objective": "S9999"}, "pilihan yang valid"),
        ({"statement": " "}, "tidak boleh kosong"),
        ({"unit_of_measure": "x" * 61}, "60 karakter"),
        ({"polarity": "predicate", "scale": "A"}, "skala"),
    ],
)
def test_what_cannot_be_an_indicator_is_said(stage, planner, change, sentence):
    answer = as_user(planner).post(address("indicator_create", stage.head.pk), {**NEW, **change})
    assert sentence.casefold() in unescape(answer.content.decode()).casefold()
    assert Indicator.objects.count() == 3


def test_wording_and_measure_change_while_nothing_fixes_them(stage, planner):
    own = stage.indicators[0]
    page = sent(as_user(planner), address("indicator_edit", own.pk), statement="Bunyi baru", aggregation="average")
    own.refresh_from_db()
    assert (own.statement, own.aggregation) == ("Bunyi baru", "average")
    assert "Indikator tersimpan" in page
    assert "akumulasi: Posisi akhir → Rata-rata" in words_of(history(own).first())
    assert "Tidak ada yang berubah" in sent(as_user(planner), address("indicator_edit", own.pk))


def test_verified_figures_fix_the_measure_and_leave_the_words(stage, planner):
    own = stage.indicators[0]
    realise(report_of(stage.head, year=YEAR, quarter=1), own, Figure(Decimal(70)))
    client = as_user(planner)
    form = client.get(address("indicator_edit", own.pk)).context["form"]
    assert all(form.fields[name].disabled for name in ("polarity", "aggregation", "scale", "unit_of_measure"))
    sent(client, address("indicator_edit", own.pk), statement="Bunyi baru", polarity="minimize")
    own.refresh_from_db()
    assert (own.statement, own.polarity) == ("Bunyi baru", "maximize")


def test_an_agreement_of_this_year_fixes_wording_and_measure(stage, planner, monkeypatch):
    in_force(stage)
    own = stage.indicators[0]
    client = as_user(planner)
    url = address("indicator_edit", own.pk)
    before = own.statement
    page = sent(client, url, statement="Bunyi lain", is_key="on")
    own.refresh_from_db()
    assert (own.statement, own.is_key) == (before, True)
    assert "PK Perubahan" in unescape(client.get(url).content.decode())
    assert "Indikator tersimpan" in page


def test_targets_that_could_not_be_read_any_more_keep_the_direction(stage, planner):
    url = address("indicator_edit", stage.indicators[0].pk)
    page = sent(as_user(planner), url, polarity="predicate", scale="C<B<A")
    assert "Targetnya ditulis untuk arah atau skala yang lama" in page
    sent(as_user(planner), url, polarity="minimize")
    assert Indicator.objects.get(pk=stage.indicators[0].pk).polarity == "minimize"


def test_of_two_who_write_the_same_field_the_second_is_told(stage, planner):
    own = stage.indicators[0]
    url = address("indicator_edit", own.pk)
    first, second = as_user(planner), as_user(user_with_role(Role.ORGANISATION_SECTION))
    late = {**form_on_page(second, url), "statement": "Kedua"}
    sent(first, url, statement="Pertama")
    answer = second.post(url, late)
    assert "orang lain mengubahnya menjadi “Pertama”" in unescape(answer.content.decode())
    assert answer.context["form"]["statement"].value() == "Kedua"
    second.post(url, {**late, "seen": answer.context["form"]["seen"].value()})
    assert Indicator.objects.get(pk=own.pk).statement == "Kedua"
    assert "sudah usang" in sent(second, url, seen="rusak")


# --- targets ---------------------------------------------------------------------------------------------------------


def test_targets_of_a_year_and_its_quarters_are_written_and_taken_away(stage, planner):
    own = stage.indicators[0]
    client, url = as_user(planner), address("target_edit", own.pk, NEXT)
    page = sent(client, url, target="85,5", q2="40", q4="85,5")
    assert target_values(own.pk, NEXT) == {
        0: Figure(Decimal("85.5")),
        2: Figure(Decimal(40)),
        4: Figure(Decimal("85.5")),
    }
    assert f"Target {NEXT} tersimpan" in page
    assert history(own).first().data["via"] == "plan"
    assert "Tidak ada yang berubah" in sent(client, url)
    client.post(url, {**form_on_page(client, url), "target": "", "q2": "", "q4": ""})
    assert not Target.objects.filter(indicator=own, year=NEXT).exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"target": "1.234"}, "1234"),
        ({"target": "1e5"}, "bukan angka"),
        ({"target": "NaN"}, "bukan angka"),
        ({"target": "9" * 40}, "terlalu besar"),
        ({"target": "", "q1": "5"}, "Isi target setahun"),
        ({"seen": "rusak"}, "sudah usang"),
    ],
)
def test_what_cannot_be_a_target_is_said_and_nothing_is_stored(stage, planner, data, sentence):
    own = stage.indicators[0]
    assert sentence in sent(as_user(planner), address("target_edit", own.pk, NEXT), **{"target": "5", **data})
    assert target_values(own.pk, NEXT) == {}


def test_quarters_that_do_not_agree_with_the_year_are_pointed_out(stage, planner):
    page = sent(as_user(planner), address("target_edit", stage.indicators[0].pk, NEXT), target="80", q4="70")
    assert "Periksa target triwulan" in page


def test_an_agreement_fixes_the_targets_of_its_year_only(stage, planner):
    in_force(stage)
    own = stage.indicators[0]
    client = as_user(planner)
    before = target_values(own.pk, YEAR)
    page = unescape(client.get(address("target_edit", own.pk, YEAR), follow=True).content.decode())
    assert "rencana tahun itu tidak diubah di sini" in page
    client.post(address("target_edit", own.pk, YEAR), {"target": "1", "seen": "x"})
    assert target_values(own.pk, YEAR) == before
    assert f"Target {NEXT} tersimpan" in sent(client, address("target_edit", own.pk, NEXT), target="90")


def test_a_draft_follows_what_the_plan_says(stage, planner):
    drafted(stage)
    assert "tersimpan" in sent(
        as_user(planner), address("target_edit", stage.indicators[0].pk, YEAR), target="90", q4="90"
    )


def test_verified_quarters_keep_their_target(stage, planner):
    own = stage.indicators[0]
    report_of(stage.head, year=YEAR, quarter=4)
    client, url = as_user(planner), address("target_edit", own.pk, YEAR)
    assert client.get(url).context["form"].fields["q4"].disabled
    sent(client, url, target="90", q4="1", q3="70")
    assert target_values(own.pk, YEAR) == {0: Figure(Decimal(90)), 3: Figure(Decimal(70)), 4: Figure(Decimal(80))}


def test_of_two_who_write_targets_the_second_is_told(stage, planner):
    url = address("target_edit", stage.indicators[0].pk, NEXT)
    first, second = as_user(planner), as_user(user_with_role(Role.ORGANISATION_SECTION))
    late = {**form_on_page(second, url), "target": "70"}
    sent(first, url, target="60")
    page = " ".join(unescape(second.post(url, late).content.decode()).split())
    assert "sudah diubah orang lain" in page
    assert "Tersimpan sekarang: setahun 60" in page
    assert target_values(stage.indicators[0].pk, NEXT) == {0: Figure(Decimal(60))}


def test_another_version_takes_no_target_and_a_strange_year_is_not_found(stage, planner):
    own = stage.indicators[0]
    Indicator.objects.filter(pk=own.pk).update(last_year=YEAR)
    client = as_user(planner)
    assert "versi lain indikator ini" in sent(client, address("target_edit", own.pk, NEXT), target="5")
    assert client.get(address("target_edit", own.pk, 1999)).status_code == 404


def test_the_head_writes_in_the_draft_and_not_here(stage: Stage):
    client = as_user(stage.head_user)
    for url in (
        address("indicator_edit", stage.indicators[0].pk),
        address("target_edit", stage.indicators[0].pk, NEXT),
    ):
        assert client.post(url).status_code == 403


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [
        (Figure(Decimal(1)), "maximize", True),
        (Range(Decimal(1), Decimal(2)), "range", True),
        (Figure(Decimal(1)), "predicate", False),
        (Grade("A"), "predicate", True),
        (Grade("Z"), "predicate", False),
        (Grade("ya"), "yes_no", True),
        (Grade("A"), "yes_no", False),
        (Grade("A"), "minimize", False),
    ],
)
def test_a_target_fits_the_direction_that_can_read_it(value, polarity, expected):
    assert fits(value, polarity, ("C", "B", "A")) is expected
