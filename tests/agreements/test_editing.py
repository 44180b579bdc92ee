"""Editing the rows of a draft: what is written, what is refused, and what two people at once do to each other."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.content.facts import changes_since_drafted, content_of
from agreements.domain.lines import LineWording, moved
from agreements.domain.plan import PlannedLine, PlannedStep
from agreements.drafting.actions import choose_counterpart, refresh_draft, update_draft
from agreements.enums import AgreementStatus
from agreements.lines.actions import add_line, edit_line, follow_plan, move_line, remove_line
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.revision.actions import cancel_agreement
from audit.editing import ConflictError
from audit.facts import changes_of as facts_of
from audit.trail import history
from indicators.definitions.crosscutting import write_also_supports
from indicators.domain.kinds import Figure, Grade
from indicators.domain.measure import Measure
from indicators.models import Indicator, Objective, QuarterTarget, Target
from organisation.enums import PositionKind
from organisation.models import Assignment, User
from tests.agreements.stage import TODAY, YEAR, Stage, drafted, in_force, submitted, user_in_office
from tests.factories import (
    AssignmentFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PositionFactory,
    realise,
    report_of,
)
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db


def fresh(agreement: Agreement) -> Agreement:
    """The agreement as it is stored now."""
    return Agreement.objects.with_content().get(pk=agreement.pk)


def lines_of(agreement: Agreement) -> tuple[PlannedLine, ...]:
    """Its rows as they are stored now."""
    return content_of(fresh(agreement)).lines


def order_of(agreement: Agreement) -> list[int]:
    """The indicators of its rows, in order."""
    return [line.indicator_id for line in lines_of(agreement)]


def wording_of(line: PlannedLine, **changed: object) -> LineWording:
    """What the row says, except for what is `changed`."""
    names = LineWording.__dataclass_fields__
    return LineWording(**{**{name: getattr(line, name) for name in names}, **changed})


def edit(agreement: Agreement, stage: Stage, number: int = 0, **changed: object) -> list[dict[str, str]]:
    """Write the row with this number anew, as somebody who has just opened it."""
    agreement = fresh(agreement)
    line = content_of(agreement).lines[number]
    wording = wording_of(line, **changed)
    return edit_line(agreement, line.indicator_id, by=stage.head_user, edition=agreement.edition, wording=wording)


def new_row(**changed: object) -> LineWording:
    """A row under a new objective."""
    given = {
        "objective_code": "",
        "objective_statement": "Meningkatnya gizi anak",
        "indicator_statement": "Prevalensi tengkes",
        "unit_of_measure": "%",
        "value": Figure(Decimal(14)),
        **changed,
    }
    return LineWording(**given)


def add(agreement: Agreement, stage: Stage, source: Measure | Indicator, **changed: object) -> PlannedLine:
    """Add a row as somebody who has just opened the draft."""
    edition = fresh(agreement).edition
    return add_line(agreement, by=stage.head_user, edition=edition, wording=new_row(**changed), source=source)


FALLING = Measure("minimize", "last")


def test_a_row_is_written_and_no_longer_follows_the_plan(stage: Stage) -> None:
    agreement = drafted(stage)
    steps = (PlannedStep("Melatih kader", "Kepala Bidang", (1, 2)),)
    quarters = ((1, Figure(Decimal(20))), (4, Figure(Decimal(91))))
    changes = edit(agreement, stage, value=Figure(Decimal(91)), quarters=quarters, steps=steps)
    line = lines_of(agreement)[0]
    assert (line.value, line.quarters, line.steps, line.is_own) == (Figure(Decimal(91)), quarters, steps, True)
    event = history(agreement).first()
    assert (event.verb, facts_of(event)) == ("agreement.line_edited", changes)
    assert words_of(event)[1:] == [
        "Target: 80 → 91",
        "Target TW I: – → 20",
        "Target TW IV: 80 → 91",
        "Rencana aksi: – → 1. Melatih kader (Kepala Bidang; TW I, II)",
    ]
    assert not changes_since_drafted(fresh(agreement), on=TODAY), "it can be sent"


def test_saving_a_row_unchanged_writes_nothing(stage: Stage) -> None:
    agreement = drafted(stage)
    edition = fresh(agreement).edition
    assert edit(agreement, stage) == []
    assert fresh(agreement).edition == edition
    assert not lines_of(agreement)[0].is_own


def test_an_objective_is_worded_alike_in_all_its_rows(stage: Stage) -> None:
    agreement = drafted(stage)
    edit(agreement, stage, objective_statement="Meningkatnya usia harapan hidup")
    first, second, other = lines_of(agreement)
    assert first.objective_statement == second.objective_statement == "Meningkatnya usia harapan hidup"
    assert other.objective_statement != first.objective_statement
    assert not second.is_own
    assert not changes_since_drafted(fresh(agreement), on=TODAY)
    edit(agreement, stage, 1, objective_statement="Meningkatnya derajat kesehatan")
    assert {line.objective_statement for line in lines_of(agreement)[:2]} == {"Meningkatnya derajat kesehatan"}
    refresh_draft(agreement, by=stage.head_user, today=TODAY)
    assert {line.objective_statement for line in lines_of(agreement)[:2]} == {"Meningkatnya derajat kesehatan"}


def test_a_row_moves_to_another_objective_and_takes_its_indicator_along_when_agreed(stage: Stage) -> None:
    agreement = drafted(stage)
    a, b, c = stage.indicators
    other = c.objective
    edit(agreement, stage, objective_code=other.code, objective_statement=other.statement)
    assert order_of(agreement) == [a.pk, c.pk, b.pk]
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Lembar menyusul.")
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    a.refresh_from_db()
    assert a.objective == other


def test_a_row_under_a_new_objective_makes_it(stage: Stage) -> None:
    agreement = drafted(stage)
    edit(agreement, stage, objective_code="", objective_statement="Sasaran yang baru")
    objective = Objective.objects.get(statement="Sasaran yang baru")
    assert (objective.code, objective.position) == (f"{stage.head.code}.S01", stage.head)
    assert lines_of(agreement)[0].objective_code == objective.code


def test_a_new_indicator_gets_a_code_of_its_own_and_becomes_the_plan_when_agreed(stage: Stage) -> None:
    agreement = drafted(stage)
    first = add(agreement, stage, FALLING)
    second = add(agreement, stage, Measure("predicate", "last", ("C", "B")), value=Grade("B"))
    made = Indicator.objects.filter(pk__in=[first.indicator_id, second.indicator_id]).order_by("code")
    assert [row.code for row in made] == [f"{stage.head.code}.I01", f"{stage.head.code}.I02"]
    assert made[1].predicate_scale == ["C", "B"]
    assert not Target.objects.filter(indicator__in=made).exists()
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Kamusnya menyusul.")
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    assert Target.objects.get(indicator=first.indicator_id, year=YEAR).figure == 14


def test_an_indicator_without_target_this_year_is_taken_in(stage: Stage) -> None:
    agreement = drafted(stage)
    sleeping = IndicatorFactory(objective=stage.indicators[0].objective)
    objective = sleeping.objective
    words = {"objective_code": objective.code, "objective_statement": objective.statement}
    line = add(agreement, stage, sleeping, **words)
    assert line.is_own
    assert order_of(agreement)[2] == sleeping.pk, "it stands with its objective"
    remove_line(agreement, sleeping.pk, by=stage.head_user, edition=fresh(agreement).edition)
    assert Indicator.objects.filter(pk=sleeping.pk).exists(), "what was not made in a draft is never deleted"


def test_what_was_made_for_a_draft_goes_with_its_row(stage: Stage) -> None:
    agreement = drafted(stage)
    line = add(agreement, stage, FALLING)
    remove_line(agreement, line.indicator_id, by=stage.head_user, edition=fresh(agreement).edition)
    assert not Indicator.objects.filter(pk=line.indicator_id).exists()
    assert not Objective.objects.filter(code=line.objective_code).exists()
    assert changes_since_drafted(fresh(agreement), on=TODAY) == []


def test_what_another_version_or_another_indicator_needs_is_kept(stage: Stage) -> None:
    agreement = drafted(stage)
    line = add(agreement, stage, FALLING)
    IndicatorFactory(supports_id=line.indicator_id)
    remove_line(agreement, line.indicator_id, by=stage.head_user, edition=fresh(agreement).edition)
    assert Indicator.objects.filter(pk=line.indicator_id).exists()


def test_what_another_indicator_supports_beside_its_parent_is_kept(stage: Stage) -> None:
    agreement = drafted(stage)
    line = add(agreement, stage, FALLING)
    supporter = IndicatorFactory(supports=stage.indicators[0])
    write_also_supports({supporter.pk: [line.indicator_id]})
    remove_line(agreement, line.indicator_id, by=stage.head_user, edition=fresh(agreement).edition)
    assert list(supporter.also_supports.values_list("pk", flat=True)) == [line.indicator_id]


def test_what_was_made_for_a_draft_also_goes_when_it_is_unticked(stage: Stage) -> None:
    agreement = drafted(stage)
    line = add(agreement, stage, FALLING)
    kept = [indicator.pk for indicator in stage.indicators]
    update_draft(
        agreement, by=stage.head_user, today=TODAY, signed_place="X", signed_on=None, indicator_ids=kept, titles={}
    )
    assert not Indicator.objects.filter(pk=line.indicator_id).exists()


def test_a_row_of_a_cancelled_draft_keeps_its_indicator(stage: Stage) -> None:
    agreement = drafted(stage)
    line = add(agreement, stage, FALLING)
    cancel_agreement(agreement, by=stage.head_user, today=TODAY, reason="Salah")
    assert Indicator.objects.filter(pk=line.indicator_id).exists()


def test_a_removed_row_of_the_plan_stays_out_when_the_plan_is_taken_again(stage: Stage) -> None:
    agreement = drafted(stage)
    a, b, c = stage.indicators
    remove_line(agreement, b.pk, by=stage.head_user, edition=agreement.edition)
    refresh_draft(agreement, by=stage.head_user, today=TODAY)
    assert order_of(agreement) == [a.pk, c.pk]
    assert words_of(history(agreement).first())[0] == f"“{b.statement}”"


def test_the_last_row_is_not_removed(stage: Stage) -> None:
    agreement = drafted(stage)
    a, b, c = stage.indicators
    for indicator in (a, b):
        remove_line(agreement, indicator.pk, by=stage.head_user, edition=fresh(agreement).edition)
    with pytest.raises(ValidationError, match="sedikitnya satu indikator"):
        remove_line(agreement, c.pk, by=stage.head_user, edition=fresh(agreement).edition)


def test_an_own_row_follows_the_plan_again_and_keeps_its_actions(stage: Stage) -> None:
    agreement = drafted(stage)
    steps = (PlannedStep("Melatih kader"),)
    edit(agreement, stage, value=Figure(Decimal(1)), steps=steps, indicator_statement="Bunyi lain")
    indicator = stage.indicators[0]
    follow_plan(agreement, indicator.pk, by=stage.head_user, today=TODAY, edition=fresh(agreement).edition)
    line = lines_of(agreement)[0]
    assert (line.value, line.indicator_statement, line.steps) == (Figure(Decimal(80)), indicator.statement, steps)
    assert not line.is_own


def test_a_row_without_target_in_the_plan_has_nothing_to_follow(stage: Stage) -> None:
    agreement = drafted(stage)
    line = add(agreement, stage, FALLING)
    with pytest.raises(ValidationError, match="belum mempunyai target pada rencana"):
        follow_plan(agreement, line.indicator_id, by=stage.head_user, today=TODAY, edition=fresh(agreement).edition)


@pytest.mark.parametrize(
    "items, index, up, expected",
    [
        ("a1 a2 b1", 1, True, "a2 a1 b1"),
        ("a1 a2 b1", 0, True, "a1 a2 b1"),
        ("a1 a2 b1", 0, False, "a2 a1 b1"),
        ("a1 a2 b1", 1, False, "b1 a1 a2"),
        ("a1 a2 b1", 2, True, "b1 a1 a2"),
        ("a1 a2 b1", 2, False, "a1 a2 b1"),
        ("a1 b1 c1", 1, True, "b1 a1 c1"),
        ("a1", 0, False, "a1"),
    ],
)
def test_rows_move_within_their_objective_and_objectives_as_a_whole(items, index, up, expected) -> None:
    rows = items.split()
    assert moved(rows, index, up=up, group=lambda row: row[0]) == expected.split()


def test_moving_a_row_changes_the_order_and_nothing_else(stage: Stage) -> None:
    agreement = drafted(stage)
    a, b, c = stage.indicators
    assert move_line(agreement, a.pk, by=stage.head_user, edition=agreement.edition, up=False)
    assert order_of(agreement) == [b.pk, a.pk, c.pk]
    assert not move_line(agreement, c.pk, by=stage.head_user, edition=fresh(agreement).edition, up=False)
    assert changes_since_drafted(fresh(agreement), on=TODAY) == []
    assert history(agreement).filter(verb="agreement.line_moved").count() == 1


def test_verified_quarters_and_a_wholly_verified_year_are_locked(stage: Stage) -> None:
    target = Target.objects.get(indicator=stage.indicators[0], year=YEAR)
    QuarterTarget.objects.create(target=target, quarter=1, figure=25)
    agreement = drafted(stage)
    report_of(stage.head, quarter=1)
    edit(agreement, stage, quarters=((1, Figure(Decimal(25))), (2, Figure(Decimal(30)))), value=Figure(Decimal(81)))
    with pytest.raises(ValidationError) as refused:
        edit(agreement, stage, quarters=((2, Figure(Decimal(30))),))
    assert refused.value.message_dict == {"q1": ["Triwulan I sudah diverifikasi, jadi targetnya tidak dapat diubah."]}
    for quarter in (2, 3, 4):
        report_of(stage.head, quarter=quarter)
    with pytest.raises(ValidationError) as refused:
        edit(agreement, stage, value=Figure(Decimal(70)))
    assert "target" in refused.value.message_dict
    with pytest.raises(ValidationError, match="Triwulan I sudah diverifikasi"):
        add(agreement, stage, FALLING, quarters=((1, Figure(Decimal(1))),))


def test_the_unit_is_locked_once_something_was_reported(stage: Stage) -> None:
    agreement = drafted(stage)
    edit(agreement, stage, unit_of_measure="orang")
    realise(report_of(stage.head, "draft"), stage.indicators[0], Figure(Decimal(5)))
    with pytest.raises(ValidationError) as refused:
        edit(agreement, stage, unit_of_measure="persen")
    assert "sudah mempunyai realisasi" in refused.value.message_dict["unit_of_measure"][0]


def test_what_belongs_to_another_position_is_not_taken(stage: Stage) -> None:
    agreement = drafted(stage)
    foreign = IndicatorFactory()
    with pytest.raises(ValidationError, match="milik jabatan lain"):
        add(agreement, stage, foreign)
    with pytest.raises(ValidationError, match="Pilih salah satu sasaran jabatan ini"):
        edit(agreement, stage, objective_code=ObjectiveFactory().code)
    with pytest.raises(ValidationError, match="sudah dimuat"):
        add(agreement, stage, stage.indicators[0])
    with pytest.raises(ValidationError, match="sudah tidak ada dalam draf"):
        move_line(agreement, foreign.pk, by=stage.head_user, edition=agreement.edition, up=True)


# --- two people at one draft -------------------------------------------------------------------------------------


def changes_of(agreement: Agreement, stage: Stage, edition: int) -> dict:
    """Every change of a draft, as somebody who opened it at this edition."""
    who = {"by": stage.head_user, "edition": edition}
    line = lines_of(agreement)[0]
    indicator = line.indicator_id
    return {
        "edit": lambda: edit_line(agreement, indicator, wording=wording_of(line, unit_of_measure="orang"), **who),
        "add": lambda: add_line(agreement, wording=new_row(), source=FALLING, **who),
        "follow": lambda: follow_plan(agreement, indicator, today=TODAY, **who),
        "move": lambda: move_line(agreement, indicator, up=False, **who),
        "remove": lambda: remove_line(agreement, indicator, **who),
        "counterpart": lambda: choose_counterpart(agreement, None, today=TODAY, **who),
        "arrange": lambda: update_draft(
            agreement, today=TODAY, signed_place="Y", signed_on=None, indicator_ids=[indicator], titles={}, **who
        ),
    }


CHANGES = ["edit", "add", "follow", "move", "remove", "counterpart", "arrange"]


@pytest.mark.parametrize("first", CHANGES)
@pytest.mark.parametrize("second", CHANGES)
def test_whoever_comes_second_overwrites_nothing_that_was_not_seen(stage: Stage, first: str, second: str) -> None:
    agreement = drafted(stage)
    seen = agreement.edition
    changes = changes_of(agreement, stage, seen)
    changes[first]()
    assert fresh(agreement).edition == seen + 1
    before = content_of(fresh(agreement))
    with pytest.raises(ConflictError):
        changes[second]()
    assert content_of(fresh(agreement)) == before


@pytest.mark.parametrize("status", [status for status in AgreementStatus if status not in {"draft", "returned"}])
@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_edited_in_any_other_state(stage: Stage, status: str, name: str) -> None:
    agreement = in_force(stage) if status in {"in_force", "superseded", "partly_signed"} else drafted(stage)
    Agreement.objects.filter(pk=agreement.pk).update(status=status)
    before = content_of(fresh(agreement))
    with pytest.raises(ValidationError, match="tidak dapat diubah"):
        changes_of(agreement, stage, fresh(agreement).edition)[name]()
    assert content_of(fresh(agreement)) == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_returned_draft_is_edited_again(stage: Stage, name: str) -> None:
    agreement = submitted(stage)
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.RETURNED)
    edition = fresh(agreement).edition
    changes_of(agreement, stage, edition)[name]()
    assert fresh(agreement).edition == edition + 1


# --- the one who receives the promise ----------------------------------------------------------------------------


def choose(agreement: Agreement, stage: Stage, position: object) -> str:
    """Choose the second party as somebody who has just opened the draft."""
    edition = fresh(agreement).edition
    return choose_counterpart(agreement, position, by=stage.section, today=TODAY, edition=edition)


def test_another_post_receives_the_promise_and_agrees_with_it(stage: Stage) -> None:
    agreement = drafted(stage)
    sekda = PositionFactory(title="Sekretaris Daerah", kind=PositionKind.REGIONAL_SECRETARY, reports_to=stage.bupati)
    secretary = user_in_office(sekda, name="Bambang")
    assert choose(agreement, stage, sekda) == "Bambang (Sekretaris Daerah)"
    refresh_draft(agreement, by=stage.head_user, today=TODAY)
    assert fresh(agreement).party_of("second").position == sekda
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Lembar menyusul.")
    assert secretary.has_perm("agreements.approve_agreement", fresh(agreement))
    assert not stage.bupati_user.has_perm("agreements.approve_agreement", fresh(agreement))


def test_going_back_to_the_structure_brings_the_superior_back(stage: Stage) -> None:
    agreement = drafted(stage)
    sekda = PositionFactory(title="Sekretaris Daerah", reports_to=stage.bupati)
    user_in_office(sekda)
    choose(agreement, stage, sekda)
    assert choose(agreement, stage, None) == "Ahmad Contoh (Bupati Contoh)"
    assert fresh(agreement).counterpart is None


def test_the_own_post_one_below_one_without_holder_and_oneself_are_refused(stage: Stage) -> None:
    agreement = drafted(stage)
    below = PositionFactory(reports_to=PositionFactory(reports_to=stage.head))
    empty = PositionFactory(title="Asisten Administrasi", reports_to=stage.bupati)
    own = PositionFactory(title="Kepala Badan", reports_to=stage.bupati)
    AssignmentFactory(position=own, employee=stage.head_user.employee, kind="acting")
    for position, sentence in [
        (stage.head, "kepada dirinya sendiri"),
        (below, "berada di bawah"),
        (empty, "belum ada pejabatnya"),
        (own, "adalah Pihak Pertama sendiri"),
    ]:
        with pytest.raises(ValidationError, match=sentence):
            choose(agreement, stage, position)
    assert fresh(agreement).party_of("second").position == stage.bupati


def test_without_a_superior_in_office_the_structure_cannot_be_followed(stage: Stage) -> None:
    agreement = drafted(stage)
    Assignment.objects.filter(position=stage.bupati).delete()
    with pytest.raises(ValidationError, match="belum ada pejabatnya"):
        choose(agreement, stage, None)


def test_wording_keeps_the_same_fields_as_the_line() -> None:
    line = PlannedLine(1, "S", "s", "i", "%", Figure(Decimal(1)))
    assert replace(line, is_own=True) == line


def test_the_chosen_one_sees_the_agreement_and_finds_it_on_the_start_page(stage: Stage, client) -> None:
    agreement = drafted(stage)
    chosen = PositionFactory(title="Kepala Badan Perencanaan", reports_to=stage.bupati)
    user = user_in_office(chosen)
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get(agreement.get_absolute_url()).status_code == 404
    choose(agreement, stage, chosen)
    submit_agreement(agreement, by=stage.head_user, today=TODAY, plan_note="Lembar menyusul.")
    client.force_login(User.objects.get(pk=user.pk))
    assert "Periksa dan putuskan" in client.get(agreement.get_absolute_url()).content.decode()
    assert "Periksa dan sepakati PK 2026" in client.get("/").content.decode()
    client.force_login(User.objects.get(pk=stage.bupati_user.pk))
    assert "Periksa dan sepakati PK 2026" not in client.get("/").content.decode()
