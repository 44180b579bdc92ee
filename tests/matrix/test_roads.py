"""Every road to what was verified, agreed or issued: nothing changes on it without the opening of its own.

A road is a way on which values come in; each attempt is something that the road can really change while nothing is
locked, which the test sees first. What was verified is opened by “Buka kembali” with a reason, what was agreed and
issued by a PK Perubahan.
"""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.actions import issue_agreement
from exchange.pages.views import _fillable
from exchange.sheets.outcome import import_workbook
from indicators.budgets.actions import fingerprint
from indicators.budgets.facts import own_budget_of
from indicators.definitions.forms import IndicatorForm, TargetsForm
from indicators.domain.kinds import Figure
from indicators.models import BudgetLine, Program
from indicators.targets.actions import target_values
from organisation.models import User
from realisations.models import BudgetRealisation, QuarterReport, Realisation
from realisations.verification.reopening import reopen_report
from tests import factories
from tests.clocks import database_clock
from tests.exchange.books import workbook
from tests.matrix.world import TODAY, YEAR, World, build_world
from tests.office import WIB
from tests.scenes import Scene, built_once

pytestmark = pytest.mark.django_db

SECTION, ADMINISTRATOR, PLANNER, OPERATOR, HEAD = (
    "Bagian Organisasi",
    "administrator",
    "Bappeda",
    "own operator",
    "own OPD head",
)
JUDGED = ("realisations.QuarterReport", "realisations.Realisation", "realisations.BudgetRealisation")
PROMISED = (
    "agreements.Agreement",
    "agreements.AgreementLine",
    "agreements.AgreementBudgetLine",
    "indicators.Target",
    "indicators.QuarterTarget",
    "indicators.BudgetLine",
    "indicators.Indicator",
)
FACTS = {"verified": JUDGED, "agreed": PROMISED, "issued": (*PROMISED, "documents.IssuedDocument")}
"""The tables that hold what was verified, agreed and issued. Of a verified quarter also its target, see `target_of`."""

Attempt = Callable[["Place"], object]


@dataclass
class Place:
    """The world, with one budget line of the head's position and what was spent of it."""

    world: World
    line: BudgetLine
    folder: Path

    @property
    def report(self) -> QuarterReport:
        return QuarterReport.objects.get(position=self.line.position)

    def visitor(self, identity: str) -> Client:
        client = Client()
        client.force_login(self.world.users[identity])
        return client

    def post(self, identity: str, address: str, /, *args: object, **data: object) -> None:
        self.visitor(identity).post(reverse(address, args=args), data)

    def book(self, sheets: dict[str, list[tuple]], identity: str) -> None:
        user = User.objects.get(pk=self.world.users[identity].pk)
        import_workbook(
            workbook(sheets),
            by=user,
            is_verified=user.has_perm("exchange.import_verified"),
            today=TODAY,
            fills=None if user.has_perm("exchange.import_workbook") else _fillable(user),
        )


def build_place() -> tuple[World, BudgetLine]:
    world = build_world()
    line = factories.BudgetLineFactory(position=world.positions[HEAD], year=YEAR, amount=Decimal(1000))
    factories.IndicatorFactory(code="BARU", objective=world.indicator.objective)
    return world, line


scene = built_once(build_place)


@pytest.fixture
def place(scene: Scene[tuple[World, BudgetLine]], db, tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    nine = datetime.datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=WIB)
    world, line = scene.for_a_test()
    with time_machine.travel(nine, tick=False), database_clock(nine):
        yield Place(world, line, tmp_path)


# --- what is typed on each road -----------------------------------------------------------------------------------


def figure_by_form(place: Place) -> None:
    version, key = place.report.version, place.world.indicator.pk
    boxes = {"version": version, f"r{key}-value": "99", f"r{key}-state": "reported"}
    place.post(OPERATOR, "realisations:report_edit", place.report.pk, **boxes)


