"""The performance report (LKjIP): facts of a year, worded for print.

Chapters follow PermenPAN-RB 53/2014, Lampiran II. Every figure comes from `realisations.measurement.facts`, so it is
the one that the dashboard shows.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agreements.content.document import document_of
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.facts import BLANK_DATE, ISSUABLE, agreement_document
from documents.drawing import pdf
from documents.drawing.imprint import crest_of, government_name
from indicators.domain.classification import Summary, shares, summary_sentence
from indicators.domain.kinds import TargetStatus
from indicators.domain.numbers import format_percent, format_value
from indicators.domain.periods import roman
from indicators.domain.policy import Policy as PolicyValue
from indicators.models import Indicator
from indicators.policies.facts import policy_of
from indicators.policy.printing import print_policy
from indicators.versions.facts import DIFFERENT, is_other_version_in
from organisation.enums import NATIONAL_OFFICE_KINDS, OPD_KINDS
from organisation.models import Government, Position, WorkUnit
from realisations.measurement.facts import indicator_lines, summary_of
from realisations.measurement.lines import MeasuredIndicator
from realisations.models import Realisation
from reports.lkjip.budget import budget_of
from reports.lkjip.progress import ProgressText, progress_texts
from reports.lkjip.text import Bar, MeasuredText, ObjectiveSection, PerformanceReport, Remark, Story
from reports.owners.facts import owner_name, signer_of

MOST_REMARKS = 5
NO_VALUE = "–"


def performance_report(position: Position, year: int, *, on: datetime.date) -> PerformanceReport:
    """The LKjIP of the OPD that `position` heads, or of the government for its head, as the data stand on the day `on`.

    The number of queries does not depend on how much there is to report. Raises `ValidationError` without targets.
    """
    lines = indicator_lines(Indicator.objects.of_positions([position.pk]), year=year, today=on)
    if not lines:
        raise ValidationError(f"Belum ada indikator bertarget tahun {year} untuk {position}.")
    policy = policy_of(year)
    summary = summary_of(lines, policy)
    stories = _stories(lines, year)
    government = Government.objects.current()
    agreement = _agreement(position, year)
    budget_title, budget, budget_total = budget_of(position, year)
    parts = _parts(position)
    return PerformanceReport(
        year=year,
        owner_name=owner_name(position, government),
        government_name=government_name(government),
        introduction=_introduction(position, government, len(parts)),
        parts=parts,
        summary=summary_sentence(summary, policy),
        coverage=_coverage(lines, on),
        bars=_bars(summary),
        scale=_scale(policy),
        sections=_sections(lines, stories, _previous(lines, year), progress_texts(lines)),
        budget_title=budget_title,
        budget=budget,
        budget_total=budget_total,
        problems=_problems(lines, stories),
        next_steps=_next_steps(lines, stories),
        agreement=agreement_document(agreement) if agreement else None,
        agreement_sentence=_agreement_sentence(agreement, year),
        signer=signer_of(position, on),
        place=government.seat,
        date=f"{BLANK_DATE} {year + 1}",
        created=on.isoformat(),
        paper=print_policy(year).paper,
        crest=crest_of(government),
    )


def render_report(report: PerformanceReport) -> bytes:
    """The report as PDF; the same report gives the same bytes. Raises `pdf.RenderError`."""
    assets = {"crest": report.crest} if report.crest else {}
    html = render_to_string("pdf/lkjip.html", {"report": report})
    return pdf.render(html, paper=report.paper, assets=assets)


# --- Who it is about -------------------------------------------------------------------------------------------------
def _parts(position: Position) -> tuple[str, ...]:
    """The OPD of the government, or the units directly below an OPD."""
    if position.kind in NATIONAL_OFFICE_KINDS:
        heads = Position.objects.filter(kind__in=OPD_KINDS).select_related("unit")
        return tuple(dict.fromkeys(head.unit.name for head in heads))
    return tuple(WorkUnit.objects.filter(parent=position.unit_id).values_list("name", flat=True))


def _introduction(position: Position, government: Government, parts: int) -> str:
    if position.kind in NATIONAL_OFFICE_KINDS:
        sentence = (
            f"{government_name(government)} dipimpin oleh {government.head_title} dan beribu kota di {government.seat}"
        )
        return f"{sentence}, dengan {parts} perangkat daerah." if parts else f"{sentence}."
    sentence = (
        f"{position.unit.name} adalah perangkat daerah {government_name(government)}, dipimpin oleh {position.title}"
    )
    return f"{sentence}, dengan {parts} unit kerja di bawahnya." if parts else f"{sentence}."


# --- The agreement ---------------------------------------------------------------------------------------------------
def _agreement(position: Position, year: int) -> Agreement | None:
    """The agreement in force, else the newest version that was agreed."""
    agreements = Agreement.objects.with_content().of_positions([position.pk])
    agreed = list(agreements.of_year(year).filter(status__in=ISSUABLE).newest_first())
    in_force = [agreement for agreement in agreed if agreement.status == AgreementStatus.IN_FORCE]
    return next(iter(in_force + agreed), None)


def _agreement_sentence(agreement: Agreement | None, year: int) -> str:
    if agreement is None:
        return f"Perjanjian Kinerja Tahun {year} belum disepakati; target di bawah ini berasal dari perencanaan."
    name = f"Perjanjian Kinerja {'Perubahan ' if agreement.is_revision else ''}Tahun {year}"
    issued = document_of(agreement)
    number = f" nomor {issued.number}" if issued else ""
    signed = f" ditandatangani pada {date_format(agreement.signed_on, 'j F Y')}" if agreement.signed_on else ""
    return f"{name}{number}{signed or ' telah disepakati'}. Isinya dimuat pada lampiran dan diringkas sebagai berikut."


# --- What was reached ------------------------------------------------------------------------------------------------
def _stories(lines: list[MeasuredIndicator], year: int) -> dict[int, tuple[Story, ...]]:
    """Per indicator: what the reports that were handed in tell, quarter by quarter."""
    ids = [line.indicator.pk for line in lines]
    rows = Realisation.objects.handed_in().filter(indicator__in=ids, report__period__year=year)
    stories: dict[int, list[Story]] = defaultdict(list)
    for row in rows.select_related("report__period").order_by("report__period__quarter"):
        if row.supporting_factors or row.inhibiting_factors or row.follow_up:
            quarter = f"Triwulan {roman(row.report.period.quarter)}"
            stories[row.indicator_id].append(
                Story(quarter, row.supporting_factors, row.inhibiting_factors, row.follow_up)
            )
    return {indicator: tuple(given) for indicator, given in stories.items()}


def _previous(lines: list[MeasuredIndicator], year: int) -> dict[int, str]:
    """Per indicator: the achievement of the year before; of another version nothing is compared."""
    indicators = Indicator.objects.filter(pk__in=[line.indicator.pk for line in lines])
    given = {line.indicator.pk: _percent(line) for line in indicator_lines(indicators, year=year - 1)}
    return given | {line.indicator.pk: DIFFERENT for line in lines if is_other_version_in(line.indicator, year - 1)}


def _sections(
    lines: list[MeasuredIndicator],
    stories: dict[int, tuple[Story, ...]],
    previous: dict[int, str],
    progress: Mapping[int, ProgressText],
) -> tuple[ObjectiveSection, ...]:
    groups = [(objective, list(group)) for objective, group in groupby(lines, key=lambda one: one.indicator.objective)]
    return tuple(
        ObjectiveSection(
            number,
            objective.statement,
            tuple(_measured(line, stories, previous) for line in group),
            tuple(progress[line.indicator.pk] for line in group if line.indicator.pk in progress),
        )
        for number, (objective, group) in enumerate(groups, start=1)
    )


def _measured(line: MeasuredIndicator, stories: dict[int, tuple[Story, ...]], previous: dict[int, str]) -> MeasuredText:
    indicator = line.indicator
    unverified = "belum diverifikasi" if line.report_status and not line.is_verified else ""
    return MeasuredText(
        statement=indicator.statement,
        unit=indicator.unit_of_measure,
        target=format_value(line.target) if line.target else NO_VALUE,
        realised=format_value(line.realised.value) if line.realised.value else NO_VALUE,
        percent=_percent(line),
        category=line.category or NO_VALUE,
        previous=previous.get(indicator.pk, NO_VALUE),
        note="; ".join(note.rstrip(".") for note in (line.note, unverified) if note),
        stories=stories.get(indicator.pk, ()),
    )


def _percent(line: MeasuredIndicator) -> str:
    return NO_VALUE if line.shown_percent is None else format_percent(line.shown_percent)


def _coverage(lines: list[MeasuredIndicator], on: datetime.date) -> str:
    verified = sum(line.is_verified for line in lines)
    return f"{verified} dari {len(lines)} indikator terverifikasi; data per {date_format(on, 'j F Y')}."


def _bars(summary: Summary) -> tuple[Bar, ...]:
    """Four bars that add up to all indicators; the longest part is not stretched: full length is all of them."""
    parts = shares(summary)
    if parts is None:
        return ()
    rows = (
        ("Melampaui target", summary.exceeded, parts.exceeded, "exceeded"),
        ("Sesuai target", summary.met, parts.met, "met"),
        ("Belum mencapai target", summary.below, parts.below, "below"),
        ("Belum dapat dinilai", summary.unknown, parts.unknown, "unknown"),
    )
    return tuple(Bar(label, count, format_percent(share, 1), round(share), tone) for label, count, share, tone in rows)


def _scale(policy: PolicyValue) -> tuple[str, ...]:
    bands = policy.scale.descending
    worded = [
        f"{band.label}: {'mulai' if band.inclusive else 'di atas'} {format_percent(band.above, 0)}"
        for band in bands
        if band.above is not None
    ]
    return (*worded, *(f"{band.label}: selebihnya" for band in bands if band.above is None))


# --- What is to be done ----------------------------------------------------------------------------------------------
def _weakest(lines: list[MeasuredIndicator]) -> Iterable[MeasuredIndicator]:
    """The indicators below their target, weakest first."""
    below = [line for line in lines if line.target_status == TargetStatus.BELOW]
    return sorted(below, key=lambda line: line.percent or 0)


def _problems(lines: list[MeasuredIndicator], stories: dict[int, tuple[Story, ...]]) -> tuple[Remark, ...]:
    """The obstacles told last, of the indicators farthest below their targets."""
    return _remarks(lines, {key: [story.inhibiting for story in given] for key, given in stories.items()})


def _next_steps(lines: list[MeasuredIndicator], stories: dict[int, tuple[Story, ...]]) -> tuple[Remark, ...]:
    """The follow-ups told last, of the same indicators."""
    return _remarks(lines, {key: [story.follow_up for story in given] for key, given in stories.items()})


def _remarks(lines: list[MeasuredIndicator], texts: dict[int, list[str]]) -> tuple[Remark, ...]:
    found = (
        Remark(line.indicator.statement, next(filter(None, reversed(texts.get(line.indicator.pk, []))), ""))
        for line in _weakest(lines)
    )
    return tuple(remark for remark in found if remark.text)[:MOST_REMARKS]
