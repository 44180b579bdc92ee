"""The matrix of states and steps: in which states of an agreement each address that writes has an effect.

Everywhere else the person who might do it elsewhere gets a sentence, and nothing is changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import get_resolver, reverse
from django.utils import timezone

from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement
from agreements.negotiation.actions import approve_agreement, return_agreement, submit_agreement
from agreements.papers.actions import issue_agreement
from agreements.revision.actions import begin_revision, cancel_agreement
from agreements.signing.actions import record_signature
from audit.models import Event
from documents.models import IssuedDocument
from indicators.enums import Attachment
from indicators.models import BudgetLine, Policy, Target
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import TODAY, Stage, approved, drafted, in_force, set_stage, submitted
from tests.documents.signing.fake_bsre import NIK, PASSPHRASE
from tests.documents.signing.people import PASSWORD, p12
from tests.documents.signing.test_actions import scan
from tests.documents.signing.test_bsre import service
from tests.documents.signing.test_kept_keys import keep, keys
from tests.factories import PASSWORD as LOGIN_PASSWORD
from tests.matrix.cases import CASES
from tests.matrix.test_permission_matrix import named_routes
from tests.scenes import Scene, built_once

__all__ = ["keys", "service"]

S = AgreementStatus
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
SIGNABLE = frozenset({S.APPROVED, S.PARTLY_SIGNED})

HEAD, REGENT, SECTION = "head_user", "bupati_user", "section"


@dataclass(frozen=True)
class Step:
    """An address that writes: who would do it, with what, and in which states it has an effect."""

    actor: str
    works_in: frozenset[str]
    data: Callable[[Agreement], dict] = field(default=lambda agreement: {})
    args: Callable[[Agreement], list] = field(default=lambda agreement: [agreement.pk])


def arrangement(agreement: Agreement) -> dict:
    """The draft with another place, all indicators kept."""
    lines = list(agreement.lines.all())
    rows = {"baris-TOTAL_FORMS": len(lines), "baris-INITIAL_FORMS": len(lines)}
    for number, line in enumerate(lines):
        rows |= {f"baris-{number}-indicator": line.indicator_id, f"baris-{number}-included": "on"}
        rows |= {f"baris-{number}-place": number + 1}
    return {"signed_place": "Tempat Lain", "edition": agreement.edition, **rows}


def changed_plan(agreement: Agreement) -> dict:
    """Nothing to type; the plan says something else than the draft."""
    Target.objects.filter(indicator__agreement_lines__agreement=agreement).update(figure=F("figure") + 1)
    return {}


def other_budget(agreement: Agreement) -> dict:
    """One programme of the draft, with less money."""
    line = agreement.budget_lines.first()
    row = {"program": line.program_code, "funding_source": line.funding_source, "amount": "5"}
    counts = {"anggaran-TOTAL_FORMS": 1, "anggaran-INITIAL_FORMS": 0, "edition": agreement.edition, "note": "DPPA"}
    return counts | {f"anggaran-0-{name}": value for name, value in row.items()}


def changed_budget(agreement: Agreement) -> dict:
    """Nothing to type; the plan has other money than the draft."""
    BudgetLine.objects.filter(position=agreement.position_id).update(amount=F("amount") + 1)
    return {}


def first_row(agreement: Agreement) -> list:
    """The agreement with its first row."""
    return [agreement.pk, agreement.lines.all()[0].pk]


def second_row(agreement: Agreement) -> list:
    """The agreement with its second row."""
    return [agreement.pk, agreement.lines.all()[1].pk]


def seen(agreement: Agreement) -> dict:
    """The edition that was on the screen."""
    return {"edition": agreement.edition}


def written_row(agreement: Agreement) -> dict:
    """The first row with another unit."""
    line = agreement.lines.all()[0]
    words = {"objective": line.objective_code, "indicator_statement": line.indicator_statement}
    return {**seen(agreement), **words, "unit_of_measure": "orang", "target": "80"}


def new_row(agreement: Agreement) -> dict:
    """A new indicator under a new objective."""
    words = {"objective": "", "objective_statement": "Sasaran baru", "indicator_statement": "Indikator baru"}
    measured = {"unit_of_measure": "%", "polarity": "maximize", "aggregation": "last", "target": "1"}
    return {**seen(agreement), **words, **measured}


def wet_signature(agreement: Agreement) -> dict:
    """The next signature on paper."""
    side = Side.SECOND if agreement.status == S.PARTLY_SIGNED else Side.FIRST
    return {"side": side, "signed_on": timezone.localdate().isoformat()}


def certificate(agreement: Agreement) -> dict:
    """The certificate of the head."""
    return {"certificate": SimpleUploadedFile("saya.p12", p12("Siti Rahma")), "password": PASSWORD}


def scanned(agreement: Agreement) -> dict:
    """A scan that was compared with the paper; it is blank, so its code cannot be read."""
    file = SimpleUploadedFile("pk.pdf", scan())
    compared = {"compared": "on", "without_code": "on"}
    return {"files": file, "signed_on": timezone.localdate().isoformat(), **compared}


def chosen_late(agreement: Agreement) -> dict:
    """Nothing to type; the government chose an attachment after the agreement was issued."""
    Policy.objects.update_or_create(year=agreement.year, defaults={"attachments": [Attachment.INTEGRITY_PACT]})
    return {}


STEPS = {
    "agreements:agreement_edit": Step(HEAD, EDITABLE, arrangement),
    "agreements:counterpart_choose": Step(HEAD, EDITABLE, seen),
    "agreements:line_create": Step(HEAD, EDITABLE, new_row),
    "agreements:line_edit": Step(HEAD, EDITABLE, written_row, first_row),
    "agreements:line_up": Step(HEAD, EDITABLE, seen, second_row),
    "agreements:line_down": Step(HEAD, EDITABLE, seen, first_row),
    "agreements:line_remove": Step(HEAD, EDITABLE, seen, first_row),
    "agreements:line_follow": Step(HEAD, EDITABLE, seen, first_row),
    "agreements:budget_edit": Step(HEAD, EDITABLE, other_budget),
    "agreements:budget_follow": Step(HEAD, EDITABLE, changed_budget),
    "agreements:agreement_refresh": Step(HEAD, EDITABLE, changed_plan),
    "agreements:agreement_submit": Step(HEAD, EDITABLE, lambda agreement: {"plan_note": "Data menyusul."}),
    "agreements:agreement_approve": Step(REGENT, frozenset({S.SUBMITTED})),
    "agreements:agreement_return": Step(REGENT, frozenset({S.SUBMITTED}), lambda agreement: {"remark": "Naikkan."}),
    "agreements:agreement_sign": Step(SECTION, SIGNABLE, wet_signature),
    "agreements:agreement_cancel": Step(
        SECTION, EDITABLE | SIGNABLE | {S.SUBMITTED, S.IN_FORCE}, lambda agreement: {"reason": "Keliru."}
    ),
    "agreements:agreement_revise": Step(SECTION, frozenset({S.IN_FORCE}), lambda agreement: {"reason": "strategy"}),
    "agreements:agreement_transfer": Step(SECTION, frozenset({S.IN_FORCE})),
    "documents:document_issue": Step(SECTION, frozenset({S.APPROVED}), lambda agreement: {"on_paper": "titik"}),
    "documents:attachment_issue": Step(SECTION, SIGNABLE | {S.IN_FORCE, S.SUPERSEDED}, chosen_late),
    "documents:sign_electronic": Step(HEAD, frozenset({S.APPROVED}), certificate),
    "documents:sign_kept_key": Step(HEAD, frozenset({S.APPROVED}), lambda agreement: {"password": LOGIN_PASSWORD}),
    "documents:sign_bsre": Step(
        HEAD, frozenset({S.APPROVED}), lambda agreement: {"nik": NIK, "passphrase": PASSPHRASE}
    ),
    "documents:document_scan": Step(SECTION, SIGNABLE | {S.IN_FORCE}, scanned),
}
"""Every address under `/pk/<pk>/` that writes, except those in ELSEWHERE."""

ELSEWHERE = {
    "documents:settle_bsre": "acts on a lost sending, not on a state: tests/documents/signing/test_bsre_pages.py",
}

NEEDS_DOCUMENT = {"documents:document_scan", "documents:attachment_issue"}


def brought_to(stage: Stage, status: str) -> Agreement:
    """An agreement of the head that came to this state by the ordinary steps."""
    match status:
        case S.DRAFT:
            found = drafted(stage)
        case S.SUBMITTED:
            found = submitted(stage)
        case S.RETURNED:
            found = return_agreement(submitted(stage), by=stage.bupati_user, today=TODAY, remark="Naikkan.")
        case S.APPROVED:
            found = approved(stage)
        case S.PARTLY_SIGNED:
            found = record_signature(
                numbered(approved(stage)), Side.FIRST, by=stage.section, signed_on=TODAY, today=TODAY
            )
        case S.IN_FORCE:
            found = in_force(stage)
        case S.SUPERSEDED:
            found = in_force(stage)
            revision = begin_revision(found, by=stage.section, today=TODAY, reason="strategy")
            in_force(stage, approved_revision(stage, revision))
        case S.CANCELLED:
            found = cancel_agreement(drafted(stage), by=stage.section, today=TODAY, reason="Keliru.")
    agreement = Agreement.objects.with_content().get(pk=found.pk)
    assert agreement.status == status
    return agreement


def approved_revision(stage: Stage, revision: Agreement) -> Agreement:
    """The revision, sent and agreed."""
    submit_agreement(revision, by=stage.head_user, today=TODAY)
    return approve_agreement(revision, by=stage.bupati_user, today=TODAY)


def test_a_step_refused_leaves_no_document_behind(db, client):
    stage = set_stage()
    client.force_login(stage.section)
    for status in (S.DRAFT, S.CANCELLED):
        agreement = brought_to(stage, status)
        client.post(reverse("documents:document_issue", args=["pk", agreement.pk]), follow=True)
        if status == S.DRAFT:
            cancel_agreement(agreement, by=stage.section, today=TODAY, reason="Keliru.")
    assert not IssuedDocument.objects.exists()


def stage_with_agreement(status: str) -> tuple[Stage, Agreement]:
    """The stage with an agreement in this state."""
    stage = set_stage()
    return stage, brought_to(stage, status)


in_state = built_once(stage_with_agreement, params=S.values)


@pytest.mark.parametrize("route", STEPS)
def test_a_step_has_an_effect_in_its_states_and_nowhere_else(
    route: str, in_state: Scene[tuple[Stage, Agreement]], db, client, service, keys
):
    stage, agreement = in_state.for_a_test()
    step, status = STEPS[route], agreement.status
    keep(keys, stage.head_user, p12("Siti Rahma"))
    if route in NEEDS_DOCUMENT and agreement.is_frozen:
        issue_agreement(agreement, by=stage.section)
    if route == "agreements:agreement_sign" and agreement.is_frozen:
        numbered(agreement)
    args = [*(["pk"] if route.startswith("documents:") else []), *step.args(agreement)]
    url, data = reverse(route, args=args), step.data(agreement)
    client.force_login(getattr(stage, step.actor))
    events = Event.objects.count()
    answer = client.post(url, data, follow=True)
    assert answer.status_code in {200, 404}
    had_effect = Event.objects.count() > events
    assert had_effect == (status in step.works_in), (route, status, answer.content.decode()[:2000])
    if not had_effect:
        agreement.refresh_from_db()
        assert agreement.status == status


def test_every_address_that_writes_to_an_agreement_has_its_row():
    names = named_routes(get_resolver())
    writing = {case.route for case in CASES if case.method == "post" and case.route in names}
    places = ("pk/<int:pk>/", "<kind:kind>/<int:pk>/")
    under_agreement = {route for route in writing if _pattern_of(route).startswith(places)}
    assert under_agreement == set(STEPS) | set(ELSEWHERE)


def _pattern_of(route: str) -> str:
    """The path under which a named address stands, with its converters."""
    namespace, name = route.split(":")
    prefix, resolver = get_resolver().namespace_dict[namespace]
    return prefix + next(str(entry.pattern) for entry in resolver.url_patterns if entry.name == name)