def money_by_form(place: Place) -> None:
    boxes = {"version": place.report.version, f"a{place.line.pk}-amount": "999"}
    place.post(OPERATOR, "realisations:report_edit", place.report.pk, **boxes)


def target_by_form(place: Place) -> None:
    indicator = place.world.indicator
    seen = TargetsForm(indicator=indicator, stored=target_values(indicator.pk, YEAR)).initial["seen"]
    typed = {"target": "70", "q1": "70", "q2": "70", "q3": "70", "q4": "70", "seen": seen}
    place.post(SECTION, "indicators:target_edit", indicator.pk, YEAR, **typed)


def definition_by_form(place: Place) -> None:
    form = IndicatorForm(indicator=place.world.indicator)
    place.post(PLANNER, "indicators:indicator_edit", place.world.indicator.pk, **form.initial | {"statement": "Lain"})


def budget_by_form(place: Place) -> None:
    rows = {"anggaran-TOTAL_FORMS": 1, "anggaran-INITIAL_FORMS": 1, "langkah": "simpan"}
    rows |= {"anggaran-0-program": place.line.program.code, "anggaran-0-funding_source": place.line.funding_source}
    rows |= {"anggaran-0-amount": "999", "seen": fingerprint(own_budget_of(place.line.position, YEAR))}
    place.post(PLANNER, "indicators:planned_budget_edit", place.line.position_id, YEAR, **rows)


def paper_by_form(place: Place) -> None:
    agreement, line = Agreement.objects.get(), place.line
    rows = {"anggaran-TOTAL_FORMS": 1, "anggaran-INITIAL_FORMS": 1, "langkah": "simpan", "edition": agreement.edition}
    rows |= {"anggaran-0-program": line.program.code, "anggaran-0-funding_source": line.funding_source}
    rows |= {"anggaran-0-amount": "900", "note": "Pengurangan dana."}
    place.post(HEAD, "agreements:budget_edit", agreement.pk, **rows)


def figure_by_box(place: Place) -> None:
    typed = {"name": f"r{place.world.indicator.pk}-value", "text": "99", "was": "72"}
    place.post(OPERATOR, "realisations:cell_save", place.report.pk, **typed)


def money_by_box(place: Place) -> None:
    typed = {"name": f"a{place.line.pk}-amount", "text": "999", "was": "100"}
    place.post(OPERATOR, "realisations:cell_save", place.report.pk, **typed)


def figure_by_paste(place: Place) -> None:
    text = f"Kode Indikator\tRealisasi\n{place.world.indicator.code}\t99"
    client = place.visitor(OPERATOR)
    answer = client.post(reverse("realisations:report_paste", args=[place.report.pk]), {"text": text})
    plan = answer.context["plan"] if answer.context else None
    accepted = {"text": text, "version": place.report.version, "digest": plan.digest if plan else ""}
    client.post(reverse("realisations:report_paste_accept", args=[place.report.pk]), accepted)


def figures(place: Place) -> dict[str, list[tuple]]:
    return {"Realisasi": [(place.world.indicator.code, YEAR, 3, 99)]}


def money(place: Place) -> dict[str, list[tuple]]:
    line = place.line
    row = (line.position.code, YEAR, line.program.code, int(line.amount), line.funding_source, "", "", 999, "")
    return {"Anggaran": [row]}


def targets(place: Place) -> dict[str, list[tuple]]:
    return {"Target": [(place.world.indicator.code, YEAR, 70, 70, 70, 70, 70)]}


def new_target(place: Place) -> dict[str, list[tuple]]:
    return {"Target": [("BARU", YEAR, 70, 70, 70, 70, 70)]}


def ceiling(place: Place) -> dict[str, list[tuple]]:
    line = place.line
    return {"Anggaran": [(line.position.code, YEAR, line.program.code, 999, line.funding_source, "", "", "", "")]}


