"""The budget of the plan: a tree with spending and absorption, changed by Bappeda, never against an agreement."""

from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audit.editing import ConflictError
from audit.models import Event
from indicators.budgets.actions import fingerprint, set_planned_budget
from indicators.budgets.facts import own_budget_of
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Period, Program
from organisation.enums import Role
from organisation.models import User
from tests.agreements.stage import TODAY, YEAR, Stage, approved, drafted, in_force, submitted
from tests.factories import BudgetLineFactory, PositionFactory, ProgramFactory, report_of, spend, user_with_role
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db
SUB, OTHER = "1.02.03.2.01.0001", "1.02.03.2.01.0002"


@pytest.fixture
def planner() -> User:
    return user_with_role(Role.PLANNING_AGENCY)


@pytest.fixture
def catalogue() -> list[Program]:
    levels = {"1.02.03": 1, "1.02.03.2.01": 2, SUB: 3, OTHER: 3}
    return [ProgramFactory(code=code, name=f"Nama {code}", level=level) for code, level in levels.items()]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def show(stage: Stage, year: int = YEAR) -> str:
    return reverse("realisations:budget_show", args=[stage.head.pk, year])


def edit(stage: Stage, year: int = YEAR) -> str:
    return reverse("indicators:planned_budget_edit", args=[stage.head.pk, year])


