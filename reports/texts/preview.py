"""A wording on paper before it is kept: always a draft, never stored."""

from collections.abc import Mapping
from dataclasses import replace

from agreements.models import Agreement
from indicators.enums import Attachment
from reports.attachments.documents import attachment_document, groups_of, render_attachment
from reports.documents import agreement_document, placeholder_values, render_agreement, worded
from reports.enums import TextKind
from reports.texts.catalogue import Wording
from reports.texts.sample import sample_document, sample_groups

ATTACHMENTS = {
    TextKind.INTEGRITY_PACT: Attachment.INTEGRITY_PACT,
    TextKind.INTEGRITY_PACT_ALONE: Attachment.INTEGRITY_PACT,
    TextKind.ACTION_PLAN: Attachment.ACTION_PLAN,
    TextKind.REFERENCE_SHEETS: Attachment.REFERENCE_SHEETS,
}
ALONE = frozenset({TextKind.AGREEMENT_ALONE, TextKind.INTEGRITY_PACT_ALONE})


def preview(wording: Wording, texts: Mapping[str, str], agreement: Agreement | None, *, year: int) -> bytes:
    """The document with these texts, for `agreement` (fetched `with_content()`) or for a sample of `year`.

    Raises `ValidationError` for an agreement without Pihak Pertama, `pdf.RenderError` when it cannot be printed.
    """
    if agreement:
        year = agreement.year
        document = agreement_document(agreement)
    else:
        document = sample_document(year, is_alone=wording.kind in ALONE)
    if wording.kind not in ATTACHMENTS:
        return render_agreement(worded(document, texts, year))
    document = replace(document, values=placeholder_values(document, year))
    groups = groups_of(agreement) if agreement else sample_groups()
    return render_attachment(attachment_document(ATTACHMENTS[wording.kind], document, groups, texts))
