"""Choices of planning and measuring. What the pure domain reckons with is the domain's own."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.text import slugify

from indicators.domain import kinds, policy, working_days

Polarity, Aggregation, ValueState = kinds.Polarity, kinds.Aggregation, kinds.ValueState
RollUp, ZeroTarget = kinds.RollUp, kinds.ZeroTarget
MinimizeFormula, Averaging, SigningOrder = kinds.MinimizeFormula, kinds.Averaging, policy.SigningOrder
WorkingWeek, DueMove = working_days.WorkingWeek, working_days.DueMove


class Attachment(TextChoices):
    """Documents that a government hands out with its performance agreements."""

    INTEGRITY_PACT = "integrity_pact", "Pakta Integritas"
    ACTION_PLAN = "action_plan", "Rencana Aksi"
    REFERENCE_SHEETS = "reference_sheets", "Lembar Referensi Indikator"

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return slugify(self.label)


class Frequency(TextChoices):
    MONTHLY = "monthly", "Bulanan"
    QUARTERLY = "quarterly", "Triwulan"
    SEMESTER = "semester", "Semester"
    YEARLY = "yearly", "Tahunan"


class Month(IntegerChoices):
    JANUARY = 1, "Januari"
    FEBRUARY = 2, "Februari"
    MARCH = 3, "Maret"
    APRIL = 4, "April"
    MAY = 5, "Mei"
    JUNE = 6, "Juni"
    JULY = 7, "Juli"
    AUGUST = 8, "Agustus"
    SEPTEMBER = 9, "September"
    OCTOBER = 10, "Oktober"
    NOVEMBER = 11, "November"
    DECEMBER = 12, "Desember"


class CascadeKind(TextChoices):
    """How an indicator comes from that of the superior, in the words of the four usual methods of cascading."""

    ADOPTED = "adopted", "Adopsi langsung"
    NARROWED = "narrowed", "Lingkup dipersempit"
    COMPONENT = "component", "Komponen pembentuk"
    NEW = "new", "Indikator baru"


class ProgramLevel(IntegerChoices):
    PROGRAM = 1, "Program"
    ACTIVITY = 2, "Kegiatan"
    SUB_ACTIVITY = 3, "Sub kegiatan"


class EvidenceRule(TextChoices):
    """Which reported figures need evidence before the report is sent."""

    NONE = "none", "Tidak wajib"
    KEY = "key", "Wajib untuk indikator kinerja utama (IKU)"
    ALL = "all", "Wajib untuk semua indikator"


class PlanKind(TextChoices):
    """The government's medium-term plan, and that of one of its units (UU 25/2004 art. 1 calls both by that name)."""

    GOVERNMENT = "government", "RPJMD"
    UNIT = "unit", "Renstra"


class PlanFigureKind(TextChoices):
    """What a figure of a plan is: what is to be reached, or where the plan set out from."""

    TARGET = "target", "Target"
    BASELINE = "baseline", "Kondisi awal"


class DayKind(TextChoices):
    """What a day of the calendar is: off by whose word, or worked although the national calendar says otherwise."""

    NATIONAL = "national", "Libur nasional"
    JOINT = "joint", "Cuti bersama"
    REGIONAL = "regional", "Libur daerah"
    WORKED = "worked", "Hari kerja"
