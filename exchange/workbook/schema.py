"""Sheets and headers of the exchange workbook. A public interface: what stands here is never renamed.

The order of the sheets is the order in which they depend on each other, so importing and exporting follow it.
"""

from documents.drawing.workbook import Column, Format, Sheet, header_key
from indicators.domain.periods import ROMAN

PREDICATE_SCALE = "D<C<CC<B<BB<A<AA"
NOT_APPLICABLE = "n/a"
WAITING = "menunggu"
QUARTERS = (1, 2, 3, 4)

UNIT_KINDS = (
    "sekretariat daerah", "sekretariat dprd", "inspektorat", "dinas", "badan", "kecamatan", "kelurahan",
    "bagian", "bidang", "seksi", "uptd", "rsud", "lainnya",
)  # fmt: skip
POSITION_KINDS = (
    "kepala daerah", "wakil kepala daerah", "sekda", "asisten", "staf ahli", "kepala opd", "camat",
    "administrator", "pengawas", "fungsional", "pelaksana",
)  # fmt: skip
ASSIGNMENT_KINDS = ("definitif", "Plt", "Plh", "Pj")
ROLES = ("operator", "bagian organisasi", "bappeda", "inspektorat", "admin")
DIRECTIONS = ("naik", "turun", "rentang", "predikat", "ya-tidak")
AGGREGATIONS = (
    "jumlah", "akhir", "rata-rata", "maksimum", "minimum", "tahunan", "pembilang dan penyebut dijumlah",
)  # fmt: skip
ROLL_UPS = ("jumlah", "rata-rata")
FREQUENCIES = ("bulanan", "triwulan", "semester", "tahunan")
YES_NO = ("ya", "tidak")
DECIMALS = tuple(str(number) for number in range(7))
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
PLAN_KINDS = ("RPJMD", "Renstra")
PLAN_FIGURES = ("target", "kondisi awal")
DAY_KINDS = ("libur nasional", "cuti bersama", "libur daerah", "hari kerja")
NUMBERS = tuple(str(number) for number in range(1, 31))
"""The numbers that missions have."""


def _code(header: str, hint: str, *, required: bool = True) -> Column:
    return Column(header, Format.CODE, required, hint=hint, longest=60)


def _choice(header: str, choices: tuple[str, ...], *, required: bool = True, hint: str = "") -> Column:
    return Column(header, Format.CHOICE, required, choices, hint)


def _text(header: str, hint: str = "", *, required: bool = False, longest: int = 500) -> Column:
    return Column(header, Format.TEXT, required, hint=hint, longest=longest)


_YEAR = Column("Tahun", Format.INTEGER, True, hint="Tahun anggaran, misalnya 2026.")

_VALIDITY = (
    Column("Berlaku Sejak", Format.DATE, hint="Hari pertama; kosong bila ada sejak awal."),
    Column("Berlaku Sampai", Format.DATE, hint="Hari terakhir; kosong bila masih berlaku."),
    _text("Menggantikan", "Kode yang digantikan setelah penataan; beberapa kode dipisah titik koma."),
)
"""When something of the structure exists, and what it follows."""

