"""Page, box, paste and workbook store the same row, tell the same event, and refuse with the same sentence.

The same 300 inputs go into the same reports by each route, one route after the other, each taken back before the next.
An input is one thing typed into one row: a value, a state, a part, a text.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.facts import changes_of
from audit.trail import history
from exchange.sheets.outcome import import_workbook
from indicators.calendar.actions import ensure_year
from indicators.domain.kinds import Figure, Grade, Range
from indicators.enums import Aggregation, Polarity, ValueState
from indicators.models import Indicator, Period, Target
from organisation.enums import Role
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.entry.texts import texts_of
from realisations.enums import ReportStatus
from realisations.history.keys import subject_of
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from realisations.report_sheet.facts import ReportRow, report_sheet_of
from tests.exchange.books import workbook
from tests.factories import (
    BudgetLineFactory,
    GovernmentFactory,
    ObjectiveFactory,
    PositionFactory,
    WorkUnitFactory,
    already_there,
    report_of,
    user_with_role,
)
from tests.office import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

SEED, PER_REPORT = 20261130, 43
LOCKS = ("draft", "sent", "returned", "verified", "accepted", "closed", "provisional")
CLOSED = ("sent", "verified", "closed")
SAME = ("16,5", "16,50")
"""What stands in every row that has a figure."""

KINDS = {
    "percent": ("%", Polarity.MAXIMIZE, Aggregation.LAST, (), Figure(Decimal(80))),
    "count": ("Unit", Polarity.MAXIMIZE, Aggregation.SUM, (), Figure(Decimal(9))),
    "low": ("Hari", Polarity.MINIMIZE, Aggregation.AVERAGE, (), Figure(Decimal(5))),
    "band": ("Persen", Polarity.RANGE, Aggregation.LAST, (), Range(Decimal(60), Decimal(85))),
    "grade": ("Predikat", Polarity.PREDICATE, Aggregation.LAST, ("D", "C", "B", "A"), Grade("B")),
    "answer": ("Ya/tidak", Polarity.YES_NO, Aggregation.LAST, (), Grade("ya")),
}
NUMBERS = ["0", "7", "16,5", "16,50", "1.250.000", "1.234", "-3", "1e5", "NaN", "9" * 30, "0,1234567", "tujuh", "60-85"]
LABELS = ["A", "b", "D", "ZZ", "3", "ya", "Tidak", "mungkin"]
WORDS = ["Data September", "=cmd()|' /C calc'!A0", "dua\nbaris", "a" * 81, "Angka 👍"]
IN_SHEET = {"not_applicable": "n/a", "waiting": "menunggu", "on": "ya", "": "tidak"}
HEADERS = ("Kode Indikator", "Realisasi", "Pembilang", "Penyebut", "Faktor Pendorong", "Faktor Penghambat",
           "Tindak Lanjut", "Keterangan")  # fmt: skip
COLUMN = {"value": 1, "state": 1, "numerator": 2, "denominator": 3, "follow_up": 6, "note": 7, "is_provisional": 8}
OWN_WORDS = (
    ("sudah diterima verifikator", "sudah diterima verifikator"),
    ("Laporan ini sudah berstatus", "Laporan triwulan ini sudah"),
    ("dapat dibaca", "Dapat dibaca"),
)
"""Where a route words its place: what the page says, and what the others say of the same cause."""


@dataclass(frozen=True)
class Said:
    """One thing that is typed into one box of the row of `indicator`."""

    indicator: Indicator
    report: int
    box: str
    text: str

    @property
    def cell(self) -> str:
        """The same in a spreadsheet."""
        return IN_SHEET[self.text] if self.box in ("state", "is_provisional") else self.text


@dataclass(frozen=True)
class Result:
    """What became of one input: the row and what its events say, or why it was refused."""

    entry: Entry
    changes: frozenset[tuple[str, object, object]]
    refusals: tuple[str, ...] = ()
    """The page says everything that keeps a row from being stored, the others the first of it."""


Results = dict[int, Result]
Refusals = dict[int, tuple[str, ...]]


@pytest.fixture
def operator(db: None) -> User:
    GovernmentFactory()
    ensure_year(2026, by=None)
    return user_with_role(Role.OPERATOR, WorkUnitFactory(name="Dinas Contoh", code="DINAS"))


@pytest.fixture
def said(operator: User) -> list[Said]:
    """43 inputs for each of seven reports, every one into a row of its own."""
    dice = random.Random(SEED)
    unit = operator.role_grants.get().unit
    return [one for lock in LOCKS for one in inputs_of(lock, PositionFactory(unit=unit), dice)]


def inputs_of(lock: str, position: object, dice: random.Random) -> Iterator[Said]:
    status = {
        "sent": ReportStatus.SUBMITTED,
        "verified": ReportStatus.VERIFIED,
        "returned": ReportStatus.RETURNED,
        "accepted": ReportStatus.RETURNED,
    }
    report = report_of(position, status.get(lock, ReportStatus.DRAFT), quarter=2 if lock == "closed" else 3)
    objective = ObjectiveFactory(position=position)
    for number in range(PER_REPORT):
        kind = dice.choice(list(KINDS))
        indicator = planned(f"{lock}-{number}", kind, objective)
        row = stored_row(report, indicator, kind, dice, is_provisional=lock == "provisional")
        if lock == "accepted":
            row.accepted_at, row.accepted_by = timezone.now(), report.submitted_by or user_with_role(Role.INSPECTORATE)
        if row.state != ValueState.NOT_REPORTED or row.note or dice.random() < 0.3:
            with already_there():
                row.save()
        said = typed(kind, row, dice)
        while lock in CLOSED and says_nothing_new(row, *said):  # a file is not held against what it does not change
            said = typed(kind, row, dice)
        yield Said(indicator, report.pk, *said)


def planned(code: str, kind: str, objective: object) -> Indicator:
    unit, polarity, aggregation, scale, target = KINDS[kind]
    indicator = Indicator.objects.create(
        code=code.upper(),
        objective=objective,
        statement=f"Capaian {code}",
        unit_of_measure=unit,
        polarity=polarity,
        aggregation=aggregation,
        predicate_scale=list(scale),
    )
    Target.objects.create(indicator=indicator, year=2026, **Target.columns(target))
    return indicator


def stored_row(
    report: QuarterReport, indicator: Indicator, kind: str, dice: random.Random, *, is_provisional: bool
) -> Realisation:
    """What stands in the row before: each of the four states, with and without a note, a part, a mark."""
    row = Realisation(report=report, indicator=indicator, note=dice.choice(["", "Rilis BPS November"]))
    row.state = dice.choice(ValueState.values)
    if row.state == ValueState.REPORTED and kind in ("grade", "answer"):
        row.grade = {"grade": "B", "answer": "ya"}[kind]
    elif row.state == ValueState.REPORTED:
        row.figure = Decimal("16.5")
    elif row.state == ValueState.NOT_REPORTED and kind in ("percent", "band"):
        row.denominator = Decimal(40)
    row.is_provisional = is_provisional and row.state == ValueState.REPORTED
    return row


def says_nothing_new(row: Realisation, box: str, text: str) -> bool:
    if box == "value":
        return text.casefold() == row.grade.casefold() if row.grade else bool(row.figure) and text in SAME
    return text == {"state": row.state, "is_provisional": "on" if row.is_provisional else ""}.get(box)


def typed(kind: str, row: Realisation, dice: random.Random) -> tuple[str, str]:
    """Which box, and what is typed into it."""
    boxes = ["value"] * 5 + ["note", "follow_up", "is_provisional"] + (["state"] * 2 if row.note else ["state"])
    boxes += ["numerator", "denominator"] if kind in ("percent", "band") else []
    box = dice.choice(boxes)
    match box:
        case "value":
            return box, dice.choice(LABELS if kind in ("grade", "answer") else NUMBERS)
        case "state":  # a file must say at once where awaited data come from
            return box, dice.choice(["not_applicable", "waiting"]) if row.note else "not_applicable"
        case "numerator":
            return box, dice.choice(["30", "-1", "1.234", "x"])
        case "denominator":
            return box, dice.choice(["50", "0", "-2", "x"])
        case "is_provisional":
            return box, dice.choice(["on", ""])
    return box, dice.choice(WORDS)


# --- the routes -------------------------------------------------------------------------------------------------


def rows_of(pk: int) -> tuple[QuarterReport, dict[int, ReportRow]]:
    report = QuarterReport.objects.select_related("period", "position__unit").get(pk=pk)
    return report, {row.indicator.pk: row for row in report_sheet_of(report).rows}


def by_page(said: list[Said], client: Client) -> Refusals:
    """The whole form of each report, as a browser sends it: every box, with what it shows or what was typed."""
    refusals: Refusals = {}
    for pk, inputs in by_report(said).items():
        report, rows = rows_of(pk)
        data = {"version": str(report.version)}
        for one in inputs:
            texts = texts_of(rows[one.indicator.pk]) | {one.box: one.text}
            texts |= {"state": {"value": ""}, "value": {"state": "reported"}}.get(one.box, {})
            ticked = {f"r{one.indicator.pk}-{name}": text for name, text in texts.items()}
            data |= {name: text for name, text in ticked.items() if text or not name.endswith("is_provisional")}
        response = client.post(reverse("realisations:report_edit", args=[pk]), data)
        context = response.context or {"report_form": None, "errors": []}
        whole = [sentence for anchor, sentence in context["errors"] if not anchor]
        for form in context["report_form"].entries if context["report_form"] else ():
            written = [sentence for sentences in form.errors.values() for sentence in sentences] + whole
            refusals |= {form.row.indicator.pk: tuple(written)} if written else {}
    return refusals


def by_box(said: list[Said], client: Client) -> Refusals:
    """Each box by itself; a question what is given up is answered as meant."""
    refusals: Refusals = {}
    for pk, inputs in by_report(said).items():
        _, rows = rows_of(pk)
        for one in inputs:
            texts = texts_of(rows[one.indicator.pk])
            given_up = {"state": texts["value"], "value": texts["state"]}.get(one.box, "")
            sent = {"name": f"r{one.indicator.pk}-{one.box}", "text": one.text, "was": texts[one.box]}
            address = reverse("realisations:cell_save", args=[pk])
            response = client.post(address, {**sent, "replaces": given_up})
            if response.status_code != 200:
                words = re.search(r'data-state="\w+".*?>(.*?)(<button|</span>\s*$)', response.content.decode(), re.S)
                plain = unescape(re.sub(r"<[^>]*>", " ", words[1]))
                said_why = " ".join(plain.split()).removeprefix("✕ Gagal disimpan. ").removeprefix("? ")
                refusals[one.indicator.pk] = (said_why,)
    return refusals


def by_paste(said: list[Said], client: Client) -> Refusals:
    """One block for each report, looked at and accepted."""
    refusals: Refusals = {}
    for pk, inputs in by_report(said).items():
        lines = [[one.indicator.code, *["" for _ in HEADERS[1:]]] for one in inputs]
        for line, one in zip(lines, inputs, strict=True):
            text = one.cell
            line[COLUMN[one.box]] = f'"{text}"' if "\n" in text else text
        text = "\n".join("\t".join(line) for line in [HEADERS, *lines])
        plan = client.post(reverse("realisations:report_paste", args=[pk]), {"text": text}).context["plan"]
        for bad in plan.bad:
            refusals[inputs[bad.line - 2].indicator.pk] = (bad.sentence,)
        version = QuarterReport.objects.get(pk=pk).version
        accepted = {"text": text, "version": str(version), "digest": plan.digest}
        response = client.post(reverse("realisations:report_paste_accept", args=[pk]), accepted)
        whole = [sentence for _, sentence in response.context["errors"]] if response.context else []
        refusals |= {one.indicator.pk: (whole[0],) for one in inputs if whole and one.indicator.pk not in refusals}
    return refusals


def by_workbook(said: list[Said], client: Client) -> Refusals:
    """One file for all; what it refuses is taken out, and the rest is imported."""
    operator = User.objects.get(pk=client.session["_auth_user_id"])
    quarter = dict(QuarterReport.objects.values_list("pk", "period__quarter"))
    lines = []
    for one in said:
        cells: list[object] = ["" for _ in range(9)]
        cells[COLUMN[one.box]] = one.cell
        lines.append((one.indicator.code, 2026, quarter[one.report], *cells[1:]))
    positions = frozenset(QuarterReport.objects.values_list("position", flat=True))
    options = {"by": operator, "is_verified": False, "today": TODAY, "fills": positions}
    outcome = import_workbook(workbook({"Realisasi": lines}), **options)
    problems = {problem.row: problem for problem in reversed(outcome.findings.problems)}
    good = [line for number, line in enumerate(lines, start=2) if number not in problems]
    assert import_workbook(workbook({"Realisasi": good}), **options).is_written
    return {said[row - 2].indicator.pk: (problem.message,) for row, problem in problems.items()}


def by_report(said: list[Said]) -> dict[int, list[Said]]:
    reports: dict[int, list[Said]] = {}
    for one in said:
        reports.setdefault(one.report, []).append(one)
    return reports


def outcome_of(route: Callable[[list[Said], Client], Refusals], said: list[Said], operator: User) -> Results:
    """Run one route, note what is stored and told, and take it all back."""
    client = Client()
    client.force_login(operator)
    with transaction.atomic():
        refusals = route(said, client)
        rows = {row.indicator_id: row for row in Realisation.objects.all()}
        changes: dict[int, set[tuple[str, object, object]]] = {}
        for report in QuarterReport.objects.all():
            for event in history(report).filter(verb__in=["report.saved", "report.imported"]):
                for change in changes_of(event):
                    changes.setdefault(subject_of(change), set()).add((change.field, change.before, change.after))
        transaction.set_rollback(True)
    return {
        one.indicator.pk: Result(
            Entry.of(rows[one.indicator.pk]) if one.indicator.pk in rows else Entry(),
            frozenset(changes.get(one.indicator.pk, ())),
            refusals.get(one.indicator.pk, ()),
        )
        for one in said
    }


# --- what is compared -------------------------------------------------------------------------------------------


def refused_alike(page: Result, other: Result) -> bool:
    """The same sentence; where a route words its place (a locked row, readings to choose from), the same cause."""
    if not (page.refusals and other.refusals):
        return page.refusals == other.refusals
    sentence = other.refusals[0]
    return any(
        sentence == on_page or any(mine in on_page and theirs in sentence for mine, theirs in OWN_WORDS)
        for on_page in page.refusals
    )


@pytest.mark.slow  # a thousand requests
@pytest.mark.timeout(900)
def test_three_hundred_inputs_are_stored_told_and_refused_alike_on_every_route(said: list[Said], operator: User):
    page = outcome_of(by_page, said, operator)
    assert len(said) >= 300
    refused = sum(bool(result.refusals) for result in page.values())
    assert 60 < refused < 240, refused
    differing = []
    for name, route in (("box", by_box), ("paste", by_paste), ("workbook", by_workbook)):
        heard = [one for one in said if name != "paste" or one.box != "is_provisional"]
        others = outcome_of(route, heard, operator)
        for one in heard:
            mine, other = page[one.indicator.pk], others[one.indicator.pk]
            is_same = (mine.entry, mine.changes) == (other.entry, other.changes)
            if not (is_same and refused_alike(mine, other)):
                differing.append(f"{name} {one.indicator.code} {one.box} {one.text!r}: {mine} is not {other}")
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("lock", ["draft", "sent", "verified", "closed"])
@pytest.mark.parametrize("text", ["0", "1.250.000", "Rp125.000,50", "1.234", "-5", "seribu"])
def test_money_is_stored_told_and_refused_alike(operator: User, lock: str, text: str) -> None:
    line = BudgetLineFactory(position__unit=operator.role_grants.get().unit)
    status = {"sent": ReportStatus.SUBMITTED, "verified": ReportStatus.VERIFIED}.get(lock, ReportStatus.DRAFT)
    report = report_of(line.position, status, quarter=2 if lock == "closed" else 3)
    pk, client = report.pk, Client()
    client.force_login(operator)
    name = f"a{line.pk}-amount"

    def page() -> None:
        client.post(reverse("realisations:report_edit", args=[pk]), {"version": str(report.version), name: text})

    def box() -> None:
        client.post(reverse("realisations:cell_save", args=[pk]), {"name": name, "text": text, "was": ""})

    def book() -> None:
        cells = ["", "", "", ""]
        cells[report.period.quarter - 1] = text
        row = (line.position.code, 2026, line.program.code, line.amount, line.funding_source, *cells)
        file = workbook({"Anggaran": [tuple(str(cell) for cell in row)]})
        import_workbook(file, by=None, is_verified=False, today=TODAY)

    def stored(route: Callable[[], None]) -> object:
        with transaction.atomic():
            route()
            amounts = list(BudgetRealisation.objects.values_list("line", "quarter", "amount"))
            events = history(report).filter(verb__in=["report.saved", "report.imported"])
            written = [(change.key, change.before, change.after) for event in events for change in changes_of(event)]
            transaction.set_rollback(True)
        return amounts, written

    assert Period.objects.get(year=2026, quarter=3).closes >= TODAY
    assert stored(page) == stored(box) == stored(book)
    is_kept = lock == "draft" and text not in ("-5", "seribu")
    assert bool(stored(page)[0]) == is_kept


@pytest.mark.parametrize("route", [by_page, by_box, by_paste, by_workbook])
def test_a_value_is_what_its_added_parts_give_on_every_route(
    route: Callable[[list[Said], Client], Refusals], operator: User
) -> None:
    """Of what is added up by numerator and denominator: computed from them, or refused beside them with both named."""
    own = PositionFactory(unit=operator.role_grants.get().unit)
    report = report_of(own, ReportStatus.DRAFT, quarter=3)
    objective = ObjectiveFactory(position=report.position)

    def row(code: str, **stored: object) -> Indicator:
        indicator = Indicator.objects.create(
            code=code,
            objective=objective,
            statement=code,
            unit_of_measure="%",
            polarity=Polarity.MAXIMIZE,
            aggregation=Aggregation.POOLED,
        )
        Target.objects.create(indicator=indicator, year=2026, **Target.columns(Figure(Decimal(9))))
        with already_there():
            Realisation.objects.create(report=report, indicator=indicator, **stored)
        return indicator

    parts = {"numerator": Decimal(3), "denominator": Decimal(40)}
    whole = {"state": ValueState.REPORTED, "figure": Decimal("7.5"), **parts}
    said = [
        Said(row("CONTRADICTS", **whole), report.pk, "value", "5"),
        Said(row("ROUNDED", **whole), report.pk, "value", "8"),
        Said(row("FOLLOWS", **whole), report.pk, "numerator", "4"),
        Said(row("COMPUTED", denominator=Decimal(40)), report.pk, "numerator", "2"),
        Said(row("ALONE"), report.pk, "value", "5"),
    ]
    results = list(outcome_of(route, said, operator).values())
    stored = [(one.entry.figure, one.entry.numerator, one.entry.denominator) for one in results]
    assert results[2].refusals == ()
    assert stored == [
        (Decimal("7.5"), 3, 40),
        (Decimal("7.5"), 3, 40),
        (Decimal(10), 4, 40),
        (Decimal(5), 2, 40),
        (None, None, None),
    ]
    refused = [one.refusals for one in results]
    assert "Realisasi 5 tidak sama dengan hasil pembilang dan penyebut: 3 / 40 × 100 = 7,5." in refused[0][0]
    assert refused[1:4] == [(), (), ()]
    assert "Isi keduanya; nilainya dihitung darinya." in refused[4][0]
