"""What agreements bind of the plan; see `indicators.bindings`."""

import datetime

from django.urls import reverse

from agreements.enums import AgreementStatus
from agreements.models import Agreement, AgreementBudgetLine, AgreementLine
from indicators.bindings import Agreed, Binder
from indicators.domain.kinds import Value
from indicators.models import Indicator, Program

BINDING = (AgreementStatus.APPROVED, AgreementStatus.PARTLY_SIGNED, AgreementStatus.IN_FORCE)
"""From the agreement on its figures are fixed, and nobody changes them beside it."""

DRAFTS = (AgreementStatus.DRAFT, AgreementStatus.SUBMITTED, AgreementStatus.RETURNED)


def agreed_year(position_id: int, year: int) -> Agreed | None:
    """The agreement that fixes the plan of the position's year; None while nothing is agreed."""
    bound = Agreement.objects.of_year(year).filter(position=position_id, status__in=BINDING)
    return _agreed(bound.select_related("position").order_by("-version").first())


def agreed_definition(indicator: Indicator, today: datetime.date) -> Agreed | None:
    """The agreement of this year or later that is agreed and has the indicator; None when there is none."""
    bound = Agreement.objects.filter(lines__indicator=indicator, status__in=BINDING, year__gte=today.year)
    return _agreed(bound.select_related("position").order_by("-year", "-version").first())


def _agreed(agreement: Agreement | None) -> Agreed | None:
    if agreement is None:
        return None
    status = agreement.get_status_display().lower()
    sentence = (
        f"{agreement} sudah {status}, jadi rencana tahun itu tidak diubah di sini. Perubahannya dibuat lewat PK "
        "Perubahan; setelah berlaku, rencana mengikutinya."
    )
    url = reverse("agreements:agreement_detail", args=[agreement.pk])
    return Agreed(sentence, str(agreement), url, "agreements.view_agreement", agreement)


def targets_in_drafts(indicator: Indicator) -> list[Value]:
    """The targets that drafts hold of the indicator."""
    lines = AgreementLine.objects.filter(indicator=indicator, agreement__status__in=DRAFTS)
    return [line.value for line in lines]


def latest_year(indicator: Indicator) -> int | None:
    """The newest year of which an agreement has the indicator."""
    promised = Agreement.objects.not_cancelled().filter(lines__indicator=indicator).order_by("-year")
    return promised.values_list("year", flat=True).first()


def version_objection(indicator: Indicator, first_year: int) -> str:
    """Which agreement of this year or later has the indicator already, and what to do."""
    holding = Agreement.objects.not_cancelled().filter(lines__indicator=indicator, year__gte=first_year)
    agreement = holding.select_related("position").order_by("-year").first()
    if agreement is None:
        return ""
    if agreement.is_editable:
        way = "Hapus barisnya dari draf itu lebih dahulu"
    else:
        way = f"Mulai versi baru sejak {agreement.year + 1}"
    return f"Indikator ini dimuat dalam {agreement} (status {agreement.get_status_display()}). {way}."


def program_use(program: Program) -> str:
    """How many budget lines of agreements name the entry."""
    agreed = AgreementBudgetLine.objects.filter(program_code=program.code).count()
    return f"dimuat dalam {agreed} baris anggaran PK" if agreed else ""


BINDER = Binder(
    agreed_year=agreed_year,
    agreed_definition=agreed_definition,
    other_targets=targets_in_drafts,
    latest_year=latest_year,
    version_objection=version_objection,
    program_use=program_use,
)
