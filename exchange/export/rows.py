"""What a stored object looks like as a row of the workbook.

Export writes these cells; import compares them with the file's, so "0 berubah" after a second import and equal content
after a round trip are the same promise, kept in one place.
"""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet

from documents.drawing.workbook import plain_indonesian
from exchange.workbook import words
from exchange.workbook.codes import ABOVE, several_codes
from exchange.workbook.schema import NOT_APPLICABLE, QUARTERS, WAITING
from indicators.domain.kinds import NO, YES, Figure, Grade, Range, Value
from indicators.domain.numbers import number_cell
from indicators.domain.periods import ROMAN
from indicators.enums import ValueState
from indicators.models import BudgetLine, CrossCutting, DayOff, Indicator, Objective, Program, QuarterTarget, Target
from organisation.models import Assignment, Employee, Government, Position, WorkUnit
from realisations.models import BudgetRealisation, Realisation

Cells = dict[str, Any]
Assignments = QuerySet[Assignment]


def units() -> QuerySet[WorkUnit]:
    """Units with what their rows need, in protocol order."""
    known = WorkUnit.objects.annotate(parent_code=F("parent__code")).order_by("protocol_order", "code")
    return known.prefetch_related("replaces")


def positions() -> QuerySet[Position]:
    """Positions with what their rows need, in protocol order."""
    related = {"unit_code": F("unit__code"), "superior_code": F("reports_to__code")}
    return Position.objects.annotate(**related).order_by("protocol_order", "code").prefetch_related("replaces")


def assignments() -> QuerySet[Assignment]:
    """Assignments with what their rows need: by position, the earliest first."""
    with_code = Assignment.objects.annotate(position_code=F("position__code")).select_related("employee")
    return with_code.order_by("position__protocol_order", "position__code", "start", "id")


def objectives() -> QuerySet[Objective]:
    """Objectives with what their rows need."""
    related = {"position_code": F("position__code"), "above_code": F("supports__code")}
    return Objective.objects.annotate(**related).order_by("order", "code")


def indicators() -> QuerySet[Indicator]:
    """Indicators with what their rows need."""
    also = CrossCutting.objects.filter(supporter=OuterRef("pk"))
    related = {
        "objective_code": F("objective__code"),
        "above_code": F("supports__code"),
        "also_codes": ArraySubquery(also.values("supported__code")),
        "replaced_code": F("replaces__code"),
    }
    return Indicator.objects.annotate(**related).order_by("order", "code")


def targets() -> QuerySet[Target]:
    """Annual targets with their quarters."""
    quarters = Prefetch("quarters", queryset=QuarterTarget.objects.order_by("quarter"))
    with_code = Target.objects.annotate(indicator_code=F("indicator__code")).prefetch_related(quarters)
    return with_code.order_by("indicator__order", "indicator__code", "year")


def realisations() -> QuerySet[Realisation]:
    """Realisations with indicator, year and quarter."""
    related = {
        "indicator_code": F("indicator__code"),
        "year": F("report__period__year"),
        "quarter": F("report__period__quarter"),
    }
    return Realisation.objects.annotate(**related).order_by("indicator__order", "indicator__code", "year", "quarter")


def programs() -> QuerySet[Program]:
    """The catalogue by code."""
    return Program.objects.order_by("code")


def budget_lines() -> QuerySet[BudgetLine]:
    """Budget lines with what was spent of them."""
    related = {"position_code": F("position__code"), "program_code": F("program__code")}
    spent = Prefetch("realisations", queryset=BudgetRealisation.objects.order_by("quarter"))
    return (
        BudgetLine.objects.annotate(**related)
        .prefetch_related(spent)
        .order_by("position__protocol_order", "position__code", "year", "program__code", "funding_source")
    )


def government_cells(government: Government) -> Cells:
    """A row of Pemda."""
    return {
        "Nama": government.name,
        "Jenis": words.word_for(words.GOVERNMENT_KINDS, government.kind),
        "Kode Wilayah": government.region_code,
        "Sebutan Kepala Daerah": government.head_title,
        "Ibu Kota": government.seat,
        "Zona Waktu": words.word_for(words.TIME_ZONES, government.time_zone),
    }


def unit_cells(unit: WorkUnit) -> Cells:
    """A row of Unit."""
    return {
        "Kode": unit.code,
        "Nama": unit.name,
        "Jenis": words.word_for(words.UNIT_KINDS, unit.kind),
        "Kode Induk": unit.parent_code,
        **validity_cells(unit),
    }


def position_cells(position: Position) -> Cells:
    """A row of Jabatan."""
    return {
        "Kode": position.code,
        "Nama": position.title,
        "Kode Unit": position.unit_code,
        "Jenis": words.word_for(words.POSITION_KINDS, position.kind),
        "Eselon": position.echelon,
        "Kode Atasan": position.superior_code,
        **validity_cells(position),
    }


def validity_cells(one: WorkUnit | Position) -> Cells:
    """The columns that tell when something of the structure exists, and what it follows."""
    codes = sorted(replaced.code for replaced in one.replaces.all())
    return {
        "Berlaku Sejak": one.valid_from,
        "Berlaku Sampai": one.valid_until,
        "Menggantikan": ";".join(codes) or None,
    }


def employee_cells(employee: Employee) -> Cells:
    """The columns of Pegawai that belong to the person."""
    return {
        "NIP": employee.employee_number,
        "Nama": employee.name,
        "Gelar Depan": employee.title_prefix,
        "Gelar Belakang": employee.title_suffix,
        "Golongan": employee.rank_code,
        "Email": employee.email,
        "Telepon": employee.phone,
    }


