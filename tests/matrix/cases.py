"""The specification of access: for every named address, who gets past the door and who may act behind it.

`scope` are those who may see the object (others get 404), `allowed` those of them who have the right (others get 403).
Anonymous visitors are sent to the log-in page, unless the page is public.
"""

import datetime
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.urls import reverse

from agreements.enums import AgreementStatus
from agreements.models import Ceremony, Invitation
from agreements.papers.actions import issue_agreement
from documents.kinds import kind_named
from documents.models import PreparedDocument, PrintJob, UploadedScan
from documents.preparing import drawing as preparing
from documents.preparing.actions import ask_for
from documents.printing import press
from documents.printing.actions import create_print_job
from indicators.models import DayOff, Goal, MediumTermPlan, Mission, Period, PeriodExtension
from messaging.models import Delivery, Notification
from organisation.password_links.actions import request_link
from realisations.enums import ReportStatus
from realisations.models import Realisation
from tests.factories import (
    DelegationFactory,
    DeliveryFactory,
    GoalFactory,
    MediumTermPlanFactory,
    MissionFactory,
    NotificationFactory,
    ProgramFactory,
    UnitPlanFactory,
    evidence_for,
)
from tests.matrix.world import ANONYMOUS, IDENTITIES, TODAY, YEAR, World

EVERYONE = frozenset(IDENTITIES) - {ANONYMOUS}
WHOLE = frozenset({"regional head", "Sekda", "Bagian Organisasi", "Bappeda", "Inspektorat", "administrator"})
SEES_OWN_HEAD = WHOLE | {"own OPD head", "own operator"}
HEAD_OR_SECTION = frozenset({"own OPD head", "Bagian Organisasi"})
MANAGERS = frozenset({"Bagian Organisasi", "administrator"})
CONFIRMERS = MANAGERS | {"Inspektorat"}
REMINDERS = frozenset({"Bagian Organisasi", "Sekda"})


@dataclass(frozen=True)
class Case:
    """One address with one method, and what each identity gets."""

    route: str
    args: Callable[[World], list] = field(default=lambda world: [])
    method: str = "get"
    data: Callable[[World], dict] = field(default=lambda world: {})
    scope: frozenset[str] = EVERYONE
    allowed: frozenset[str] | None = None
    public: bool = False
    always: str = ""

    @property
    def id(self) -> str:
        """What pytest calls this case."""
        return f"{self.method.upper()} {self.route}"

    def expected(self, identity: str) -> str:
        """`public`, `login`, `missing`, `forbidden` or `allowed`."""
        if self.public or self.always:
            return self.always or "allowed"
        if identity == ANONYMOUS:
            return "login"
        if identity not in self.scope:
            return "missing"
        return "allowed" if self.allowed is None or identity in self.allowed else "forbidden"


def own_position(world: World) -> list:
    """The head of the own OPD."""
    return [world.positions["own OPD head"].pk]


def own_position_year(world: World) -> list:
    """The year of the head of the own OPD."""
    return [*own_position(world), YEAR]


def own_unit_year(world: World) -> list:
    """The year of the own OPD."""
    return [*own_unit(world), YEAR]


def year_of_position(world: World) -> list:
    """The same year of the head as a document."""
    return ["jabatan", *own_position_year(world)]


def year_of_unit(world: World) -> list:
    """The same year of the OPD as a document."""
    return ["unit", *own_unit_year(world)]


def own_unit(world: World) -> list:
    """The own OPD."""
    return [world.unit.pk]


def own_unit_closing(world: World) -> list:
    """The address that closes the own unit."""
    return [*own_unit(world), "tutup"]


def own_employee(world: World) -> list:
    """The person who heads the own OPD."""
    return [world.users["own OPD head"].employee_id]


def own_assignment(world: World) -> list:
    """The assignment of the own OPD's head."""
    return [world.users["own OPD head"].employee.assignments.get().pk]


def heads_delegation(world: World) -> list:
    """A delegation of the own OPD's head that is past: the delegate sees no more than before."""
    position = world.positions["own OPD head"]
    past = {"start": datetime.date(2020, 1, 1), "end": datetime.date(2020, 1, 31)}
    return [DelegationFactory(position=position, delegate=world.users["echelon III"], **past).pk]


def own_account(world: World) -> list:
    """The account of the own OPD's head."""
    return [world.users["own OPD head"].pk]


def waiting_link(world: World) -> list:
    """A password link for that account that Bagian Organisasi asked for and nobody has confirmed yet."""
    asked = {"way": "hand", "by": world.users["Bagian Organisasi"]}
    return [request_link(world.users["own OPD head"], **asked).pk]


def operators_grant(world: World) -> list:
    """The role of the own operator."""
    return [world.users["own operator"].role_grants.get().pk]


