"""The judgement on a file that claims to be one of ours: genuine, an older file of ours, or not ours, and why."""

import datetime
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from documents.inspection.confined import UnreadableError, inspect
from documents.signing.trust import trusted_roots, untrusted


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is answered to somebody who holds a file.

    `is_genuine`: one of the stored files, byte for byte, and every signature in it is valid.
    """

    is_genuine: bool
    is_newest: bool
    reasons: tuple[str, ...]
    signers: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    """What else is known of the signatures: whose chain was followed, and when a third party stamped the time."""

    @property
    def headline(self) -> str:
        """The judgement in one sentence."""
        if not self.is_genuine:
            return "Bukan berkas yang diterbitkan, atau sudah diubah."
        if not self.is_newest:
            return "Asli, tetapi bukan berkas yang terbaru."
        return "Asli: sama persis dengan berkas yang diterbitkan."

    @property
    def tone(self) -> str:
        """The tone of the headline: `success`, `warning` for an older file of ours, `error`."""
        if not self.is_genuine:
            return "error"
        return "success" if self.is_newest else "warning"


def examine(content: bytes, *, known: Sequence[str], signers: Collection[str]) -> Verdict:
    """Judge a file.

    `known` are the SHA-256 of all stored files of the document, oldest first; `signers` the fingerprints of the
    certificates that signed it. Raises `ValidationError` with a sentence for a file that is not looked into (locked,
    too many pages, no PDF).
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        signatures = _signatures_of(content, _known_roots())
    except UnreadableError:
        reason = "Isi berkas tidak dapat dibaca sebagai dokumen bertanda tangan."
        return Verdict(is_genuine=False, is_newest=False, reasons=(reason,))
    objections = objections_to(signatures, signers)
    if digest not in known:
        strange = "Isi berkas ini tidak sama dengan berkas mana pun yang disimpan untuk dokumen ini."
        return Verdict(is_genuine=False, is_newest=False, reasons=(strange, *objections))
    names = tuple(signature["common_name"] for signature in signatures)
    if objections:
        return Verdict(is_genuine=False, is_newest=False, reasons=objections, signers=names)
    notes = tuple(_notes_on(signatures))
    return Verdict(is_genuine=True, is_newest=digest == known[-1], reasons=(), signers=names, notes=notes)


def _signatures_of(content: bytes, roots: Sequence[bytes]) -> list[dict[str, Any]]:
    return inspect("signatures", [content, *roots])[0]["signatures"]


def _known_roots() -> list[bytes]:
    """What is trusted; a list that cannot be read trusts nobody, and the public page says so without failing."""
    try:
        return trusted_roots()
    except ValidationError:
        return []


def _notes_on(signatures: Sequence[dict[str, Any]]) -> Iterator[str]:
    if any(signature["trusted"] is None for signature in signatures):
        yield "Rantai sertifikat: tidak diperiksa; yang dicocokkan ialah sertifikat yang tercatat saat menandatangani."
    elif signatures and all(signature["trusted"] for signature in signatures):
        yield "Rantai sertifikat: tepercaya, sampai ke penerbit yang diakui instansi ini."
    elif signatures:
        yield "Rantai sertifikat: tidak sampai ke penerbit yang diakui instansi ini."
    for signature in signatures:
        if signature["stamped_at"]:
            at = timezone.localtime(datetime.datetime.fromisoformat(signature["stamped_at"]))
            moment = f"{date_format(at, 'j F Y H.i')} {at.tzname()}"
            yield f"Stempel waktu {signature['common_name']}: {moment}."


def objections_to(signatures: Sequence[dict[str, Any]], signers: Collection[str]) -> tuple[str, ...]:
    """What is wrong with the signatures of a file, each as a sentence; nothing for a file without signatures.

    All must be intact and given with a known certificate, their time-stamps too, the last must cover the whole file,
    and nothing but further signatures may have been added after any of them.
    """
    found = []
    for number, signature in enumerate(signatures, start=1):
        who = f"Tanda tangan ke-{number} ({signature['common_name']})"
        if signature["fingerprint"] not in signers:
            found.append(f"{who} dibuat dengan sertifikat yang bukan milik para pihak.")
        if not signature["intact"]:
            found.append(f"{who} rusak: isi berkas berubah setelah ditandatangani.")
        elif not signature["harmless"]:
            found.append(f"{who} tidak lagi melindungi isi: halaman atau isi berkas diubah sesudahnya.")
        if not signature.get("stamp_intact", True):
            found.append(f"{who} memuat stempel waktu yang tidak sah.")
    if signatures and not signatures[-1]["whole"]:
        found.append("Ada bagian yang ditambahkan setelah tanda tangan terakhir.")
    return tuple(found)


def verify_own(content: bytes, *, signers: Collection[str]) -> tuple[dict[str, Any], ...]:
    """The signatures of a file that we are about to store; `ValidationError` when anything is wrong with them.

    Where issuers are named, the certificate of the newest signature must come from one of them.
    """
    try:
        signatures = _signatures_of(content, trusted_roots())
    except UnreadableError as error:
        raise ValidationError("Hasil tanda tangan tidak dapat diperiksa. Coba lagi sebentar lagi.") from error
    objections = objections_to(signatures, signers or {signature["fingerprint"] for signature in signatures})
    if objections or not signatures:
        raise ValidationError(["Hasil tanda tangan tidak sah, jadi tidak disimpan.", *objections])
    if signatures[-1]["trusted"] is False:
        raise untrusted(signatures[-1]["issuer"])
    return tuple(signatures)
