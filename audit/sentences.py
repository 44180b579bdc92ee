"""What a reader of the history sees for each verb. Floors above write verbs; their words stand together here.

The sentence follows the name of the person: `Siti Rahma` + `mengirim laporan`. What belongs to the event's `data`
and is shown under the sentence: `remark` (said by the person), `detail` (one line of facts) and `changes` (lines of
text, or rows with field, from, to).
"""

from dataclasses import dataclass

from audit.models import Event

SENTENCES: dict[str, str] = {
    # organisation
    "government.saved": "mengubah data pemerintah daerah",
    "unit.created": "menambahkan unit kerja",
    "unit.updated": "mengubah unit kerja",
    "position.created": "menambahkan jabatan",
    "position.updated": "mengubah jabatan",
    "employee.created": "menambahkan pegawai",
    "employee.updated": "mengubah data pegawai",
    "assignment.started": "mencatat penugasan",
    "assignment.ended": "mengakhiri penugasan",
    "delegation.given": "menunjuk delegasi pengirim laporan",
    "delegation.ended": "mengakhiri delegasi pengirim laporan",
    "user.created": "membuat akun",
    "user.activated": "mengaktifkan akun",
    "user.deactivated": "menonaktifkan akun",
    "user.password_link_issued": "memberikan tautan untuk membuat sandi",
    "user.password_set": "membuat sandi baru",
    "role.granted": "memberikan peran",
    "role.revoked": "mencabut peran",
    "notification.sent": "mengirim pemberitahuan",
    "notification.put_off": "belum dapat mengirim pemberitahuan dan akan mencoba lagi",
    "notification.doubtful": "tidak mendapat kepastian apakah pemberitahuan terkirim",
    "notification.failed": "gagal mengirim pemberitahuan",
    "notification.not_sent": "tidak mengirim pemberitahuan karena tidak ada alamat",
    "notification.withdrawn": "tidak jadi mengirim pemberitahuan",
    "notification.told": "menyampaikan pemberitahuan sendiri kepada penerima",
    "notification_resent": "mengirim ulang pemberitahuan",
    "notification_marked_delivered": "menandai pemberitahuan sudah terkirim",
    "user.reminded": "mengingatkan penerima",
    "message_settings.saved": "mengubah pengaturan pemberitahuan",
    # indicators
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
    "indicator.created": "membuat indikator",
    "indicator.changed": "mengubah indikator",
    "objective.created": "membuat sasaran",
    "objective.changed": "mengubah sasaran",
    "indicator.version_ended": "mengakhiri versi indikator ini",
    "indicator.version_begun": "memulai versi baru indikator",
    "position.budget_changed": "mengubah anggaran pada rencana",
    "program.created": "menambahkan entri nomenklatur",
    "program.changed": "mengubah entri nomenklatur",
    "program.removed": "menghapus entri nomenklatur",
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
    # agreements
    "agreement.drafted": "menyusun PK",
    "agreement.copied": "menyusun PK dari tahun lalu",
    "agreement.budget_edited": "mengubah anggaran draf PK",
    "agreement.budget_followed": "mengambil anggaran PK dari rencana lagi",
    "agreement.refreshed": "mengambil ulang isi PK dari rencana",
    "agreement.plan_published": "menetapkan isi PK sebagai rencana tahun itu",
    "agreement.draft_updated": "menyimpan draf PK",
    "agreement.line_edited": "mengubah baris PK",
    "agreement.line_added": "menambahkan baris PK",
    "agreement.line_moved": "memindahkan baris PK",
    "agreement.line_removed": "menghapus baris PK",
    "agreement.line_follows_plan": "mengembalikan baris PK ke rencana",
    "agreement.counterpart_chosen": "memilih Pihak Kedua PK",
    "indicator.created_in_draft": "membuat indikator saat menyusun PK",
    "objective.created_in_draft": "membuat sasaran saat menyusun PK",
    "indicator.cascaded": "mengatur kaitan indikator dengan atasan",
    "agreement.submitted": "mengajukan PK",
    "agreement.returned": "mengembalikan PK",
    "agreement.approved": "menyetujui PK",
    "agreement.signed": "mencatat tanda tangan",
    "agreement.in_force": "mencatat bahwa PK berlaku",
    "agreement.superseded": "mencatat bahwa PK diganti PK Perubahan",
    "agreement.cancelled": "membatalkan PK",
    "agreement.revision_begun": "menyusun PK Perubahan",
    "agreement.being_revised": "memulai PK Perubahan atas PK ini",
    "agreement.reminded": "mengingatkan pejabat agar mengajukan PK",
    "ceremony.created": "menyiapkan acara penandatanganan",
    "ceremony.updated": "mengubah acara penandatanganan",
    "ceremony.deleted": "menghapus acara penandatanganan",
    "ceremony.invited": "mengundang ke acara penandatanganan",
    "ceremony.uninvited": "membatalkan undangan",
    "ceremony.attendance": "mencatat kehadiran",
    # reports
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
    # workbook
    "workbook.imported": "mengimpor buku kerja",
    "report.imported": "mengimpor realisasi",
}


@dataclass(frozen=True)
class Change:
    """One value before and after, as text; `before` and `after` are empty for a change told in `label` alone."""

    label: str
    before: str = ""
    after: str = ""


def sentence(event: Event) -> str:
    """The words after the person's name; a verb without words of its own is shown as it is stored."""
    return SENTENCES.get(event.verb, event.verb)


def changes(event: Event) -> list[Change]:
    """The changes that the event carries, in the order in which they were written."""
    found = event.data.get("changes") or []
    return [
        Change(row["field"], row["from"] or "–", row["to"] or "–") if isinstance(row, dict) else Change(str(row))
        for row in found
    ]
