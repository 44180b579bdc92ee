"""The performance agreement as a kind of document: everything that `documents` asks about it."""

import datetime
from dataclasses import dataclass, replace
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agreements.content.actions import lock_agreement
from agreements.content.standing import as_agreed
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers import bulk, signing
from agreements.papers.attachments import GroupText, attachment_document, groups_of, render_attachment
from agreements.papers.facts import (
    ISSUABLE,
    UNISSUED,
    AgreementDocument,
    agreement_document,
    office_of,
    render_agreement,
)
from agreements.papers.statements import statement_of, successor_of
from agreements.querysets import DOCUMENT, AgreementQuerySet
from agreements.signing.actions import record_signature
from agreements.signing.dating import date_agreement, day_can_be_chosen
from documents.drawing.imprint import Drawn, Imprint
from documents.kinds import (
    DRAFT,
    AttachmentKind,
    Bulk,
    Checking,
    ChoicesLink,
    Dating,
    DocumentKind,
    Drawing,
    Issuing,
    Permissions,
    Scanning,
    Signing,
)
from indicators.enums import Attachment
from indicators.policy.printing import agreement_number_format, print_policy
from organisation.models import User

SCANNABLE = frozenset({AgreementStatus.APPROVED, AgreementStatus.PARTLY_SIGNED, AgreementStatus.IN_FORCE})
MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NOT_AGREED = (
    "PK ini berstatus “{status}”. PK diterbitkan setelah disepakati kedua pihak; sampai saat itu cetaklah drafnya."
)
SUPERSEDED = "Hasil pindai ini milik {which}, yang sudah diganti PK Perubahan. Unggah hasil pindai PK Perubahan itu."
NOT_SIGNABLE = "Hasil pindai ini milik {which}, yang berstatus “{status}”, jadi tidak disimpan."


@dataclass(frozen=True, slots=True)
class AgreementPapers:
    """The agreement and what its attachments tell besides, already worded."""

    document: AgreementDocument
    groups: tuple[GroupText, ...]


def papers_of(agreement: Agreement) -> AgreementPapers:
    """Word an agreement with its content. Raises `ValidationError` when it has no Pihak Pertama yet."""
    return AgreementPapers(agreement_document(agreement), groups_of(agreement))


def number_words(agreement: Agreement) -> dict[str, str]:
    """The month of its date in Roman numerals, that of today before it has one, and the code of its OPD."""
    day = agreement.signed_on or timezone.localdate()
    unit = agreement.position.unit
    office = office_of(unit) or unit
    return {"bulan": MONTHS[day.month - 1], "unit": office.code}


def draw_agreement(papers: AgreementPapers, imprint: Imprint | None) -> Drawn:
    """The PK on paper. Raises `pdf.RenderError`."""
    document = replace(papers.document, imprint=imprint)
    return Drawn(document.full_title, document.paper, render_agreement(document))


def draw_attachment(kind: Attachment, papers: AgreementPapers, imprint: Imprint | None) -> Drawn:
    """An attachment on paper. Raises `pdf.RenderError`."""
    document = attachment_document(kind, replace(papers.document, imprint=imprint), papers.groups)
    return Drawn(document.full_title, papers.document.paper, render_attachment(document))


def agreements() -> AgreementQuerySet:
    """With position, unit and successor."""
    return Agreement.objects.select_related("position__unit", "superseded_by")


def whole_agreements() -> AgreementQuerySet:
    """With everything that is printed and signed."""
    return Agreement.objects.with_content()


def owner(agreement: Agreement) -> str:
    """Whose it is."""
    return agreement.position.title


def detail(agreement: Agreement) -> str:
    """The unit, and that it is a revision."""
    return f"{agreement.position.unit.name}{' – PK Perubahan' if agreement.is_revision else ''}"


def state(agreement: Agreement) -> str:
    """Its status in words."""
    return agreement.get_status_display()


def trail(agreement: Agreement) -> list[tuple[str, str]]:
    """The pages above it, and its own."""
    listed = f"{reverse('agreements:agreement_list')}?tahun={agreement.year}"
    own = (str(agreement.position), agreement.get_absolute_url())
    return [("Beranda", reverse("home")), ("Perjanjian kinerja", listed), own]