def new_budget(place: Place) -> dict[str, list[tuple]]:
    program = Program.objects.get(pk=place.line.program_id)
    return {"Anggaran": [(place.line.position.code, YEAR, program.code, 5, "DAK baru", "", "", "", "")]}


def definition(place: Place) -> dict[str, list[tuple]]:
    it = place.world.indicator
    row = (it.code, it.objective.code, "Bunyi lain", it.unit_of_measure, "naik", "akhir")
    return {"Indikator": [(*row, *[""] * 20)]}


SHEETS = (figures, money, targets, new_target, ceiling, new_budget, definition)


def by_workbook(sheet: Callable[[Place], dict[str, list[tuple]]], identity: str) -> Attempt:
    return lambda place: place.book(sheet(place), identity)


def by_command(sheet: Callable[[Place], dict[str, list[tuple]]]) -> Attempt:
    def run(place: Place) -> None:
        path = place.folder / "buku.xlsx"
        path.write_bytes(workbook(sheet(place)).getvalue())
        try:
            call_command("import_workbook", path, verbosity=0)
        except SystemExit as refused:
            assert refused.code == 1

    return run


def by_admin(place: Place) -> None:
    """Every form of the administrator's site that there is for a table of facts, sent back with other values."""
    client = place.visitor(ADMINISTRATOR)
    for name in {*JUDGED, *PROMISED, "documents.IssuedDocument"}:
        model = apps.get_model(name)
        if model not in admin.site._registry:
            continue
        for row in model.objects.all():
            for verb, data in (
                ("change", {"status": "draft", "statement": "Lain", "figure": "99"}),
                ("delete", {"post": "yes"}),
            ):
                try:
                    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}", args=[row.pk])
                except NoReverseMatch:
                    continue
                assert client.post(address, data).status_code in {403, 404}


ROADS: dict[str, dict[str, Attempt]] = {
    "form": {
        "figure": figure_by_form,
        "money": money_by_form,
        "target": target_by_form,
        "definition": definition_by_form,
        "budget": budget_by_form,
        "paper": paper_by_form,
    },
    "box": {"figure": figure_by_box, "money": money_by_box},
    "paste": {"figure": figure_by_paste},
    "workbook": {
        f"{sheet.__name__} of {identity}": by_workbook(sheet, identity)
        for identity in (SECTION, ADMINISTRATOR, PLANNER, OPERATOR)
        for sheet in (SHEETS if identity != OPERATOR else (figures,))
    },
    "admin": {"every form": by_admin},
    "command": {sheet.__name__: by_command(sheet) for sheet in SHEETS},
}
CASES = [
    pytest.param(state, attempt, id=f"{road}-{name}-{state}", marks=[pytest.mark.slow] if state == "issued" else [])
    for road, attempts in ROADS.items()
    for name, attempt in attempts.items()
    for state in FACTS
]

# --- what must stay -----------------------------------------------------------------------------------------------


def bring_into(place: Place, state: str) -> None:
    """The report verified by the Sekda, or the PK agreed, or issued; the other of the two is a draft."""
    world = place.world
    report = world.report("verified" if state == "verified" else "draft")
    if state == "verified":
        by_the_sekda = {"verified_at": report.verified_at, "verified_by": world.users["Sekda"]}
        factories.open_again(QuarterReport.objects.filter(pk=report.pk)).update(status=report.status, **by_the_sekda)
    factories.spend(place.line, 3, Decimal(100))
    agreement = world.agreement(AgreementStatus.DRAFT if state == "verified" else AgreementStatus.APPROVED)
    if state == "issued":
        issue_agreement(agreement, by=world.users[SECTION])


def stored(place: Place, state: str) -> dict[str, Any]:
    """Every column of every row of the facts, and the bytes of every stored file."""
    found: dict[str, Any] = {name: list(apps.get_model(name).objects.order_by("pk").values()) for name in FACTS[state]}
    if state == "verified":
        quarter = apps.get_model("indicators.QuarterTarget").objects.filter(quarter=3)
        found["target of the quarter"] = list(quarter.order_by("pk").values())
    for document in apps.get_model("documents.IssuedDocument").objects.all():
        found[document.number] = hashlib.sha256(Path(document.file.path).read_bytes()).hexdigest()
    return found


