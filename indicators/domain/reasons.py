"""Why an achievement cannot be told, and what a reader should know about one that can."""

from enum import StrEnum


class NoFigure(StrEnum):
    """Why there is no percentage; `sentence` is what the reader sees instead of a figure."""

    NO_TARGET = "no_target"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    WAITING = "waiting"
    ZERO_TARGET_NOT_APPLICABLE = "zero_target_not_applicable"
    ZERO_TARGET_BY_POLICY = "zero_target_by_policy"
    UNKNOWN_GRADE = "unknown_grade"
    DIFFERENT_KINDS = "different_kinds"
    NOT_MEASURED_THIS_QUARTER = "not_measured_this_quarter"
    NOT_SUMMABLE = "not_summable"
    MISSING_QUARTER = "missing_quarter"
    DROPPED = "dropped"
    WITHOUT_PARTS = "without_parts"
    ZERO_DENOMINATOR = "zero_denominator"

    @property
    def is_unmeasured(self) -> bool:
        """Whether the stretch asks for no figure at all, so that nothing is owed and nothing counted."""
        return self in (NoFigure.NOT_MEASURED_THIS_QUARTER, NoFigure.DROPPED)

    @property
    def sentence(self) -> str:
        """The reason in Indonesian, one sentence."""
        return _REASONS[self]


class Flag(StrEnum):
    """What is unusual about a percentage; `sentence` is its footnote."""

    ZERO_TARGET = "zero_target"
    NEGATIVE_TARGET = "negative_target"
    PINNED = "pinned"

    @property
    def sentence(self) -> str:
        """The footnote in Indonesian, one sentence."""
        return _FLAGS[self]


_REASONS = {
    NoFigure.NO_TARGET: "Target belum ditetapkan.",
    NoFigure.NOT_REPORTED: "Realisasi belum dilaporkan.",
    NoFigure.NOT_APPLICABLE: "Indikator tidak berlaku (n/a) pada periode ini.",
    NoFigure.WAITING: "Menunggu data dari sumber resmi.",
    NoFigure.ZERO_TARGET_NOT_APPLICABLE: "Target dan realisasi sama-sama 0, sehingga capaian tidak dapat dihitung.",
    NoFigure.ZERO_TARGET_BY_POLICY: "Target 0 dan sudah dilampaui; menurut kebijakan tahun ini capaiannya tidak dapat "
    "dihitung.",
    NoFigure.UNKNOWN_GRADE: "Predikat tidak terdapat dalam skala indikator.",
    NoFigure.DIFFERENT_KINDS: "Target dan realisasi tidak sejenis, sehingga tidak dapat dibandingkan.",
    NoFigure.NOT_MEASURED_THIS_QUARTER: "Tidak diukur pada triwulan ini.",
    NoFigure.NOT_SUMMABLE: "Predikat tidak dapat dijumlahkan atau dirata-ratakan.",
    NoFigure.MISSING_QUARTER: "Ada triwulan yang belum dilaporkan.",
    NoFigure.DROPPED: "Dikeluarkan lewat PK Perubahan.",
    NoFigure.WITHOUT_PARTS: "Pembilang dan penyebut belum diisi, sehingga tidak dapat dijumlahkan.",
    NoFigure.ZERO_DENOMINATOR: "Jumlah penyebut 0, sehingga nilainya tidak dapat dihitung.",
}

_FLAGS = {
    Flag.ZERO_TARGET: "Target atau batas target 0, sehingga rumus pembagian tidak dapat dipakai.",
    Flag.NEGATIVE_TARGET: "Target atau batas target negatif, sehingga selisih dibagi nilai mutlaknya.",
    Flag.PINNED: "Realisasi nol atau negatif membuat target / realisasi tak terhingga, sehingga capaian ditetapkan.",
}
