"""The printed agreement: everything that stands on its pages, already worded, and its way to the PDF engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count, groupby

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from agreements.content.standing import day_agreed, position_then
from agreements.domain.annex import budget_title, kept_together, objective_title
from agreements.enums import AgreementStatus, Side
from agreements.models import Agreement, AgreementLine, Party
from agreements.papers.money import BudgetText, money_of
from agreements.papers.wordings import TEXTS, TextKind
from documents.drawing import pdf
from documents.drawing.imprint import Imprint, assets_of, crest_of, government_name, head_emblem_of
from documents.enums import Paper
from documents.wording.placeholders import fill, paragraphs
from documents.wording.terbilang import rupiah_in_words
from documents.wording.versions import current_texts
from indicators.domain.money import rupiah
from indicators.domain.numbers import format_figure, format_rupiah
from indicators.policy.printing import print_policy
from organisation.domain.nip import group_nip, is_contract_number, printed_nip
from organisation.enums import NATIONAL_OFFICE_KINDS
from organisation.models import Government, Position, WorkUnit
from organisation.scope import units_above
from organisation.structure.past import Past

ISSUABLE = frozenset(
    {
        AgreementStatus.APPROVED,
        AgreementStatus.PARTLY_SIGNED,
        AgreementStatus.IN_FORCE,
        AgreementStatus.SUPERSEDED,
    }
)
"""From the approval on the content is frozen, so what is printed stays true."""

UNISSUED = "BELUM DITERBITKAN"
"""The mark of what was agreed and has no number yet."""

STATUTORY = TEXTS[TextKind.AGREEMENT].defaults
BLANK_DATE = "……………………………"


@dataclass(frozen=True, slots=True)
class PartyText:
    """A side as printed; the regional head has neither rank nor NIP, a PPPK no rank and a number of another name."""

    name: str
    position: str
    rank: str = ""
    nip: str = ""

    @property
    def number(self) -> str:
        """The number with its name: `NIP. 19850203 201001 1 004`, `NI PPPK 19900913 202524 2 014`."""
        return printed_nip(self.nip)


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """One row of the annex."""

    statement: str
    unit: str
    target: str


@dataclass(frozen=True, slots=True)
class ObjectiveText:
    """One objective with its rows."""

    number: int
    statement: str
    indicators: tuple[IndicatorText, ...]


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """A performance agreement, worded; its attachments take names, place and day from it.

    Without an imprint every page says so: it is a draft, or it was agreed and waits to be issued.
    """

    title: str
    unit_name: str
    government_name: str
    first: PartyText
    second: PartyText | None
    place: str
    date: str
    created: str
    """The day of the agreement as ISO text, for the file's metadata; empty while it has none."""

    objective_title: str
    objectives: tuple[ObjectiveText, ...]
    budget_title: str
    budget: tuple[BudgetText, ...]
    total: str
    total_in_words: str
    paper: Paper
    fund_columns: tuple[str, ...] = ()
    """The sources of funds, where several have a column of their own."""

    fund_totals: tuple[str, ...] = ()
    office_name: str = ""
    """The OPD or kecamatan that the unit is part of; empty where the unit is one itself."""

    letterhead: tuple[str, ...] = ()
    """Address and telephone of the office, one line each."""

    crest: pdf.Asset | None = None
    imprint: Imprint | None = None
    archival: bool = False
    is_agreed: bool = False
    opening: tuple[str, ...] = paragraphs(STATUTORY["opening"])
    promise: tuple[str, ...] = paragraphs(STATUTORY["promise"])
    supervision: tuple[str, ...] = paragraphs(STATUTORY["supervision"])
    """The sentences of the statement, one paragraph each; without another wording the statutory ones."""

    values: Mapping[str, str] = field(default_factory=dict)
    """What the placeholders of a wording stand for in this agreement."""

    @property
    def full_title(self) -> str:
        """The title with whose it is."""
        return f"{self.title} – {', '.join(filter(None, (self.unit_name, self.office_name)))}"

    @property
    def numbered_budget(self) -> list[tuple[int | str, BudgetText]]:
        """The budget with numbers for the rows that are added up; headings have none."""
        numbers = count(1)
        return [("" if row.is_heading else next(numbers), row) for row in self.budget]


