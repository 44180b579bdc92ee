"""The printed agreement: everything that stands on its pages, already worded, and its way to the PDF engine."""

import io
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count, groupby

import segno
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agreements.domain.annex import budget_title, kept_together, objective_title
from agreements.domain.plan import EXACT
from agreements.enums import Side
from agreements.models import Agreement, AgreementLine, Party
from agreements.reading.budget import BudgetEntry, budget_entries
from indicators.domain.numbers import format_rupiah, format_value
from indicators.enums import Attachment, Paper
from indicators.models import Policy
from organisation.domain.nip import group_nip
from organisation.enums import NATIONAL_OFFICE_KINDS, GovernmentKind
from organisation.models import Government
from reports import pdf
from reports.enums import TextKind
from reports.texts.catalogue import CATALOGUE
from reports.texts.placeholders import fill, paragraphs
from reports.texts.versions import current_texts
from reports.wording import rupiah_in_words

QR_SCALE = 6  # pixels a module: sharp on paper at 17 mm
STATUTORY = CATALOGUE[TextKind.AGREEMENT].defaults
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
    """One programme, its money, and where the money comes from; a heading tells the sum of the rows under it."""

    name: str
    amount: str
    fund_source: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """What makes a print a document: its number and the address where it can be checked."""

    number: str
    verification_address: str


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """A performance agreement, worded; its attachments take names, place and day from it.

    Without an imprint it is a draft and says so on every page.
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
    crest: pdf.Asset | None = None
    imprint: Imprint | None = None
    archival: bool = False
    opening: tuple[str, ...] = paragraphs(STATUTORY["opening"])
    promise: tuple[str, ...] = paragraphs(STATUTORY["promise"])
    supervision: tuple[str, ...] = paragraphs(STATUTORY["supervision"])
    """The sentences of the statement, one paragraph each; without another wording the statutory ones."""

    values: Mapping[str, str] = field(default_factory=dict)
    """What the placeholders of a wording stand for in this agreement."""

    @property
    def full_title(self) -> str:
        """The title with whose it is."""
        return f"{self.title} – {self.unit_name}"

    @property
    def numbered_budget(self) -> list[tuple[int | str, BudgetText]]:
        """The budget with numbers for the rows that are added up; headings have none."""
        numbers = count(1)
        return [("" if row.is_heading else next(numbers), row) for row in self.budget]


@dataclass(frozen=True, slots=True)
class PrintPolicy:
    """How the documents of a year are printed, and which attachments go with its agreements."""

    paper: Paper = Paper.F4
    archival: bool = False
    attachments: tuple[Attachment, ...] = ()


def agreement_document(agreement: Agreement, *, imprint: Imprint | None = None) -> AgreementDocument:
    """Word an agreement as its rows say it (frozen from the approval on); fetch it `with_content()`.

    Raises `ValidationError` when it has no Pihak Pertama yet.
    """
    government = Government.objects.current()
    kind = agreement.position.kind
    first, second = agreement.party_of(Side.FIRST), agreement.party_of(Side.SECOND)
    if first is None:
        raise ValidationError("PK ini belum mempunyai Pihak Pertama. Isi dahulu pejabat pada jabatan ini.")
    total = sum((line.amount for line in agreement.budget_lines.all()), Decimal(0))
    policy = print_policy(agreement.year)
    document = AgreementDocument(
        title=agreement.title,
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
        budget=tuple(_budget(entry) for entry in budget_entries(agreement)),
        total=format_rupiah(total),
        total_in_words=rupiah_in_words(total),
        paper=policy.paper,
        crest=crest_of(government),
        imprint=imprint,
        archival=policy.archival,
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


def assets_of(crest: pdf.Asset | None, imprint: Imprint | None) -> dict[str, pdf.Asset]:
    """The pictures of a document: coat of arms and, once it is issued, the QR code."""
    assets = {"crest": crest} if crest else {}
    if imprint:
        assets["qr"] = qr_code(imprint.verification_address)
    return assets


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


def print_policy(year: int) -> PrintPolicy:
    """The choices of the year's policy; F4 without attachments unless the government chose otherwise."""
    chosen = Policy.objects.filter(year=year).values_list("paper", "archival_pdf", "attachments").first()
    if chosen is None:
        return PrintPolicy()
    paper, archival, kinds = chosen
    return PrintPolicy(Paper(paper), archival, tuple(kind for kind in Attachment if kind in kinds))


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


def _budget(entry: BudgetEntry) -> BudgetText:
    return BudgetText(entry.name or entry.code, format_rupiah(entry.amount), entry.funding_source, entry.is_heading)