PEMDA = Sheet("Pemda", "Satu baris: pemerintah daerah pemakai aplikasi.", (
    _text("Nama", "Misalnya Kabupaten Contoh.", required=True, longest=120),
    _choice("Jenis", ("provinsi", "kabupaten", "kota")),
    _code("Kode Wilayah", "Kode wilayah Kemendagri, misalnya 17.07."),
    _text("Sebutan Kepala Daerah", "Bupati, Wali Kota, atau Gubernur.", required=True, longest=60),
    _text("Ibu Kota", "Tempat penandatanganan dokumen.", required=True, longest=80),
    _choice("Zona Waktu", ("WIB", "WITA", "WIT"), required=False, hint="Kosong berarti WIB."),
))  # fmt: skip
UNIT = Sheet("Unit", "Perangkat daerah dan unit kerja di bawahnya.", (
    Column("Kode", Format.CODE, True, hint="Kode unit; kunci baris.", longest=40),
    _text("Nama", required=True, longest=200),
    _choice("Jenis", UNIT_KINDS),
    _code("Kode Induk", "Kode unit di atasnya; kosong untuk perangkat daerah.", required=False),
    *_VALIDITY,
))  # fmt: skip
JABATAN = Sheet("Jabatan", "Jabatan, unitnya, dan atasan langsungnya.", (
    _code("Kode", "Kode jabatan; kunci baris."),
    _text("Nama", "Nama jabatan tanpa Plt., misalnya Kepala Dinas Kesehatan.", required=True, longest=200),
    _code("Kode Unit", "Kode pada lembar Unit."),
    _choice("Jenis", POSITION_KINDS),
    _text("Eselon", "Misalnya II.b; kosong bila tidak bereselon.", longest=10),
    _code("Kode Atasan", "Kode jabatan atasan langsung; kosong untuk kepala daerah.", required=False),
    *_VALIDITY,
))  # fmt: skip
PEGAWAI = Sheet("Pegawai", "Pemangku jabatan dan penggunanya. Satu baris untuk setiap jabatan yang dipangku.", (
    _code("NIP", "18 angka, disimpan sebagai teks; kosong untuk kepala daerah.", required=False),
    _text("Nama", "Nama tanpa gelar.", required=True, longest=150),
    _text("Gelar Depan", longest=40),
    _text("Gelar Belakang", longest=80),
    _text("Golongan", "Misalnya IV/a, atau IX untuk PPPK.", longest=10),
    _code("Kode Jabatan", "Kode pada lembar Jabatan."),
    _choice("Status", ASSIGNMENT_KINDS),
    Column("Mulai", Format.DATE, True, hint="Tanggal mulai memangku, misalnya 1/1/2025."),
    Column("Selesai", Format.DATE, hint="Hari terakhir memangku; kosong bila masih memangku."),
    _text("Email", longest=254),
    _text("Telepon", longest=30),
    _choice("Peran", ROLES, required=False, hint="Kosong bila tidak ada peran tambahan."),
))  # fmt: skip
SASARAN = Sheet("Sasaran", "Sasaran setiap jabatan dan sasaran atasan yang didukungnya.", (
    _code("Kode", "Kode sasaran; kunci baris."),
    _text("Uraian", required=True, longest=1000),
    _code("Kode Jabatan", "Jabatan yang bertanggung jawab."),
    _code("Kode Sasaran Atasan", "Sasaran yang didukung; boleh kosong.", required=False),
    _text("Misi", "Uraian misi RPJMD; untuk sasaran kepala daerah.", longest=300),
    Column("Bobot", Format.NUMBER, hint="Bobot sasaran dalam jabatannya; jumlahnya 100. Kosong bila tidak berbobot."),
))  # fmt: skip
INDIKATOR = Sheet("Indikator", "Indikator kinerja setiap sasaran beserta kamusnya.", (
    _code("Kode", "Kode indikator; kunci baris."),
    _code("Kode Sasaran", "Kode pada lembar Sasaran."),
    _text("Uraian", required=True, longest=1000),
    _text("Satuan", "Misalnya Persen, Dokumen, Nilai, Predikat.", required=True, longest=60),
    _choice("Arah", DIRECTIONS, hint="naik: makin tinggi makin baik; turun: makin rendah makin baik."),
    _choice("Akumulasi", AGGREGATIONS, hint="Cara triwulan digabung menjadi capaian tahun."),
    _choice("IKU", YES_NO, required=False, hint="Indikator kinerja utama; kosong berarti tidak."),
    Column(
        "Kode Indikator Atasan", Format.CODE, longest=600,
        hint="Indikator yang didukung; boleh kosong. Beberapa kode dipisah titik koma: yang pertama penanggung jawab, "
        "yang lain ikut didukung.",
    ),
    _text("Definisi Operasional", longest=4000),
    _text("Formula", longest=2000),
    _text("Sumber Data", longest=300),
    _text("Penanggung Jawab", longest=200),
    _choice("Frekuensi", FREQUENCIES, required=False),
    _text("Media", "Cara data dikumpulkan.", longest=200),
    _text("Skala Predikat", f"Dari terendah, misalnya {PREDICATE_SCALE}; wajib bila arah predikat.", longest=300),
    _text("Kondisi Awal", "Angka dan tahunnya, misalnya 72,5 (2025).", longest=120),
    _text("Jenis Bukti", "Dokumen yang membuktikan realisasinya.", longest=200),
    _text("Alasan Pemilihan", longest=4000),
    _text("Definisi Pembilang", longest=4000),
    _text("Definisi Penyebut", longest=4000),
    Column("Angka di Belakang Koma", Format.INTEGER, False, DECIMALS, hint="0 sampai 6."),
    _text("Produsen Data", "Instansi yang menghasilkan datanya, misalnya BPS.", longest=200),
    _text("Pembanding Nasional", "Angka nasional dan tahunnya.", longest=200),
    _choice("Bulan Rilis", MONTHS, required=False, hint="Bila datanya terbit di luar, misalnya angka BPS."),
    _code("Menggantikan", "Kode versi sebelumnya, bila cara mengukurnya berganti.", required=False),
    Column("Tahun Pertama", Format.INTEGER, hint="Tahun pertama versi ini diukur; kosong bila sejak semula."),
    Column("Tahun Terakhir", Format.INTEGER, hint="Tahun terakhir versi ini diukur; kosong bila masih diukur."),
    Column("Bobot", Format.NUMBER, hint="Bobot indikator dalam sasarannya; jumlahnya 100. Kosong bila tidak berbobot."),
    _choice("Dihitung dari Bawah", ROLL_UPS, required=False, hint="Dari indikator yang bergantung padanya."),
))  # fmt: skip
TARGET = Sheet("Target", "Target tahunan dan target triwulan.", (
    _code("Kode Indikator", "Kode pada lembar Indikator."),
    _YEAR,
    Column("Target", Format.FIGURE, True, hint="Angka, rentang 80-90, atau predikat."),
    *(Column(f"TW {roman}", Format.FIGURE, hint="Kosong bila tidak ada target pada triwulan ini.") for roman in ROMAN),
))  # fmt: skip
REALISASI = Sheet("Realisasi", "Realisasi per triwulan. Sel kosong berarti belum dilaporkan, bukan nol.", (
    _code("Kode Indikator", "Kode pada lembar Indikator."),
    _YEAR,
    Column("Triwulan", Format.INTEGER, True, ("1", "2", "3", "4"), hint="1 sampai 4."),
    Column("Realisasi", Format.FIGURE, hint=f"Angka, predikat, {NOT_APPLICABLE}, atau {WAITING} (dengan Keterangan)."),
    Column("Pembilang", Format.NUMBER),
    Column("Penyebut", Format.NUMBER),
    _text("Faktor Pendorong", longest=4000),
    _text("Faktor Penghambat", longest=4000),
    _text("Tindak Lanjut", longest=4000),
    _text("Keterangan", longest=4000),
    Column(
        "Sementara", Format.CHOICE, choices=YES_NO, hint="ya bila angkanya masih dapat berubah.",
        formerly="Angka Sementara",
    ),
))  # fmt: skip
PROGRAM = Sheet("Program", "Program, kegiatan, dan sub kegiatan menurut nomenklatur.", (
    _code("Kode", "1.02.02 program; 1.02.02.2.01 kegiatan; 1.02.02.2.01.0001 sub kegiatan."),
    _text("Nama", required=True, longest=300),
    _text("Kepmen", "Keputusan yang memuat kode ini, misalnya Kepmendagri 900.1-2850/2025; boleh kosong.", longest=80),
))  # fmt: skip
ANGGARAN = Sheet("Anggaran", "Pagu setiap jabatan dan realisasinya per triwulan (bukan kumulatif).", (
    _code("Kode Jabatan", "Jabatan yang bertanggung jawab."),
    _YEAR,
    _code("Kode Program", "Kode pada lembar Program."),
    Column("Pagu", Format.MONEY, True, hint="Rupiah; hanya pada tingkat yang paling rinci."),
    _text("Sumber Dana", "Misalnya APBD, DAU, DAK, BLUD.", required=True, longest=60),
    *(Column(f"Realisasi TW {roman}", Format.MONEY, hint="Rupiah; kosong bila belum dilaporkan.") for roman in ROMAN),
))  # fmt: skip

