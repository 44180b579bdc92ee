"""What lies on everybody's desks on one day, and every page that somebody opens on it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from agreements.drafting.actions import draft_agreement
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.papers.actions import issue_agreement
from documents.models import IssuedDocument
from indicators.domain.kinds import Figure, Grade
from indicators.models import MediumTermPlan, Objective, PeriodExtension
from messaging.enums import Channel, DeliveryState
from organisation.enums import LinkWay
from organisation.password_links.actions import request_link
from realisations.enums import ReportStatus
from realisations.models import QuarterReport
from tests import factories
from tests.journeys.town import Town


@dataclass
class Desk:
    """Reports and agreements in several states."""

    town: Town
    draft: QuarterReport
    sent: QuarterReport
    verified: QuarterReport
    agreement: Agreement
    waiting: Agreement
    issued: IssuedDocument
    extension: PeriodExtension
    plan: MediumTermPlan
    """The RPJMD, with a mission and a goal."""


@dataclass(frozen=True)
class Stop:
    """One page on somebody's way."""

    route: str
    args: list = field(default_factory=list)
    query: str = ""

    @property
    def address(self) -> str:
        """Its address below the host's."""
        return reverse(self.route, args=self.args) + self.query


def lay_desk(town: Town) -> Desk:
    """The head's report was given back, the other dinas has sent its own, the division's is verified; three PK."""
    draft, sent, verified = _reports(town)
    _messages(town)
    request_link(town.users["own OPD head"], way=LinkWay.HAND, by=town.users["Bagian Organisasi"])
    until = sent.period.closes + datetime.timedelta(days=7)
    extension = PeriodExtension.objects.create(
        period=sent.period, unit=sent.position.unit, until=until, reason="Banjir memutus jaringan kantor."
    )
    return Desk(town, draft, sent, verified, *_agreements(town), extension, _plan(town))


def _reports(town: Town) -> list[QuarterReport]:
    states = {
        "own OPD head": ReportStatus.RETURNED,
        "other OPD head": ReportStatus.SUBMITTED,
        "echelon III": ReportStatus.VERIFIED,
    }
    reports = []
    for (identity, status), figure in zip(states.items(), (72, 81, 61), strict=True):
        position = town.positions[identity]
        report = factories.report_of(position, status, town.quarter.year, town.quarter.number)
        indicator = position.objectives.first().indicators.first()
        said = {"note": "Menurut data bulan terakhir triwulan ini."}
        if status == ReportStatus.VERIFIED:
            said["follow_up"] = "Menambah dua posyandu di Kecamatan Contoh Barat."
        factories.realise(report, indicator, Figure(Decimal(figure)), **said)
        factories.evidence_for(report, indicator)
        reports.append(report)
    back = reports[0]
    back.remark = "Bukti Puskesmas Contoh Barat belum lengkap."
    back.save()
    back.realisations.update(return_remark="Lampirkan sertifikat akreditasinya.")
    reports[2].realisations.update(follow_up_due=town.today)
    accepted = {"accepted_by": town.users["Bagian Organisasi"], "accepted_at": timezone.now()}
    factories.realise(back, town.maturity, Grade("B"), inhibiting_factors="Penilaian baru satu kali.", **accepted)
    factories.DelegationFactory(position=back.position, delegate=town.users["echelon III"], start=town.today,
                                end=town.today + datetime.timedelta(days=9))  # fmt: skip
    return reports


def _plan(town: Town) -> MediumTermPlan:
    """The RPJMD with a goal of the regent, and the Renstra of the own dinas with its indicators of every kind."""
    first_year = town.quarter.year
    span = {"first_year": first_year, "last_year": first_year + 4}
    plan = factories.MediumTermPlanFactory(**span)
    regent = factories.ObjectiveFactory(position=town.positions["regional head"], goal=factories.GoalFactory())
    factories.plan_targets_for(factories.IndicatorFactory(objective=regent), {first_year: Figure(Decimal(70))})
    renstra = factories.UnitPlanFactory(unit=town.own_position.unit, parent=plan, **span)
    Objective.objects.filter(position=town.own_position).update(goal=factories.GoalFactory(plan=renstra, mission=None))
    factories.plan_targets_for(town.coverage, {first_year: Figure(Decimal(80)), first_year + 4: Figure(Decimal(95))})
    factories.plan_targets_for(town.maturity, {first_year: Grade("BB")})
    return plan


