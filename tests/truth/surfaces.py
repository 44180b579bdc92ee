"""Every place that tells what somebody reached: a function of the government and a question, asked and read.

Whoever adds a page, a paper or a file that shows an achievement or an average adds a line to SURFACES.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from indicators.domain.periods import roman
from indicators.models import Target
from organisation.enums import OPD_KINDS, SENIOR_KINDS, PositionKind
from organisation.models import Position, WorkUnit
from realisations.measurement.facts import HANDED_IN
from realisations.models import QuarterReport
from reports.owners.facts import REPORTING_KINDS
from tests.truth.questions import Question, Told
from tests.truth.reading import AVERAGE, NOTHING, PERCENT, Page, first_percent, shown, table_of
from tests.truth.town import Town

Read = Callable[[Town, Question], Told | None]
"""None when the surface does not speak of this owner at this time."""

PART = re.compile(r"s\.d\. TW [IV]+|setahun")
PANEL = re.compile(rf"Rata-rata capaian (?:({PERCENT}) (.*?)|– Belum ada angka terverifikasi) Melampaui target")


@dataclass(frozen=True)
class Surface:
    """A place, and how it is read; `owners` is whose figures it tells."""

    name: str
    read: Read
    owners: type[Position] | type[WorkUnit]
    is_of_quarters: bool
    """Whether it is asked for a quarter to date, or for the year."""


# --- What several surfaces have in common -------------------------------------------------------------------------


def panel(page: Page, whose: str) -> tuple[str, str]:
    """Average and category in the tiles below the name of a set."""
    place = page.text.index(f" {whose} ")
    found = PANEL.search(page.text, place)
    assert found, f"no average below {whose}"
    return found[1] or NOTHING, found[2] or ""


def average_cell(text: str) -> tuple[str, str, str | None]:
    """Average, category and part of the year from a cell of a table."""
    part = PART.search(text)
    rest = text.replace(part[0], "") if part else text
    average = first_percent(rest)
    band = rest.replace(average, "").strip(" ()") if average != NOTHING else ""
    return average, band, part[0] if part else None


def sentence(text: str, whose: str) -> tuple[str, str]:
    """Average and category from the sentence about a set, which begins with its name."""
    assert f"{whose}." in text, f"{whose} is not named: {text[:200]}"
    found = AVERAGE.search(text, text.index(f"{whose}."))
    return (found[1], found[2] or "") if found else (NOTHING, "")


def query(question: Question) -> dict[str, object]:
    """The period in the address of a dashboard; an empty quarter is the whole year."""
    return {"tahun": question.year, "triwulan": question.quarter or ""}


def whose_of(town: Town, question: Question) -> str:
    """What the set has to be called."""
    return town.answer(question).overall.whose


def keys_of(town: Town, question: Question) -> list[int]:
    """The indicators in the order of every table."""
    return [line.indicator.pk for line in town.answer(question).lines]


# --- The dashboard -----------------------------------------------------------------------------------------------


def dashboard_row(town: Town, question: Question) -> Told | None:
    """The row of a head on the dashboard, or the panel of the regional head."""
    page, position = town.page("evaluations:dashboard_show", **query(question)), question.owner
    if position.kind == PositionKind.REGIONAL_HEAD:
        average, band = panel(page, whose_of(town, question))
        return Told(average=average, band=band)
    if position.kind not in SENIOR_KINDS:
        return None
    row = page.row_to(reverse("evaluations:position_show", args=[position.pk]))
    [cell] = [cell for cell in row if cell.label == "Rata-rata capaian"]
    average, band, part = average_cell(cell.text)
    return Told(average=average, band=band, part=part)


def dashboard_bar(town: Town, question: Question) -> Told | None:
    """The bar of a head in the chart, which stands under the head's name."""
    page, position = town.page("evaluations:dashboard_show", **query(question)), question.owner
    if position.kind not in SENIOR_KINDS or town.answer(question).told.average == NOTHING:
        return None
    place = page.text.index("batang penuh:")
    whose = re.escape(whose_of(town, question))
    found = re.compile(rf"{whose}(?:, ({PART.pattern}))? ({PERCENT})").search(page.text, place)
    return Told(average=found[2], part=found[1]) if found else Told(average="no bar")