RENCANA = Sheet("Rencana", "RPJMD dan Renstra: rencana jangka menengah.", (
    _code("Kode", "Kode rencana; kunci baris, misalnya RPJMD-2025."),
    _choice("Jenis", PLAN_KINDS),
    _text("Nama", "Misalnya RPJMD Kabupaten Contoh 2025–2029.", required=True, longest=200),
    Column("Tahun Pertama", Format.INTEGER, True, hint="Misalnya 2025."),
    Column("Tahun Terakhir", Format.INTEGER, True, hint="Misalnya 2029; paling lama enam tahun."),
    _code("Kode Unit", "Hanya untuk Renstra: kode pada lembar Unit.", required=False),
    _code("Kode RPJMD", "Hanya untuk Renstra: kode RPJMD yang didukung.", required=False),
    _text("Visi", "Hanya untuk RPJMD.", longest=1000),
    _text("Dasar Hukum", "Peraturan yang menetapkannya.", longest=300),
))  # fmt: skip
MISI = Sheet("Misi", "Misi setiap RPJMD.", (
    _code("Kode Rencana", "Kode RPJMD pada lembar Rencana."),
    Column("Nomor", Format.INTEGER, True, NUMBERS, hint="1 sampai 30."),
    _text("Uraian", required=True, longest=300),
))  # fmt: skip
TUJUAN = Sheet("Tujuan", "Tujuan setiap misi RPJMD, dan tujuan setiap Renstra.", (
    _code("Kode", "Kode tujuan; kunci baris."),
    _code("Kode Rencana", "Kode pada lembar Rencana."),
    Column("Nomor Misi", Format.INTEGER, False, NUMBERS, hint="Misi RPJMD yang dituju; kosong untuk Renstra."),
    _text("Uraian", required=True, longest=1000),
))  # fmt: skip
SASARAN_TUJUAN = Sheet("Sasaran Tujuan", "Tujuan tempat setiap sasaran berada. Satu baris untuk setiap sasaran.", (
    _code("Kode Sasaran", "Kode pada lembar Sasaran."),
    _code("Kode Tujuan", "Kode pada lembar Tujuan."),
))  # fmt: skip
INDIKATOR_TUJUAN = Sheet("Indikator Tujuan", "Indikator yang mengukur tujuannya sendiri.", (
    _code("Kode Tujuan", "Kode pada lembar Tujuan."),
    _code("Kode Indikator", "Kode pada lembar Indikator."),
))  # fmt: skip
TARGET_RENCANA = Sheet("Target Rencana", "Target RPJMD atau Renstra per tahun; bukan target yang diperjanjikan.", (
    _code("Kode Indikator", "Kode pada lembar Indikator."),
    _YEAR,
    Column("Target", Format.FIGURE, True, hint="Angka, rentang 80-90, atau predikat."),
    _choice("Jenis", PLAN_FIGURES, required=False, hint="Kosong berarti target; kondisi awal: nilai sebelum rencana."),
))  # fmt: skip
LIBUR = Sheet("Libur", "Hari libur dan hari kerja yang berlaku khusus di daerah ini; libur nasional sudah tersedia.", (
    Column("Tanggal", Format.DATE, True, hint="Satu baris untuk setiap tanggal; kunci baris."),
    _text("Nama", "Misalnya Hari jadi kabupaten.", required=True, longest=100),
    _choice("Jenis", DAY_KINDS, hint="hari kerja: libur nasional, cuti bersama, atau akhir pekan yang tetap dijalani."),
    _text("Dasar", "Nomor surat atau keputusan.", longest=200),
))  # fmt: skip

SHEETS = (
    PEMDA, UNIT, JABATAN, PEGAWAI, SASARAN, INDIKATOR, TARGET, REALISASI, PROGRAM, ANGGARAN,
    RENCANA, MISI, TUJUAN, SASARAN_TUJUAN, INDIKATOR_TUJUAN, TARGET_RENCANA, LIBUR,
)  # fmt: skip
BY_NAME = {header_key(sheet.name): sheet for sheet in SHEETS}
INSTRUCTIONS = "Petunjuk"
ERRORS = "Kesalahan"
"""A sheet and a column that a refused workbook comes back with; both are passed over when it is uploaded again."""