def agreement_document(agreement: Agreement, *, imprint: Imprint | None = None) -> AgreementDocument:
    """Word an agreement as its rows say it (frozen from the approval on); fetch it `with_content()`.

    Raises `ValidationError` when it has no Pihak Pertama yet.
    """
    government, position = Government.objects.current(), position_then(agreement)
    kind = position.kind
    first, second = agreement.party_of(Side.FIRST), agreement.party_of(Side.SECOND)
    if first is None:
        raise ValidationError("PK ini belum mempunyai Pihak Pertama. Isi dahulu pejabat pada jabatan ini.")
    total = rupiah(line.amount for line in agreement.budget_lines.all()) or Decimal(0)
    policy = print_policy(agreement.year)
    heading = heading_of(agreement, position, government)
    money = money_of(agreement, with_zero=policy.with_zero_budget)
    document = AgreementDocument(
        title=agreement.title,
        unit_name=_owner_name(position),
        government_name=government_name(government),
        first=_party(first),
        second=_party(second) if second else None,
        place=agreement.signed_place or government.seat,
        date=date_format(agreement.signed_on, "j F Y") if agreement.signed_on else f"{BLANK_DATE} {agreement.year}",
        created=agreement.signed_on.isoformat() if agreement.signed_on else "",
        objective_title=objective_title(kind),
        objectives=_objectives(list(agreement.lines.all())),
        budget_title=budget_title(kind),
        budget=money.rows,
        fund_columns=money.columns,
        fund_totals=money.totals,
        office_name=heading.office,
        total=format_rupiah(total).removeprefix("Rp" if money.columns else ""),
        total_in_words=rupiah_in_words(total),
        paper=policy.paper,
        crest=head_emblem_of(government) if kind in NATIONAL_OFFICE_KINDS else crest_of(government),
        letterhead=heading.letterhead,
        imprint=imprint,
        archival=policy.archival,
        is_agreed=agreement.is_frozen,
    )
    return worded(document, current_texts(statement_kind(document)), agreement.year)


def worded(document: AgreementDocument, texts: Mapping[str, str], year: int) -> AgreementDocument:
    """The agreement with these sentences on its statement, placeholders filled in."""
    values = placeholder_values(document, year)
    filled = {name: paragraphs(fill(text, values)) for name, text in texts.items()}
    return replace(document, values=values, **{"supervision": ()} | filled)


def statement_kind(document: AgreementDocument) -> TextKind:
    """Which wording its statement follows: the regional head promises alone."""
    return TextKind.AGREEMENT if document.second else TextKind.AGREEMENT_ALONE


def placeholder_values(document: AgreementDocument, year: int) -> dict[str, str]:
    """What each placeholder stands for; empty where the agreement has nothing of the kind."""
    first, second = document.first, document.second
    return {
        "nama": first.name,
        "jabatan": first.position,
        "nip": first.nip,
        "pangkat": first.rank,
        "unit": document.unit_name,
        "pemda": document.government_name,
        "tahun": str(year),
        "nama_atasan": second.name if second else "",
        "jabatan_atasan": second.position if second else "",
        "tempat": document.place,
        "tanggal": document.date,
    }


def render_agreement(document: AgreementDocument) -> bytes:
    """The agreement as PDF; the same document gives the same bytes. Raises `pdf.RenderError`."""
    html = render_to_string("pdf/agreement.html", {"document": document})
    assets = assets_of(document.crest, document.imprint)
    return pdf.render(html, paper=document.paper, assets=assets, archival=document.archival)


def owner_name(agreement: Agreement) -> str:
    """Whose agreement it is: the whole government for its head, else the work unit as it was called then."""
    return _owner_name(position_then(agreement))


def _owner_name(position: Position) -> str:
    if position.kind in NATIONAL_OFFICE_KINDS:
        return government_name(Government.objects.current()).removeprefix("Pemerintah ")
    return position.unit.name


def office_of(unit: WorkUnit) -> WorkUnit | None:
    """The OPD or kecamatan that a unit is, or is part of; the nearest one."""
    if unit.is_apparatus:
        return unit
    above = units_above([unit.pk])[unit.pk]
    found = {one.pk: one for one in WorkUnit.objects.filter(pk__in=above).select_related("parent")}
    here = found.get(unit.pk)
    while here is not None and not here.is_apparatus:
        here = found.get(here.parent_id) if here.parent_id else None
    return here


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around the unit's name: the office that it is part of, and the lines of a letterhead."""

    office: str = ""
    letterhead: tuple[str, ...] = ()


def heading_of(agreement: Agreement, position: Position, government: Government) -> Heading:
    """The heading of an agreement of this position, the office called as on the day on which it was agreed.

    The office is not named where the unit is one itself; its lines come from the office, the regional head's from the
    government.
    """
    if position.kind in NATIONAL_OFFICE_KINDS:
        return Heading(letterhead=_lines(government.letterhead))
    office = office_of(position.unit)
    if office is None:
        return Heading()
    if office.pk == position.unit_id:
        return Heading("", _lines(office.letterhead))
    on = day_agreed(agreement) or timezone.localdate()
    return Heading(Past.since(on).unit(office, on).name, _lines(office.letterhead))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _party(party: Party) -> PartyText:
    if party.position.kind in NATIONAL_OFFICE_KINDS:
        return PartyText(party.name, party.position_title)
    rank = "" if is_contract_number(party.employee_number) else party.rank_name
    return PartyText(party.name, party.position_title, rank, group_nip(party.employee_number))


def _objectives(lines: list[AgreementLine]) -> tuple[ObjectiveText, ...]:
    together = kept_together(lines, lambda line: line.objective_code)
    groups = [list(group) for _, group in groupby(together, key=lambda line: line.objective_code)]
    return tuple(
        ObjectiveText(number, group[0].objective_statement, tuple(_indicator(line) for line in group))
        for number, group in enumerate(groups, start=1)
    )


def _indicator(line: AgreementLine) -> IndicatorText:
    return IndicatorText(line.indicator_statement, line.unit_of_measure, format_figure(line.value, line.decimals))
