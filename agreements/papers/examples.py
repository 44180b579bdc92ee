"""A wording on paper before it is kept: on an agreement or on a sample, always a draft, never stored."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from agreements.models import Agreement
from agreements.papers.attachments import attachment_document, groups_of, render_attachment
from agreements.papers.facts import agreement_document, placeholder_values, render_agreement, worded
from agreements.papers.sample import sample_document, sample_groups
from agreements.papers.wordings import MEANINGS, TEXTS, Text, TextKind
from agreements.querysets import AgreementQuerySet
from documents.wordings import Examples, Wording
from indicators.enums import Attachment
from organisation.enums import PositionKind
from organisation.models import User

MOST_EXAMPLES = 25  # agreements offered for the preview
ATTACHMENTS = {
    TextKind.INTEGRITY_PACT: Attachment.INTEGRITY_PACT,
    TextKind.INTEGRITY_PACT_ALONE: Attachment.INTEGRITY_PACT,
    TextKind.ACTION_PLAN: Attachment.ACTION_PLAN,
    TextKind.REFERENCE_SHEETS: Attachment.REFERENCE_SHEETS,
}
ALONE = frozenset({TextKind.AGREEMENT_ALONE, TextKind.INTEGRITY_PACT_ALONE})
WITH_SUPERIOR = frozenset({TextKind.AGREEMENT, TextKind.INTEGRITY_PACT})


def agreement_wordings() -> tuple[Wording, ...]:
    """Everything on the papers of an agreement that can be worded."""
    return tuple(_wording(text) for text in TEXTS.values())


def _wording(text: Text) -> Wording:
    return Wording(
        name=text.kind.value,
        label=text.kind.label,
        purpose=text.purpose,
        parts=text.parts,
        placeholders={name: MEANINGS[name] for name in text.placeholders},
        examples=Examples(
            label="PK untuk pratinjau",
            empty="PK contoh",
            help="Hanya untuk melihat hasilnya; PK itu tidak berubah.",
            offered=partial(examples_for, text.kind),
            preview=partial(preview, text.kind),
        ),
    )


def examples_for(kind: TextKind, user: User) -> AgreementQuerySet:
    """The newest agreements in the user's scope that such a paper is printed for."""
    agreements = Agreement.objects.visible_to(user).not_cancelled().select_related("position")
    if kind in ALONE:
        agreements = agreements.filter(position__kind=PositionKind.REGIONAL_HEAD)
    elif kind in WITH_SUPERIOR:
        agreements = agreements.exclude(position__kind=PositionKind.REGIONAL_HEAD)
    newest = agreements.order_by("-pk").values("pk")[:MOST_EXAMPLES]
    return Agreement.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).select_related("position")


def preview(kind: TextKind, texts: Mapping[str, str], example: Agreement | None, year: int) -> bytes:
    """The paper with these texts, for an agreement or for a sample of `year`.

    Raises `ValidationError` for an agreement without Pihak Pertama, `pdf.RenderError` when it cannot be printed.
    """
    if example:
        agreement = Agreement.objects.with_content().get(pk=example.pk)
        year, document, groups = agreement.year, agreement_document(agreement), groups_of(agreement)
    else:
        document, groups = sample_document(year, is_alone=kind in ALONE), sample_groups()
    if kind not in ATTACHMENTS:
        return render_agreement(worded(document, texts, year))
    document = replace(document, values=placeholder_values(document, year))
    return render_attachment(attachment_document(ATTACHMENTS[kind], document, groups, texts))
