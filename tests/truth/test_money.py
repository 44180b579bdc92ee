"""Every rupiah counts once, and the same question about money has one answer on every page, paper and workbook."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from agreements.content.facts import budget_of
from agreements.domain.plan import AgreementContent
from demo.loading import WORKBOOK
from evaluations.years.facts import unit_year_of
from indicators.budgets.money import budget_holders
from indicators.domain.holders import Place, holders_of, office_of
from indicators.domain.money import MoneyLine, counted_once, left_out, shares_by_source, total, totals
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Position
from realisations.enums import ReportStatus
from reports.achievement.facts import achievement_report
from reports.e81.facts import renja_form
from reports.lkjip.facts import performance_report
from tests import factories
from tests.office import TODAY, figure

HERE = Path(__file__).resolve().parents[2]
YEAR = 2026


# --- The demo, worked out from its workbook
@pytest.mark.parametrize(
    ("year", "naive", "once", "blud"),
    [
        (2026, "1393715000000", "1210180000000", "55100000000"),
        (2025, "1349900000000", "1173740000000", "52300000000"),
    ],
)
def test_the_budget_of_the_demo_is_that_of_the_agreement_of_its_regent(year, naive, once, blud):
    lines, holders, _ = demo_money(year)
    assert sum(line.amount for line in lines) == Decimal(naive)
    assert total(lines, holders).amount == Decimal(once)
    sources = {share.source: share for share in shares_by_source(lines, holders)}
    assert sources["BLUD"].amount == Decimal(blud), "the hospital's is part of what the head of its Dinas has"
    assert sum(share.amount for share in sources.values()) == Decimal(once)
    assert abs(sum(share.percent for share in sources.values()) - 100) < Decimal("1e-20")


def test_what_assistants_have_beside_the_secretariat_is_named_because_the_total_lacks_it():
    lines, holders, codes = demo_money(YEAR)
    found = {(codes[line.holder], line.code, line.amount) for line in left_out(lines, holders)}
    assert found == {("ASISTEN-1", "4.01.02", 6_750_000_000), ("ASISTEN-2", "4.01.03", 3_350_000_000)}


def demo_money(year: int) -> tuple[list[MoneyLine], dict[int, frozenset[int]], dict[int, str]]:
    """The demo's budget lines of the year, whose budget is part of whose, and the codes of the positions."""
    book = CalamineWorkbook.from_path(str(WORKBOOK))
    unit_rows, rows, money = (book.get_sheet_by_name(name).to_python()[1:] for name in ("Unit", "Jabatan", "Anggaran"))
    numbers = {row[0]: number for number, row in enumerate(rows, start=1)}
    units = {str(row[0]): number for number, row in enumerate(unit_rows, start=1)}
    header = book.get_sheet_by_name("Unit").to_python()[0]
    parent, kind = header.index("Kode Induk"), header.index("Jenis")
    parents = {units[str(row[0])]: units.get(str(row[parent])) for row in unit_rows}
    opd = {"sekretariat daerah", "sekretariat dprd", "inspektorat", "dinas", "badan", "kecamatan"}
    offices = {units[str(row[0])] for row in unit_rows if row[kind] in opd}
    places = [
        Place(
            position=numbers[row[0]],
            superior=numbers.get(row[5]),
            office=office_of(units[str(row[2])], parents, offices),
            leads_office=row[3] in ("sekda", "kepala opd", "camat"),
            leads_government=row[3] == "kepala daerah",
        )
        for row in rows
    ]
    lines = [
        MoneyLine(Decimal(str(row[3])), code=row[2], source=row[4], holder=numbers[row[0]], year=year)
        for row in money
        if row[1] == year
    ]
    return lines, holders_of(places), {number: code for code, number in numbers.items()}


