"""Choices of the organisation. Labels are what users read; the workbook's words stand beside them in its schema."""

from django.db.models import TextChoices


class GovernmentKind(TextChoices):
    PROVINCE = "province", "Provinsi"
    REGENCY = "regency", "Kabupaten"
    CITY = "city", "Kota"


class TimeZone(TextChoices):
    """The three legal zones (Keppres 41/1987)."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class WorkUnitKind(TextChoices):
    REGIONAL_SECRETARIAT = "regional_secretariat", "Sekretariat Daerah"
    COUNCIL_SECRETARIAT = "council_secretariat", "Sekretariat DPRD"
    INSPECTORATE = "inspectorate", "Inspektorat"
    SERVICE_OFFICE = "service_office", "Dinas"
    AGENCY = "agency", "Badan"
    DISTRICT = "district", "Kecamatan"
    URBAN_VILLAGE = "urban_village", "Kelurahan"
    SECRETARIAT_SECTION = "secretariat_section", "Bagian"
    DIVISION = "division", "Bidang"
    SUBDIVISION = "subdivision", "Seksi"
    TECHNICAL_UNIT = "technical_unit", "UPTD"
    HOSPITAL = "hospital", "RSUD"
    OTHER = "other", "Lainnya"


APPARATUS_KINDS = frozenset(
    {
        WorkUnitKind.REGIONAL_SECRETARIAT,
        WorkUnitKind.COUNCIL_SECRETARIAT,
        WorkUnitKind.INSPECTORATE,
        WorkUnitKind.SERVICE_OFFICE,
        WorkUnitKind.AGENCY,
        WorkUnitKind.DISTRICT,
    }
)
"""Kinds that are a perangkat daerah (OPD) of their own (PP 18/2016 art. 5)."""


class PositionKind(TextChoices):
    REGIONAL_HEAD = "regional_head", "Kepala Daerah"
    DEPUTY_REGIONAL_HEAD = "deputy_regional_head", "Wakil Kepala Daerah"
    REGIONAL_SECRETARY = "regional_secretary", "Sekretaris Daerah"
    ASSISTANT = "assistant", "Asisten"
    EXPERT_STAFF = "expert_staff", "Staf Ahli"
    APPARATUS_HEAD = "apparatus_head", "Kepala OPD"
    DISTRICT_HEAD = "district_head", "Camat"
    ADMINISTRATOR = "administrator", "Administrator (Eselon III)"
    SUPERVISOR = "supervisor", "Pengawas (Eselon IV)"
    FUNCTIONAL = "functional", "Fungsional"
    EXECUTING_STAFF = "executing_staff", "Pelaksana"


UNIT_HEAD_KINDS = frozenset({PositionKind.APPARATUS_HEAD, PositionKind.DISTRICT_HEAD})
"""Positions that answer for a whole OPD."""

OPD_KINDS = UNIT_HEAD_KINDS | {PositionKind.REGIONAL_SECRETARY}
"""Positions whose budget is that of a whole OPD; those below them share in it and are never added again."""

SENIOR_KINDS = frozenset(
    {
        PositionKind.REGIONAL_SECRETARY,
        PositionKind.ASSISTANT,
        PositionKind.EXPERT_STAFF,
        PositionKind.APPARATUS_HEAD,
        PositionKind.DISTRICT_HEAD,
    }
)
"""The heads whose agreements and quarters the Sekda follows."""

NATIONAL_OFFICE_KINDS = frozenset({PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_REGIONAL_HEAD})
"""Elected offices: no NIP, no rank, not civil servants."""


class AssignmentKind(TextChoices):
    DEFINITIVE = "definitive", "Definitif"
    ACTING = "acting", "Plt."
    DAILY_ACTING = "daily_acting", "Plh."
    INTERIM = "interim", "Pj."


class LinkWay(TextChoices):
    """How a password link gets to the owner of the account."""

    OWNER = "owner", "Ke saluran pemilik akun"
    HAND = "hand", "Diserahkan langsung"


class Role(TextChoices):
    """Roles given to a person; those that follow from a position (Sekda, OPD head) are read from the assignment."""

    OPERATOR = "operator", "Operator OPD"
    ORGANISATION_SECTION = "organisation_section", "Bagian Organisasi"
    PLANNING_AGENCY = "planning_agency", "Bappeda"
    INSPECTORATE = "inspectorate", "Inspektorat"
    ADMINISTRATOR = "administrator", "Administrator"


CONFIRMING = frozenset({Role.ORGANISATION_SECTION, Role.ADMINISTRATOR, Role.INSPECTORATE})
"""The roles that confirm a password link: always another one than that of whoever asked."""
