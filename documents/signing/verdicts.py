"""The judgement on a file that claims to be one of ours: genuine, an older file of ours, or not ours, and why."""

import datetime
import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from documents.inspection.confined import UnreadableError, inspect
from documents.signing.trust import TRIAL, is_trial, trusted_roots, untrusted

STRANGE = "Isi berkas ini tidak sama dengan berkas mana pun yang disimpan untuk dokumen ini."
EXTENDED = (
    "Setelah tanda tangan terakhir hanya ditambahkan data untuk pemeriksaan kelak (sertifikat, status pencabutan, "
    "atau stempel waktu); isinya tidak berubah."
)
MOST_REVISIONS = 50
"""How many endings of a file are compared with the stored ones."""
_ENDING = re.compile(rb"%%EOF(?=(\r\n|\r|\n)?)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is answered to somebody who holds a file.

    `is_genuine`: one of the stored files, byte for byte, and every signature in it is valid. `is_extended`: evidence
    for later checks was added to it elsewhere, and nothing else.
    """

    is_genuine: bool
    is_newest: bool
    reasons: tuple[str, ...]
    is_extended: bool = False
    signers: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    """What else is known of the signatures: whose chain was followed, and when a third party stamped the time."""

    is_trusted: bool = False
    """Whether every certificate comes from an issuer that is trusted here."""

    @property
    def signed_words(self) -> str:
        """Who signed; only what was made with certificates of trusted issuers is called valid."""
        names = ", ".join(self.signers)
        if self.is_trusted:
            return f"Tanda tangan elektronik sah: {names}."
        return f"Tanda tangan elektronik utuh, tetapi penerbit sertifikatnya tidak terbukti: {names}."

    @property
    def headline(self) -> str:
        """The judgement in one sentence."""
        if not self.is_genuine:
            return "Bukan berkas yang diterbitkan, atau sudah diubah."
        if not self.is_newest:
            return "Asli, tetapi bukan berkas yang terbaru."
        if self.is_extended:
            return "Asli: berkas yang diterbitkan, ditambah data validasi."
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
    try:
        found = _signatures_of(content, _known_roots())
    except UnreadableError:
        reason = "Isi berkas tidak dapat dibaca sebagai dokumen bertanda tangan."
        return Verdict(is_genuine=False, is_newest=False, reasons=(reason,))
    signatures, objections = found["signatures"], objections_to(found, signers)
    digest = hashlib.sha256(content).hexdigest()
    stored = digest if digest in known else _stored_within(content, signatures, known)
    if stored is None or objections:
        strange = () if digest in known else (STRANGE,)
        names = tuple(signature["common_name"] for signature in signatures) if digest in known else ()
        return Verdict(is_genuine=False, is_newest=False, reasons=(*strange, *objections), signers=names)
    return Verdict(
        is_genuine=True,
        is_newest=stored == known[-1],
        reasons=(),
        is_extended=stored != digest,
        signers=tuple(signature["common_name"] for signature in signatures),
        notes=(*_notes_on(found), *((EXTENDED,) if stored != digest else ())),
        is_trusted=all(signature["trusted"] for signature in signatures),
    )


def _stored_within(content: bytes, signatures: Sequence[dict[str, Any]], known: Sequence[str]) -> str | None:
    """The SHA-256 of the stored file that this one begins with, if it holds all the signatures; None without one.

    A file without signatures is not protected against what is added, so it is itself or nothing.
    """
    if not signatures:
        return None
    end = signatures[-1]["end"]
    endings = {end}
    for number, ending in enumerate(_ENDING.finditer(content, end), start=1):
        if number > MOST_REVISIONS:
            return None
        endings |= {ending.end(), ending.end() + len(ending[1] or b"")}
    digest, done, found = hashlib.sha256(), 0, None
    for ending_at in sorted(endings):
        digest.update(content[done:ending_at])
        done = ending_at
        if digest.hexdigest() in known:
            found = digest.hexdigest()
    return found


def _signatures_of(content: bytes, roots: Sequence[bytes]) -> dict[str, Any]:
    return inspect("signatures", [content, *roots])[0]


def _known_roots() -> list[bytes]:
    """What is trusted; a list that cannot be read trusts nobody, and the public page says so without failing."""
    try:
        return trusted_roots()
    except ValidationError:
        return []


def _notes_on(found: dict[str, Any]) -> Iterator[str]:
    signatures = found["signatures"]
    if any(signature["trusted"] is None for signature in signatures):
        yield "Rantai sertifikat: tidak diperiksa; yang dicocokkan ialah sertifikat yang tercatat saat menandatangani."
        if is_trial():
            yield TRIAL
    elif signatures and all(signature["trusted"] for signature in signatures):
        yield "Rantai sertifikat: tepercaya, sampai ke penerbit yang diakui instansi ini."
    elif signatures:
        yield "Rantai sertifikat: tidak sampai ke penerbit yang diakui instansi ini."
    for signature in signatures:
        if signature["stamped_at"]:
            yield f"Stempel waktu {signature['common_name']}: {_moment(signature['stamped_at'])}."
    for stamp in found["timestamps"]:
        yield f"Stempel waktu dokumen oleh {stamp['common_name']}: {_moment(stamp['at'])}."


def _moment(at: str) -> str:
    local = timezone.localtime(datetime.datetime.fromisoformat(at))
    return f"{date_format(local, 'j F Y H.i')} {local.tzname()}"


def objections_to(found: dict[str, Any], signers: Collection[str]) -> tuple[str, ...]:
    """What is wrong with the signatures of a file, each as a sentence; nothing for a file without signatures.

    All must be intact and given with a known certificate that was not revoked, their time-stamps too, the last must
    cover the whole file, and nothing but further signatures may have been added after any of them. Evidence for later
    checks may be added at any time: certificates, answers on revocation, and time-stamps over the document.
    """
    signatures, objections = found["signatures"], []
    for number, signature in enumerate(signatures, start=1):
        who = f"Tanda tangan ke-{number} ({signature['common_name']})"
        if signature["fingerprint"] not in signers:
            objections.append(f"{who} dibuat dengan sertifikat yang bukan milik para pihak.")
        if not signature["intact"]:
            objections.append(f"{who} rusak: isi berkas berubah setelah ditandatangani.")
        elif not signature["harmless"]:
            objections.append(f"{who} tidak lagi melindungi isi: halaman atau isi berkas diubah sesudahnya.")
        if not signature.get("stamp_intact", True):
            objections.append(f"{who} memuat stempel waktu yang tidak sah.")
        if signature["revoked_at"]:
            objections.append(
                f"{who} dibuat dengan sertifikat yang sudah dicabut pada {_moment(signature['revoked_at'])}."
            )
    if not all(stamp["intact"] for stamp in found["timestamps"]):
        objections.append("Berkas ini memuat stempel waktu dokumen yang tidak sah.")
    if signatures and not signatures[-1]["whole"]:
        objections.append("Ada bagian yang ditambahkan setelah tanda tangan terakhir.")
    return tuple(objections)


def verify_own(content: bytes, *, signers: Collection[str]) -> tuple[dict[str, Any], ...]:
    """The signatures of a file that we are about to store; `ValidationError` when anything is wrong with them.

    Where issuers are named, the certificate of the newest signature must come from one of them.
    """
    try:
        found = _signatures_of(content, trusted_roots())
    except UnreadableError as error:
        raise ValidationError("Hasil tanda tangan tidak dapat diperiksa. Coba lagi sebentar lagi.") from error
    signatures = found["signatures"]
    objections = objections_to(found, signers or {signature["fingerprint"] for signature in signatures})
    if objections or not signatures:
        raise ValidationError(["Hasil tanda tangan tidak sah, jadi tidak disimpan.", *objections])
    if signatures[-1]["trusted"] is False:
        raise untrusted(signatures[-1]["issuer"])
    return tuple(signatures)