@pytest.mark.parametrize(("state", "attempt"), CASES)
def test_nothing_changes_without_its_own_opening(place: Place, state: str, attempt: Attempt) -> None:
    bring_into(place, state)
    before = stored(place, state)
    attempt(place)
    assert stored(place, state) == before


REAL = [
    pytest.param(attempt, id=f"{road}-{name}")
    for road, attempts in ROADS.items()
    for name, attempt in attempts.items()
    if road != "admin"
    and not (road == "workbook" and name == f"figures of {SECTION}")
    and not (road == "command" and name == "figures")
]
"""Attempts that change something while nothing is locked; what an import brings in as verified is seen below."""


@pytest.mark.parametrize("attempt", REAL)
def test_each_attempt_is_real_while_nothing_is_locked(place: Place, attempt: Attempt) -> None:
    place.world.report("draft")
    place.world.agreement(AgreementStatus.DRAFT)
    factories.spend(place.line, 3, Decimal(100))
    everything = {name: list(apps.get_model(name).objects.order_by("pk").values()) for name in (*JUDGED, *PROMISED)}
    attempt(place)
    after = {name: list(apps.get_model(name).objects.order_by("pk").values()) for name in (*JUDGED, *PROMISED)}
    assert after != everything


@pytest.mark.parametrize("attempt", [by_workbook(figures, SECTION), by_command(figures)], ids=["workbook", "command"])
def test_history_comes_in_once_and_is_corrected_only_after_it_was_opened_again(place: Place, attempt: Attempt) -> None:
    attempt(place)
    assert (place.report.status, Realisation.objects.get().figure) == ("verified", 99)
    place.book({"Realisasi": [(place.world.indicator.code, YEAR, 3, 98)]}, SECTION)
    assert Realisation.objects.get().figure == 99
    reason = "Salah ketik pada dokumen sumber."
    reopen_report(place.report, by=place.world.users[SECTION], today=TODAY, reason=reason)
    place.book({"Realisasi": [(place.world.indicator.code, YEAR, 3, 98)]}, SECTION)
    assert (place.report.status, place.report.remark, Realisation.objects.get().figure) == ("verified", "", 98)


@pytest.mark.parametrize("identity", [ADMINISTRATOR, PLANNER, OPERATOR])
def test_nobody_else_brings_in_verified_figures(place: Place, identity: str) -> None:
    place.book(figures(place), identity)
    assert [report.status for report in QuarterReport.objects.all()] in ([], ["draft"])


def test_who_is_administrator_too_brings_in_no_verified_figures(place: Place) -> None:
    user = place.world.users[SECTION]
    factories.RoleGrantFactory(user=user, role="administrator")
    assert not User.objects.get(pk=user.pk).has_perm("exchange.import_verified")


def test_figures_that_nobody_has_sent_are_not_verified_by_an_import(place: Place) -> None:
    other = factories.IndicatorFactory(objective=place.world.indicator.objective)
    factories.realise(place.world.report("draft"), other, Figure(Decimal(1)))
    place.book(figures(place), SECTION)
    assert (place.report.status, Realisation.objects.get(indicator=place.world.indicator).figure) == ("draft", 72)


@pytest.mark.parametrize("rows", [Realisation.objects, BudgetRealisation.objects], ids=["figure", "money"])
def test_the_database_itself_keeps_what_was_verified(place: Place, rows: models.Manager) -> None:
    bring_into(place, "verified")
    name = "figure" if rows.model is Realisation else "amount"
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**{name: Decimal(1)})
    reopen_report(place.report, by=place.world.users[SECTION], today=TODAY, reason="Salah jumlah pada sumber.")
    assert rows.update(**{name: Decimal(1)}) == 1
