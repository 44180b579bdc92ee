"""Agreements and attachments of every level, as they come to the printer: the usual ones and the extreme ones."""

from dataclasses import replace

from agreements.papers.attachments import AttachmentDocument, GroupText, SheetText, StepText
from agreements.papers.facts import (
    AgreementDocument,
    BudgetText,
    IndicatorText,
    ObjectiveText,
    PartyText,
    placeholder_values,
    worded,
)
from agreements.papers.wordings import TEXTS
from documents.drawing import pdf
from documents.drawing.imprint import Imprint
from documents.enums import Paper
from documents.wording.placeholders import fill, paragraphs
from indicators.enums import Attachment
from indicators.sheets.terms import NO_VALUE

YEAR = 2026
UNBROKEN = "Nonpemerintahdaerahkabupaten" * 11  # one word of 308 letters
WORDY = (
    "Persentase pemenuhan standar pelayanan minimal bidang kesehatan yang dihitung dari jumlah penerima layanan dasar "
    "menurut kelompok sasaran dibandingkan dengan seluruh sasaran yang seharusnya dilayani pada wilayah kerja "
)
LONG_STATEMENT = (WORDY * 4)[:600]
CREST = pdf.Asset(pdf.BASE_DIR.joinpath("demo/lambang.png").read_bytes(), "image/png")
REGENT = PartyText("H. Ahmad Fauzi Contoh, S.E., M.M.", "Bupati Contoh")
SEKDA = PartyText(
    "Drs. H. Muhammad Yusuf, M.Si.",
    "Sekretaris Daerah Kabupaten Contoh",
    "Pembina Utama Madya",
    "19991301 202012 9 002",
)
HEAD = PartyText("dr. Siti Rahmawati, M.Kes.", "Kepala Dinas Kesehatan", "Pembina Utama Muda", "19991301 202012 9 001")
FIELD = PartyText(
    "Ns. Dewi Lestari, S.Kep., M.Kes.", "Kepala Bidang Pelayanan Kesehatan", "Pembina", "19991301 202012 9 003"
)
SECTION = PartyText(
    "Budi Santoso, S.K.M.", "Kepala Seksi Pelayanan Kesehatan Primer", "Penata Tingkat I", "19991301 202012 9 004"
)
FUNCTIONAL = PartyText("Rina Wulandari, S.Tr.Keb.", "Bidan Ahli Muda", "Penata", "19991301 202012 9 005")
STAFF = PartyText("Agus", "Pengolah Data Kesehatan", "Pengatur Muda", "19991301 202012 9 006")
ENDLESS = PartyText(
    "Prof. Dr. Ir. H. Raden Mas Muhammad Abdurrahman Sastrodiningrat Kusumowardhani Al-Fatih, S.E., S.H., M.M., M.Si., "
    "M.Hum., Ph.D., C.A., CGCAE.",
    "Kepala Dinas Pemberdayaan Masyarakat dan Desa, Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan, "
    "Perlindungan Anak, Transmigrasi, dan Tenaga Kerja Kabupaten Contoh",
    "Pembina Utama Muda",
    "19991301 202012 9 007",
)


def _objectives(
    count: int, rows: int, statement: str = "Persentase pelayanan sesuai standar"
) -> tuple[ObjectiveText, ...]:
    targets = ("85,5", "1.250", "A (Memuaskan)", "0,125", "≤ 2,5", "72–75")
    units = ("Persen", "Orang", "Predikat", "Indeks", "Per 1.000 kelahiran hidup", "Nilai")
    return tuple(
        ObjectiveText(
            number,
            f"Meningkatnya derajat kesehatan masyarakat menurut kelompok sasaran ke-{number}",
            tuple(
                IndicatorText(f"{statement} {number}.{row}", units[row % 6], targets[row % 6]) for row in range(rows)
            ),
        )
        for number in range(1, count + 1)
    )


def _budget(count: int, name: str = "Program Pemenuhan Upaya Kesehatan Perorangan dan Masyarakat") -> dict:
    rows = tuple(
        BudgetText(f"{name} {number}", f"Rp{number}.250.000.000", ("APBD", "DAK Nonfisik", "BLUD")[number % 3])
        for number in range(1, count + 1)
    )
    words = (
        "seratus dua puluh tiga miliar empat ratus lima puluh enam juta tujuh ratus delapan puluh sembilan ribu rupiah"
    )
    return {"budget": rows, "total": "Rp123.456.789.000", "total_in_words": words}


