"""The content of agreements as plain values: what the plan says today, and what an agreement says.

The number of queries does not depend on the number of indicators or programmes.
"""

import datetime
from dataclasses import replace

from agreements.content.planned_lines import lines_of_all_plans, lines_of_targets
from agreements.domain.annex import kept_together
from agreements.domain.holders import foremost, promises_alone
from agreements.domain.lines import worded_alike
from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty, PlannedStep, differences
from agreements.domain.verified import keeping_verified
from agreements.enums import Side
from agreements.models import Agreement, AgreementBudgetLine, AgreementLine, Party
from indicators.budgets.facts import own_budget_of
from indicators.budgets.money import budget_holders, planned_money
from indicators.domain.money import totals
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine
from organisation.domain.ranks import rank_name
from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.models import Assignment, Position
from realisations.models import QuarterReport


def plan_of(
    position: Position, year: int, *, on: datetime.date, with_medium_term: bool = False
) -> tuple[AgreementContent, list[str]]:
    """What the agreement of `position` for `year` would say on the day `on`, and a sentence for each obstacle.

    `with_medium_term`: indicators without a target of the year take that of the medium-term plan, as own lines.
    """
    parties, obstacles = _proposed_parties(position, on)
    lines = lines_of_all_plans(position, year) if with_medium_term else lines_of_targets(position, year)
    if not lines:
        obstacles.append(_without_targets(position, year))
    return AgreementContent(tuple(parties), tuple(lines), tuple(budget_of(position, year))), obstacles


def content_of(agreement: Agreement) -> AgreementContent:
    """What `agreement` says now; prefetch parties, lines and budget lines for lists."""
    return AgreementContent(
        parties=tuple(party_of(party) for party in agreement.parties.all()),
        lines=tuple(_stored_line(line) for line in agreement.lines.all()),
        budget=tuple(_stored_budget_line(line) for line in agreement.budget_lines.all()),
    )


def renewed_plan(agreement: Agreement, *, on: datetime.date) -> tuple[AgreementContent, list[str]]:
    """The content that `agreement` would have if it followed the plan of today, and the obstacles.

    Keeps the choices made in it: own lines and an own budget, actions, the order of its lines, the indicators left
    out, the second party chosen by hand, the wording of the posts; and the targets of quarters already verified.
    """
    draft = content_of(agreement)
    parties, obstacles = _proposed_parties(agreement.position, on, counterpart=agreement.counterpart)
    planned = lines_of_targets(agreement.position, agreement.year)
    chosen = _renewed_lines(draft, planned, {indicator.pk for indicator in agreement.left_out.all()})
    chosen = _keeping_verified(agreement, chosen, planned)
    if not chosen:
        obstacles.append(
            "Semua indikator dikeluarkan dari PK. Muat sedikitnya satu indikator."
            if planned
            else _without_targets(agreement.position, agreement.year)
        )
    wording = {(p.side, p.employee_id, p.position_id): p.title_override for p in agreement.parties.all()}
    retitled = tuple(_retitled(party, wording) for party in parties)
    lines = tuple(kept_together(chosen, lambda line: line.objective_code))
    budget = draft.budget if agreement.budget_is_own else planned_budget(agreement, draft)
    return AgreementContent(retitled, lines, budget), obstacles


def _renewed_lines(draft: AgreementContent, planned: list[PlannedLine], left_out: set[int]) -> list[PlannedLine]:
    """The lines of the plan with actions and reasons of the draft, and its own lines; those left out are not there."""
    stored = {line.indicator_id: line for line in draft.lines}
    lines = {line.indicator_id: line for line in planned if line.indicator_id not in left_out}
    for key, line in lines.items():
        if key in stored:
            lines[key] = stored[key].carried_to(line)
    lines |= {key: line for key, line in stored.items() if line.is_own}
    places = {key: place for place, key in enumerate(stored)}
    return worded_alike(sorted(lines.values(), key=lambda line: places.get(line.indicator_id, len(places))))


def _keeping_verified(agreement: Agreement, lines: list[PlannedLine], planned: list[PlannedLine]) -> list[PlannedLine]:
    """The lines with the targets against which quarters were verified: of the version that bound, else the plan's."""
    verified = QuarterReport.objects.verified_quarters(agreement.position_id, agreement.year)
    if not verified:
        return lines
    judged = {line.indicator_id: line for line in planned}
    bound = agreement.pk if agreement.is_frozen else agreement.supersedes_id
    stored = AgreementLine.objects.filter(agreement=bound).prefetch_related("quarters", "steps")
    judged |= {line.indicator_id: _stored_line(line) for line in stored if line.quarters.all()}
    return [keeping_verified(line, judged.get(line.indicator_id), verified) for line in lines]


def against_verified(agreement: Agreement) -> list[tuple[PlannedLine, PlannedLine]]:
    """The lines that say otherwise than the quarters verified by now, each with the line that follows them."""
    lines = list(content_of(agreement).lines)
    kept = _keeping_verified(agreement, lines, lines_of_targets(agreement.position, agreement.year))
    pairs = zip(lines, kept, strict=True)
    return [(old, new) for old, new in pairs if (set(old.quarters), old.value) != (set(new.quarters), new.value)]


def planned_budget(agreement: Agreement, draft: AgreementContent) -> tuple[PlannedBudgetLine, ...]:
    """The budget of the plan, with the objectives that the draft gave to its programmes."""
    served = {(line.program_code, line.funding_source): line.objective_code for line in draft.budget}
    planned = budget_of(agreement.position, agreement.year)
    return tuple(
        replace(line, objective_code=served.get((line.program_code, line.funding_source), "")) for line in planned
    )