def _messages(town: Town) -> None:
    """An unread message for the head of each dinas, and a read one for the other."""
    for identity in ("own OPD head", "other OPD head"):
        message = factories.NotificationFactory(recipient=town.users[identity])
        factories.DeliveryFactory(message=message, state=DeliveryState.DOUBTFUL, problem="Hubungan putus.")
        factories.DeliveryFactory(message=message, state=DeliveryState.BY_HAND, channel=Channel.WHATSAPP)
    factories.NotificationFactory(recipient=town.users["other OPD head"], read_at=timezone.now())


def _agreements(town: Town) -> tuple[Agreement, Agreement, IssuedDocument]:
    """A draft of the head, an agreement of the division that waits, and one that is issued."""
    users, year, today = town.users, town.today.year, town.today
    draft = draft_agreement(town.own_position, year, by=users["own OPD head"], today=today)
    waiting, agreed = (
        submit_agreement(
            draft_agreement(town.positions[identity], year, by=users[identity], today=today),
            by=users[identity],
            today=today,
            plan_note="Kamus indikator menyusul.",
        )
        for identity in ("echelon III", "other OPD head")
    )
    agreed = approve_agreement(agreed, by=users["regional head"], today=today)
    return draft, waiting, issue_agreement(agreed, by=users["Bagian Organisasi"])


def pages_of_a_head(desk: Desk) -> list[Stop]:
    """What the head of a dinas sees."""
    report, agreement = [desk.draft.pk], [desk.agreement.pk]
    return [
        Stop("home"),
        Stop("realisations:report_list"),
        Stop("realisations:report_edit", report),
        Stop("realisations:report_paste", report),
        Stop("realisations:report_check", report),
        Stop("realisations:report_detail", report),
        Stop("realisations:report_evidence", [*report, desk.town.coverage.pk]),
        Stop("realisations:indicator_detail", [desk.town.coverage.pk]),
        Stop("indicators:indicator_sheet", [desk.town.coverage.pk]),
        Stop("realisations:figure_working", [desk.town.coverage.pk, desk.town.quarter.year]),
        Stop("realisations:figure_history", [desk.town.coverage.pk]),
        Stop("evaluations:position_year", [desk.town.own_position.pk, desk.town.quarter.year]),
        Stop("evaluations:unit_year", [desk.town.own_position.unit_id, desk.town.quarter.year]),
        Stop("agreements:agreement_list"),
        Stop("agreements:agreement_detail", agreement),
        Stop("agreements:agreement_edit", agreement),
        Stop("agreements:agreement_cancel", agreement),
        Stop("agreements:agreement_review", [desk.waiting.pk]),
        Stop("evaluations:dashboard_show"),
        Stop("organisation:position_detail", [desk.town.own_position.pk]),
        Stop("organisation:delegation_create", [desk.town.own_position.pk]),
        Stop("organisation:delegation_end", [desk.town.own_position.delegations.get().pk]),
        Stop("evaluations:position_show", [desk.town.own_position.pk]),
        Stop("reports:lkjip_list"),
        Stop("documents:document_list"),
        Stop("messaging:notification_list"),
        Stop("messaging:message_settings"),
        Stop("organisation:password_change"),
    ]


def pages_of_an_operator(desk: Desk) -> list[Stop]:
    """What the operator of the dinas keeps besides its reports: what was promised with them."""
    return [
        Stop("home"),
        Stop("realisations:follow_up_list"),
        Stop("realisations:follow_up_schedule", [desk.verified.pk, desk.verified.realisations.get().indicator_id]),
    ]


