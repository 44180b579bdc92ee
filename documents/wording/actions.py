"""Keeping a new wording. Documents that were issued keep what was printed: their files are stored."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.editing import ConflictError
from audit.trail import record
from documents.models import TextVersion
from documents.wording.placeholders import problems_in
from documents.wording.versions import current_texts, is_same
from documents.wordings import Wording
from organisation.models import User

MOST_REASON = 300  # characters


@transaction.atomic
def save_text(wording: Wording, texts: Mapping[str, str], *, reason: str, seen: int, by: User) -> TextVersion:
    """Keep `texts` as the next version; `seen` is the number of the version that the person had before them.

    Restoring an old version is saving its texts anew. Raises `ValidationError`, by part, for a wording that cannot be
    printed, without a reason, when nothing changed, and when somebody else saved meanwhile.
    """
    refuse_unprintable(wording, texts)
    if not reason.strip():
        raise ValidationError({"reason": "Tuliskan alasan perubahan naskah."})
    newest = TextVersion.objects.filter(kind=wording.name).order_by("-number").first()
    latest = newest.number if newest else 0
    if latest != seen:
        raise _overtaken(latest)
    kept = {part.name: texts[part.name] for part in wording.parts}
    if is_same(wording, kept, current_texts(wording.name)):
        raise ValidationError("Naskah ini sama dengan yang sedang berlaku, jadi tidak ada yang disimpan.", code="same")
    try:
        with transaction.atomic():
            version = TextVersion.objects.create(
                kind=wording.name, number=latest + 1, parts=kept, reason=reason.strip()[:MOST_REASON], created_by=by
            )
    except IntegrityError as error:
        raise _overtaken(latest + 1) from error
    facts = {"kind": version.kind, "number": version.number, "reason": version.reason}
    record(version, "text.saved", by=by, data=facts)
    return version


def refuse_unprintable(wording: Wording, texts: Mapping[str, str]) -> None:
    """Raise `ValidationError`, by part, unless every part is there where needed, short enough and well-formed."""
    problems: dict[str, list[str]] = {}
    for part in wording.parts:
        text = texts[part.name]
        found = problems_in(text, wording.placeholders)
        if part.is_needed and not text.strip():
            found.append("Bagian ini wajib diisi.")
        if len(text) > part.limit:
            found.append(f"Paling panjang {part.limit} huruf; sekarang {len(text)}.")
        if found:
            problems[part.name] = found
    if problems:
        raise ValidationError(problems)


def _overtaken(latest: int) -> ConflictError:
    return ConflictError(
        f"Orang lain sudah menyimpan versi {latest} naskah ini sejak Anda membukanya. Isian Anda masih ada di bawah; "
        "bandingkan dengan versi itu pada riwayat, lalu simpan kembali."
    )