def dashboard_position(town: Town, question: Question) -> Told:
    """The page of a position below the dashboard."""
    page = town.page("evaluations:position_show", question.owner.pk, **query(question))
    average, band = panel(page, whose_of(town, question))
    return Told(by_row(page, keys_of(town, question), "Capaian"), average, band)


def by_row(page: Page, indicators: list[int], label: str) -> dict[int, str]:
    """The percentages of one column, each in the row that leads to its indicator."""
    found = {}
    for key in indicators:
        row = page.row_to(reverse("realisations:indicator_detail", args=[key]))
        [cell] = [cell for cell in row if cell.label == label]
        reached = cell.text.rpartition("Capaian ")[2] if "Capaian " in cell.text else cell.text
        found[key] = first_percent(reached) if not reached.startswith(NOTHING) else NOTHING
    return found


# --- The year of a position --------------------------------------------------------------------------------------


def year_page(town: Town, question: Question) -> Told:
    """The page of a position's year."""
    page = town.page("evaluations:position_year", question.owner.pk, question.year)
    keys = keys_of(town, question)
    if question.quarter:
        return Told(quarter_cells(page, keys, question.quarter))
    average, band = panel(page, whose_of(town, question))
    return Told(by_row(page, keys, f"Tahun {question.year}"), average, band)


def quarter_cells(page: Page, indicators: list[int], quarter: int) -> dict[int, str]:
    """The achievements in the column of a quarter; a cell without the word has none."""
    found = {}
    for key in indicators:
        row = page.row_to(reverse("realisations:indicator_detail", args=[key]))
        [cell] = [cell for cell in row if cell.label == f"TW {roman(quarter)}"]
        found[key] = first_percent(cell.text.partition("Capaian ")[2])
    return found


def year_paper(town: Town, question: Question) -> Told:
    """The print of a position's year."""
    page = town.page("reports:year_pdf", "jabatan", question.owner.pk, question.year)
    rows = [row for row in page.rows if len(row) == 11 and row[0].text.isdigit()]
    column = 2 + question.quarter if question.quarter else 8
    keys = keys_of(town, question)
    percents = {key: first_percent(row[column].text) for key, row in zip(keys, rows, strict=True)}
    if question.quarter:
        return Told(percents)
    average, band = sentence(page.text, whose_of(town, question))
    return Told(percents, average, band)


def year_book(town: Town, question: Question) -> Told:
    """The workbook of a position's year."""
    sheet = town.book("reports:year_workbook", "jabatan", question.owner.pk, question.year)["Kinerja"]
    rows = table_of(sheet, "Sasaran")
    column = f"Capaian s.d. TW {roman(question.quarter)} (%)" if question.quarter else "Capaian (%)"
    keys = keys_of(town, question)
    percents = {key: shown(row[column]) for key, row in zip(keys, rows, strict=True)}
    if question.quarter:
        return Told(percents)
    average, band = sentence(" ".join(row[0] for row in sheet), whose_of(town, question))
    return Told(percents, average, band)


# --- The year of a unit ------------------------------------------------------------------------------------------


def row_of_unit(town: Town, question: Question) -> Told:
    """The row of a position on the page of its unit."""
    page = town.page("evaluations:unit_year", question.owner.unit_id, question.year)
    row = page.row_to(reverse("evaluations:position_year", args=[question.owner.pk, question.year]))
    [cell] = [cell for cell in row if cell.label == "Rata-rata capaian"]
    average, band, part = average_cell(cell.text)
    return Told(average=average, band=band, part=part)


def row_of_unit_book(town: Town, question: Question) -> Told:
    """The row of a position in the workbook of its unit."""
    sheet = town.book("reports:year_workbook", "unit", question.owner.unit_id, question.year)["Jabatan"]
    [row] = [
        row
        for row in table_of(sheet, "Jabatan")
        if (row["Jabatan"], row["Unit kerja"]) == (question.owner.title, question.owner.unit.name)
    ]
    part = PART.search(row["Periode capaian"])[0]
    return Told(average=shown(row["Rata-rata capaian (%)"]), band=row["Kategori"], part=part)


def unit_page(town: Town, question: Question) -> Told:
    """The page of a unit's year: its tiles, or the row of a quarter."""
    page = town.page("evaluations:unit_year", question.owner.pk, question.year)
    if question.quarter:
        return course_row(page, question)
    average, band = panel(page, whose_of(town, question))
    return Told(average=average, band=band)


