"""Which documents can be worded, in which parts, with which placeholders, and how they read until somebody changes it.

The statements are those of PermenPAN-RB 53/2014, Lampiran I; the others follow the usual practice of local
governments.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.enums import TextKind
from reports.texts.placeholders import MEANINGS


@dataclass(frozen=True, slots=True)
class Part:
    """One box of the form. `limit` in characters; a part that is not needed may stay empty and is not printed then."""

    name: str
    label: str
    default: str
    help: str = ""
    is_needed: bool = True
    limit: int = 2000


@dataclass(frozen=True, slots=True)
class Wording:
    """A document's wording as a whole."""

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


def _pact(kind: TextKind, purpose: str, placeholders: tuple[str, ...]) -> Wording:
    parts = (
        Part("opening", "Kalimat pembuka sebelum nama", _PACT_OPENING, _LINES),
        Part("lead", "Kalimat sebelum butir pernyataan", _PACT_LEAD, _LINES),
        Part("points", "Butir pernyataan", _PACT_POINTS, _POINTS, limit=6000),
        Part("closing", "Kalimat penutup", _PACT_CLOSING, _LINES, is_needed=False),
    )
    return Wording(kind, purpose, parts, placeholders)


CATALOGUE: Mapping[str, Wording] = {
    wording.kind.value: wording
    for wording in (
        Wording(
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
        Wording(
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
        Wording(
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
        Wording(
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


def by_slug(slug: str) -> Wording | None:
    """The wording with this name in addresses."""
    return next((wording for wording in CATALOGUE.values() if wording.kind.slug == slug), None)
