"""The printed agreement: everything that stands on its pages, already worded, and its way to the PDF engine."""

import io
import mimetypes
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import segno
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agreements.domain.annex import budget_title, kept_together, objective_title
from agreements.domain.plan import EXACT
from agreements.enums import Side
from agreements.models import Agreement, AgreementBudgetLine, AgreementLine, Party
from indicators.domain.numbers import format_rupiah, format_value
from indicators.enums import Paper
from indicators.models import Policy
from organisation.domain.nip import group_nip
from organisation.enums import NATIONAL_OFFICE_KINDS, GovernmentKind
from organisation.models import Government
from reports import pdf
from reports.wording import rupiah_in_words

QR_SCALE = 6  # pixels a module: sharp on paper at 17 mm
BLANK_DATE = "……………………………"


@dataclass(frozen=True, slots=True)
class PartyText:
    """A side as printed; the regional head has neither rank nor NIP."""

    name: str
    position: str
    rank: str = ""
    nip: str = ""


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
class BudgetText:
    """One programme, its money, and where the money comes from."""

    name: str
    amount: str
    fund_source: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What makes a print a document: its number and the address where it can be checked."""

    number: str
    verification_address: str


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """A performance agreement, worded. Without an imprint it is a draft and says so on every page."""

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
    crest: pdf.Asset | None = None
    imprint: Imprint | None = None

    @property
    def full_title(self) -> str:
        """The title with whose it is."""
        return f"{self.title} – {self.unit_name}"


def agreement_document(agreement: Agreement, *, imprint: Imprint | None = None) -> AgreementDocument:
    """Word an agreement as its rows say it (frozen from the approval on); fetch it `with_content()`.

    Raises `ValidationError` when it has no Pihak Pertama yet.
    """
    government = Government.objects.current()
    kind = agreement.position.kind
    first, second = agreement.party_of(Side.FIRST), agreement.party_of(Side.SECOND)
    if first is None:
        raise ValidationError("PK ini belum mempunyai Pihak Pertama. Isi dahulu pejabat pada jabatan ini.")
    budget = list(agreement.budget_lines.all())
    total = sum((line.amount for line in budget), Decimal(0))
    return AgreementDocument(
        title=f"Perjanjian Kinerja {'Perubahan ' if agreement.is_revision else ''}Tahun {agreement.year}",
        unit_name=owner_name(agreement),
        government_name=government_name(government),
        first=_party(first),
        second=_party(second) if second else None,
        place=agreement.signed_place or government.seat,
        date=date_format(agreement.signed_on, "j F Y") if agreement.signed_on else f"{BLANK_DATE} {agreement.year}",
        created=agreement.signed_on.isoformat() if agreement.signed_on else "",
        objective_title=objective_title(kind),
        objectives=_objectives(list(agreement.lines.all())),
        budget_title=budget_title(kind),
        budget=tuple(_budget(line) for line in budget),
        total=format_rupiah(total),
        total_in_words=rupiah_in_words(total),
        paper=paper_of(agreement.year),
        crest=crest_of(government),
        imprint=imprint,
    )


def render_agreement(document: AgreementDocument) -> bytes:
    """The agreement as PDF; the same document gives the same bytes. Raises `pdf.RenderError`."""
    assets = {}
    if document.crest:
        assets["crest"] = document.crest
    if document.imprint:
        assets["qr"] = qr_code(document.imprint.verification_address)
    html = render_to_string("pdf/agreement.html", {"document": document})
    return pdf.render(html, paper=document.paper, assets=assets)


def qr_code(text: str) -> pdf.Asset:
    """A QR code that survives a coffee stain (15 % of it may be unreadable)."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=QR_SCALE, border=0)
    return pdf.Asset(picture.getvalue(), "image/png")


def crest_of(government: Government) -> pdf.Asset | None:
    """The coat of arms; None when the government has none. Raises `pdf.RenderRefusedError` when its file is lost."""
    if not government.coat_of_arms:
        return None
    try:
        with government.coat_of_arms.open("rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise pdf.RenderRefusedError("Berkas lambang daerah tidak ditemukan. Unggah kembali lambang daerah.") from error
    media_type = mimetypes.guess_type(government.coat_of_arms.name)[0]
    return pdf.Asset(content, media_type or "application/octet-stream")


def government_name(government: Government) -> str:
    """`Pemerintah Kabupaten Contoh`, however much of it was typed."""
    name = government.name.removeprefix("Pemerintah ")
    kind = GovernmentKind(government.kind).label
    return f"Pemerintah {name}" if name.startswith(kind) else f"Pemerintah {kind} {name}"


def owner_name(agreement: Agreement) -> str:
    """Whose agreement it is: the whole government for its head, else the work unit."""
    if agreement.position.kind in NATIONAL_OFFICE_KINDS:
        return government_name(Government.objects.current()).removeprefix("Pemerintah ")
    return agreement.position.unit.name


def paper_of(year: int) -> Paper:
    """The paper of the year's policy; F4 unless the government chose otherwise."""
    paper = Policy.objects.filter(year=year).values_list("paper", flat=True).first()
    return Paper(paper) if paper else Paper.F4


def _party(party: Party) -> PartyText:
    if party.position.kind in NATIONAL_OFFICE_KINDS:
        return PartyText(party.name, party.position_title)
    return PartyText(party.name, party.position_title, party.rank_name, group_nip(party.employee_number))


def _objectives(lines: list[AgreementLine]) -> tuple[ObjectiveText, ...]:
    together = kept_together(lines, lambda line: line.objective_code)
    groups = [list(group) for _, group in groupby(together, key=lambda line: line.objective_code)]
    return tuple(
        ObjectiveText(number, group[0].objective_statement, tuple(_indicator(line) for line in group))
        for number, group in enumerate(groups, start=1)
    )


def _indicator(line: AgreementLine) -> IndicatorText:
    return IndicatorText(line.indicator_statement, line.unit_of_measure, format_value(line.value, EXACT))


def _budget(line: AgreementBudgetLine) -> BudgetText:
    return BudgetText(line.program_name, format_rupiah(line.amount), line.funding_source)
