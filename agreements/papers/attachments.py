"""What stands on the attachments of an agreement, already worded, and their way to the PDF engine.

Names, posts, place and day are those of the agreement itself: its printed form is handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string

from agreements.domain.annex import kept_together
from agreements.models import ActionStep, Agreement, AgreementLine
from agreements.papers.facts import AgreementDocument
from agreements.papers.wordings import TextKind
from documents.drawing import pdf
from documents.drawing.imprint import assets_of
from documents.wording.placeholders import fill, paragraphs
from documents.wording.versions import current_texts
from indicators.domain.numbers import format_figure
from indicators.enums import Attachment
from indicators.sheets.terms import NO_VALUE, QUARTERS, sheet_terms

MARK = "√"
PAGES = {
    Attachment.INTEGRITY_PACT: "pdf/integrity_pact.html",
    Attachment.ACTION_PLAN: "pdf/action_plan.html",
    Attachment.REFERENCE_SHEETS: "pdf/reference_sheets.html",
}
WIDE = frozenset({Attachment.ACTION_PLAN})
"""Printed across: their tables have more columns than fit upright."""


@dataclass(frozen=True, slots=True)
class StepText:
    """One action: what is done, in which quarters (a mark or nothing for each), and by whom."""

    number: int
    statement: str
    quarters: tuple[str, ...]
    person: str


@dataclass(frozen=True, slots=True)
class SheetText:
    """One indicator: its targets, its actions, and the terms of its reference sheet."""

    number: str
    statement: str
    unit: str
    target: str
    quarters: tuple[str, ...]
    steps: tuple[StepText, ...]
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupText:
    """One objective with its indicators."""

    number: int
    statement: str
    sheets: tuple[SheetText, ...]


@dataclass(frozen=True, slots=True)
class AttachmentDocument:
    """An attachment, worded. `agreement` lends names, place, day, paper, imprint, and whether it is a draft."""

    kind: Attachment
    agreement: AgreementDocument
    texts: Mapping[str, tuple[str, ...]]
    groups: tuple[GroupText, ...]

    @property
    def title(self) -> str:
        """`Rencana Aksi Perjanjian Kinerja Tahun 2026`."""
        return f"{self.kind.label} {self.agreement.title}"

    @property
    def full_title(self) -> str:
        """The title with whose it is."""
        return f"{self.title} – {self.agreement.unit_name}"

    @property
    def has_steps(self) -> bool:
        """Whether any action was written for any indicator."""
        return any(sheet.steps for group in self.groups for sheet in group.sheets)

    @property
    def first_label(self) -> str:
        """What stands above the official's signature; without a second party there is no first."""
        return "Pihak Pertama," if self.agreement.second else ""


def text_kind(kind: Attachment, agreement: AgreementDocument) -> TextKind:
    """Which wording an attachment follows: the regional head's pact has no witness."""
    if kind == Attachment.INTEGRITY_PACT and agreement.second is None:
        return TextKind.INTEGRITY_PACT_ALONE
    return TextKind(kind.value)


def attachment_document(
    kind: Attachment,
    agreement: AgreementDocument,
    groups: tuple[GroupText, ...],
    texts: Mapping[str, str] | None = None,
) -> AttachmentDocument:
    """Word an attachment; `texts` are tried instead of the wording of today."""
    chosen = current_texts(text_kind(kind, agreement)) if texts is None else texts
    filled = {name: paragraphs(fill(text, agreement.values)) for name, text in chosen.items()}
    return AttachmentDocument(kind, agreement, filled, groups)


def render_attachment(document: AttachmentDocument) -> bytes:
    """The attachment as PDF; the same document gives the same bytes. Raises `pdf.RenderError`."""
    agreement = document.agreement
    html = render_to_string(PAGES[document.kind], {"document": document, "agreement": agreement})
    return pdf.render(
        html,
        paper=agreement.paper,
        assets=assets_of(agreement.crest, agreement.imprint),
        archival=agreement.archival,
        landscape=document.kind in WIDE,
    )


def groups_of(agreement: Agreement) -> tuple[GroupText, ...]:
    """The objectives of an agreement with quarter targets, actions and reference sheets, in the order of the PK."""
    lines = list(agreement.lines.all())
    prefetch_related_objects(lines, "quarters", "steps", "indicator")
    together = kept_together(lines, lambda line: line.objective_code)
    groups = [list(group) for _, group in groupby(together, key=lambda line: line.objective_code)]
    return tuple(_group(number, group, agreement.year) for number, group in enumerate(groups, start=1))


def _group(number: int, lines: Sequence[AgreementLine], year: int) -> GroupText:
    sheets = tuple(_sheet(f"{number}.{order}", line, year) for order, line in enumerate(lines, start=1))
    return GroupText(number, lines[0].objective_statement, sheets)


def _sheet(number: str, line: AgreementLine, year: int) -> SheetText:
    by_quarter = {target.quarter: target.value for target in line.quarters.all()}
    values = tuple(by_quarter.get(quarter) for quarter in QUARTERS)
    return SheetText(
        number=number,
        statement=line.indicator_statement,
        unit=line.unit_of_measure,
        target=format_figure(line.value, line.decimals),
        quarters=tuple(NO_VALUE if value is None else format_figure(value, line.decimals) for value in values),
        steps=tuple(_step(order, step) for order, step in enumerate(line.steps.all(), start=1)),
        terms=sheet_terms(
            line.indicator,
            objective=line.objective_statement,
            unit=line.unit_of_measure,
            year=year,
            annual=line.value,
            quarters=values,
        ),
    )


def _step(number: int, step: ActionStep) -> StepText:
    marks = tuple(MARK if quarter in step.quarters else "" for quarter in QUARTERS)
    return StepText(number, step.statement, marks, step.person_in_charge or NO_VALUE)
