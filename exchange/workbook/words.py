"""The workbook's words and the values they stand for. The words are public; the values are ours."""

from exchange.workbook import schema
from indicators.enums import Aggregation, DayKind, Frequency, Month, PlanFigureKind, PlanKind, Polarity, RollUp
from organisation.enums import AssignmentKind, GovernmentKind, PositionKind, Role, TimeZone, WorkUnitKind

GOVERNMENT_KINDS = {
    "provinsi": GovernmentKind.PROVINCE,
    "kabupaten": GovernmentKind.REGENCY,
    "kota": GovernmentKind.CITY,
}
TIME_ZONES = {"WIB": TimeZone.WIB, "WITA": TimeZone.WITA, "WIT": TimeZone.WIT}
UNIT_KINDS = dict(
    zip(
        schema.UNIT_KINDS,
        (
            WorkUnitKind.REGIONAL_SECRETARIAT,
            WorkUnitKind.COUNCIL_SECRETARIAT,
            WorkUnitKind.INSPECTORATE,
            WorkUnitKind.SERVICE_OFFICE,
            WorkUnitKind.AGENCY,
            WorkUnitKind.DISTRICT,
            WorkUnitKind.URBAN_VILLAGE,
            WorkUnitKind.SECRETARIAT_SECTION,
            WorkUnitKind.DIVISION,
            WorkUnitKind.SUBDIVISION,
            WorkUnitKind.TECHNICAL_UNIT,
            WorkUnitKind.HOSPITAL,
            WorkUnitKind.OTHER,
        ),
        strict=True,
    )
)
POSITION_KINDS = dict(
    zip(
        schema.POSITION_KINDS,
        (
            PositionKind.REGIONAL_HEAD,
            PositionKind.DEPUTY_REGIONAL_HEAD,
            PositionKind.REGIONAL_SECRETARY,
            PositionKind.ASSISTANT,
            PositionKind.EXPERT_STAFF,
            PositionKind.APPARATUS_HEAD,
            PositionKind.DISTRICT_HEAD,
            PositionKind.ADMINISTRATOR,
            PositionKind.SUPERVISOR,
            PositionKind.FUNCTIONAL,
            PositionKind.EXECUTING_STAFF,
        ),
        strict=True,
    )
)
ASSIGNMENT_KINDS = {
    "definitif": AssignmentKind.DEFINITIVE,
    "Plt": AssignmentKind.ACTING,
    "Plh": AssignmentKind.DAILY_ACTING,
    "Pj": AssignmentKind.INTERIM,
}
MONTHS = dict(zip(schema.MONTHS, Month, strict=True))
PLAN_KINDS = dict(zip(schema.PLAN_KINDS, (PlanKind.GOVERNMENT, PlanKind.UNIT), strict=True))
PLAN_FIGURES = dict(zip(schema.PLAN_FIGURES, (PlanFigureKind.TARGET, PlanFigureKind.BASELINE), strict=True))
DAY_KINDS = dict(zip(schema.DAY_KINDS, DayKind, strict=True))
ROLES = {
    "operator": Role.OPERATOR,
    "bagian organisasi": Role.ORGANISATION_SECTION,
    "bappeda": Role.PLANNING_AGENCY,
    "inspektorat": Role.INSPECTORATE,
    "admin": Role.ADMINISTRATOR,
}
POLARITIES = {
    "naik": Polarity.MAXIMIZE,
    "turun": Polarity.MINIMIZE,
    "rentang": Polarity.RANGE,
    "predikat": Polarity.PREDICATE,
    "ya-tidak": Polarity.YES_NO,
}
AGGREGATIONS = {
    "jumlah": Aggregation.SUM,
    "akhir": Aggregation.LAST,
    "rata-rata": Aggregation.AVERAGE,
    "maksimum": Aggregation.MAX,
    "minimum": Aggregation.MIN,
    "tahunan": Aggregation.ANNUAL,
    "pembilang dan penyebut dijumlah": Aggregation.POOLED,
}
ROLL_UPS = {"jumlah": RollUp.SUM, "rata-rata": RollUp.MEAN}
FREQUENCIES = {
    "bulanan": Frequency.MONTHLY,
    "triwulan": Frequency.QUARTERLY,
    "semester": Frequency.SEMESTER,
    "tahunan": Frequency.YEARLY,
}
YES_NO = {"ya": True, "tidak": False}


def word_for(words: dict, value: object) -> str:
    """The workbook's word for a stored value; empty for an empty value."""
    return next((word for word, stands_for in words.items() if stands_for == value), "")