# --- One total everywhere
@pytest.fixture
def dinas(db) -> Position:
    """A dinas whose head has 1.000 (400 of it BLUD), and below it a hospital, a division, and a team of the division.

    Its head reports to the Sekda, whose secretariat has 70 of its own; a regent stands above both.
    """
    factories.GovernmentFactory()
    regent = factories.PositionFactory(unit__name="Kepala Daerah", unit__kind=WorkUnitKind.OTHER, kind="regional_head")
    setda = factories.WorkUnitFactory(name="Sekretariat Daerah", kind=WorkUnitKind.REGIONAL_SECRETARIAT)
    sekda = factories.PositionFactory(unit=setda, kind=PositionKind.REGIONAL_SECRETARY, reports_to=regent)
    head = factories.PositionFactory(unit__name="Dinas Kesehatan", reports_to=sekda)
    hospital = factories.WorkUnitFactory(parent=head.unit, kind=WorkUnitKind.HOSPITAL)
    director = factories.PositionFactory(unit=hospital, kind=PositionKind.ADMINISTRATOR)
    field = factories.WorkUnitFactory(parent=head.unit, kind=WorkUnitKind.DIVISION)
    division = factories.PositionFactory(unit=field, kind=PositionKind.ADMINISTRATOR, reports_to=head)
    team = factories.PositionFactory(unit=field, kind=PositionKind.FUNCTIONAL, reports_to=division)
    codes = ("4.01.01", "1.02.01", "1.02.02", "1.02.01.2.10", "1.02.02.2.01", "1.02.02.2.01.0023")
    programs = {
        code: factories.ProgramFactory(code=code, level={3: 1, 5: 2, 6: 3}[code.count(".") + 1]) for code in codes
    }
    for position, code, source, amount, spent in (
        (sekda, "4.01.01", "DAU", 70, 7),
        (head, "1.02.01", "BLUD", 400, 100),
        (head, "1.02.02", "DAU", 600, 60),
        (director, "1.02.01.2.10", "BLUD", 400, 100),
        (division, "1.02.02.2.01", "DAU", 250, 50),
        (team, "1.02.02.2.01.0023", "DAU", 90, 9),
    ):
        line = factories.BudgetLineFactory(
            position=position, program=programs[code], funding_source=source, amount=amount, year=YEAR
        )
        factories.spend(line, 1, spent)
        factories.report_of(position, ReportStatus.VERIFIED, year=YEAR, quarter=1) if position != head else None
    for holder in (regent, head):
        indicator = factories.IndicatorFactory(objective__position=holder)
        factories.target_for(indicator, figure("80"), YEAR, quarters={1: figure("80")})
        factories.realise(
            factories.report_of(holder, ReportStatus.VERIFIED, year=YEAR, quarter=1), indicator, figure("80")
        )
    return head


def regent_of(dinas: Position) -> Position:
    return Position.objects.get(kind=PositionKind.REGIONAL_HEAD)


def test_pages_agreement_and_reports_tell_one_total(client, dinas):
    client.force_login(factories.user_with_role(Role.PLANNING_AGENCY))
    context = client.get(reverse("realisations:budget_overview"), {"tahun": YEAR}).context
    assert context["total"] == 1070
    assert {share.source: share.amount for share in context["sources"]} == {"BLUD": 400, "DAU": 670}

    regent = regent_of(dinas)
    promised = AgreementContent((), (), tuple(budget_of(regent, YEAR)))
    assert promised.budget_total == 1070
    assert {line.program_code: line.amount for line in promised.budget} == {
        "1.02.01": 400,
        "1.02.02": 600,
        "4.01.01": 70,
    }
    report = performance_report(regent, YEAR, on=TODAY)
    assert [(row.name, row.amount, row.spent) for row in (*report.budget, report.budget_total)] == [
        ("Sekretariat Daerah", "Rp70", "Rp7"),
        ("Dinas Kesehatan", "Rp1.000", "Rp160"),
        ("Jumlah", "Rp1.070", "Rp167"),
    ]


def test_year_page_and_papers_of_an_office_tell_one_total(client, dinas):
    client.force_login(factories.user_with_role(Role.PLANNING_AGENCY))
    filtered = client.get(reverse("realisations:budget_overview"), {"tahun": YEAR, "unit": dinas.unit_id}).context
    assert filtered["total"] == 1000
    everybody = Position.objects.all()
    spending = unit_year_of(dinas.unit, YEAR, visible=everybody, today=TODAY).spending
    assert (spending.budget, spending.spent) == (1000, 160)
    report = dinas.quarter_reports.get(period__quarter=1)
    money = achievement_report(report, on=TODAY, visible=everybody).total
    assert (money.budget, money.spent_to_date) == (1000, 160)
    form = renja_form(report, on=TODAY, visible=everybody)
    assert (form.sum_row.this_year.amount, form.sum_row.total.amount) == (1000, 160)
    report = performance_report(dinas, YEAR, on=TODAY)
    lkjip = report.budget_total
    assert report.budget_outside == ""
    assert (lkjip.amount, lkjip.spent, lkjip.absorbed) == ("Rp1.000", "Rp160", "16,00%")
    show = client.get(reverse("realisations:budget_show", args=[dinas.pk, YEAR])).context["total"]
    assert (show.amount, show.spent) == (1000, 160)


