"""What is seen of an electronic signature: a small box with a QR code, made by the same engine as the document."""

import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from documents.drawing import pdf
from documents.drawing.imprint import qr_code
from documents.signing.places import SIZE

CHECK = "Pindai untuk memeriksa keasliannya."


def signature_stamp(name: str, at: datetime.datetime, address: str, *, is_trial: bool = False) -> bytes:
    """The box on the sheet that is signed: who signed, and when; that of a trial certificate says so."""
    moment = timezone.localtime(at)
    when = f"{date_format(moment, 'j F Y')} pukul {date_format(moment, 'H.i')} {moment.tzname()}"
    if is_trial:
        return _stamp("PERCOBAAN: sertifikat tidak diperiksa", [name, when, CHECK], address)
    return _stamp("Ditandatangani secara elektronik oleh", [name, when, CHECK], address)


def annex_stamp(address: str) -> bytes:
    """The box on the annex; it is part of the page before anybody signs, so it says where signatures are found."""
    lines = ["Berlaku bersama tanda tangan pada lembar pernyataan.", CHECK]
    return _stamp("Tanda tangan elektronik", lines, address)


def _stamp(lead: str, lines: list[str], address: str) -> bytes:
    html = render_to_string("pdf/stamp.html", {"title": lead, "lead": lead, "lines": lines})
    return pdf.render(html, paper=SIZE, is_stamp=True, assets={"qr": qr_code(address)})
