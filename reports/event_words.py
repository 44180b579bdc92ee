"""The words of this app's events: what happens to documents, wording, printing and workbooks."""

from audit.wording import AppWords

SENTENCES = {
    "document.issued": "menerbitkan dokumen",
    "document.attached": "menerbitkan lampiran PK",
    "document.scanned": "menyimpan hasil pindai dokumen bertanda tangan",
    "scan.matched": "memasangkan hasil pindai dengan PK ini",
    "scan.discarded": "membuang hasil pindai yang belum disimpan",
    "document.sent_to_bsre": "mengirim dokumen ke BSrE untuk ditandatangani",
    "document.bsre_settled": "menyelesaikan pengiriman ke BSrE",
    "text.saved": "menyimpan naskah dokumen",
    "print_job.created": "memulai cetak massal",
    "print_job.cancelled": "menghentikan cetak massal",
    "print_job.retried": "melanjutkan cetak massal",
    "print_job.finished": "menyelesaikan cetak massal",
    "print_job.failed": "tidak dapat menyelesaikan cetak massal",
    "workbook.imported": "mengimpor buku kerja",
    "report.imported": "mengimpor realisasi",
}

WORDS = AppWords(SENTENCES)