def test_a_part_is_marked_and_what_the_total_lacks_is_named(client, dinas):
    other = factories.ProgramFactory(code="1.02.05", name="Program Pemberdayaan")
    team = Position.objects.get(kind=PositionKind.FUNCTIONAL)
    factories.BudgetLineFactory(position=team, program=other, funding_source="DAU", amount=5, year=YEAR)
    client.force_login(factories.user_with_role(Role.PLANNING_AGENCY))
    page = client.get(reverse("realisations:budget_overview"), {"tahun": YEAR})
    assert page.context["total"] == 1070
    assert page.content.decode().count("bagian dari pagu atasan") == 3
    assert f"{team.title}: 1.02.05 Program Pemberdayaan, Rp5" in page.content.decode()
    form = renja_form(dinas.quarter_reports.get(period__quarter=1), on=TODAY, visible=Position.objects.all())
    assert any("1.02.05 Program Pemberdayaan, Rp5" in note for note in form.footnotes)
    for head in (dinas, regent_of(dinas)):
        assert performance_report(head, YEAR, on=TODAY).budget_outside == (
            f"Di luar PK {head.title}: Rp5 dari 1 program pada Dinas Kesehatan, karena programnya tidak ada dalam pagu "
            "atasannya; tidak termuat dalam Jumlah."
        )


def test_spending_of_a_draft_is_in_no_total(client, dinas):
    factories.open_again(dinas.quarter_reports).update(status=ReportStatus.DRAFT)
    report = performance_report(dinas, YEAR, on=TODAY).budget_total
    assert (report.amount, report.spent) == ("Rp1.000", "belum dilaporkan")


# --- The function
def test_money_of_a_position_is_not_added_to_a_part_of_itself():
    lines = [
        MoneyLine(Decimal(100), "1.02.02"),
        MoneyLine(Decimal(60), "1.02.02.2.01"),
        MoneyLine(Decimal(5), "1.02.03"),
    ]
    assert total(lines).amount == 105
    other_holder = [MoneyLine(Decimal(60), "1.02.02.2.01", holder=2)]
    assert total([*lines, *other_holder]).amount == 165
    without_money = [MoneyLine(Decimal(0), "1.02.02"), MoneyLine(Decimal(60), "1.02.02.2.01")]
    assert total(without_money).amount == 60


def test_parts_come_to_the_total_and_nothing_is_not_zero():
    lines = [MoneyLine(Decimal(number), source="AB"[number % 2], holder=number % 3, year=1) for number in range(1, 9)]
    holders = {1: {0}, 2: {1, 0}}
    parts = totals(lines, lambda line: line.source, holders)
    assert sum(part.rupiah for part in parts.values()) == total(lines, holders).amount == 3 + 6
    assert counted_once(lines, holders) == [line for line in lines if line.holder == 0]
    assert (total([]).amount, total([]).spent, total([]).percent) == (None, None, None)


def test_a_superior_of_another_office_holds_nothing_and_a_head_holds_its_office():
    places = [
        Place(1, None, 10, leads_government=True),
        Place(2, 1, 20, leads_office=True),
        Place(3, 2, 30, leads_office=True),
        Place(4, 3, 30),
        Place(5, None, 30),
        Place(6, 2, 20),
    ]
    assert holders_of(places) == {
        1: frozenset(),
        2: {1},
        3: {1},
        4: {1, 3},
        5: {1, 3},
        6: {1, 2},
    }


@pytest.mark.django_db
def test_who_holds_whose_budget_is_read_in_two_queries(dinas, django_assert_num_queries):
    with django_assert_num_queries(2):
        holders = budget_holders()
    named = {position.pk: position.kind for position in Position.objects.all()}
    assert {named[key]: sorted(named[upper] for upper in above) for key, above in holders.items()}["functional"] == [
        PositionKind.ADMINISTRATOR,
        PositionKind.APPARATUS_HEAD,
        PositionKind.REGIONAL_HEAD,
    ]


# --- No other sum of money
MONEY_WORDS = ("amount", "budget", "spent", "ceiling", "rupiah", "money", "pagu", "anggaran")
ONLY_HERE = "indicators/domain/money.py"
APPS = (
    "agreements", "documents", "duties", "evaluations", "exchange", "indicators", "messaging", "organisation",
    "realisations", "reports", "pk_site",
)  # fmt: skip


def test_money_is_added_in_one_place():
    found = {
        f"{path.relative_to(HERE)}:{node.lineno} {ast.unparse(node)[:80]}"
        for app in APPS
        for path in (HERE / app).rglob("*.py")
        if str(path.relative_to(HERE)) != ONLY_HERE
        for node in ast.walk(ast.parse(path.read_text()))
        if adds_money(node)
    }
    assert found == set()


def adds_money(node: ast.AST) -> bool:
    """A sum, an aggregate `Sum`, or an addition of something that is called like money."""
    match node:
        case ast.Call(func=ast.Name(id="sum" | "Sum" | "fsum") | ast.Attribute(attr="Sum" | "fsum")):
            return any(word in ast.unparse(node).lower() for word in MONEY_WORDS)
        case ast.AugAssign(op=ast.Add(), target=target, value=value):
            return any(is_money(side) for side in (target, value))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return is_money(left) or is_money(right)
    return False


def is_money(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"amount", "spent", "budget", "ceiling"}