def _without_targets(position: Position, year: int) -> str:
    return (
        f"Belum ada target tahun {year} untuk indikator {position}, juga tidak pada Renstra/RPJMD. Salin dari tahun "
        "lalu, atau lengkapi target lewat buku kerja pertukaran, lalu susun PK."
    )


def changes_since_drafted(agreement: Agreement, *, on: datetime.date) -> list[str]:
    """What the plan of today says differently from `agreement`, one sentence each, obstacles last."""
    renewed, obstacles = renewed_plan(agreement, on=on)
    return [*differences(content_of(agreement), renewed), *obstacles]


def _retitled(party: PlannedParty, wording: dict[tuple[str, int, int], str]) -> PlannedParty:
    """The party with the wording of the post that was chosen for this person in this post."""
    title = wording.get((party.side, party.employee_id, party.position_id), "")
    return replace(party, position_title=title, title_override=title) if title else party


def _proposed_parties(
    position: Position, on: datetime.date, *, counterpart: Position | None = None
) -> tuple[list[PlannedParty], list[str]]:
    """The holder of the position, and of its superior or the `counterpart` chosen by hand; with the obstacles."""
    first = holder_on(position, on)
    obstacles = []
    if first is None:
        obstacles.append(
            f"Jabatan {position} belum ada pejabatnya. Minta Bagian Organisasi mencatat pejabat definitif, Plt., "
            "Plh., atau Pj. lebih dahulu."
        )
    if promises_alone(position.kind):
        return ([_party(Side.FIRST, first)] if first else []), obstacles
    second, obstacle = _counterpart(position, counterpart or position.reports_to, first, on)
    if obstacle:
        obstacles.append(obstacle)
    sides = [(Side.FIRST, first), (Side.SECOND, second)]
    return [_party(side, assignment) for side, assignment in sides if assignment], obstacles


def holder_on(position: Position, on: datetime.date) -> Assignment | None:
    """The one in office who becomes the party: definitive, else Plt. or Pj., else Plh."""
    in_office = position.assignments.in_office(on).select_related("employee", "position")
    return foremost(in_office)


def _counterpart(
    position: Position, superior: Position | None, first: Assignment | None, on: datetime.date
) -> tuple[Assignment | None, str | None]:
    """The holder of the superior position, and the obstacle if there is none.

    Nobody promises to oneself: where one person holds both posts, the next superior receives the promise.
    """
    if superior is None:
        return None, (
            f"Jabatan {position} belum mempunyai atasan langsung, jadi Pihak Kedua tidak dapat ditentukan. Minta "
            "Bagian Organisasi mengisi atasan langsungnya pada struktur jabatan."
        )
    while superior is not None:
        second = holder_on(superior, on)
        if second is None:
            return None, (
                f"Jabatan atasan, {superior}, belum ada pejabatnya. Minta Bagian Organisasi mencatat pejabat "
                "definitif, Plt., Plh., atau Pj. lebih dahulu."
            )
        if first is None or second.employee_id != first.employee_id:
            return second, None
        superior = superior.reports_to
    assert first is not None, "the loop only climbs while first and second party are the same person"
    return None, (
        f"{first.employee} memegang jabatan {position} sekaligus semua jabatan di atasnya, jadi tidak ada Pihak Kedua. "
        "Periksa atasan langsung dan penugasannya."
    )


def _party(side: str, assignment: Assignment) -> PlannedParty:
    """A side as it will be printed. Elected heads print neither rank nor NIP."""
    employee, is_official = assignment.employee, assignment.position.kind not in NATIONAL_OFFICE_KINDS
    return PlannedParty(
        side=str(side),
        position_id=assignment.position_id,
        employee_id=assignment.employee_id,
        assignment_kind=assignment.kind,
        name=employee.full_name,
        position_title=assignment.held_title,
        rank_name=rank_name(employee.rank_code) if is_official else "",
        employee_number=(employee.employee_number or "") if is_official else "",
    )


def budget_of(position: Position, year: int) -> list[PlannedBudgetLine]:
    """The position's programmes; for the regional head, whose budget is that of all OPD, theirs by source of funds."""
    own = own_budget_of(position, year)
    if own or not promises_alone(position.kind):
        return own
    lines = planned_money(BudgetLine.objects.of_year(year).order_by("program__code", "funding_source"))
    summed = totals(lines, lambda line: (line.code, line.name, line.source), budget_holders())
    return [PlannedBudgetLine(*key, money.rupiah) for key, money in summed.items()]


def party_of(party: Party) -> PlannedParty:
    """The stored party as a plain value."""
    return PlannedParty(
        side=party.side,
        position_id=party.position_id,
        employee_id=party.employee_id,
        assignment_kind=party.assignment_kind,
        name=party.name,
        position_title=party.position_title,
        rank_name=party.rank_name,
        employee_number=party.employee_number,
        title_override=party.title_override,
    )


def _stored_line(line: AgreementLine) -> PlannedLine:
    return PlannedLine(
        indicator_id=line.indicator_id,
        objective_code=line.objective_code,
        objective_statement=line.objective_statement,
        indicator_statement=line.indicator_statement,
        unit_of_measure=line.unit_of_measure,
        value=line.value,
        decimals=line.decimals,
        quarters=tuple((quarter.quarter, quarter.value) for quarter in line.quarters.all()),
        steps=tuple(
            PlannedStep(step.statement, step.person_in_charge, tuple(step.quarters)) for step in line.steps.all()
        ),
        weaker_reason=line.weaker_reason,
        weaker_about=line.weaker_about,
        is_own=line.is_own,
    )


def _stored_budget_line(line: AgreementBudgetLine) -> PlannedBudgetLine:
    return PlannedBudgetLine(
        line.program_code, line.program_name, line.funding_source, line.amount, line.objective_code
    )
