"""A second kind of document, invented for the tests: the minutes of a meeting, with two signers and one attachment."""

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any, Self

import rules
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html

from audit.trail import record
from documents.drawing import pdf
from documents.drawing.imprint import Drawn, Imprint, assets_of
from documents.enums import Paper, SignatureMethod
from documents.kinds import (
    AttachmentKind,
    Bulk,
    Checking,
    DocumentKind,
    Drawing,
    GivenSignature,
    Issuing,
    Permissions,
    PrintCandidate,
    Scanning,
    SelectBox,
    Selection,
    Signatory,
    Signing,
    Statement,
)
from organisation.models import User

NAME, SLUG = "minutes", "berita-acara"
SIGNERS = {"chair": ("Ketua Rapat", "Siti Rahma"), "secretary": ("Sekretaris Rapat", "Ahmad Contoh")}


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the meetings that the user may read about."""
        return self.filter(readers__contains=[user.pk])


class Minutes(models.Model):
    """The minutes of one meeting; who signed stands in `signed`, by the key of the party."""

    title = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField(default=2026)
    is_agreed = models.BooleanField(default=True)
    readers = models.JSONField(default=list)
    signed = models.JSONField(default=dict)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        app_label = "minutes"

    def __str__(self) -> str:
        return f"Berita Acara {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("home")


def draw(what: str, minutes: Minutes, imprint: Imprint | None) -> Drawn:
    """One page with a place for each signature."""
    head = format_html('<html lang="id"><head><title>{} {}</title></head><body>', what, minutes.title)
    places = "".join(f'<div class="place" id="ttd-{key}-lembar"></div>' for key in SIGNERS) if imprint else ""
    seal = render_to_string("pdf/_seal.html", {"imprint": imprint})
    html = f"{head}{seal}{format_html('<h1>{} {}</h1>', what, minutes.title)}{places}</body></html>"
    return Drawn(f"{what} {minutes.title}", Paper.A4, pdf.render(html, paper=Paper.A4, assets=assets_of(None, imprint)))


def signatories(minutes: Minutes) -> tuple[Signatory, ...]:
    """Chair and secretary."""
    return tuple(
        Signatory(key, label, f"{name}, S.H.", label, name, signature=_given(minutes.signed.get(key)))
        for key, (label, name) in SIGNERS.items()
    )


def _given(signed: dict[str, Any] | None) -> GivenSignature | None:
    if signed is None:
        return None
    day = datetime.date.fromisoformat(signed["on"])
    at = parse_datetime(signed["at"]) if signed["at"] else None
    return GivenSignature(SignatureMethod(signed["method"]).label, day, at, signed["certificate"])


def awaited(minutes: Minutes) -> tuple[Signatory, ...]:
    """Whoever has not signed, in any order."""
    return tuple(party for party in signatories(minutes) if not party.signature)


def awaited_as(minutes: Minutes, user: User) -> Signatory | None:
    """The user signs for whom the first name stands in the user name."""
    return next((party for party in awaited(minutes) if party.key == user.get_username()), None)


def expect(minutes: Minutes, key: str, *, signed_on: datetime.date, today: datetime.date, method: str) -> Signatory:
    """The party, unless it signed already."""
    found = next((party for party in awaited(minutes) if party.key == key), None)
    if found is None or signed_on > today:
        raise ValidationError("Pihak ini tidak dapat menandatangani sekarang.")
    return found


def record_signature(
    minutes: Minutes, key: str, *, by: User, signed_on, today, method, signed_at=None, certificate=None
):
    """Keep it with the minutes."""
    expect(minutes, key, signed_on=signed_on, today=today, method=method)
    minutes.signed[key] = {
        "on": signed_on.isoformat(),
        "method": str(method),
        "at": signed_at.isoformat() if signed_at else "",
        "certificate": certificate.common_name if certificate else "",
    }
    minutes.save(update_fields=["signed"])
    record(minutes, "minutes.signed", by=by)
    return minutes


def choose(data: Mapping[str, Any], today: datetime.date, user: User) -> Selection:
    """All minutes of a year."""
    year = int(data.get("tahun") or today.year)
    found = Minutes.objects.visible_to(user).filter(year=year).order_by("pk")
    return Selection(
        year=year,
        words=f"Tahun {year}",
        boxes=(SelectBox("tahun", "Tahun", [(year, str(year))], year),),
        order=SelectBox("urut", "Urutan", [("judul", "Judul")], "judul"),
        candidates=lambda: [PrintCandidate(one, "" if one.is_agreed else "Belum disepakati.") for one in found],
    )


def statement(minutes: Minutes) -> Statement:
    """Signed by all, or not yet."""
    if awaited(minutes):
        return Statement("Disepakati", "info", "Belum ditandatangani semua pihak.")
    return Statement("Sah", "success", "Ditandatangani semua pihak.")


def agreed_on(minutes: Minutes) -> datetime.date | None:
    """The day of the first signature."""
    days = [datetime.date.fromisoformat(signed["on"]) for signed in minutes.signed.values()]
    return min(days, default=None)


MINUTES = DocumentKind(
    name=NAME,
    slug=SLUG,
    label="Berita Acara",
    noun="BA",
    permissions=Permissions("minutes.print", "minutes.issue", "minutes.sign", "minutes.settle"),
    subjects=lambda: Minutes.objects.all(),
    whole=lambda: Minutes.objects.all(),
    lock=lambda minutes: Minutes.objects.select_for_update().get(pk=minutes.pk),
    owner=lambda minutes: minutes.title,
    detail=lambda minutes: "Rapat",
    state=lambda minutes: "Disepakati" if minutes.is_agreed else "Draf",
    tell=lambda rows: None,
    trail=lambda minutes: [("Beranda", reverse("home"))],
    drawing=Drawing(
        facts=lambda minutes: minutes,
        draw=partial(draw, "Berita Acara"),
        attachments=(AttachmentKind("attendance", "Daftar Hadir", "daftar-hadir", partial(draw, "Daftar Hadir")),),
        wanted=lambda year: ("attendance",),
    ),
    issuing=Issuing(
        number_format=lambda year: "BA/{nomor}/{tahun}",
        objection=lambda minutes: "" if minutes.is_agreed else "Berita acara ini belum disepakati.",
        listed=lambda user: Minutes.objects.visible_to(user).filter(is_agreed=True).order_by("pk"),
    ),
    signing=Signing(
        signatories=signatories,
        awaited=awaited,
        awaited_as=awaited_as,
        expect=expect,
        record=record_signature,
        reason=str,
        place=lambda minutes: "Contoh",
        ended=lambda minutes: "" if awaited(minutes) else "Berita acara ini sah.",
    ),
    checking=Checking(statement=statement, agreed_on=agreed_on),
    scanning=Scanning(
        objection=lambda minutes, which: "",
        called=lambda words: Minutes.objects.filter(title__icontains=words),
    ),
    bulk=Bulk(choose=choose, in_scope_of=lambda user: Minutes.objects.visible_to(user), when="Pilih tahun lain."),
)

is_reader = rules.predicate(lambda user, minutes: user.pk in minutes.readers)
PERMISSIONS = {
    "minutes.print": is_reader,
    "minutes.issue": is_reader & rules.predicate(lambda user, minutes: user.get_username() == "secretary"),
    "minutes.sign": is_reader,
    "minutes.settle": is_reader,
}
