"""The table role x permission in `docs/permissions.md`, made from the rules themselves.

Every permission is asked for every identity of the matrix, with what the own OPD's head owns. A test compares the page
with the rules; `python -m pytest tests/matrix/test_permission_table.py --write-docs` writes it anew.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rules.permissions import permissions

from agreements.enums import AgreementStatus, Side
from tests.factories import UnitPlanFactory, evidence_for
from tests.matrix.world import ANONYMOUS, IDENTITIES, World

PAGE = Path(__file__).resolve().parents[2] / "docs/permissions.md"
BEGIN, END = "<!-- permissions: begin -->", "<!-- permissions: end -->"
COLUMNS = [identity for identity in IDENTITIES if identity != ANONYMOUS]


def agreement(world: World) -> Any:
    return world.agreement(AgreementStatus.SUBMITTED)


def position(world: World) -> Any:
    return world.positions["own OPD head"]


def report(world: World) -> Any:
    return world.report("submitted")


SUBJECTS: dict[str, Callable[[World], Any]] = {
    **dict.fromkeys(
        (
            "agreements.approve_agreement",
            "agreements.cancel_agreement",
            "agreements.cancel_draft",
            "agreements.edit_agreement",
            "agreements.issue_agreement",
            "agreements.print_agreement",
            "agreements.return_agreement",
            "agreements.revise_agreement",
            "agreements.settle_bsre",
            "agreements.sign_agreement",
            "agreements.sign_electronically",
            "agreements.submit_agreement",
            "agreements.view_agreement",
        ),
        agreement,
    ),
    "agreements.sign_party": lambda world: agreement(world).party_of(Side.FIRST),
    **dict.fromkeys(
        (
            "agreements.cascade_indicator",
            "agreements.draft_agreement",
            "agreements.remind_holder",
            "organisation.give_delegation",
            "reports.print_performance_report",
        ),
        position,
    ),
    "indicators.edit_plan": lambda world: UnitPlanFactory(unit=world.unit),
    "indicators.edit_sheet": lambda world: world.indicator,
    "organisation.manage_users": lambda world: world.users["staff"],
    **dict.fromkeys(
        (
            "realisations.check_report",
            "realisations.fill_report",
            "realisations.open_row",
            "realisations.reopen_report",
            "realisations.submit_report",
            "realisations.verify_report",
            "realisations.view_report",
        ),
        report,
    ),
    "realisations.view_evidence": lambda world: evidence_for(report(world), world.indicator).evidence,
}
"""What a permission is asked about; those that are not named here are asked about nothing."""


def table(world: World) -> str:
    """The table in Markdown: a row for each permission, a column for each identity."""
    lines = [f"| permission | {' | '.join(COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    for name in sorted(permissions):
        subject = SUBJECTS[name](world) if name in SUBJECTS else None
        marks = ["●" if world.users[who].has_perm(name, subject) else "" for who in COLUMNS]
        lines.append(f"| `{name}` | {' | '.join(marks)} |")
    return "\n".join(lines)


def shown() -> str:
    """The table as it stands in the page."""
    return PAGE.read_text().split(BEGIN)[1].split(END)[0].strip()


def write(text: str) -> None:
    """Put the table into the page."""
    page = PAGE.read_text()
    PAGE.write_text(f"{page.split(BEGIN)[0]}{BEGIN}\n\n{text}\n\n{END}{page.split(END)[1]}")
