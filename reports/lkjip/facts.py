"""The performance report (LKjIP): facts of a year, worded for print.

Chapters follow PermenPAN-RB 53/2014, Lampiran II. Every figure comes from `realisations.measurement`, so it is the one
that the dashboard and the page of the year show; while the year is running, to date.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format

from agreements.content.document import document_of
from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.facts import BLANK_DATE, ISSUABLE, agreement_document
from documents.drawing import pdf
from documents.drawing.imprint import crest_of, government_name
from indicators.domain.classification import Summary, shares
from indicators.domain.kinds import TargetStatus
from indicators.domain.money_units import RUPIAH, MoneyUnit
from indicators.domain.numbers import format_figure, format_percent
from indicators.domain.periods import roman
from indicators.domain.policy import Policy as PolicyValue
from indicators.models import Indicator, Objective
from indicators.policy.printing import print_policy
from indicators.versions.facts import DIFFERENT, is_other_version_in
from organisation.enums import NATIONAL_OFFICE_KINDS, OPD_KINDS
from organisation.models import Government, Position
from organisation.structure.past import as_it_was, as_they_were, end_of, units_below
from realisations.measurement.indicator_year import YearFigures
from realisations.measurement.lines import MeasuredIndicator
from realisations.measurement.position_year import Sheets, sheets_in
from realisations.measurement.summaries import YearSummary, own_indicators, to_date
from realisations.models import Realisation
from reports.lkjip.budget import budget_of
from reports.lkjip.progress import ProgressText, progress_texts
from reports.lkjip.text import Bar, MeasuredText, ObjectiveSection, PerformanceReport, Remark, Story
from reports.owners.facts import owner_name, signer_of

MOST_REMARKS = 5
NO_VALUE = "–"


def performance_report(
    position: Position, year: int, *, on: datetime.date, unit: MoneyUnit = RUPIAH
) -> PerformanceReport:
    """The LKjIP of the OPD that `position` heads, or of the government for its head, as the data stand on the day `on`.

    The number of queries does not depend on how much there is to report. Raises `ValidationError` without targets.
    """
    position, government = as_it_was(position, end_of(year)), Government.objects.current()
    sheets, parts = _sheets(position, year, on), _parts(position, end_of(year))
    figures = [found for _, found in sheets.of_year(year)]
    lines = [found.judged for found in figures]
    overall, stories = to_date(own_indicators(position), figures, year, sheets.policy(year)), _stories(lines, year)
    agreement = _agreement(position, year)
    return PerformanceReport(
        year=year,
        owner_name=owner_name(position, government),
        government_name=government_name(government),
        introduction=_introduction(position, government, len(parts)),
        parts=parts,
        running=_running(overall),
        summary=overall.sentence,
        coverage=_coverage(overall, on),
        bars=_bars(overall.summary),
        scale=_scale(overall.policy),
        sections=_sections(figures, stories, _previous(sheets, year), progress_texts(lines)),
        **_money(position, year, unit),
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


def _money(position: Position, year: int, unit: MoneyUnit) -> dict[str, Any]:
    """What the report says of money, by the names of its fields."""
    title, rows, total, outside = budget_of(position, year, unit)
    return {"unit": unit, "budget_title": title, "budget": rows, "budget_total": total, "budget_outside": outside}


def _sheets(position: Position, year: int, on: datetime.date) -> Sheets:
    """The indicators of the position in the year and the one before. Raises `ValidationError` without any."""
    sheets = sheets_in(Indicator.objects.of_positions([position.pk]), year - 1, year, today=on)
    if not sheets.of_year(year):
        raise ValidationError(f"Belum ada indikator bertarget tahun {year} untuk {position}.")
    return sheets


def render_report(report: PerformanceReport) -> bytes:
    """The report as PDF; the same report gives the same bytes. Raises `pdf.RenderError`."""
    assets = {"crest": report.crest} if report.crest else {}
    html = render_to_string("pdf/lkjip.html", {"report": report})
    return pdf.render(html, paper=report.paper, assets=assets)


# --- Who it is about -------------------------------------------------------------------------------------------------
def _parts(position: Position, day: datetime.date) -> tuple[str, ...]:
    """The OPD of the government, or the units directly below an OPD, as they were on the day."""
    if position.kind in NATIONAL_OFFICE_KINDS:
        heads = Position.objects.filter(kind__in=OPD_KINDS).existing_on(day).select_related("unit")
        return tuple(dict.fromkeys(head.unit.name for head in as_they_were(list(heads), day)))
    return tuple(unit.name for unit in units_below(position.unit_id, day))


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


def _running(overall: YearSummary) -> str:
    """That the figures are not yet those of a year, in words; empty once the year is summed up as one."""
    if not overall.is_verified:
        return f"Rancangan {overall.year}: {overall.lack}"
    return f"Rancangan: angka {overall.label}, belum setahun" if overall.quarter else ""


def _previous(sheets: Sheets, year: int) -> dict[int, str]:
    """Per indicator: the achievement of the year before; of another version nothing is compared."""
    before = [figures.judged for _, figures in sheets.of_year(year - 1)]
    given = {line.indicator.pk: f"{_percent(line)}{_part(line)}" for line in before}
    now = [figures.line.indicator for _, figures in sheets.of_year(year)]
    return given | {indicator.pk: DIFFERENT for indicator in now if is_other_version_in(indicator, year - 1)}


def _sections(
    figures: list[YearFigures],
    stories: dict[int, tuple[Story, ...]],
    previous: dict[int, str],
    progress: Mapping[int, ProgressText],
) -> tuple[ObjectiveSection, ...]:
    groups = [(objective, list(found)) for objective, found in groupby(figures, key=_objective)]
    return tuple(
        ObjectiveSection(
            number,
            objective.statement,
            tuple(_measured(one, stories, previous) for one in group),
            tuple(progress[key] for one in group if (key := one.line.indicator.pk) in progress),
        )
        for number, (objective, group) in enumerate(groups, start=1)
    )


def _objective(figures: YearFigures) -> Objective:
    return figures.line.indicator.objective


def _measured(figures: YearFigures, stories: dict[int, tuple[Story, ...]], previous: dict[int, str]) -> MeasuredText:
    line = figures.judged
    indicator = line.indicator
    has_figure = line.realised.value is not None
    unverified = "belum diverifikasi" if has_figure and line.report_status and not line.is_verified else ""
    part = line.stretch if line.quarter else ""
    return MeasuredText(
        statement=indicator.statement,
        unit=indicator.unit_of_measure,
        promised=format_figure(figures.target, indicator.decimals) if figures.target else NO_VALUE,
        target=format_figure(line.target, indicator.decimals) if line.target else NO_VALUE,
        realised=format_figure(line.realised.value, indicator.decimals) if line.realised.value else NO_VALUE,
        percent=_percent(line),
        category=line.category or NO_VALUE,
        previous=previous.get(indicator.pk, NO_VALUE),
        note="; ".join(note.rstrip(".") for note in (part, line.note, unverified) if note),
        stories=stories.get(indicator.pk, ()),
    )


def _percent(line: MeasuredIndicator) -> str:
    return NO_VALUE if line.shown_percent is None else format_percent(line.shown_percent)


def _part(line: MeasuredIndicator) -> str:
    """The part of a year that never became whole."""
    return f" ({line.stretch})" if line.quarter and line.shown_percent is not None else ""


def _coverage(overall: YearSummary, on: datetime.date) -> str:
    counts = f"{overall.verified_count} dari {len(overall.counted)} indikator terverifikasi"
    return f"{counts}; data per {date_format(on, 'j F Y')}."


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
