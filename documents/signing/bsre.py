"""Client of BSrE's Esign Client Service, versions 1 (forms and binary PDF) and 2 (JSON and base64).

A passphrase lives in the `Order` of one request and is neither logged nor kept. Times are bounded, and a signing that
got no answer is never sent again: `LostAnswerError` says that nobody can tell.
"""

import base64
import json
import logging
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from documents.signing.bsre_wire import Answer, LostAnswerError, UnreachableError, Wire, multipart
from documents.signing.bsre_words import CODES, NOT_SIGNED, UNKNOWN, code_of, refusal_in_words

logger = logging.getLogger(__name__)

REFUSALS = frozenset({400, 401, 403, 404, 413, 422})
UNREACHABLE = "Layanan BSrE tidak dapat dihubungi; dokumen belum ditandatangani. Coba lagi beberapa menit lagi."


class RefusedError(Exception):
    """BSrE did not sign, for sure; the text is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Order:
    """What one person asks BSrE to sign, and where it is to be seen. Points from the lower left, pages from 1."""

    nik: str = field(repr=False)
    passphrase: str = field(repr=False)
    page: int
    left: float
    bottom: float
    width: float
    height: float
    page_height: float
    picture: bytes = field(repr=False)
    address: str
    reason: str
    location: str


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What came back; `document_id` only from version 1."""

    content: bytes = field(repr=False)
    document_id: str = ""


class Client(Protocol):
    """What we ask of either version."""

    def status(self, nik: str) -> str:
        """`ISSUE` when the person may sign, another word of the service otherwise."""

    def sign(self, content: bytes, order: Order) -> SignedFile:
        """The signed file. Raises `RefusedError` when surely not signed, `LostAnswerError` when nobody can tell."""

    def verify(self, content: bytes) -> dict[str, Any]:
        """What the service says about the signatures of a file."""

    def download(self, document_id: str) -> bytes:
        """A file that was signed before, by the name that the service gave it."""


def is_enabled() -> bool:
    """Whether this installation signs with BSrE."""
    return settings.BSRE_API != "off"


def configured_client() -> Client:
    """The client that the settings name."""
    wire = Wire(settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD, settings.BSRE_TIMEOUT)
    return ClientV2(wire) if settings.BSRE_API == "v2" else ClientV1(wire)


@dataclass(frozen=True, slots=True)
class ClientV1:
    """Version 1: multipart in, binary PDF out."""

    wire: Wire

    def status(self, nik: str) -> str:
        return str(_asked(self.wire, "GET", f"/api/user/status/{nik}").get("status", ""))

    @sensitive_variables("order", "body", "fields")
    def sign(self, content: bytes, order: Order) -> SignedFile:
        fields = {
            "nik": order.nik,
            "passphrase": order.passphrase,
            "tampilan": "visible",
            "image": "false",
            "linkQR": order.address,
            "page": str(order.page),
            "xAxis": f"{order.left:.0f}",
            "yAxis": f"{order.bottom:.0f}",
            "width": f"{order.width:.0f}",
            "height": f"{order.height:.0f}",
            "reason": order.reason,
            "location": order.location,
        }
        body, content_type = multipart(fields, {"file": ("dokumen.pdf", "application/pdf", content)})
        answer = _sent(self.wire, "/api/sign/pdf", body, content_type)
        if answer.status == 200 and answer.content.startswith(b"%PDF"):
            return SignedFile(answer.content, answer.document_id)
        raise _failure(answer)

    def verify(self, content: bytes) -> dict[str, Any]:
        body, content_type = multipart({}, {"signed_file": ("dokumen.pdf", "application/pdf", content)})
        return _asked(self.wire, "POST", "/api/sign/verify", body, content_type)

    def download(self, document_id: str) -> bytes:
        answer = _exchanged(self.wire, "GET", f"/api/sign/download/{quote(document_id, safe='')}")
        if answer.status == 200 and answer.content.startswith(b"%PDF"):
            return answer.content
        raise RefusedError(refusal_in_words(answer.as_json(), answer.status))


@dataclass(frozen=True, slots=True)
class ClientV2:
    """Version 2: JSON in, JSON out, files in base64. There is no way to fetch a file again."""

    wire: Wire

    def status(self, nik: str) -> str:
        body = json.dumps({"nik": nik}).encode()
        answer = _asked(self.wire, "POST", "/api/v2/user/check/status", body)
        return str(answer.get("status", ""))

    @sensitive_variables("order", "body", "properties")
    def sign(self, content: bytes, order: Order) -> SignedFile:
        properties = {
            "tampilan": "VISIBLE",
            "imageBase64": base64.b64encode(order.picture).decode(),
            "page": order.page,
            "originX": order.left,
            "originY": order.page_height - order.bottom - order.height,  # this version counts from the upper left
            "width": order.width,
            "height": order.height,
            "location": order.location,
            "reason": order.reason,
        }
        # Some installations want the keys in this order.
        body = json.dumps(
            {
                "nik": order.nik,
                "passphrase": order.passphrase,
                "signatureProperties": [properties],
                "file": [base64.b64encode(content).decode()],
            }
        ).encode()
        answer = _sent(self.wire, "/api/v2/sign/pdf", body, "application/json")
        files = answer.as_json().get("file")
        if answer.status == 200 and "error" not in answer.as_json() and isinstance(files, list) and len(files) == 1:
            return SignedFile(_decoded(str(files[0])))
        raise _failure(answer)

    def verify(self, content: bytes) -> dict[str, Any]:
        body = json.dumps({"file": base64.b64encode(content).decode()}).encode()
        return _asked(self.wire, "POST", "/api/v2/verify/pdf", body)

    def download(self, document_id: str) -> bytes:
        raise RefusedError(CODES["4044"])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise LostAnswerError from error


def _sent(wire: Wire, path: str, body: bytes, content_type: str) -> Answer:
    """Send a signing once."""
    try:
        return wire.exchange("POST", path, body, content_type)
    except UnreachableError as error:
        raise RefusedError(UNREACHABLE) from error


def _failure(answer: Answer) -> Exception:
    """What an answer without a signed file means: a refusal in the service's own words, or nobody can tell."""
    answered = answer.as_json()
    if answer.status >= 500:  # a gateway in between may have lost the answer to a signing that took place
        is_refusal = code_of(answered, answer.status) in NOT_SIGNED
    else:
        is_refusal = bool(answered.get("error") or answered.get("message")) or answer.status in REFUSALS
    if is_refusal:
        logger.warning("BSrE refused to sign: code %s, HTTP %s", code_of(answered, answer.status), answer.status)
        return RefusedError(refusal_in_words(answered, answer.status))
    logger.warning("BSrE answered something that is no signed file: HTTP %s", answer.status)
    return LostAnswerError(answer.document_id)


def _exchanged(wire: Wire, method: str, path: str, body: bytes = b"", content_type: str = "application/json") -> Answer:
    """Ask something that changes nothing; no answer is a refusal."""
    try:
        return wire.exchange(method, path, body, content_type)
    except (UnreachableError, LostAnswerError) as error:
        raise RefusedError(UNREACHABLE) from error


def _asked(
    wire: Wire, method: str, path: str, body: bytes = b"", content_type: str = "application/json"
) -> dict[str, Any]:
    answer = _exchanged(wire, method, path, body, content_type)
    answered = answer.as_json()
    if answer.status != 200 or answered.get("error"):
        raise RefusedError(refusal_in_words(answered, answer.status) if answered else UNKNOWN)
    return answered
