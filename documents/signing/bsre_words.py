"""What the signing service of BSrE says, in plain Indonesian with the next step.

Codes and texts as published clients of the Esign Client Service know them; several installations leave the code out,
so texts are recognised too.
"""

from collections.abc import Mapping
from typing import Any

CODES = {
    "401": "BSrE menolak akun aplikasi ini. Minta Diskominfo memeriksa nama dan kata sandi layanan BSrE.",
    "1001": "Layanan BSrE sedang terganggu. Tunggu beberapa menit, lalu coba lagi.",
    "2011": "NIK ini belum terdaftar di BSrE. Daftarkan dahulu melalui Diskominfo.",
    "2021": "Sertifikat Anda tidak aktif atau kedaluwarsa. Perbarui sertifikat melalui Diskominfo.",
    "2031": "Passphrase salah. Ketikkan kembali; bila lupa, atur ulang melalui portal BSrE.",
    "3001": "Layanan BSrE sedang terganggu. Tunggu beberapa menit, lalu coba lagi.",
    "4014": "NIK belum diisi. Isi NIK Anda, lalu tanda tangani sekali lagi.",
    "4015": "BSrE menolak data yang dikirim. Periksa NIK Anda; bila tetap ditolak, hubungi Diskominfo.",
    "4024": "NIK ini sudah terdaftar di BSrE, jadi tidak perlu didaftarkan lagi. Lanjutkan menandatangani.",
    "4044": "Berkas ini sudah tidak tersedia di BSrE. Unduh dari portal BSrE, lalu unggah hasilnya di sini.",
}
NOT_SIGNED = frozenset(CODES) - {"1001", "3001"}
"""Codes that say for sure that nothing was signed; a fault of the system does not say when it happened."""

TEXTS = (
    ("passphrase anda salah", "2031"),
    ("tidak terdaftar", "2011"),
    ("nik harus diisi", "4014"),
    ("data tidak sesuai ketentuan", "4015"),
    ("nik telah terdaftar", "4024"),
    ("file tidak tersedia", "4044"),
    ("invalid_token", "401"),
)
UNKNOWN = "BSrE menolak permintaan ini. Coba lagi nanti; bila tetap ditolak, hubungi Diskominfo."

STATUSES = {
    "ISSUE": "",
    "EXPIRED": "Sertifikat BSrE Anda kedaluwarsa. Mintalah sertifikat baru melalui Diskominfo.",
    "RENEW": "Sertifikat BSrE Anda sedang diperbarui. Selesaikan pembaruannya melalui tautan dari BSrE.",
    "WAITING_FOR_VERIFICATION": "Pendaftaran BSrE Anda menunggu verifikasi. Tanyakan kepada Diskominfo.",
    "NEW": "Pendaftaran BSrE Anda belum selesai. Buka tautan aktivasi yang dikirim BSrE ke surel Anda.",
    "NO_CERTIFICATE": "Anda terdaftar di BSrE tetapi belum mempunyai sertifikat. Mintalah melalui Diskominfo.",
    "NOT_REGISTERED": CODES["2011"],
    "SUSPEND": "Sertifikat BSrE Anda dibekukan. Hubungi Diskominfo.",
    "REVOKE": "Sertifikat BSrE Anda dicabut. Mintalah sertifikat baru melalui Diskominfo.",
}


def refusal_in_words(answer: Mapping[str, Any], http_status: int) -> str:
    """The sentence for an error answer of either version."""
    return CODES.get(code_of(answer, http_status), UNKNOWN)


def code_of(answer: Mapping[str, Any], http_status: int) -> str:
    """The code of an error answer; recognised by its text when it carries none. Safe to log: holds nothing personal."""
    code = str(answer.get("status_code") or "")
    if code in CODES:
        return code
    text = str(answer.get("error") or answer.get("message") or "").lower()
    found = next((known for part, known in TEXTS if part in text), "")
    return found or ("401" if http_status == 401 else code[:8] or str(http_status))


def status_objection(status: str) -> str:
    """Why a person of this status cannot sign, as a sentence; empty when the person can."""
    return STATUSES.get(status, UNKNOWN)