def pages_of_bagian_organisasi(desk: Desk) -> list[Stop]:
    """What Bagian Organisasi keeps, judges and records."""
    position, head = desk.town.own_position, desk.town.users["own OPD head"]
    year, period = desk.town.quarter.year, desk.sent.period.pk
    return [
        Stop("home"),
        Stop("realisations:report_list"),
        Stop("realisations:report_review", [desk.sent.pk]),
        Stop("realisations:report_receipt", [desk.sent.pk]),
        Stop("realisations:receipt_detail", [desk.sent.pk, 1]),
        Stop("realisations:report_detail", [desk.draft.pk]),
        Stop("realisations:verification_list"),
        Stop("realisations:verification_review", query=f"?laporan={desk.sent.pk}&laporan={desk.verified.pk}"),
        Stop("realisations:report_detail", [desk.verified.pk]),
        Stop("realisations:report_reopen", [desk.verified.pk]),
        Stop("indicators:period_list"),
        Stop("indicators:period_edit", [year]),
        Stop("indicators:extension_create", [period]),
        Stop("indicators:extension_list"),
        Stop("indicators:extension_end", [desk.extension.pk]),
        Stop("indicators:day_off_list", [year]),
        Stop("indicators:day_off_set"),
        Stop("indicators:policy_detail", [year]),
        Stop("indicators:policy_edit", [year]),
        Stop("agreements:agreement_list"),
        Stop("agreements:agreement_sign", [desk.issued.subject_id]),
        Stop("evaluations:dashboard_show"),
        Stop("evaluations:position_show", [desk.verified.position_id]),
        Stop("documents:document_list"),
        Stop("exchange:exchange_home"),
        Stop("organisation:unit_list"),
        Stop("organisation:unit_detail", [position.unit_id]),
        Stop("organisation:unit_create"),
        Stop("organisation:unit_reorganise", [position.unit_id, "gabung"]),
        Stop("organisation:position_detail", [position.pk]),
        Stop("organisation:position_update", [position.pk]),
        Stop("organisation:assignment_replace", [head.employee.assignments.get().pk]),
        Stop("organisation:employee_list"),
        Stop("organisation:employee_detail", [head.employee_id]),
        Stop("organisation:employee_create"),
        Stop("organisation:user_list"),
        Stop("organisation:user_detail", [head.pk]),
        Stop("organisation:password_link_detail", [head.password_links.get().pk]),
        Stop("organisation:role_grant", [head.pk]),
        Stop("messaging:delivery_list"),
        Stop("messaging:sent_list"),
        Stop("messaging:sent_detail", [head.notifications.first().pk]),
        Stop("duties:reminder_list"),
        Stop("duties:reminder_review", query=f"?pilih={head.pk}-fill"),
    ]


def pages_of_bappeda(desk: Desk) -> list[Stop]:
    """The plans of several years."""
    plan, renstra = [desk.plan.pk], [desk.plan.unit_plans.get().pk]
    mission = [desk.plan.missions.get().pk]
    goal = [desk.plan.goals.get().pk]
    return [
        Stop("indicators:plan_list"),
        Stop("indicators:plan_create"),
        Stop("indicators:unit_plan_create"),
        Stop("realisations:plan_detail", plan),
        Stop("realisations:plan_detail", renstra),
        Stop("indicators:plan_edit", plan),
        Stop("indicators:plan_remove", plan),
        Stop("indicators:plan_targets", renstra),
        Stop("indicators:mission_create", plan),
        Stop("indicators:mission_edit", mission),
        Stop("indicators:mission_remove", mission),
        Stop("indicators:goal_create", plan),
        Stop("indicators:goal_edit", goal),
        Stop("indicators:goal_remove", goal),
        Stop("indicators:goal_place", goal),
        *pages_of_planned_years(desk.town),
    ]


def pages_of_planned_years(town: Town) -> list[Stop]:
    """Indicators, nomenclature and budgets; the head has a budget of one sub-activity."""
    position, year, indicator = town.own_position.pk, town.quarter.year, town.patients.pk
    codes = ("9.01.02", "9.01.02.2.01", "9.01.02.2.01.0001")
    entries = [
        factories.ProgramFactory(code=code, name=f"Entri {code}", level=level)
        for level, code in enumerate(codes, start=1)
    ]
    factories.BudgetLineFactory(position=town.own_position, program=entries[2], year=year)
    return [
        Stop("indicators:indicator_list", query=f"?tahun={year}"),
        Stop("indicators:indicator_create", [position]),
        Stop("indicators:weights_edit", [position]),
        Stop("indicators:indicator_edit", [indicator]),
        Stop("indicators:indicator_version", [indicator]),
        Stop("indicators:target_edit", [indicator, year]),
        Stop("indicators:program_list"),
        Stop("indicators:program_detail", [entries[1].pk]),
        Stop("indicators:program_create"),
        Stop("indicators:program_edit", [entries[2].pk]),
        Stop("indicators:program_remove", [factories.ProgramFactory(code="9.01.03").pk]),
        Stop("realisations:budget_overview", query=f"?tahun={year}"),
        Stop("realisations:budget_show", [position, year]),
        Stop("indicators:planned_budget_edit", [position, year]),
    ]


PAGES: dict[str, Callable[[Desk], list[Stop]]] = {
    "own OPD head": pages_of_a_head,
    "own operator": pages_of_an_operator,
    "Bagian Organisasi": pages_of_bagian_organisasi,
    "Bappeda": pages_of_bappeda,
}

NOT_LOOKED_AT = {
    "indicators:indicator_sheet_pdf": "a file, no page",
    "indicators:position_sheets_pdf": "a file, no page",
    "indicators:unit_sheets_pdf": "a file, no page",
    "realisations:evidence_file": "a file, no page",
}
"""Addresses of measuring that answer GET and are no pages of their own, with the reason."""
