"""How the papers of an agreement can be worded: parts, placeholders, and how they read until somebody changes it.

The statements are those of PermenPAN-RB 53/2014, Lampiran I; the others follow the usual practice of local
governments.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from documents.wordings import Part


class TextKind(TextChoices):
    """A paper whose sentences a government may word itself."""

    AGREEMENT = "agreement", "Lembar pernyataan PK"
    AGREEMENT_ALONE = "agreement_alone", "Lembar pernyataan PK kepala daerah"
    INTEGRITY_PACT = "integrity_pact", "Pakta Integritas"
    INTEGRITY_PACT_ALONE = "integrity_pact_alone", "Pakta Integritas kepala daerah"
    ACTION_PLAN = "action_plan", "Rencana Aksi"
    REFERENCE_SHEETS = "reference_sheets", "Lembar referensi indikator"


MEANINGS = {
    "nama": "nama Pihak Pertama dengan gelar",
    "jabatan": "jabatan Pihak Pertama seperti tercetak",
    "nip": "NIP Pihak Pertama",
    "pangkat": "pangkat Pihak Pertama",
    "unit": "unit kerja atau daerah pemilik PK",
    "pemda": "nama pemerintah daerah",
    "tahun": "tahun PK",
    "nama_atasan": "nama Pihak Kedua",
    "jabatan_atasan": "jabatan Pihak Kedua",
    "tempat": "tempat penandatanganan",
    "tanggal": "tanggal PK",
}
"""Name of the placeholder: what it stands for."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paper's wording as a whole; `placeholders` are the names that can be typed."""

    kind: TextKind
    purpose: str
    parts: tuple[Part, ...]
    placeholders: tuple[str, ...]

    @property
    def defaults(self) -> dict[str, str]:
        """How it reads until somebody changes it."""
        return {part.name: part.default for part in self.parts}


_OPENING = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada "
    "hasil, {who} bertanda tangan di bawah ini:"
)
_RESULT = (
    "dalam rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
)
_PACT_OPENING = "Saya yang bertanda tangan di bawah ini:"
_PACT_LEAD = "Dalam melaksanakan Perjanjian Kinerja Tahun {tahun}, dengan ini menyatakan bahwa saya:"
_PACT_POINTS = """\
akan berperan secara aktif dalam upaya pencegahan dan pemberantasan korupsi, kolusi, dan nepotisme serta tidak \
melibatkan diri dalam perbuatan tercela;
tidak akan meminta atau menerima pemberian secara langsung atau tidak langsung berupa suap, hadiah, bantuan, atau \
bentuk lainnya yang tidak sesuai dengan ketentuan yang berlaku;
akan bersikap transparan, jujur, objektif, dan akuntabel dalam melaksanakan tugas;
akan menghindari pertentangan kepentingan dalam melaksanakan tugas;
akan memberi contoh dalam kepatuhan terhadap peraturan perundang-undangan kepada sesama pegawai di {unit} secara \
konsisten;
akan menyampaikan informasi penyimpangan integritas di {unit} serta turut menjaga kerahasiaan saksi atas pelanggaran \
peraturan yang dilaporkan."""
_PACT_CLOSING = "Apabila saya melanggar hal-hal tersebut di atas, saya siap menghadapi konsekuensinya."

_ALONE = ("nama", "jabatan", "unit", "pemda", "tahun", "tempat", "tanggal")
"""The regional head has neither a superior nor a NIP nor a rank on paper."""

_LINES = "Setiap baris menjadi satu paragraf."
_POINTS = "Setiap baris menjadi satu butir bernomor."


def _pact(kind: TextKind, purpose: str, placeholders: tuple[str, ...]) -> Text:
    parts = (
        Part("opening", "Kalimat pembuka sebelum nama", _PACT_OPENING, _LINES),
        Part("lead", "Kalimat sebelum butir pernyataan", _PACT_LEAD, _LINES),
        Part("points", "Butir pernyataan", _PACT_POINTS, _POINTS, limit=6000),
        Part("closing", "Kalimat penutup", _PACT_CLOSING, _LINES, is_needed=False),
    )
    return Text(kind, purpose, parts, placeholders)


TEXTS: Mapping[TextKind, Text] = {
    text.kind: text
    for text in (
        Text(
            TextKind.AGREEMENT,
            "Kalimat pada lembar pernyataan PK dengan dua pihak.",
            (
                Part("opening", "Kalimat pembuka", _OPENING.replace("{who}", "kami yang"), _LINES),
                Part(
                    "promise",
                    "Janji Pihak Pertama",
                    "Pihak Pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian "
                    f"ini, {_RESULT}",
                    _LINES,
                ),
                Part(
                    "supervision",
                    "Supervisi Pihak Kedua",
                    "Pihak Kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap "
                    "capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian "
                    "penghargaan dan sanksi.",
                    _LINES,
                ),
            ),
            tuple(MEANINGS),
        ),
        Text(
            TextKind.AGREEMENT_ALONE,
            "Kalimat pada lembar pernyataan PK kepala daerah, yang berjanji sendiri.",
            (
                Part("opening", "Kalimat pembuka", _OPENING.replace("{who}", "yang"), _LINES),
                Part(
                    "promise",
                    "Janji kepala daerah",
                    "Berjanji akan mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini, " + _RESULT,
                    _LINES,
                ),
            ),
            _ALONE,
        ),
        _pact(
            TextKind.INTEGRITY_PACT,
            "Pernyataan pejabat yang disaksikan atasannya, ditandatangani bersama PK.",
            tuple(MEANINGS),
        ),
        _pact(TextKind.INTEGRITY_PACT_ALONE, "Pernyataan kepala daerah, tanpa saksi.", _ALONE),
        Text(
            TextKind.ACTION_PLAN,
            "Kalimat di atas dan di bawah tabel Rencana Aksi.",
            (
                Part(
                    "lead",
                    "Kalimat pengantar",
                    "Rencana aksi ini merinci pencapaian target Perjanjian Kinerja {jabatan} Tahun {tahun} menurut "
                    "triwulan.",
                    _LINES,
                    is_needed=False,
                ),
                Part("closing", "Kalimat penutup", "", _LINES, is_needed=False),
            ),
            _ALONE,
        ),
        Text(
            TextKind.REFERENCE_SHEETS,
            "Kalimat di atas lembar referensi indikator.",
            (
                Part(
                    "lead",
                    "Kalimat pengantar",
                    "Lembar ini menjelaskan cara setiap indikator dalam Perjanjian Kinerja {jabatan} Tahun {tahun} "
                    "dihitung dan dibuktikan.",
                    _LINES,
                    is_needed=False,
                ),
            ),
            _ALONE,
        ),
    )
}
