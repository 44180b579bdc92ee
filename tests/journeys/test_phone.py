"""On a phone: nothing sticks out sideways, what is pressed is large enough, and the first page is light."""

import gzip
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response, expect

from agreements.actions import approve_agreement, draft_agreement, submit_agreement
from agreements.models import Agreement
from indicators.domain.kinds import Figure
from indicators.enums import ReportStatus
from indicators.models import QuarterReport
from reports.actions import issue_agreement
from reports.models import IssuedDocument
from tests import factories
from tests.journeys.conftest import PHONE, Visitors
from tests.journeys.town import Town

FINGER = 44
"""CSS pixels; WCAG 2.5.5."""

HEAVIEST = 150_000
MOST_REQUESTS = 12


@dataclass
class Desk:
    """What lies on everybody's desks: reports and agreements in several states."""

    town: Town
    draft: QuarterReport
    sent: QuarterReport
    agreement: Agreement
    waiting: Agreement
    issued: IssuedDocument


@pytest.fixture
def desk(town: Town) -> Desk:
    """A draft report and agreement of the head, an agreement of the division that waits, and one that is issued."""
    users, year, today = town.users, town.today.year, town.today
    draft = factories.report_of(town.own_position, ReportStatus.DRAFT, town.quarter.year, town.quarter.number)
    other = town.positions["other OPD head"]
    sent = factories.report_of(other, ReportStatus.SUBMITTED, town.quarter.year, town.quarter.number)
    for report, figure in ((draft, 72), (sent, 81)):
        indicator = report.position.objectives.first().indicators.first()
        factories.realise(report, indicator, Figure(Decimal(figure)), note="Menurut data bulan terakhir triwulan ini.")
    agreement = draft_agreement(town.own_position, year, by=users["own OPD head"], today=today)
    division, head = town.positions["echelon III"], users["echelon III"]
    waiting = submit_agreement(
        draft_agreement(division, year, by=head, today=today),
        by=head,
        today=today,
        plan_note="Kamus indikator menyusul.",
    )
    head = users["other OPD head"]
    agreed = submit_agreement(
        draft_agreement(other, year, by=head, today=today), by=head, today=today, plan_note="Kamus indikator menyusul."
    )
    agreed = approve_agreement(agreed, by=users["regional head"], today=today)
    return Desk(town, draft, sent, agreement, waiting, issue_agreement(agreed, by=users["Bagian Organisasi"]))


def pages_of_a_head(desk: Desk) -> list[str]:
    """What the head of a dinas sees."""
    report, agreement = [desk.draft.pk], [desk.agreement.pk]
    return [
        reverse("home"),
        reverse("indicators:report_list"),
        reverse("indicators:report_edit", args=report),
        reverse("indicators:report_check", args=report),
        reverse("indicators:report_detail", args=report),
        reverse("indicators:indicator_detail", args=[desk.town.coverage.pk]),
        reverse("agreements:agreement_list"),
        reverse("agreements:agreement_detail", args=agreement),
        reverse("agreements:agreement_edit", args=agreement),
        reverse("agreements:agreement_cancel", args=agreement),
        reverse("agreements:agreement_review", args=[desk.waiting.pk]),
        reverse("evaluations:dashboard_show"),
        reverse("evaluations:position_show", args=[desk.town.own_position.pk]),
        reverse("reports:lkjip_list"),
        reverse("reports:document_list"),
        reverse("organisation:notification_list"),
        reverse("organisation:password_change"),
    ]


def pages_of_bagian_organisasi(desk: Desk) -> list[str]:
    """What Bagian Organisasi keeps, judges and records."""
    position, head = desk.town.own_position, desk.town.users["own OPD head"]
    year, period = desk.town.quarter.year, desk.sent.period.pk
    return [
        reverse("home"),
        reverse("indicators:report_list"),
        reverse("indicators:report_review", args=[desk.sent.pk]),
        reverse("indicators:report_receipt", args=[desk.sent.pk]),
        reverse("indicators:period_list"),
        reverse("indicators:period_edit", args=[year]),
        reverse("indicators:extension_create", args=[period]),
        reverse("indicators:policy_detail", args=[year]),
        reverse("indicators:policy_edit", args=[year]),
        reverse("agreements:agreement_list"),
        reverse("agreements:agreement_sign", args=[desk.issued.agreement_id]),
        reverse("evaluations:dashboard_show"),
        reverse("reports:document_list"),
        reverse("reports:exchange_home"),
        reverse("organisation:unit_list"),
        reverse("organisation:unit_detail", args=[position.unit_id]),
        reverse("organisation:unit_create"),
        reverse("organisation:position_detail", args=[position.pk]),
        reverse("organisation:position_update", args=[position.pk]),
        reverse("organisation:assignment_replace", args=[head.employee.assignments.get().pk]),
        reverse("organisation:employee_list"),
        reverse("organisation:employee_detail", args=[head.employee_id]),
        reverse("organisation:employee_create"),
        reverse("organisation:user_list"),
        reverse("organisation:user_detail", args=[head.pk]),
        reverse("organisation:role_grant", args=[head.pk]),
        reverse("organisation:delivery_list"),
    ]


PAGES = {"own OPD head": pages_of_a_head, "Bagian Organisasi": pages_of_bagian_organisasi}


@pytest.mark.parametrize("identity", PAGES)
def test_every_page_fits_a_phone_and_a_finger(desk: Desk, visitors: Visitors, subtests, identity: str):
    page = visitors.person(desk.town.users[identity], viewport=PHONE, has_touch=True)
    for address in PAGES[identity](desk):
        with subtests.test(address):
            page.goto(address)
            fits_a_phone(page)


def test_pages_for_everybody_fit_a_phone_and_a_finger(desk: Desk, visitors: Visitors):
    page = visitors.stranger(viewport=PHONE, has_touch=True)
    for address in (reverse("organisation:login"), reverse("reports:document_verify", args=[desk.issued.token])):
        page.goto(address)
        fits_a_phone(page)


def fits_a_phone(page: Page) -> None:
    """No scrolling sideways; every button and every tool of the header can be hit."""
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    for target in page.locator(".btn:visible, .site-tool:visible").all():
        box = target.bounding_box()
        assert box["height"] >= FINGER, target.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"], target.inner_text()


def test_the_first_page_after_logging_in_is_light(desk: Desk, visitors: Visitors):
    known = visitors.person(desk.town.users["own OPD head"]).context.storage_state()
    page = visitors.stranger(viewport=PHONE, storage_state=known)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(reverse("home"), wait_until="networkidle")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
    assert len(answers) <= MOST_REQUESTS
    assert sum(len(gzip.compress(answer.body())) for answer in answers) <= HEAVIEST