def _agreement(**changes: object) -> AgreementDocument:
    document = AgreementDocument(
        title=f"Perjanjian Kinerja Tahun {YEAR}",
        unit_name="Dinas Kesehatan",
        government_name="Pemerintah Kabupaten Contoh",
        first=HEAD,
        second=REGENT,
        place="Contoh",
        date="5 Januari 2026",
        created="2026-01-05",
        objective_title="Sasaran Strategis",
        objectives=_objectives(3, 2),
        budget_title="Program",
        **_budget(3),
        paper=Paper.F4,
        crest=CREST,
        imprint=Imprint("800/123/PK/2026", "https://amanah.contoh.go.id/v/Zk3v9Qm2xT7wLr4BnY8cDa6H/"),
    )
    document = replace(document, **changes)
    kind = "agreement" if document.second else "agreement_alone"
    return worded(document, TEXTS[kind].defaults, YEAR)


def _headed(amounts: tuple[tuple[str, tuple[str, ...]], ...], **total: str) -> dict:
    """Headings with their sum, each followed by its rows."""
    rows: list[BudgetText] = []
    for order, (total_of_group, members) in enumerate(amounts, start=1):
        rows.append(BudgetText(f"Induk anggaran ke-{order} yang membawahi rincian berikut", total_of_group, "", True))
        rows += [BudgetText(f"Rincian {order}.{number}", amount, "APBD") for number, amount in enumerate(members, 1)]
    return {"budget": tuple(rows), **total}


TWO_PROGRAMMES = _headed(
    (("Rp3.000.000.000", ("Rp1.000.000.000", "Rp2.000.000.000")), ("Rp500.000.000", ("Rp500.000.000",))),
    total="Rp3.500.000.000",
    total_in_words="tiga miliar lima ratus juta rupiah",
)
ONE_ACTIVITY = _headed(
    (("Rp300.000.000", ("Rp100.000.000", "Rp200.000.000")),),
    total="Rp300.000.000",
    total_in_words="tiga ratus juta rupiah",
)

PROGRAM = {"objective_title": "Sasaran Program", "budget_title": "Program/Kegiatan"}
ACTIVITY = {"objective_title": "Sasaran Kegiatan", "budget_title": "Kegiatan/Sub Kegiatan"}
AGREEMENTS = {
    "kepala daerah": _agreement(
        first=REGENT, second=None, unit_name="Kabupaten Contoh", objectives=_objectives(8, 3), **_budget(40)
    ),
    "kepala OPD 6 x 10 x 12": _agreement(objectives=_objectives(6, 10), **_budget(12)),
    "kepala OPD biasa": _agreement(objectives=_objectives(4, 2), **_budget(6)),
    "sekda": _agreement(first=SEKDA, unit_name="Sekretariat Daerah", objectives=_objectives(3, 2), **_budget(3)),
    "camat": _agreement(
        first=replace(FIELD, name="Hendra Gunawan, S.STP.", position="Camat Contoh Utara"),
        unit_name="Kecamatan Contoh Utara",
    ),
    "eselon III": _agreement(first=FIELD, second=HEAD, objectives=_objectives(2, 3), **PROGRAM, **TWO_PROGRAMMES),
    "eselon IV": _agreement(first=SECTION, second=FIELD, objectives=_objectives(2, 2), **ACTIVITY, **ONE_ACTIVITY),
    "fungsional": _agreement(first=FUNCTIONAL, second=FIELD, objectives=_objectives(1, 2), **ACTIVITY, budget=()),
    "pelaksana": _agreement(first=STAFF, second=SECTION, objectives=_objectives(1, 2), **ACTIVITY, budget=()),
    "nama sangat panjang": _agreement(
        first=ENDLESS,
        second=replace(ENDLESS, position="Plt. " + ENDLESS.position),
        unit_name=ENDLESS.position.removeprefix("Kepala "),
        objectives=(
            ObjectiveText(
                1,
                LONG_STATEMENT,
                (IndicatorText(LONG_STATEMENT, "Per 1.000 kelahiran hidup", "85,5"), IndicatorText(UNBROKEN, "%", "1")),
            ),
            ObjectiveText(2, UNBROKEN, (IndicatorText("Indeks", UNBROKEN[:60], "123.456.789.012,345678"),)),
        ),
        budget=(
            BudgetText(
                LONG_STATEMENT[:300], "Rp99.999.999.999.999,99", "Dana Alokasi Khusus Nonfisik Bantuan Operasional"
            ),
            BudgetText(UNBROKEN[:300], "Rp0", "APBD"),
        ),
        total="Rp99.999.999.999.999,99",
        total_in_words="",
    ),
    "tanpa anggaran": _agreement(objectives=_objectives(3, 3), budget=()),
    "pelaksana tugas": _agreement(first=replace(HEAD, position="Plt. Kepala Dinas Kesehatan"), second=REGENT),
    "perubahan": _agreement(
        title=f"Perjanjian Kinerja Perubahan Tahun {YEAR}", objectives=_objectives(5, 3), **_budget(8)
    ),
    "draf": _agreement(imprint=None, date="…………………………… 2026", created=""),
}
"""By level and by what is unusual about it."""

