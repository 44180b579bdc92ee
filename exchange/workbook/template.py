"""The empty workbook to fill in: instructions, headers, and lists to choose from."""

from typing import IO, Any

from documents.drawing.workbook import Column, Format, Sheet, WorkbookWriter
from exchange.workbook.schema import (
    ANGGARAN,
    INDIKATOR,
    INDIKATOR_TUJUAN,
    INSTRUCTIONS,
    JABATAN,
    MISI,
    PEGAWAI,
    PROGRAM,
    REALISASI,
    RENCANA,
    SASARAN,
    SASARAN_TUJUAN,
    SHEETS,
    TARGET,
    TARGET_RENCANA,
    TUJUAN,
    UNIT,
)

LAST_ROW = 20_000
"""Down to this row the lists are offered."""

LONGEST_LIST = 255
"""Excel's limit for a list written into the rule itself."""

RULES = (
    "Isi hanya lembar yang diperlukan; lembar yang tidak ada tidak mengubah apa pun.",
    "Kolom bercetak tebal wajib diisi. Jangan mengubah nama lembar dan judul kolom; urutannya boleh berubah.",
    "Kode adalah kunci: baris dengan kode yang sudah ada memperbarui data, kode baru menambah data.",
    "Semua baris disimpan atau tidak sama sekali. Setiap kesalahan disebut dengan lembar, baris, dan kolomnya.",
    "NIP dan kode disimpan sebagai teks agar nol di depan tidak hilang.",
    "Angka boleh berupa sel angka atau teks Indonesia, misalnya 1.234,5. Teks 1.234 ditolak karena bermakna ganda.",
    "Sel berformat persen dibaca menurut tampilannya: 80% menjadi 80 bila satuannya Persen, 0,8 bila satuannya Rasio; "
    "untuk satuan lain ditanyakan.",
    "Tulisan yang hanya dapat dibaca dengan satu cara diterima dan disebut pada hasil pemeriksaan: 80 %, ≥ 80 (arah "
    "naik), 12 dokumen (satuan Dokumen), Rp1,25 M, (1,5) sebagai angka negatif, 80 s/d 90.",
    "Tanda - atau nihil pada kolom rupiah berarti 0, dan - pada TW berarti tanpa target. Pada Realisasi ditanyakan: "
    "tulis 0, n/a, atau kosongkan. Tanda * pada Realisasi berarti angka sementara.",
    "Angka disimpan dengan paling banyak enam angka di belakang koma.",
    "Sel realisasi yang kosong berarti belum dilaporkan, bukan nol.",
    "Sel kosong tidak menghapus isian yang sudah ada, pada semua lembar. Untuk menghapusnya, tulis hapus pada sel itu.",
    "Bila Realisasi kosong sedangkan Pembilang dan Penyebut terisi, realisasinya dihitung dari keduanya.",
    "Kode sub kegiatan sebelum 2023 (dua angka) tetap diterima; isi kolom Kepmen dengan keputusan yang memuatnya.",
    "Realisasi dapat berisi angka, predikat, n/a (tidak berlaku), atau menunggu (dengan Keterangan).",
    "Target rentang ditulis 80-90. Predikat ditulis seperti dalam Skala Predikat indikatornya.",
    "Lembar Target Rencana berisi target RPJMD atau Renstra; target yang diperjanjikan tetap pada lembar Target.",
    "Sasaran atau indikator dilepas dari tujuannya pada halaman Perencanaan; baris yang dihapus tidak melepasnya.",
    "Tanggal ditulis hari/bulan/tahun, misalnya 31/12/2026.",
    "Sel Peran yang kosong tidak mencabut peran; pencabutan dilakukan pada halaman pengguna.",
)