def issuing_objection(agreement: Agreement) -> str:
    """Why it cannot be issued now; empty when it can."""
    return "" if agreement.status in ISSUABLE else NOT_AGREED.format(status=agreement.get_status_display())


def listed_for(user: User) -> AgreementQuerySet:
    """The agreements in somebody's scope that were agreed."""
    return agreements().visible_to(user).filter(status__in=ISSUABLE)


def scanning_objection(agreement: Agreement, which: str) -> str:
    """Why a scan of its paper is not kept; empty when it is."""
    if agreement.status == AgreementStatus.SUPERSEDED:
        return SUPERSEDED.format(which=which)
    if agreement.status not in SCANNABLE:
        return NOT_SIGNABLE.format(which=which, status=agreement.get_status_display())
    return ""


def called(words: str) -> QuerySet:
    """The agreements of posts whose title contains the words and whose paper can come back."""
    return Agreement.objects.filter(position__title__icontains=words, status__in=SCANNABLE)


def unissued(agreement: Agreement) -> str:
    """What its pages bear until it has a number: what was agreed is no draft."""
    return UNISSUED if agreement.is_frozen else DRAFT


def agreed_on(agreement: Agreement) -> datetime.date | None:
    """The day of the agreement."""
    return agreement.signed_on


def title(agreement: Agreement) -> str:
    """What is signed."""
    return agreement.title


def choices(year: int) -> ChoicesLink:
    """What a government chooses for the papers of a year, and where."""
    sentence = "Lampiran yang diterbitkan bersama PK, ukuran kertas, dan bentuk PDF/A dipilih pada"
    return ChoicesLink(sentence, f"kebijakan tahun {year}", reverse("indicators:policy_detail", args=[year]))


AGREEMENTS = DocumentKind(
    name=DOCUMENT,
    slug="pk",
    label="Perjanjian Kinerja",
    noun="PK",
    lead=(
        "PK yang sudah disepakati dapat diterbitkan: diberi nomor, disimpan, lalu dicetak dan ditandatangani. Dokumen "
        "yang terbit tidak berubah lagi."
    ),
    empty=(
        "Belum ada PK yang disepakati",
        "Dokumen dapat diterbitkan setelah PK disepakati Pihak Kedua. Lihat PK yang sedang diproses pada menu PK.",
    ),
    permissions=Permissions(
        print="agreements.print_agreement",
        issue="agreements.issue_agreement",
        sign="agreements.sign_electronically",
        settle="agreements.settle_bsre",
    ),
    subjects=agreements,
    whole=whole_agreements,
    lock=lock_agreement,
    owner=owner,
    detail=detail,
    state=state,
    tell=as_agreed,
    trail=trail,
    drawing=Drawing(
        facts=papers_of,
        draw=draw_agreement,
        attachments=tuple(
            AttachmentKind(kind.value, kind.label, kind.slug, partial(draw_attachment, kind)) for kind in Attachment
        ),
        wanted=lambda year: print_policy(year).attachments,
        choices=choices,
        unissued=unissued,
    ),
    issuing=Issuing(
        number_format=agreement_number_format,
        objection=issuing_objection,
        listed=listed_for,
        number_words=number_words,
        dating=Dating(day=agreed_on, is_open=day_can_be_chosen, write=date_agreement),
    ),
    signing=Signing(
        signatories=signing.signatories,
        awaited=signing.awaited,
        awaited_as=signing.awaited_for,
        expect=signing.expect,
        record=record_signature,
        reason=title,
        place=signing.place,
        ended=signing.ended,
    ),
    checking=Checking(statement=statement_of, agreed_on=agreed_on, successor=successor_of),
    scanning=Scanning(objection=scanning_objection, called=called),
    bulk=Bulk(
        choose=bulk.choose,
        in_scope_of=lambda user: Agreement.objects.in_scope_of(user),
        when="Ubah tahun, perangkat daerah, jenjang, atau status. PK dapat dicetak setelah disepakati kedua pihak.",
    ),
)
