"""Addresses of documents. The pages of a subject begin with the name of its kind: `pk/12/cetak/`."""

from django.urls import path, register_converter

from documents.checking import views as checking
from documents.issuing import views as issuing
from documents.kinds import DocumentKind, kind_at
from documents.preparing import views as preparing
from documents.printing import views as printing
from documents.scans import views as scans
from documents.signing import bsre_views as bsre
from documents.signing import views as signing
from documents.wording import views as wording


class KindConverter:
    """A registered kind by its slug; anything else is the address of another page."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> DocumentKind:
        """The kind; `ValueError` when there is none, so that other addresses are tried."""
        kind = kind_at(value)
        if kind is None:
            raise ValueError(value)
        return kind

    def to_url(self, value: DocumentKind | str) -> str:
        """The slug of a kind, or a slug."""
        return value if isinstance(value, str) else value.slug


register_converter(KindConverter, "kind")

app_name = "documents"
urlpatterns = [
    path("dokumen/", issuing.document_list, name="document_list"),
    path("<kind:kind>/<int:pk>/cetak/", issuing.document_pdf, name="document_pdf"),
    path("<kind:kind>/<int:pk>/terbitkan/", issuing.document_issue, name="document_issue"),
    path("<kind:kind>/<int:pk>/lampiran/terbitkan/", issuing.attachment_issue, name="attachment_issue"),
    path("<kind:kind>/<int:pk>/lampiran/<slug:attachment>/", issuing.attachment_pdf, name="attachment_pdf"),
    path("<kind:kind>/<int:pk>/tanda-tangan/elektronik/", signing.sign_electronic, name="sign_electronic"),
    path("<kind:kind>/<int:pk>/tanda-tangan/kunci-server/", signing.sign_kept_key, name="sign_kept_key"),
    path("<kind:kind>/<int:pk>/tanda-tangan/bsre/", bsre.sign_bsre, name="sign_bsre"),
    path("<kind:kind>/<int:pk>/tanda-tangan/bsre/selesaikan/", bsre.settle_bsre, name="settle_bsre"),
    path("<kind:kind>/<int:pk>/pindaian/", scans.document_scan, name="document_scan"),
    path("pk/pindaian/", scans.scan_inbox, name="scan_inbox"),
    path("pk/pindaian/unggah/", scans.scan_upload, name="scan_upload"),
    path("pk/pindaian/konfirmasi/", scans.scan_confirm, name="scan_confirm"),
    path("pk/pindaian/ditolak/buang/", scans.scan_discard_refused, name="scan_discard_refused"),
    path("pk/pindaian/<int:pk>/pasangkan/", scans.scan_match, name="scan_match"),
    path("pk/pindaian/<int:pk>/buang/", scans.scan_discard, name="scan_discard"),
    path("pk/pindaian/<int:pk>/pratinjau/", scans.scan_preview, name="scan_preview"),
    path("pk/pindaian/<int:pk>/berkas/", scans.scan_file, name="scan_file"),
    path("cetak/", printing.print_job_list, name="print_job_list"),
    path("cetak/baru/", printing.print_job_create, name="print_job_create"),
    path("cetak/<int:pk>/", printing.print_job_detail, name="print_job_detail"),
    path("cetak/<int:pk>/hentikan/", printing.print_job_cancel, name="print_job_cancel"),
    path("cetak/<int:pk>/lanjutkan/", printing.print_job_retry, name="print_job_retry"),
    path("cetak/<int:pk>/unduh/", printing.print_job_file, name="print_job_file"),
    path("dokumen/disiapkan/<uuid:token>/", preparing.prepared_detail, name="prepared_detail"),
    path("dokumen/disiapkan/<uuid:token>/berkas/", preparing.prepared_file, name="prepared_file"),
    path("dokumen/naskah/", wording.text_list, name="text_list"),
    path("dokumen/naskah/<slug:kind>/", wording.text_edit, name="text_edit"),
    path("dokumen/naskah/<slug:kind>/pratinjau/", wording.text_preview, name="text_preview"),
    path("dokumen/naskah/<slug:kind>/riwayat/", wording.text_history, name="text_history"),
    path("dokumen/naskah/<slug:kind>/versi/<int:number>/", wording.text_version, name="text_version"),
    path("dokumen/naskah/<slug:kind>/versi/<int:number>/pulihkan/", wording.text_restore, name="text_restore"),
    path("v/<slug:token>/", checking.document_verify, name="document_verify"),
    path("v/<slug:token>/periksa/", checking.document_check, name="document_check"),
]
