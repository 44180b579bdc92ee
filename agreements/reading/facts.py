"""Where an agreement stands: in words, in a tone, and what its reader may do next."""

from dataclasses import dataclass, fields

from django.utils.formats import date_format

from agreements.domain.signing import awaited_sides
from agreements.enums import AgreementStatus
from agreements.models import Agreement, Party
from agreements.rules import is_party
from documents.signing.bsre import is_enabled
from documents.signing.trust import files_may_sign
from organisation.models import User

S = AgreementStatus

TONES = {
    S.DRAFT: "neutral",
    S.SUBMITTED: "info",
    S.RETURNED: "danger",
    S.APPROVED: "info",
    S.PARTLY_SIGNED: "warning",
    S.IN_FORCE: "success",
    S.SUPERSEDED: "plain",
    S.CANCELLED: "plain",
}
"""The tone of each state's tag; the words and the shape tell it without colour."""

SENTENCES = {
    S.DRAFT: "Masih draf. {first} memeriksa isinya, lalu mengajukannya kepada {second}.",
    S.SUBMITTED: "Menunggu keputusan {second}: menyetujui, atau mengembalikan dengan catatan.",
    S.RETURNED: "Dikembalikan dengan catatan. {first} memperbaiki, lalu mengajukannya kembali.",
    S.APPROVED: "Disepakati; isinya sudah tetap. Cetak dokumennya, lalu catat tanda tangan {awaited}.",
    S.PARTLY_SIGNED: "Menunggu tanda tangan {awaited}.",
    S.IN_FORCE: "Berlaku sejak {signed_on}.",
    S.SUPERSEDED: "Tidak berlaku lagi. {successor}.",
    S.CANCELLED: "Dibatalkan. Alasannya tercatat pada riwayat.",
}
UNISSUED = {
    S.APPROVED: "Disepakati; isinya sudah tetap. Terbitkan dan cetak PK ini, lalu ditandatangani {awaited}.",
    S.IN_FORCE: "Berlaku sejak {signed_on}, tetapi belum diterbitkan. Terbitkan PK ini agar bernomor dan tersimpan.",
}
"""The same while it has no document: issuing comes first."""

DRAFT_OF_ONE = "Masih draf. {first} memeriksa isinya, lalu menyetujuinya."


@dataclass(frozen=True, slots=True)
class PossibleSteps:
    """What a user may do with an agreement in its present state."""

    edit: bool
    submit: bool
    review: bool
    agree_alone: bool
    issue: bool
    print: bool
    sign: bool
    sign_own: bool
    cancel: bool
    revise: bool

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return any(getattr(self, field.name) for field in fields(self))


def tone_of(status: str) -> str:
    """The tone of a state's tag."""
    return TONES[AgreementStatus(status)]


def awaited_parties(agreement: Agreement) -> list[Party]:
    """The parties that may sign now; none before the approval and after the last signature."""
    if not agreement.is_open_for_signing:
        return []
    parties = {party.side: party for party in agreement.parties.all()}
    signed = {side for side, party in parties.items() if hasattr(party, "signature")}
    return [parties[side] for side in awaited_sides(parties, signed, agreement.signing_order)]


def awaited_as(agreement: Agreement, user: User) -> Party | None:
    """The party as which `user` may sign now; None when it is not the user's turn."""
    return next((party for party in awaited_parties(agreement) if is_party(user, party)), None)


def next_step(agreement: Agreement) -> str:
    """What happens next with the agreement, and who does it: one or two sentences."""
    parties = list(agreement.parties.all())
    names = {party.side: f"{party.name} ({party.position_title})" for party in parties}
    template = SENTENCES[S(agreement.status)]
    if agreement.status == S.DRAFT and len(parties) == 1:
        template = DRAFT_OF_ONE
    elif agreement.status in UNISSUED and not agreement.is_issued:
        template = UNISSUED[S(agreement.status)]
    awaited = awaited_parties(agreement)
    return template.format(
        first=names.get("first", "Pihak Pertama"),
        second=names.get("second", "Pihak Kedua"),
        awaited=_in_any_order([names[party.side] for party in awaited]),
        signed_on=_day(agreement),
        successor=_successor(agreement),
    )


def _successor(agreement: Agreement) -> str:
    """By which version it was replaced, and from when that one is in force."""
    successor = getattr(agreement, "superseded_by", None)
    if successor is None:
        return "Sudah diganti dengan PK Perubahan"
    return f"Diganti PK Perubahan versi {successor.version} yang berlaku sejak {_day(successor)}"


def _day(agreement: Agreement) -> str:
    return date_format(agreement.signed_on, "j F Y") if agreement.signed_on else "–"


def _in_any_order(names: list[str]) -> str:
    return f"{' dan '.join(names)}; siapa pun boleh lebih dahulu" if len(names) > 1 else "".join(names)


def possible_steps(agreement: Agreement, user: User) -> PossibleSteps:
    """Which steps `user` may take now: the rules say who, the state says when."""

    def may(verb: str) -> bool:
        return user.has_perm(f"agreements.{verb}", agreement)

    decides = may("approve_agreement")
    awaited, has_paper = awaited_parties(agreement), agreement.is_frozen and agreement.is_issued
    return PossibleSteps(
        edit=agreement.is_editable and may("edit_agreement"),
        submit=agreement.may_become(S.SUBMITTED) and not agreement.has_one_signer and may("submit_agreement"),
        review=agreement.status == S.SUBMITTED and decides,
        agree_alone=agreement.status == S.DRAFT and agreement.has_one_signer and decides,
        issue=agreement.is_frozen and not has_paper and may("issue_agreement"),
        print=bool(awaited) and has_paper,
        sign=bool(awaited) and has_paper and may("sign_agreement"),
        sign_own=awaited_as(agreement, user) is not None and (files_may_sign() or is_enabled()),
        cancel=agreement.is_cancellable and may(cancelling_permission(agreement)),
        revise=agreement.is_revisable and may("revise_agreement"),
    )


def cancelling_permission(agreement: Agreement) -> str:
    """A draft is given up by those who draft; what others have seen only by Bagian Organisasi."""
    return "cancel_draft" if agreement.is_editable else "cancel_agreement"