def unit_paper(town: Town, question: Question) -> Told:
    """The print of a unit's year."""
    page = town.page("reports:year_pdf", "unit", question.owner.pk, question.year)
    if question.quarter:
        return course_row(page, question)
    average, band = sentence(page.text, whose_of(town, question))
    return Told(average=average, band=band)


def course_row(page: Page, question: Question) -> Told:
    """A quarter in the table of quarters and years."""
    label = f"{question.year} s.d. TW {roman(question.quarter)}"
    row = next(row for row in page.rows if row[0].text == label)
    average, band, _ = average_cell(row[5].text)
    return Told(average=average, band=band if average != NOTHING else "")


def unit_book(town: Town, question: Question) -> Told:
    """The workbook of a unit's year."""
    book = town.book("reports:year_workbook", "unit", question.owner.pk, question.year)
    if question.quarter:
        label = f"{question.year} s.d. TW {roman(question.quarter)}"
        [row] = [row for row in table_of(book["Triwulan dan tahun"], "Periode") if row["Periode"] == label]
        return Told(average=shown(row["Rata-rata capaian (%)"]), band=row["Kategori"])
    average, band = sentence(" ".join(row[0] for row in book["Jabatan"]), whose_of(town, question))
    return Told(average=average, band=band)


# --- Indicators one by one ---------------------------------------------------------------------------------------


def other_systems(town: Town, question: Question) -> Told:
    """The table for other systems."""
    rows = town.table(question.year, question.quarter)
    lines = town.answer(question).lines
    return Told({line.indicator.pk: shown(rows[line.indicator.code]["capaian_persen"]) for line in lines})


def indicator_page(town: Town, question: Question) -> Told:
    """The page of the owner's first indicator: one of each owner keeps the demo within minutes."""
    key = keys_of(town, question)[0]
    tables = [table for table in town.page("realisations:indicator_detail", key).tables if table[1][0].text == "TW I"]
    years = list(Target.objects.filter(indicator=key).order_by("-year").values_list("year", flat=True))
    rows = tables[years.index(question.year)][1:]
    cell = rows[question.quarter - 1 if question.quarter else -1][3]
    return Told({key: percent_of(cell.text)})


def working(town: Town, question: Question) -> Told:
    """How the figure of the owner's first indicator was computed."""
    key = keys_of(town, question)[0]
    period = {"triwulan": question.quarter} if question.quarter else {}
    text = town.page("realisations:figure_working", key, question.year, **period).text
    rounded = re.search(rf"Dibulatkan sekali ({PERCENT})", text)
    return Told({key: rounded[1] if rounded else NOTHING})


def percent_of(text: str) -> str:
    """The percentage that a cell begins with."""
    return NOTHING if text.startswith(NOTHING) else first_percent(text)


# --- Papers ------------------------------------------------------------------------------------------------------


def performance_report(town: Town, question: Question) -> Told | None:
    """The LKjIP of whoever accounts for an office, or for the government."""
    if question.owner.kind not in REPORTING_KINDS:
        return None
    page = town.page("reports:lkjip_pdf", question.year, question.owner.pk)
    tables = [table for table in page.tables if table[0][-2:-1] and table[0][-2].text == "Kategori"]
    rows = [row for table in tables for row in table[1:]]
    percents = {key: row[4].text for key, row in zip(keys_of(town, question), rows, strict=True)}
    average, band = sentence(page.text, whose_of(town, question))
    return Told(percents, average, band)


def report_of(question: Question) -> QuarterReport | None:
    """The report that the quarter's papers of this owner are made from: for a unit that of whoever heads the office."""
    reports = QuarterReport.objects.filter(status__in=HANDED_IN)
    at = reports.filter(period__year=question.year, period__quarter=question.quarter)
    if isinstance(question.owner, Position):
        return at.filter(position=question.owner).exclude(position__kind__in=OPD_KINDS).first()
    return at.filter(position__unit=question.owner, position__kind__in=OPD_KINDS).first()


def report_page(town: Town, question: Question) -> Told | None:
    """The page of the position's own report."""
    at = QuarterReport.objects.filter(period__year=question.year, period__quarter=question.quarter)
    report = at.filter(status__in=HANDED_IN, position=question.owner).first()
    if report is None:
        return None
    page, percents = town.page("realisations:report_detail", report.pk), {}
    for key in keys_of(town, question):
        row = page.row_to(reverse("realisations:indicator_detail", args=[key]))
        for cell in row or ():
            if cell.label == "Capaian":
                percents[key] = percent_of(cell.text)
    return Told(percents)


