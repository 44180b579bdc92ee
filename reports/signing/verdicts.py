"""The judgement on a file that claims to be one of ours: genuine, an older file of ours, or not ours, and why."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from reports.signing.confined import UnreadableError, inspect


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is answered to somebody who holds a file.

    `is_genuine`: one of the stored files, byte for byte, and every signature in it is valid.
    """

    is_genuine: bool
    is_newest: bool
    reasons: tuple[str, ...]
    signers: tuple[str, ...] = field(default=())

    @property
    def headline(self) -> str:
        """The judgement in one sentence."""
        if not self.is_genuine:
            return "Bukan berkas yang diterbitkan, atau sudah diubah."
        if not self.is_newest:
            return "Asli, tetapi bukan berkas yang terbaru."
        return "Asli: sama persis dengan berkas yang diterbitkan."


def examine(content: bytes, *, known: Sequence[str], signers: Collection[str]) -> Verdict:
    """Judge a file.

    `known` are the SHA-256 of all stored files of the document, oldest first; `signers` the fingerprints of the
    certificates that signed it. Raises `ValidationError` with a sentence for a file that is not looked into (locked,
    too many pages, no PDF).
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        signatures = inspect("signatures", [content])[0]["signatures"]
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
    return Verdict(is_genuine=True, is_newest=digest == known[-1], reasons=(), signers=names)


def objections_to(signatures: Sequence[dict[str, Any]], signers: Collection[str]) -> tuple[str, ...]:
    """What is wrong with the signatures of a file, each as a sentence; nothing for a file without signatures.

    All must be intact and given with a known certificate, the last must cover the whole file, and nothing but
    further signatures may have been added after any of them.
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
    if signatures and not signatures[-1]["whole"]:
        found.append("Ada bagian yang ditambahkan setelah tanda tangan terakhir.")
    return tuple(found)


def verify_own(content: bytes, *, signers: Collection[str]) -> tuple[dict[str, Any], ...]:
    """The signatures of a file that we are about to store; `ValidationError` when anything is wrong with them."""
    try:
        signatures = inspect("signatures", [content])[0]["signatures"]
    except UnreadableError as error:
        raise ValidationError("Hasil tanda tangan tidak dapat diperiksa. Coba lagi sebentar lagi.") from error
    objections = objections_to(signatures, signers or {signature["fingerprint"] for signature in signatures})
    if objections or not signatures:
        raise ValidationError(["Hasil tanda tangan tidak sah, jadi tidak disimpan.", *objections])
    return tuple(signatures)