_STEP = "Menyusun jadwal, menetapkan lokasi, dan melaksanakan pembinaan teknis kepada seluruh puskesmas secara berkala"
_MARKS = (("√", "", "", ""), ("√", "√", "√", "√"), ("", "", "√", "√"))


def _sheet(number: str, row: IndicatorText, objective: str, steps: int) -> SheetText:
    definition = (
        f"Hasil pengukuran {row.statement.lower()} pada seluruh sasaran yang menjadi tanggung jawab unit kerja."
    )
    terms = (
        ("Sasaran", objective),
        ("Definisi operasional", definition),
        ("Formula", "(Jumlah penerima layanan sesuai standar ÷ jumlah seluruh sasaran) × 100%"),
        ("Satuan", row.unit),
        ("Arah", "Naik (makin tinggi makin baik)"),
        ("Akumulasi triwulan", "Posisi akhir"),
        ("Kondisi awal", NO_VALUE),
        (f"Target {YEAR}", row.target),
        ("Target triwulan", "TW I –, TW II 40, TW III –, TW IV 85,5"),
        ("Sumber data", "Laporan bulanan puskesmas"),
        ("Frekuensi pengumpulan", "Triwulan"),
        ("Media pengumpulan", "Aplikasi satu data"),
        ("Jenis bukti", "Berita acara dan rekapitulasi"),
        ("Penanggung jawab", "Kepala Bidang Pelayanan Kesehatan"),
    )
    actions = tuple(
        StepText(order, f"{_STEP} {number}.{order}", _MARKS[order % 3], "Kepala Bidang Pelayanan Kesehatan")
        for order in range(1, steps + 1)
    )
    return SheetText(
        number, row.statement, row.unit, row.target, (NO_VALUE, "40", NO_VALUE, row.target), actions, terms
    )


def groups(agreement: AgreementDocument, steps: int) -> tuple[GroupText, ...]:
    """The objectives of an agreement with so many actions for every indicator."""
    return tuple(
        GroupText(
            objective.number,
            objective.statement,
            tuple(
                _sheet(f"{objective.number}.{order}", row, objective.statement, steps)
                for order, row in enumerate(objective.indicators, start=1)
            ),
        )
        for objective in agreement.objectives
    )


def attachment(kind: Attachment, name: str, steps: int = 2) -> AttachmentDocument:
    """The attachment of one of the agreements above, in the statutory wording."""
    agreement = AGREEMENTS[name]
    agreement = replace(agreement, values=placeholder_values(agreement, YEAR))
    alone = kind == Attachment.INTEGRITY_PACT and agreement.second is None
    texts = TEXTS["integrity_pact_alone" if alone else kind.value].defaults
    filled = {part: paragraphs(fill(text, agreement.values)) for part, text in texts.items()}
    return AttachmentDocument(kind, agreement, filled, groups(agreement, steps))


def on_paper(document: AgreementDocument | AttachmentDocument, paper: Paper) -> AgreementDocument | AttachmentDocument:
    """The same on another paper."""
    if isinstance(document, AttachmentDocument):
        return replace(document, agreement=replace(document.agreement, paper=paper))
    return replace(document, paper=paper)


ATTACHMENTS = {
    f"{kind.label}, {name}": attachment(kind, name, steps)
    for kind in Attachment
    for name, steps in (
        ("kepala daerah", 1),
        ("kepala OPD 6 x 10 x 12", 2),
        ("kepala OPD biasa", 3),
        ("pelaksana", 0),
        ("nama sangat panjang", 1),
        ("draf", 1),
    )
    if (kind, name) != (Attachment.REFERENCE_SHEETS, "kepala daerah")  # like those of the others, only longer
}
"""By kind and agreement."""
