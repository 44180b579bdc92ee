"""Every label may be renamed: old events keep their facts, are read, said and undone as before."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import render_to_string

from agreements.budget.actions import set_budget
from agreements.cascade.actions import cascade_indicator
from agreements.ceremonies.actions import create_ceremony, invite
from agreements.drafting.actions import draft_agreement
from agreements.lines.actions import move_line, remove_line
from agreements.negotiation.actions import return_agreement, submit_agreement
from agreements.reading.rounds import rounds_of
from audit.facts import changes_of, field_values, model_of, stored_value
from audit.models import Event
from audit.sentences import worded
from audit.trail import history
from indicators.calendar.actions import ensure_year
from indicators.definitions.actions import change_indicator, set_targets
from indicators.domain.kinds import Figure
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.enums import CascadeKind
from indicators.policies.actions import change_policy
from indicators.sheets.actions import change_sheet, sheet_values
from indicators.targets.actions import YEARLY, target_facts, target_values
from organisation.enums import AssignmentKind, PositionKind, Role
from organisation.models import Position
from organisation.people import actions as people_actions
from organisation.structure import actions as structure_actions
from organisation.users import actions as users_actions
from realisations.history.indicator import history_of
from tests import factories
from tests.agreements.stage import TODAY, Stage, indicators_of, set_stage

pytestmark = pytest.mark.django_db

OURS = ("organisation", "indicators", "agreements", "evaluations", "reports")
NEW = "nama baru"


@pytest.fixture
def stage() -> Stage:
    """People and a plan of whom a good deal is told."""
    stage = set_stage()
    by = stage.section
    person = factories.EmployeeFactory(name="Budi")
    structure_actions.update_position(
        stage.head, by=by, kind=PositionKind.DISTRICT_HEAD, echelon="II.a", reports_to=None
    )
    people_actions.update_employee(person, by=by, rank_code="IV/a")
    people_actions.assign(employee=person, position=stage.head, kind=AssignmentKind.ACTING, start=TODAY, by=by)
    grant = users_actions.grant_role(stage.head_user, Role.OPERATOR, unit=stage.head.unit, start=TODAY, by=by)
    users_actions.revoke_role(grant, by=by, on=TODAY)
    policy, _ = ensure_year(2026, by=by)
    change_policy(policy, {"minimize_formula": "b", "cap_display": Decimal(120)}, by=by)
    _tell_of_figures(stage)
    _tell_of_agreements(stage)
    return stage


def _tell_of_figures(stage: Stage) -> None:
    by, own = stage.section, stage.indicators[0]
    seen = sheet_values(own)
    change_sheet(own, {**seen, "collection_frequency": "yearly", "decimals": "1"}, by=by, seen=seen)
    extra = indicators_of(stage.head, 1)[0]
    before = target_values(extra.pk, 2026)
    wanted = {YEARLY: Figure(Decimal(81)), 4: Figure(Decimal(81))}
    set_targets(extra, 2026, wanted, by=by, seen=target_facts(before))
    names = ("statement", "unit_of_measure", "polarity", "aggregation", "predicate_scale", "is_key")
    stood = {name: getattr(extra, name) for name in names}
    change_indicator(extra, stood | {"aggregation": "average"}, by=by, seen=stood, today=TODAY)
    parent = indicators_of(stage.bupati, 1)[0]
    cascade_indicator(own, parent=parent, kind=CascadeKind.COMPONENT, by=by)


def _tell_of_agreements(stage: Stage) -> None:
    by = stage.head_user
    Position.objects.filter(pk=stage.head.pk).update(kind=PositionKind.APPARATUS_HEAD, reports_to=stage.bupati)
    agreement = draft_agreement(Position.objects.get(pk=stage.head.pk), 2026, by=by, today=TODAY)
    lines = [PlannedBudgetLine("1.02.01", "Program 1.02.01", "DAK", Decimal(7))]
    set_budget(agreement, by=by, lines=lines, note="Dialihkan.")
    first, second = stage.indicators[:2]
    move_line(agreement, second.pk, by=by, edition=None, up=True)
    submit_agreement(agreement, by=by, today=TODAY)
    row = agreement.lines.get(indicator=first)
    return_agreement(agreement, by=stage.bupati_user, today=TODAY, row_remarks={row.pk: "Naikkan."})
    remove_line(agreement, first.pk, by=by, edition=None)
    submit_agreement(agreement, by=by, today=TODAY)
    ceremony = create_ceremony(by=by, year=2026, title="Acara", held_on=datetime.date(2026, 1, 30), place="Aula")
    invite(ceremony, [stage.head], by=by)


def rename_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every field and every choice of our models another name."""
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        monkeypatch.setattr(model._meta, "verbose_name", NEW)
        for field in model._meta.fields:
            monkeypatch.setattr(field, "verbose_name", NEW)
            base = getattr(field, "base_field", field)
            if base.choices:
                monkeypatch.setattr(base, "choices", [(value, f"{NEW} {value}") for value, _ in base.flatchoices])
    for choices in _enums(models.TextChoices):
        for member in choices:
            monkeypatch.setattr(member, "_label_", f"{NEW} {member.value}")


def _enums(base: type) -> list[type]:
    return [found for direct in base.__subclasses__() for found in (direct, *_enums(direct))]


def said(events: list[Event]) -> dict[int, list[tuple[str, str, str]]]:
    return {item.event.pk: [(one.label, one.before, one.after) for one in item.changes] for item in worded(events)}


def test_renaming_every_label_changes_no_fact_and_old_events_are_said_with_the_new_names(stage, monkeypatch):
    events = list(Event.objects.order_by("pk"))
    facts, words = [changes_of(event) for event in events], said(events)
    assert len({event.verb for event in events}) >= 20
    rename_everything(monkeypatch)
    again = list(Event.objects.order_by("pk"))
    assert [changes_of(event) for event in again] == facts
    renamed = said(again)
    assert {pk: len(lines) for pk, lines in renamed.items()} == {pk: len(lines) for pk, lines in words.items()}
    position = next(event.pk for event in again if event.verb == "position.updated")
    assert renamed[position][0] == (NEW, f"{NEW} apparatus_head", f"{NEW} district_head")
    assert "Naikkan." in render_to_string("_components/history.html", {"events": again})


def test_after_renaming_what_was_changed_is_undone_from_its_facts(stage, monkeypatch):
    event = history(stage.head).get(verb="position.updated")
    rename_everything(monkeypatch)
    changes = changes_of(event)
    row = model_of(changes[0])._base_manager.get(pk=changes[0].key)
    for change in changes:
        setattr(row, row._meta.get_field(change.field).attname, stored_value(change, change.before))
    row.save()
    undone = field_values(Position.objects.get(pk=stage.head.pk), [change.field for change in changes])
    assert undone == {change.field: change.before for change in changes}
    assert (row.kind, row.reports_to) == (PositionKind.APPARATUS_HEAD, stage.bupati)


def test_after_renaming_rounds_and_figures_are_read_as_before(stage, monkeypatch):
    agreement, figures = stage.head.agreements.get(), stage.indicators[0]
    rounds, facts = rounds_of(agreement), history_of(figures, is_author=True)
    rename_everything(monkeypatch)
    assert rounds_of(agreement) == rounds
    again = history_of(figures, is_author=True)
    assert [(fact.at, fact.actor, fact.period) for fact in again] == [(one.at, one.actor, one.period) for one in facts]
    assert {f"Kebijakan: {NEW}"} == {fact.what for fact in again if fact.period == "Tahun 2026"}
