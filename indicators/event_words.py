"""The words of this app's events: what happens to plans, targets, calendar and reports."""

from audit.wording import AppWords

SENTENCES = {
    "policy.created": "menyiapkan kebijakan pengukuran",
    "policy.changed": "mengubah kebijakan pengukuran",
    "indicator.sheet_changed": "mengubah kamus indikator",
    "target.changed": "mengubah target",
    "plan.created": "menambahkan rencana jangka menengah",
    "plan.changed": "mengubah rencana jangka menengah",
    "plan.imported": "mengimpor rencana jangka menengah",
    "plan.removed": "menghapus rencana jangka menengah",
    "plan.part_added": "menambahkan bagian rencana",
    "plan.part_changed": "mengubah bagian rencana",
    "plan.part_removed": "menghapus bagian rencana",
    "plan.objectives_placed": "mengatur sasaran dan indikator suatu tujuan",
    "plan.targets_changed": "mengubah target rencana",
    "period.created": "menyiapkan jadwal pelaporan",
    "period.changed": "mengubah jadwal pelaporan",
    "period.extended": "memberikan perpanjangan waktu",
    "period.extension_ended": "mengakhiri perpanjangan waktu",
    "report.started": "memulai laporan",
    "report.saved": "menyimpan draf laporan",
    "report.submitted": "mengirim laporan",
    "report.returned": "mengembalikan laporan",
    "report.row_opened": "membuka baris laporan yang sudah diterima",
    "report.verified": "menyetujui laporan",
    "report.reopened": "membuka kembali laporan yang sudah disetujui; angka yang disetujui waktu itu:",
    "follow_up.scheduled": "menetapkan batas waktu tindak lanjut",
    "follow_up.done": "menandai tindak lanjut selesai",
    "evidence.added": "menambahkan bukti dukung",
    "evidence.reused": "memakai bukti dukung yang sudah ada",
    "evidence.removed": "melepas bukti dukung",
}

WORDS = AppWords(SENTENCES)