def typed(client: Client, stage: Stage, *rows: tuple[str, str, str], year: int = YEAR, **data: str) -> dict[str, str]:
    """What a browser sends with these rows: programme, source, amount."""
    seen = client.get(edit(stage, year)).context["seen"]["seen"].value()
    sent = {"seen": seen, "langkah": "simpan", "anggaran-TOTAL_FORMS": str(len(rows)), "anggaran-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        fields = zip(("program", "funding_source", "amount"), row, strict=True)
        sent |= {f"anggaran-{number}-{name}": text for name, text in fields}
    return sent | data


def stored(stage: Stage, year: int = YEAR) -> list[tuple[str, str, Decimal]]:
    lines = own_budget_of(stage.head, year)
    return [(line.program_code, line.funding_source, line.amount) for line in lines]


def test_bappeda_writes_a_budget_and_everybody_in_scope_reads_it_as_a_tree(stage, planner, catalogue):
    client = as_user(planner)
    rows = [(SUB, "DAU", "1.250.000.000"), (f"{OTHER} Nama", " DAK ", "750.000.000,50"), ("", "", "")]
    answer = client.post(edit(stage, 2027), typed(client, stage, *rows, year=2027), follow=True)
    assert stored(stage, 2027) == [(SUB, "DAU", 1250000000), (OTHER, "DAK", Decimal("750000000.50"))]
    page = unescape(answer.content.decode())
    for text in ("Anggaran 2027 tersimpan", "Nama 1.02.03.2.01", "Rp2.000.000.001", "62,50%", "mengubah anggaran"):
        assert text in page
    assert "Ubah anggaran" not in as_user(stage.head_user).get(show(stage, 2027)).content.decode()
    event = Event.objects.get(verb="position.budget_changed")
    assert words_of(event) == [
        "Tahun 2027",
        f"Anggaran ditambahkan: Nama {SUB} (DAU) Rp1.250.000.000.",
        f"Anggaran ditambahkan: Nama {OTHER} (DAK) Rp750.000.001.",
    ]
    assert Period.objects.filter(year=2027).count() == 4


def test_only_spending_of_reports_that_were_sent_is_counted(stage, planner):
    line = BudgetLine.objects.filter(position=stage.head).first()
    for quarter, status in ((1, "verified"), (2, "submitted"), (3, "draft")):
        report_of(stage.head, status, year=YEAR, quarter=quarter)
        spend(line, quarter, 300_000_000)
    context = as_user(planner).get(show(stage)).context
    assert context["total"].quarters == (300_000_000, 300_000_000, None, None)
    overview = as_user(planner).get(reverse("realisations:budget_overview"), {"tahun": YEAR}).context
    money = dict(overview["rows"])[stage.head]
    assert (money.money.spent, money.money.percent) == (context["total"].spent, context["total"].percent)


@pytest.mark.parametrize("bring", [approved, in_force])
def test_what_an_agreement_fixed_is_not_changed_beside_it(stage, planner, bring):
    bring(stage)
    before = stored(stage)
    client = as_user(planner)
    page = unescape(client.get(edit(stage), follow=True).content.decode())
    assert "rencana tahun itu tidak diubah di sini" in page
    assert "PK Perubahan" in page
    with pytest.raises(ValidationError, match="PK Perubahan"):
        set_planned_budget(
            stage.head, YEAR, by=planner, on=TODAY, lines=[], seen=fingerprint(own_budget_of(stage.head, YEAR))
        )
    assert stored(stage) == before


@pytest.mark.parametrize("bring", [drafted, submitted])
def test_as_long_as_nothing_is_agreed_the_plan_may_change(stage, planner, catalogue, bring):
    bring(stage)
    client = as_user(planner)
    client.post(edit(stage), typed(client, stage, (SUB, "DAU", "5")))
    assert stored(stage) == [(SUB, "DAU", 5)]


def test_of_two_who_write_the_second_sees_both(stage, planner, catalogue):
    first, second = as_user(planner), as_user(user_with_role(Role.PLANNING_AGENCY))
    late = typed(second, stage, (OTHER, "DAK", "7"))
    first.post(edit(stage), typed(first, stage, (SUB, "DAU", "5")))
    answer = second.post(edit(stage), late)
    page = unescape(answer.content.decode())
    assert "Anggaran ini sudah diubah orang lain" in page
    assert SUB in page
    assert OTHER in page
    assert stored(stage) == [(SUB, "DAU", 5)]
    second.post(edit(stage), {**late, "seen": answer.context["seen"]["seen"].value()})
    assert stored(stage) == [(OTHER, "DAK", 7)]
    with pytest.raises(ConflictError):
        set_planned_budget(stage.head, YEAR, by=planner, on=TODAY, lines=[], seen="lama")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(SUB, "DAU", "1.234")], "1.234"),
        ([(SUB, "DAU", "1e5")], "bukan angka"),
        ([(SUB, "DAU", "NaN")], "bukan angka"),
        ([(SUB, "DAU", "-5")], "negatif"),
        ([(SUB, "DAU", "9" * 40)], "terlalu besar"),
        ([(SUB, "DAU", "")], "Isi anggarannya"),
        ([(SUB, "", "5")], "Isi sumber dananya"),
        ([("9.99.99", "DAU", "5")], "Tidak ada program yang cocok"),
        ([(SUB, "DAU", "5"), (SUB, "dau", "6")], "Gabungkan"),
        ([("1.02.03", "DAU", "5"), (SUB, "DAK", "6")], "terhitung dua kali"),
        ([(SUB, "x" * 61, "5")], "60 karakter"),
    ],
)
def test_what_cannot_be_a_budget_is_said_and_what_was_typed_stays(stage, planner, catalogue, rows, sentence):
    client = as_user(planner)
    before = stored(stage)
    answer = client.post(edit(stage), typed(client, stage, *rows))
    if sentence == "1.234":
        assert stored(stage) == [(SUB, "DAU", 1234)], "money has no thousandths, so a point parts thousands"
        return
    assert sentence in unescape(answer.content.decode())
    assert answer.context["rows"].forms[0]["program"].value() == rows[0][0]
    assert stored(stage) == before


def test_what_was_spent_keeps_its_line(stage, planner, catalogue):
    line = BudgetLine.objects.filter(position=stage.head).first()
    spend(line, 1, 5)
    client = as_user(planner)
    answer = client.post(edit(stage), typed(client, stage, (SUB, "DAU", "5")))
    assert "Sudah ada realisasi anggaran" in answer.content.decode()
    kept = (line.program.code, line.funding_source)
    answer = client.post(edit(stage), typed(client, stage, (SUB, "DAU", "5"), (*kept, "4")))
    assert "Rp4 lebih kecil daripada yang sudah direalisasikan, Rp5." in answer.content.decode()
    client.post(edit(stage), typed(client, stage, (SUB, "DAU", "5"), (*kept, "5")))
    assert stored(stage) == [(*kept, 5), (SUB, "DAU", 5)]