def quarter_paper(town: Town, question: Question) -> Told | None:
    """Laporan Capaian Kinerja Triwulan."""
    report = report_of(question)
    if report is None:
        return None
    page = town.page("reports:quarter_pdf", report.pk, "capaian")
    rows = [row for row in page.tables[0] if row[0].text.isdigit()]
    percents = {key: percent_of(row[9].text) for key, row in zip(keys_of(town, question), rows, strict=True)}
    average, band = sentence(page.text, whose_of(town, question))
    return Told(percents, average, band)


def quarter_book(town: Town, question: Question) -> Told | None:
    """The same as a workbook."""
    report = report_of(question)
    if report is None:
        return None
    sheet = town.book("reports:quarter_workbook", report.pk, "capaian")["Capaian"]
    rows = table_of(sheet, "Sasaran")
    column = "Capaian s.d. triwulan (%)"
    percents = {key: shown(row[column]) for key, row in zip(keys_of(town, question), rows, strict=True)}
    average, band = sentence(" ".join(row[0] for row in sheet), whose_of(town, question))
    return Told(percents, average, band)


E81_AVERAGE = re.compile(
    rf"Rata-rata capaian kinerja \((?P<whose>.*?)\): (?P<average>{PERCENT}|–) .*?Predikat kinerja: (?P<band>[\w ]+?|–)"
    r"(?:\.| Faktor)"
)


def work_plan(town: Town, question: Question) -> Told | None:
    """The foot of form E.81."""
    report = report_of(question)
    if report is None:
        return None
    return _e81(town.page("reports:quarter_pdf", report.pk, "e81").text)


def work_plan_book(town: Town, question: Question) -> Told | None:
    """The same as a workbook."""
    report = report_of(question)
    if report is None:
        return None
    [sheet] = town.book("reports:quarter_workbook", report.pk, "e81").values()
    return _e81(" ".join(filter(None, (row[0] for row in sheet))))


def _e81(text: str) -> Told:
    found = E81_AVERAGE.search(text)
    assert found, "form E.81 has no average"
    return Told(average=found["average"], band=found["band"].strip(NOTHING), whose=found["whose"])


YEAR, QUARTER = False, True
SURFACES = (
    *(Surface(f"dasbor, {name}{', triwulan' * is_of_quarters}", read, Position, is_of_quarters)
      for is_of_quarters in (YEAR, QUARTER)
      for name, read in (("baris", dashboard_row), ("grafik", dashboard_bar), ("jabatan", dashboard_position))),
    *(Surface(f"kinerja jabatan, {name}{', triwulan' * is_of_quarters}", read, Position, is_of_quarters)
      for is_of_quarters in (YEAR, QUARTER)
      for name, read in (("halaman", year_page), ("cetak", year_paper), ("xlsx", year_book))),
    Surface("kinerja unit, baris halaman", row_of_unit, Position, YEAR),
    Surface("kinerja unit, baris xlsx", row_of_unit_book, Position, YEAR),
    *(Surface(f"kinerja unit, {name}{', triwulan' * is_of_quarters}", read, WorkUnit, is_of_quarters)
      for is_of_quarters in (YEAR, QUARTER)
      for name, read in (("halaman", unit_page), ("cetak", unit_paper), ("xlsx", unit_book))),
    *(Surface(f"{name}{', triwulan' * is_of_quarters}", read, Position, is_of_quarters)
      for is_of_quarters in (YEAR, QUARTER)
      for name, read in (
          ("capaian untuk sistem lain", other_systems), ("halaman indikator", indicator_page),
          ("cara menghitung", working))),
    Surface("LKjIP", performance_report, Position, YEAR),
    Surface("halaman laporan", report_page, Position, QUARTER),
    *(Surface(f"laporan capaian triwulan, {name}{', unit' * (owners is WorkUnit)}", read, owners, QUARTER)
      for owners in (Position, WorkUnit)
      for name, read in (("cetak", quarter_paper), ("xlsx", quarter_book))),
    Surface("formulir E.81, cetak", work_plan, WorkUnit, QUARTER),
    Surface("formulir E.81, xlsx", work_plan_book, WorkUnit, QUARTER),
)  # fmt: skip
