"""Nonsense typed into every box of every form: one Indonesian sentence, what was typed stays, nothing half-written."""

import datetime
import html
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.clocks import database_clock
from tests.faults.typing_badly import PageForm, forms_of, texts_in
from tests.matrix.cases import CASES, Case
from tests.matrix.world import ANONYMOUS, IDENTITIES, World, build_world

WIB = datetime.timezone(datetime.timedelta(hours=7))
NOW = datetime.datetime(2026, 10, 8, 9, tzinfo=WIB)
"""The third quarter is open."""

WORD = "a" * 50_000
NUL = "a\x00b"
TYPED = {
    "a point in a decimal": "1.234",
    "a number with an exponent": "1e5",
    "no number": "NaN",
    "forty digits": "9" * 40,
    "emoji": "👍🏽",
    "a formula": '=HYPERLINK("https://contoh.id","x")',
    "a negative number": "-1",
    "a word of 50,000 characters": WORD,
    "a null character": NUL,
    "blanks": "   ",
}
NEVER_KEPT = (WORD, NUL)
ENGLISH = re.compile(
    r"This field|This value|Ensure |Enter a|Select a valid|is required|characters\b|already exists|not a valid|"
    r"Invalid|must be|too (long|large|big)|Traceback|DataError|null value|Null characters"
)
WITH_A_FORM = {
    "realisations:report_edit",
    "realisations:report_paste",
    "realisations:report_evidence",
    "realisations:report_review",
    "realisations:report_reopen",
    "realisations:follow_up_schedule",
    "indicators:period_edit",
    "indicators:day_off_set",
    "indicators:extension_create",
    "indicators:extension_end",
    "indicators:policy_edit",
    "indicators:plan_create",
    "indicators:unit_plan_create",
    "indicators:plan_edit",
    "indicators:mission_create",
    "indicators:mission_edit",
    "indicators:goal_create",
    "indicators:goal_edit",
    "indicators:plan_targets",
    "indicators:indicator_create",
    "indicators:indicator_edit",
    "indicators:indicator_version",
    "indicators:target_edit",
    "indicators:planned_budget_edit",
    "indicators:program_create",
    "indicators:program_edit",
    "organisation:delegation_create",
}
"""Pages of planning and measuring on which something is typed: without a form there, the proof would be empty."""
WITHOUT_ROWS = {("indicators:plan_targets", "rpjmd")}
"""The matrix' RPJMD has no indicators to set targets for; the Renstra has."""
PAGES = [case for case in CASES if case.method == "get"]


class UndoError(Exception):
    """Leaves the atomic block without keeping what the request wrote."""


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Everything that the addresses of the matrix point at, while the third quarter is open."""
    with time_machine.travel(NOW, tick=False), database_clock(NOW):
        yield build_world()


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.id)
def test_nonsense_in_every_box_is_told_kept_on_the_screen_and_stored_nowhere(case: Case, world: World) -> None:
    client, address = visitor(case, world), reverse(case.route, args=case.args(world))
    page = client.get(address, case.data(world))
    if "text/html" not in page.headers.get("Content-Type", ""):
        return
    forms = forms_of(page.content.decode(), address)
    assert forms or case.route not in WITH_A_FORM or (case.route, case.args.__name__) in WITHOUT_ROWS
    before = stored() if forms else {}
    complaints = [
        f"{form.action}, {what}: {complaint}"
        for form in forms
        for what, text in TYPED.items()
        for complaint in complaints_about(client, form, text, before)
    ]
    assert complaints == []


def visitor(case: Case, world: World) -> Client:
    """Somebody who may open the page."""
    client = Client(raise_request_exception=False)
    identity = next(one for one in IDENTITIES if case.expected(one) in {"allowed", "public"} or case.public)
    if identity != ANONYMOUS:
        client.force_login(world.users[identity])
    return client


def complaints_about(client: Client, form: PageForm, text: str, before: dict[str, str]) -> list[str]:
    """What is wrong with the answer to this form with `text` in every box."""
    answer, after = None, {}
    try:
        with transaction.atomic():
            answer = client.post(form.action, form.filled(text))
            after = stored()
            raise UndoError
    except UndoError:
        pass
    return list(_complaints(form, text, answer, changed={name for name in before if before[name] != after[name]}))


def _complaints(form: PageForm, text: str, answer: HttpResponse, *, changed: set[str]) -> Iterator[str]:
    if answer.status_code not in {200, 302, 409, 422}:
        yield f"status {answer.status_code}"
        return
    if answer.status_code == 302:
        if text in NEVER_KEPT and changed:
            yield f"stored in {', '.join(sorted(changed))}"
        return
    page = answer.content.decode()
    if found := ENGLISH.search(html.unescape(re.sub(r"<[^>]*>", " ", page))):
        yield f"English: {page[max(0, page.find(found[0]) - 80) : page.find(found[0]) + 80]}"
    if changed:
        yield f"half-written: {', '.join(sorted(changed))}"
    is_shown = set(form.boxes) > set(form.secrets)
    if is_shown and text.strip() and "\x00" not in text and text not in texts_in(page):
        yield "what was typed is lost"


def stored() -> dict[str, str]:
    """Every row of every table, by table."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Session]
    return {
        model._meta.db_table: repr(list(model._base_manager.order_by("pk").values_list()))
        for model in models
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in {"axes"}
    }