def test_rows_are_added_and_removed_without_saving(stage, planner, catalogue):
    client = as_user(planner)
    answer = client.post(edit(stage), typed(client, stage, (SUB, "DAU", "5"), langkah="tambah"))
    assert len(answer.context["rows"].forms) == 2
    answer = client.post(edit(stage), typed(client, stage, (SUB, "DAU", "5"), (OTHER, "DAK", "6"), langkah="hapus-0"))
    assert answer.context["rows"].forms[0]["program"].value() == OTHER
    assert "Sasaran yang didukung" not in answer.content.decode()


def test_a_budget_in_which_money_may_count_twice_is_marked(stage, planner, catalogue):
    for code in ("1.02.03", SUB):
        BudgetLineFactory(position=stage.head, program=Program.objects.get(code=code))
    assert "hanya\n    menghitung pagu 1.02.03" in as_user(planner).get(show(stage)).content.decode()


def test_the_overview_adds_up_and_is_filtered_by_its_address(stage, planner):
    client = as_user(planner)
    address = reverse("realisations:budget_overview")
    other = PositionFactory(title="Kepala Dinas Lain")
    context = client.get(address, {"tahun": YEAR}).context
    assert [position for position, money in context["rows"] if money is None] == [other]
    assert [(share.source, share.amount) for share in context["sources"]] == [("APBD", Decimal("4250000000.50"))]
    assert [position for position, _ in client.get(address, {"q": "lain"}).context["rows"]] == [other]
    assert [p for p, _ in client.get(address, {"unit": stage.head.unit_id}).context["rows"]] == [stage.head]
    assert client.get(address, {"tahun": "x", "unit": "1e5", "q": "\x00"}).status_code == 200
    assert "Tidak ada jabatan yang cocok" in client.get(address, {"q": "zzz"}).content.decode()


def test_who_sees_one_office_reads_the_budget_of_that_office_only(stage):
    PositionFactory(title="Kepala Dinas Lain")
    rows = as_user(stage.head_user).get(reverse("realisations:budget_overview"), {"tahun": YEAR}).context["rows"]
    assert [position for position, _ in rows] == [stage.head]


def test_an_empty_year_says_who_fills_it_and_a_strange_year_is_not_found(stage, planner):
    assert "Isi anggaran" in as_user(planner).get(show(stage, 2030)).content.decode()
    assert "diisi oleh Bappeda" in as_user(stage.head_user).get(show(stage, 2030)).content.decode()
    assert as_user(planner).get(show(stage, 99)).status_code == 404
    assert as_user(planner).get(edit(stage, 99999)).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_queries_do_not_grow_with_lines_and_positions(stage, planner, catalogue, more, django_assert_num_queries):
    for _ in range(more):
        BudgetLineFactory(position=PositionFactory())
        BudgetLineFactory(position=stage.head)
    client = as_user(planner)
    with django_assert_num_queries(13):
        client.get(show(stage))
    with django_assert_num_queries(15):
        client.get(reverse("realisations:budget_overview"), {"tahun": YEAR})


@pytest.mark.parametrize("role", [Role.ORGANISATION_SECTION, Role.ADMINISTRATOR, Role.INSPECTORATE])
def test_nobody_but_bappeda_changes_the_plan(stage, role):
    client = as_user(user_with_role(role))
    assert client.get(edit(stage)).status_code == 403
    assert client.post(edit(stage)).status_code == 403


def test_a_line_with_the_same_content_changes_nothing(stage, planner):
    lines = own_budget_of(stage.head, YEAR)
    assert set_planned_budget(stage.head, YEAR, by=planner, on=TODAY, lines=lines[::-1], seen=fingerprint(lines)) == []
    assert not Event.objects.filter(verb="position.budget_changed").exists()
    assert fingerprint([PlannedBudgetLine("1", "a", "D", Decimal("5.00"))]) == fingerprint(
        [PlannedBudgetLine("1", "b", "D", Decimal(5))]
    )