def assignment_cells(assignment: Assignment) -> Cells:
    """The columns of Pegawai that belong to the assignment."""
    return {
        "Kode Jabatan": assignment.position_code,
        "Status": words.word_for(words.ASSIGNMENT_KINDS, assignment.kind),
        "Mulai": assignment.start,
        "Selesai": assignment.end,
    }


def objective_cells(objective: Objective) -> Cells:
    """A row of Sasaran."""
    return {
        "Kode": objective.code,
        "Uraian": objective.statement,
        "Kode Jabatan": objective.position_code,
        "Kode Sasaran Atasan": objective.above_code,
        "Misi": objective.mission,
        "Bobot": objective.weight,
    }


def indicator_cells(indicator: Indicator) -> Cells:
    """A row of Indikator."""
    return {
        "Kode": indicator.code,
        "Kode Sasaran": indicator.objective_code,
        "Uraian": indicator.statement,
        "Satuan": indicator.unit_of_measure,
        "Arah": words.word_for(words.POLARITIES, indicator.polarity),
        "Akumulasi": words.word_for(words.AGGREGATIONS, indicator.aggregation),
        "IKU": words.word_for(words.YES_NO, indicator.is_key),
        ABOVE: several_codes([indicator.above_code or "", *indicator.also_codes]),
        "Definisi Operasional": indicator.operational_definition,
        "Formula": indicator.formula_text,
        "Sumber Data": indicator.data_source,
        "Penanggung Jawab": indicator.person_in_charge,
        "Frekuensi": words.word_for(words.FREQUENCIES, indicator.collection_frequency),
        "Media": indicator.collection_medium,
        "Skala Predikat": "<".join(indicator.predicate_scale),
        "Kondisi Awal": indicator.baseline,
        "Jenis Bukti": indicator.evidence_type,
        "Alasan Pemilihan": indicator.rationale,
        "Definisi Pembilang": indicator.numerator_definition,
        "Definisi Penyebut": indicator.denominator_definition,
        "Angka di Belakang Koma": indicator.decimals,
        "Produsen Data": indicator.data_producer,
        "Pembanding Nasional": indicator.national_benchmark,
        "Bulan Rilis": words.word_for(words.MONTHS, indicator.release_month) if indicator.release_month else None,
        "Menggantikan": indicator.replaced_code,
        "Tahun Pertama": indicator.first_year,
        "Tahun Terakhir": indicator.last_year,
        "Bobot": indicator.weight,
        "Dihitung dari Bawah": words.word_for(words.ROLL_UPS, indicator.roll_up),
    }


def target_cells(target: Target) -> Cells:
    """A row of Target."""
    cells: Cells = {"Kode Indikator": target.indicator_code, "Tahun": target.year, "Target": value_cell(target.value)}
    by_quarter = {row.quarter: row.value for row in target.quarters.all()}
    for quarter, roman in zip(QUARTERS, ROMAN, strict=True):
        cells[f"TW {roman}"] = value_cell(by_quarter.get(quarter))
    return cells


def realisation_cells(realisation: Realisation) -> Cells:
    """A row of Realisasi."""
    return {
        "Kode Indikator": realisation.indicator_code,
        "Tahun": realisation.year,
        "Triwulan": realisation.quarter,
        **realised_cells(realisation),
    }


def realised_cells(realisation: Realisation) -> Cells:
    """The columns of Realisasi beside its key."""
    return {
        "Realisasi": _reported(realisation),
        "Pembilang": number_cell(realisation.numerator),
        "Penyebut": number_cell(realisation.denominator),
        "Faktor Pendorong": realisation.supporting_factors,
        "Faktor Penghambat": realisation.inhibiting_factors,
        "Tindak Lanjut": realisation.follow_up,
        "Keterangan": realisation.note,
        "Sementara": YES if realisation.is_provisional else NO,
    }


def program_cells(program: Program) -> Cells:
    """A row of Program."""
    return {"Kode": program.code, "Nama": program.name, "Kepmen": program.decree}


def day_off_cells(day_off: DayOff) -> Cells:
    """A row of Libur."""
    return {
        "Tanggal": day_off.day,
        "Nama": day_off.name,
        "Jenis": words.word_for(words.DAY_KINDS, day_off.kind),
        "Dasar": day_off.basis,
    }


def budget_cells(line: BudgetLine) -> Cells:
    """A row of Anggaran."""
    cells: Cells = {
        "Kode Jabatan": line.position_code,
        "Tahun": line.year,
        "Kode Program": line.program_code,
        "Pagu": number_cell(line.amount),
        "Sumber Dana": line.funding_source,
    }
    spent = {row.quarter: row.amount for row in line.realisations.all()}
    return cells | {spent_header(quarter): number_cell(spent.get(quarter)) for quarter in QUARTERS}


def spent_header(quarter: int) -> str:
    """`Realisasi TW II`: the column of Anggaran that holds what was spent in the quarter."""
    return f"Realisasi TW {ROMAN[quarter - 1]}"


def value_cell(value: Value | None) -> Decimal | str | None:
    """A target or a reported value as a cell: a number, `80-90`, or a predicate."""
    match value:
        case Figure(value=figure):
            return number_cell(figure)
        case Range(lower=lower, upper=upper):
            return f"{plain_indonesian(lower)}-{plain_indonesian(upper)}"
        case Grade(label=label):
            return label
    return None


def _reported(realisation: Realisation) -> Decimal | str | None:
    match realisation.state:
        case ValueState.NOT_APPLICABLE:
            return NOT_APPLICABLE
        case ValueState.WAITING:
            return WAITING
    return value_cell(realisation.value)