def heads_message(world: World) -> list:
    """A message to the own OPD's head."""
    head = world.users["own OPD head"]
    return [(Notification.objects.filter(recipient=head).first() or NotificationFactory(recipient=head)).pk]


def heads_delivery(world: World) -> list:
    """The e-mail of a message to the own OPD's head."""
    (message,) = heads_message(world)
    found = Delivery.objects.filter(message=message).first()
    return [(found or DeliveryFactory(message=Notification.objects.get(pk=message))).pk]


def _setting_link(world: World) -> list:
    return ["abc", "def"]


PAGES = [
    Case("home"),
    Case("health_live", public=True),
    Case("health_ready", public=True),
    Case("organisation:login", public=True),
    Case("organisation:password_set", _setting_link, public=True),
    Case("organisation:logout", method="post", always="login"),
    Case("organisation:password_change"),
]

ORGANISATION = [
    Case("organisation:unit_list"),
    Case("organisation:unit_create", allowed=MANAGERS),
    Case("organisation:unit_create", method="post", allowed=MANAGERS),
    Case("organisation:unit_detail", own_unit, scope=SEES_OWN_HEAD),
    Case("organisation:unit_update", own_unit, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:unit_update", own_unit, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:unit_reorganise", own_unit_closing, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:unit_reorganise", own_unit_closing, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:position_create", allowed=MANAGERS),
    Case("organisation:position_create", method="post", allowed=MANAGERS),
    Case("organisation:position_detail", own_position, scope=SEES_OWN_HEAD),
    Case("organisation:position_update", own_position, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:position_update", own_position, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:assignment_create", own_position, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:assignment_create", own_position, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:delegation_create", own_position, scope=SEES_OWN_HEAD, allowed=HEAD_OR_SECTION),
    Case("organisation:delegation_create", own_position, "post", scope=SEES_OWN_HEAD, allowed=HEAD_OR_SECTION),
    Case("organisation:delegation_end", heads_delegation, scope=SEES_OWN_HEAD, allowed=HEAD_OR_SECTION),
    Case("organisation:delegation_end", heads_delegation, "post", scope=SEES_OWN_HEAD, allowed=HEAD_OR_SECTION),
    Case("organisation:assignment_replace", own_assignment, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:assignment_replace", own_assignment, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:assignment_end", own_assignment, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:assignment_end", own_assignment, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:employee_list"),
    Case("organisation:employee_options", allowed=MANAGERS),
    Case("organisation:employee_create", allowed=MANAGERS),
    Case("organisation:employee_create", method="post", allowed=MANAGERS),
    Case("organisation:employee_detail", own_employee, scope=SEES_OWN_HEAD),
    Case("organisation:employee_update", own_employee, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:employee_update", own_employee, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:user_create", own_employee, scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:user_create", own_employee, "post", scope=SEES_OWN_HEAD, allowed=MANAGERS),
    Case("organisation:user_list", allowed=MANAGERS),
    Case("organisation:user_detail", own_account, allowed=MANAGERS),
    Case("organisation:role_grant", own_account, allowed=MANAGERS),
    Case("organisation:role_grant", own_account, "post", allowed=MANAGERS),
    Case("organisation:role_revoke", operators_grant, "post", allowed=MANAGERS),
    Case("organisation:password_link_request", own_account, "post", allowed=MANAGERS),
    Case("organisation:password_link_detail", waiting_link, allowed=CONFIRMERS),
    Case("organisation:password_link_confirm", waiting_link, "post", allowed=CONFIRMERS - {"Bagian Organisasi"}),
    Case("organisation:password_link_show", waiting_link, "post", allowed=MANAGERS),
    Case("organisation:password_link_withdraw", waiting_link, "post", allowed=CONFIRMERS),
    Case("organisation:user_activate", own_account, "post", allowed=MANAGERS),
    Case("organisation:user_deactivate", own_account, "post", allowed=MANAGERS),
    Case("messaging:notification_list"),
    Case("messaging:notification_open", heads_message, "post", scope=frozenset({"own OPD head"})),
    Case("messaging:notification_read_all", method="post"),
    Case("messaging:sent_list", allowed=MANAGERS),
    Case("messaging:sent_detail", heads_message, allowed=MANAGERS),
    Case("messaging:sent_passed_on", heads_message, "post", allowed=MANAGERS),
    Case("messaging:message_settings"),
    Case("messaging:message_settings", method="post"),
    Case("messaging:delivery_list", allowed=MANAGERS),
    Case("messaging:delivery_resend", heads_delivery, "post", allowed=MANAGERS),
    Case("messaging:delivery_settle", heads_delivery, "post", allowed=MANAGERS),
]

FOLLOWERS = WHOLE | {"assistant", "own OPD head", "other OPD head", "own operator", "echelon III"}

EVALUATIONS = [
    Case("evaluations:dashboard_show", allowed=FOLLOWERS),
    Case("evaluations:position_show", own_position, scope=SEES_OWN_HEAD | {"staff"}, allowed=SEES_OWN_HEAD),
    Case("duties:reminder_list", allowed=REMINDERS),
    Case("duties:reminder_review", allowed=REMINDERS),
    Case("duties:reminder_send", method="post", allowed=REMINDERS),
    Case("evaluations:position_year", own_position_year, scope=SEES_OWN_HEAD),
    Case("evaluations:unit_year", own_unit_year, scope=SEES_OWN_HEAD),
    Case("reports:year_pdf", year_of_position, scope=SEES_OWN_HEAD),
    Case("reports:year_pdf", year_of_unit, scope=SEES_OWN_HEAD),
    Case("reports:year_workbook", year_of_position, scope=SEES_OWN_HEAD),
    Case("reports:year_workbook", year_of_unit, scope=SEES_OWN_HEAD),
]


def draft_pk(world: World) -> list:
    """The draft PK of the own OPD's head."""
    return [world.agreement().pk]


def draft_line(world: World) -> list:
    """The same with its first row."""
    agreement = world.agreement()
    return [agreement.pk, agreement.lines.get().pk]


def submitted_pk(world: World) -> list:
    """The same, sent to the regional head."""
    return [world.agreement(AgreementStatus.SUBMITTED).pk]


def approved_pk(world: World) -> list:
    """The same, agreed and waiting for signatures."""
    return [world.agreement(AgreementStatus.APPROVED).pk]


def draft_paper(world: World) -> list:
    """The draft PK of the own OPD's head, as a document."""
    return ["pk", *draft_pk(world)]


def approved_paper(world: World) -> list:
    """The same, agreed and waiting for signatures."""
    return ["pk", *approved_pk(world)]


def year_2026(world: World) -> dict:
    """The year that the drafting form sends."""
    return {"tahun": "2026"}


OWN_EDITORS = frozenset({"own OPD head", "own operator", "Bagian Organisasi"})
OWN_SIGNERS = frozenset({"own OPD head", "regional head", "Bagian Organisasi"})
OWN_PARTIES = frozenset({"own OPD head", "regional head"})
ONLY_SECTION = frozenset({"Bagian Organisasi"})
ONLY_HEAD = frozenset({"own OPD head"})
ONLY_REGENT = frozenset({"regional head"})
KEEPERS = frozenset({"own OPD head", "Bagian Organisasi"})

AGREEMENTS = [
    Case("agreements:agreement_list"),
    Case("agreements:agreement_draft", own_position, "post", year_2026, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:agreement_copy", own_position, "post", year_2026, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:agreement_detail", draft_pk, scope=SEES_OWN_HEAD),
    Case("agreements:agreement_edit", draft_pk, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:agreement_edit", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:counterpart_choose", draft_pk, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:counterpart_choose", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_create", draft_pk, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_create", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_edit", draft_line, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_edit", draft_line, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_up", draft_line, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_down", draft_line, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_remove", draft_line, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_remove", draft_line, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_follow", draft_line, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:line_follow", draft_line, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:budget_edit", draft_pk, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:budget_edit", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:budget_follow", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:program_options"),
    Case("agreements:agreement_refresh", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:agreement_submit", draft_pk, scope=SEES_OWN_HEAD, allowed=ONLY_HEAD),
    Case("agreements:agreement_submit", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=ONLY_HEAD),
    Case("agreements:agreement_review", submitted_pk, scope=SEES_OWN_HEAD, allowed=ONLY_REGENT),
    Case("agreements:agreement_approve", submitted_pk, "post", scope=SEES_OWN_HEAD, allowed=ONLY_REGENT),
    Case("agreements:agreement_return", submitted_pk, "post", scope=SEES_OWN_HEAD, allowed=ONLY_REGENT),
    Case("agreements:agreement_sign", approved_pk, scope=SEES_OWN_HEAD, allowed=OWN_SIGNERS),
    Case("agreements:agreement_sign", approved_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_SIGNERS),
    Case("agreements:agreement_cancel", draft_pk, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:agreement_cancel", draft_pk, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS),
    Case("agreements:agreement_revise", approved_pk, scope=SEES_OWN_HEAD, allowed=KEEPERS),
    Case("agreements:agreement_revise", approved_pk, "post", scope=SEES_OWN_HEAD, allowed=KEEPERS),
    Case("agreements:transfer_list"),
    Case("agreements:agreement_transfer", approved_pk, "post", scope=SEES_OWN_HEAD, allowed=KEEPERS),
]


def reminding_own(world: World) -> dict:
    """Reminding the own OPD's head, chosen on the season board."""
    return {**year_2026(world), "tindakan": "ingatkan", "jabatan": own_position(world)}


def own_ceremony(world: World) -> list:
    """A ceremony to which the own OPD's head is invited."""
    (position,) = own_position(world)
    found = Invitation.objects.filter(position=position).first()
    if found is None:
        ceremony = Ceremony.objects.create(year=2026, title="Acara", held_on="2026-01-05")
        found = Invitation.objects.create(ceremony=ceremony, position_id=position)
    return [found.ceremony_id]


def own_invitation(world: World) -> dict:
    """That invitation, and that its guest came."""
    (ceremony,) = own_ceremony(world)
    return {"tamu": Invitation.objects.get(ceremony=ceremony).pk, "kehadiran": "present"}


REMINDING = FOLLOWERS - {"own operator", "Bappeda", "Inspektorat", "administrator"}

SEASON = [
    Case("agreements:season_board", allowed=FOLLOWERS),
    Case("agreements:season_review", data=reminding_own, allowed=REMINDING),
    Case("agreements:season_perform", method="post", data=reminding_own, allowed=REMINDING),
    Case("agreements:ceremony_list"),
    Case("agreements:ceremony_create", allowed=ONLY_SECTION),
    Case("agreements:ceremony_create", method="post", allowed=ONLY_SECTION),
    Case("agreements:ceremony_detail", own_ceremony, scope=SEES_OWN_HEAD),
    Case("agreements:ceremony_screen", own_ceremony, scope=SEES_OWN_HEAD),
    Case("agreements:ceremony_edit", own_ceremony, scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("agreements:ceremony_edit", own_ceremony, "post", scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("agreements:ceremony_delete", own_ceremony, scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("agreements:ceremony_delete", own_ceremony, "post", scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("agreements:ceremony_invite", own_ceremony, scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("agreements:ceremony_invite", own_ceremony, "post", scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case(
        "agreements:ceremony_uninvite",
        own_ceremony,
        "post",
        own_invitation,
        scope=SEES_OWN_HEAD,
        allowed=ONLY_SECTION,
    ),
    Case("agreements:ceremony_attend", own_ceremony, "post", own_invitation, scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
]


def own_position_and_period(world: World) -> list:
    """The head of the own OPD and the third quarter of 2026."""
    return [world.positions["own OPD head"].pk, Period.objects.get(year=2026, quarter=3).pk]


def period(world: World) -> list:
    """The third quarter of 2026."""
    return [Period.objects.get(year=2026, quarter=3).pk]


def extension(world: World) -> list:
    """More time for the own OPD in the third quarter of 2026."""
    third = Period.objects.get(year=2026, quarter=3)
    unit = world.positions["own OPD head"].unit
    return [PeriodExtension.objects.create(period=third, unit=unit, until="2040-01-01", reason="Banjir").pk]


def day_off(world: World) -> list:
    """A day off of this government's own."""
    return [DayOff.objects.create(day="2026-11-17", name="Hari jadi", kind="regional").pk]


def the_year(world: World) -> list:
    """2026, as part of the address."""
    return [2026]


def draft_report(world: World) -> list:
    """The draft report of the own OPD's head."""
    return [world.report("draft").pk]


def draft_box(world: World) -> dict:
    """The first value of the draft report, as its box sends it."""
    return {"name": f"r{world.indicator.pk}-note", "text": "", "was": ""}


def sent_report(world: World) -> list:
    """The sent report of the own OPD's head."""
    return [world.report("submitted").pk]


def sent_once(world: World) -> list:
    """The first sending of the report of the own OPD's head."""
    return [world.report("submitted").pk, 1]


def draft_row(world: World) -> list:
    """The row of the draft report of the own OPD's head."""
    return [world.report("draft").pk, world.indicator.pk]


def sent_row(world: World) -> list:
    """The row of the sent report of the own OPD's head."""
    return [world.report("submitted").pk, world.indicator.pk]


def draft_evidence_use(world: World) -> list:
    """The row of the draft report, and a file beside its figure."""
    use = evidence_for(world.report("draft"), world.indicator)
    return [*draft_row(world), use.pk]


def draft_evidence(world: World) -> list:
    """A file beside a figure of the draft report."""
    return [evidence_for(world.report("draft"), world.indicator).evidence_id]


def sent_evidence(world: World) -> list:
    """A file beside a figure of the sent report."""
    return [evidence_for(world.report("submitted"), world.indicator).evidence_id]


def verified_report(world: World) -> list:
    """The verified report of the own OPD's head."""
    return [world.report("verified").pk]


def indicator(world: World) -> list:
    """The indicator of the own OPD's head."""
    return [world.indicator.pk]


def indicator_year(world: World) -> list:
    """The indicator of the own OPD's head, in the year of its target."""
    return [world.indicator.pk, YEAR]


FILLERS = frozenset({"own OPD head", "own operator"})
VERIFIERS = frozenset({"Sekda", "Bagian Organisasi"})

SHEET_KEEPERS = OWN_EDITORS | {"Bappeda"}


def promise(world: World) -> list:
    """The follow-up that the own OPD's head promised with the report that was sent."""
    row = world.report(ReportStatus.SUBMITTED).realisations.get()
    Realisation.objects.filter(pk=row.pk).update(follow_up="Menambah posyandu", follow_up_due=TODAY)
    return [row.pk]


def promised_row(world: World) -> list:
    """The report and the indicator of that promise."""
    row = Realisation.objects.get(pk=promise(world)[0])
    return [row.report_id, row.indicator_id]


INDICATORS = [
    Case("realisations:report_list"),
    Case("realisations:report_start", own_position_and_period, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_detail", sent_report, scope=SEES_OWN_HEAD),
    Case("realisations:report_edit", draft_report, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_edit", draft_report, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:cell_save", draft_report, "post", draft_box, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_paste", draft_report, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_paste", draft_report, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_paste_accept", draft_report, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_paste_undo", draft_report, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_check", draft_report, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_submit", draft_report, "post", scope=SEES_OWN_HEAD, allowed=ONLY_HEAD),
    Case("realisations:report_receipt", sent_report, scope=SEES_OWN_HEAD),
    Case("realisations:receipt_detail", sent_once, scope=SEES_OWN_HEAD),
    Case("realisations:report_review", sent_report, scope=SEES_OWN_HEAD, allowed=VERIFIERS),
    Case("realisations:report_verify", sent_report, "post", scope=SEES_OWN_HEAD, allowed=VERIFIERS),
    Case("realisations:report_return", sent_report, "post", scope=SEES_OWN_HEAD, allowed=VERIFIERS),
    Case("realisations:row_open", sent_row, "post", scope=SEES_OWN_HEAD, allowed=VERIFIERS),
    Case("realisations:verification_list"),
    Case("realisations:verification_review"),
    Case("realisations:verification_perform", method="post"),
    Case("realisations:report_reopen", verified_report, scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("realisations:report_reopen", verified_report, "post", scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("realisations:report_evidence", draft_row, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:report_evidence", draft_row, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:evidence_reuse", draft_row, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:evidence_remove", draft_evidence_use, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:follow_up_list"),
    Case("realisations:follow_up_schedule", promised_row, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:follow_up_schedule", promised_row, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:follow_up_done", promise, "post", scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:evidence_file", draft_evidence, scope=SEES_OWN_HEAD, allowed=FILLERS),
    Case("realisations:evidence_file", sent_evidence, scope=SEES_OWN_HEAD),
    Case("indicators:period_list"),
    Case("indicators:period_prepare", method="post", data=year_2026, allowed=MANAGERS),
    Case("indicators:period_edit", the_year, allowed=MANAGERS),
    Case("indicators:period_edit", the_year, "post", allowed=MANAGERS),
    Case("indicators:extension_create", period, allowed=MANAGERS),
    Case("indicators:extension_create", period, "post", allowed=MANAGERS),
    Case("indicators:extension_list"),
    Case("indicators:extension_end", extension, allowed=MANAGERS),
    Case("indicators:extension_end", extension, "post", allowed=MANAGERS),
    Case("indicators:day_off_list", the_year),
    Case("indicators:day_off_set", allowed=MANAGERS),
    Case("indicators:day_off_set", method="post", allowed=MANAGERS),
    Case("indicators:day_off_take_back", day_off, "post", allowed=MANAGERS),
    Case("indicators:policy_detail", the_year),
    Case("indicators:policy_edit", the_year, allowed=MANAGERS),
    Case("indicators:policy_edit", the_year, "post", allowed=MANAGERS),
    Case("realisations:indicator_detail", indicator, scope=SEES_OWN_HEAD),
    Case("realisations:figure_working", indicator_year, scope=SEES_OWN_HEAD),
    Case("realisations:figure_history", indicator, scope=SEES_OWN_HEAD),
    Case("indicators:indicator_sheet", indicator, scope=SEES_OWN_HEAD, allowed=SHEET_KEEPERS),
    Case("indicators:indicator_sheet", indicator, "post", scope=SEES_OWN_HEAD, allowed=SHEET_KEEPERS),
]


def own_renstra(world: World) -> list:
    """The Renstra of the own OPD."""
    found = MediumTermPlan.objects.filter(unit=world.unit).first()
    return [(found or UnitPlanFactory(unit=world.unit)).pk]


def rpjmd(world: World) -> list:
    """The plan of the government."""
    return [MediumTermPlanFactory().pk]


def mission(world: World) -> list:
    """A mission of the RPJMD."""
    return [(Mission.objects.first() or MissionFactory()).pk]


def own_goal(world: World) -> list:
    """A goal of the own OPD's Renstra."""
    (plan,) = own_renstra(world)
    found = Goal.objects.filter(plan=plan).first()
    return [(found or GoalFactory(plan=MediumTermPlan.objects.get(pk=plan), mission=None)).pk]


def government_goal(world: World) -> list:
    """A goal of the RPJMD."""
    return [(Goal.objects.filter(mission__isnull=False).first() or GoalFactory()).pk]


PLANNERS = frozenset({"Bappeda"})
OWN_PLANNERS = frozenset({"Bappeda", "own OPD head", "own operator"})
ADDS_RENSTRA = OWN_PLANNERS | {"Sekda", "other OPD head"}
SEES_OWN_RENSTRA = SEES_OWN_HEAD | {"echelon III", "staff"}

PLANS = [
    Case("indicators:plan_list"),
    Case("indicators:plan_create", allowed=PLANNERS),
    Case("indicators:plan_create", method="post", allowed=PLANNERS),
    Case("indicators:unit_plan_create", allowed=ADDS_RENSTRA),
    Case("indicators:unit_plan_create", method="post", allowed=ADDS_RENSTRA),
    Case("realisations:plan_detail", rpjmd),
    Case("realisations:plan_detail", own_renstra, scope=SEES_OWN_RENSTRA),
    Case("indicators:plan_edit", rpjmd, allowed=PLANNERS),
    Case("indicators:plan_edit", own_renstra, "post", scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:plan_remove", rpjmd, "post", allowed=PLANNERS),
    Case("indicators:plan_remove", own_renstra, scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:plan_targets", rpjmd, allowed=PLANNERS),
    Case("indicators:plan_targets", rpjmd, "post", allowed=PLANNERS),
    Case("indicators:plan_targets", own_renstra, scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:plan_targets", own_renstra, "post", scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:mission_create", rpjmd, allowed=PLANNERS),
    Case("indicators:mission_create", rpjmd, "post", allowed=PLANNERS),
    Case("indicators:mission_edit", mission, allowed=PLANNERS),
    Case("indicators:mission_edit", mission, "post", allowed=PLANNERS),
    Case("indicators:mission_remove", mission, allowed=PLANNERS),
    Case("indicators:mission_remove", mission, "post", allowed=PLANNERS),
    Case("indicators:goal_create", rpjmd, "post", allowed=PLANNERS),
    Case("indicators:goal_create", own_renstra, scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:goal_edit", government_goal, "post", allowed=PLANNERS),
    Case("indicators:goal_edit", own_goal, scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:goal_remove", government_goal, "post", allowed=PLANNERS),
    Case("indicators:goal_remove", own_goal, scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
    Case("indicators:goal_place", government_goal, allowed=PLANNERS),
    Case("indicators:goal_place", own_goal, "post", scope=SEES_OWN_RENSTRA, allowed=OWN_PLANNERS),
]


def issued_token(world: World) -> list:
    """The verification address of the own OPD head's issued PK."""
    agreement = world.agreement(AgreementStatus.APPROVED)
    return [issue_agreement(agreement, by=world.users["Bagian Organisasi"]).token]


def own_year(world: World) -> list:
    """The performance report of the own OPD for the year that was measured."""
    return [world.indicator.targets.get().year, *own_position(world)]


def pact(world: World) -> list:
    """The wording of the integrity pact."""
    return ["pakta-integritas"]


def statutory_pact(world: World) -> list:
    """Its statutory version."""
    return ["pakta-integritas", 0]


def action_plan(world: World) -> list:
    """The action plan of the own OPD head's draft PK."""
    return [*draft_paper(world), "rencana-aksi"]


def quarter_document(world: World) -> list:
    """Form E.81 of the own OPD head's report, which was sent."""
    return [*sent_report(world), "e81"]


def quarter_sheet(world: World) -> list:
    """The achievement report of the same quarter."""
    return [*sent_report(world), "capaian"]


QUARTERLY = [
    Case("reports:receipt_pdf", sent_once, scope=SEES_OWN_HEAD),
    Case("reports:quarter_pdf", quarter_document, scope=SEES_OWN_HEAD),
    Case("reports:quarter_pdf", quarter_sheet, scope=SEES_OWN_HEAD),
    Case("reports:quarter_workbook", quarter_document, scope=SEES_OWN_HEAD),
    Case("reports:quarter_workbook", quarter_sheet, scope=SEES_OWN_HEAD),
]

TEXTS = [
    Case("documents:attachment_pdf", action_plan, scope=SEES_OWN_HEAD),
    Case("agreements:action_plan_workbook", draft_pk, scope=SEES_OWN_HEAD),
    Case("documents:attachment_issue", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=KEEPERS),
    Case("documents:text_list", allowed=ONLY_SECTION),
    Case("documents:text_edit", pact, allowed=ONLY_SECTION),
    Case("documents:text_edit", pact, "post", allowed=ONLY_SECTION),
    Case("documents:text_preview", pact, "post", allowed=ONLY_SECTION),
    Case("documents:text_history", pact, allowed=ONLY_SECTION),
    Case("documents:text_version", statutory_pact, allowed=ONLY_SECTION),
    Case("documents:text_restore", statutory_pact, allowed=ONLY_SECTION),
    Case("documents:text_restore", statutory_pact, "post", allowed=ONLY_SECTION),
]


def unread_scan(world: World) -> list:
    """A scan that waits in the inbox of Bagian Organisasi, with the picture of its first page."""
    scan = UploadedScan(name="a.pdf", state="unread", preview=b"x", uploaded_by=world.users["Bagian Organisasi"])
    scan.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    scan.sha256 = hashlib.sha256(b"%PDF-").hexdigest()
    scan.save()
    return [scan.pk]


PLANNERS = frozenset({"Bappeda", "Bagian Organisasi"})

BAPPEDA = frozenset({"Bappeda"})


def program(world: World) -> list:
    """An entry of the catalogue."""
    return [ProgramFactory(code="9.99.99").pk]


def own_budget(world: World) -> list:
    """The budget of the own OPD's head for a year without a PK."""
    return [*own_position(world), YEAR]


def own_target(world: World) -> list:
    """The own OPD's indicator and a year."""
    return [*indicator(world), YEAR]


PLANNING = [
    Case("indicators:indicator_list"),
    Case("indicators:weights_edit", own_position, scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:weights_edit", own_position, "post", scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:indicator_create", own_position, scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:indicator_create", own_position, "post", scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:indicator_edit", indicator, scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:indicator_edit", indicator, "post", scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:target_edit", own_target, scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:target_edit", own_target, "post", scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:indicator_sheet_pdf", indicator, scope=SEES_OWN_HEAD),
    Case("indicators:position_sheets_pdf", own_position, scope=SEES_OWN_HEAD),
    Case("indicators:unit_sheets_pdf", own_unit, scope=SEES_OWN_HEAD),
    Case("realisations:budget_overview"),
    Case("realisations:budget_show", own_budget, scope=SEES_OWN_HEAD),
    Case("indicators:planned_budget_edit", own_budget, scope=SEES_OWN_HEAD, allowed=BAPPEDA),
    Case("indicators:planned_budget_edit", own_budget, "post", scope=SEES_OWN_HEAD, allowed=BAPPEDA),
    Case("indicators:program_list"),
    Case("indicators:program_detail", program),
    Case("indicators:program_create", allowed=BAPPEDA),
    Case("indicators:program_create", method="post", allowed=BAPPEDA),
    Case("indicators:program_edit", program, allowed=BAPPEDA),
    Case("indicators:program_edit", program, "post", allowed=BAPPEDA),
    Case("indicators:program_remove", program, allowed=BAPPEDA),
    Case("indicators:program_remove", program, "post", allowed=BAPPEDA),
    Case("indicators:indicator_version", indicator, scope=SEES_OWN_HEAD, allowed=PLANNERS),
    Case("indicators:indicator_version", indicator, "post", scope=SEES_OWN_HEAD, allowed=PLANNERS),
]

REPORTS = [
    *TEXTS,
    *QUARTERLY,
    Case("documents:document_list"),
    Case("documents:document_pdf", draft_paper, scope=SEES_OWN_HEAD),
    Case("documents:document_issue", approved_paper, scope=SEES_OWN_HEAD, allowed=KEEPERS),
    Case("documents:document_issue", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=KEEPERS),
    Case("documents:sign_electronic", approved_paper, scope=SEES_OWN_HEAD, allowed=OWN_PARTIES),
    Case("documents:sign_electronic", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=OWN_PARTIES),
    Case("documents:sign_kept_key", approved_paper, scope=SEES_OWN_HEAD, allowed=OWN_PARTIES),
    Case("documents:sign_kept_key", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=OWN_PARTIES),
    Case("documents:sign_bsre", approved_paper, scope=SEES_OWN_HEAD, allowed=OWN_PARTIES),
    Case("documents:sign_bsre", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=OWN_PARTIES),
    Case("documents:settle_bsre", approved_paper, scope=SEES_OWN_HEAD, allowed=OWN_SIGNERS),
    Case("documents:settle_bsre", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=OWN_SIGNERS),
    Case("documents:document_scan", approved_paper, scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("documents:document_scan", approved_paper, "post", scope=SEES_OWN_HEAD, allowed=ONLY_SECTION),
    Case("documents:scan_inbox", allowed=ONLY_SECTION),
    Case("documents:scan_upload", method="post", allowed=ONLY_SECTION),
    Case("documents:scan_confirm", method="post", allowed=ONLY_SECTION),
    Case("documents:scan_match", unread_scan, "post", allowed=ONLY_SECTION),
    Case("documents:scan_discard", unread_scan, "post", allowed=ONLY_SECTION),
    Case("documents:scan_discard_refused", method="post", allowed=ONLY_SECTION),
    Case("documents:scan_preview", unread_scan, allowed=ONLY_SECTION),
    Case("documents:scan_file", unread_scan, allowed=ONLY_SECTION),
    Case("documents:document_verify", issued_token, public=True),
    Case("documents:document_check", issued_token, "post", public=True),
    Case("reports:lkjip_list"),
    Case("reports:lkjip_pdf", own_year, scope=SEES_OWN_HEAD),
    Case("reports:lkjip_pdf", own_year, "post", scope=SEES_OWN_HEAD),
]

PRINTERS = frozenset({"own OPD head", "other OPD head", "Bagian Organisasi"})
SEES_OWN_JOB = frozenset({"own OPD head", "Bagian Organisasi"})
ONLY_OWN_HEAD = frozenset({"own OPD head"})


def heads_document(world: World) -> list:
    """The performance tree that a worker has drawn for the own OPD's head."""
    head, tree = world.users["own OPD head"], reverse("agreements:cascade_pdf")
    document = PreparedDocument.objects.filter(requested_by=head).first() or ask_for(tree, "Pohon kinerja", by=head)
    preparing.work()
    return [document.token]


def own_print_job(world: World) -> list:
    """The print job that the own OPD's head began."""
    head = world.users["own OPD head"]
    job = PrintJob.objects.filter(created_by=head).first()
    if job is None:
        agreement = world.agreement(AgreementStatus.APPROVED)
        columns = {"kind": "merged", "year": 2026, "words": "Tahun 2026", "token": uuid.uuid4()}
        job = create_print_job(kind_named("agreement"), [agreement], by=head, **columns)
    return [job.pk]


def finished_print_job(world: World) -> list:
    """The same, with its file."""
    (pk,) = own_print_job(world)
    if not PrintJob.objects.get(pk=pk).is_finished:
        press.work()
    return [pk]


def bulk_choice(world: World) -> dict:
    """The form that begins a print job of the own OPD's PK."""
    return {"tahun": "2026", "on_paper": "titik", "kunci": str(uuid.uuid4()), "pk": [approved_pk(world)[0]]}


PRINT_JOBS = [
    Case("documents:print_job_list", allowed=PRINTERS),
    Case("documents:print_job_create", data=year_2026, allowed=PRINTERS),
    Case("documents:print_job_create", method="post", data=bulk_choice, allowed=PRINTERS),
    Case("documents:print_job_detail", own_print_job, scope=SEES_OWN_JOB),
    Case("documents:print_job_cancel", own_print_job, "post", scope=SEES_OWN_JOB),
    Case("documents:print_job_retry", own_print_job, "post", scope=SEES_OWN_JOB),
    Case("documents:print_job_file", finished_print_job, scope=SEES_OWN_JOB),
    Case("documents:prepared_detail", heads_document, scope=ONLY_OWN_HEAD),
    Case("documents:prepared_file", heads_document, scope=ONLY_OWN_HEAD),
]

IMPORTERS = EVERYONE - {"Inspektorat"}  # who is in office may bring in realisations of the own report

EXCHANGE = [
    Case("exchange:exchange_home"),
    Case("exchange:workbook_template"),
    Case("exchange:workbook_export", data=year_2026),
    Case("exchange:workbook_upload", method="post", allowed=IMPORTERS),
    Case("exchange:workbook_apply", method="post", allowed=IMPORTERS),
    Case("exchange:workbook_problems", method="post", allowed=IMPORTERS),
]

CASCADE = [
    Case("agreements:cascade_show"),
    Case("agreements:cascade_edit", indicator, scope=SEES_OWN_HEAD, allowed=OWN_EDITORS | BAPPEDA),
    Case("agreements:cascade_edit", indicator, "post", scope=SEES_OWN_HEAD, allowed=OWN_EDITORS | BAPPEDA),
    Case("agreements:cascade_pdf"),
    Case("agreements:cascade_export"),
    Case("agreements:cascade_drawing", own_position, scope=SEES_OWN_HEAD),
]

CASES = (
    PLANNING
    + CASCADE
    + PAGES
    + ORGANISATION
    + INDICATORS
    + PLANS
    + AGREEMENTS
    + SEASON
    + EVALUATIONS
    + REPORTS
    + PRINT_JOBS
    + EXCHANGE
)
