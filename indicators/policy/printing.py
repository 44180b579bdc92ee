"""How the documents of a year are printed, as its policy says."""

from dataclasses import dataclass

from documents.enums import Paper
from indicators.enums import Attachment
from indicators.models import Policy


@dataclass(frozen=True, slots=True)
class PrintPolicy:
    """How the documents of a year are printed, and which attachments go with its agreements."""

    paper: Paper = Paper.F4
    archival: bool = False
    attachments: tuple[Attachment, ...] = ()
    with_zero_budget: bool = False
    """Whether programmes without money stand on agreements."""


def print_policy(year: int) -> PrintPolicy:
    """The choices of the year's policy; F4 without attachments unless the government chose otherwise."""
    fields = ("paper", "archival_pdf", "attachments", "with_zero_budget")
    chosen = Policy.objects.filter(year=year).values_list(*fields).first()
    if chosen is None:
        return PrintPolicy()
    paper, archival, kinds, with_zero = chosen
    return PrintPolicy(Paper(paper), archival, tuple(kind for kind in Attachment if kind in kinds), with_zero)


def agreement_number_format(year: int) -> str:
    """How the numbers of the year's agreements read, with `{nomor}` and `{tahun}`."""
    wording = Policy.objects.filter(year=year).values_list("agreement_number_format", flat=True).first()
    return str(Policy._meta.get_field("agreement_number_format").get_default() if wording is None else wording)