# A column that must hold a code of another sheet offers that sheet's first column.
REFERENCES: dict[tuple[str, str], Sheet] = {
    (UNIT.name, "Kode Induk"): UNIT,
    (JABATAN.name, "Kode Unit"): UNIT,
    (JABATAN.name, "Kode Atasan"): JABATAN,
    (PEGAWAI.name, "Kode Jabatan"): JABATAN,
    (SASARAN.name, "Kode Jabatan"): JABATAN,
    (SASARAN.name, "Kode Sasaran Atasan"): SASARAN,
    (INDIKATOR.name, "Kode Sasaran"): SASARAN,
    (INDIKATOR.name, "Kode Indikator Atasan"): INDIKATOR,
    (INDIKATOR.name, "Menggantikan"): INDIKATOR,
    (TARGET.name, "Kode Indikator"): INDIKATOR,
    (REALISASI.name, "Kode Indikator"): INDIKATOR,
    (ANGGARAN.name, "Kode Jabatan"): JABATAN,
    (ANGGARAN.name, "Kode Program"): PROGRAM,
    (RENCANA.name, "Kode Unit"): UNIT,
    (RENCANA.name, "Kode RPJMD"): RENCANA,
    (MISI.name, "Kode Rencana"): RENCANA,
    (TUJUAN.name, "Kode Rencana"): RENCANA,
    (SASARAN_TUJUAN.name, "Kode Sasaran"): SASARAN,
    (SASARAN_TUJUAN.name, "Kode Tujuan"): TUJUAN,
    (INDIKATOR_TUJUAN.name, "Kode Tujuan"): TUJUAN,
    (INDIKATOR_TUJUAN.name, "Kode Indikator"): INDIKATOR,
    (TARGET_RENCANA.name, "Kode Indikator"): INDIKATOR,
}


def write_template(target: str | IO[bytes]) -> None:
    """Write the empty workbook. Codes of rows that are already in the application may be typed over the list."""
    writer = WorkbookWriter(target, constant_memory=False)
    _write_instructions(writer)
    for sheet in SHEETS:
        writer.add(sheet, [])
        page = writer.book.get_worksheet_by_name(sheet.name)
        for index, column in enumerate(sheet.columns):
            _offer_choices(page, sheet, column, index)
    writer.close()


def _write_instructions(writer: WorkbookWriter) -> None:
    page = writer.book.add_worksheet(INSTRUCTIONS)
    title = writer.book.add_format({"bold": True, "font_size": 14})
    bold = writer.book.add_format({"bold": True, "valign": "top"})
    wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate((14, 24, 9, 22, 80)):
        page.set_column(index, index, width)
    page.write_string(0, 0, "Petunjuk pengisian buku kerja pertukaran", title)
    line = 2
    for rule in RULES:
        page.write_string(line, 0, f"• {rule}")
        line += 1
    line += 1
    for index, header in enumerate(("Lembar", "Kolom", "Wajib", "Isi", "Keterangan")):
        page.write_string(line, index, header, bold)
    for sheet in SHEETS:
        line += 1
        page.write_string(line, 0, sheet.name, bold)
        page.write_string(line, 4, sheet.purpose, bold)
        for column in sheet.columns:
            line += 1
            page.write_string(line, 1, column.header, bold if column.required else wrapped)
            page.write_string(line, 2, "ya" if column.required else "", wrapped)
            page.write_string(line, 3, column.kind.value, wrapped)
            page.write_string(line, 4, _explanation(column), wrapped)


def _explanation(column: Column) -> str:
    choices = f"Pilih salah satu: {', '.join(column.choices)}." if column.choices else ""
    return " ".join(part for part in (column.hint, choices) if part)


def _offer_choices(page: Any, sheet: Sheet, column: Column, index: int) -> None:
    reference = REFERENCES.get((sheet.name, column.header))
    if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
        rule: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
        rule |= {"error_title": column.header, "error_message": "Pilih salah satu dari daftar."}
    elif reference:
        rule = {"validate": "list", "source": f"='{reference.name}'!$A$2:$A${LAST_ROW}", "error_type": "information"}
        rule |= {
            "error_title": column.header,
            "error_message": f"Kode ini tidak ada pada lembar {reference.name} buku kerja ini. Teruskan bila kodenya "
            "sudah ada di aplikasi.",
        }
    elif column.kind is Format.DATE:
        rule = {"validate": "any", "input_title": column.header, "input_message": column.hint}
    else:
        return
    page.data_validation(1, index, LAST_ROW - 1, index, rule)
