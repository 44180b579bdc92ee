"""A time-stamp service (RFC 3161) on this machine that can misbehave."""

import datetime
import http.server
import threading
import time
from dataclasses import dataclass
from functools import cache

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.documents.signing.people import DAY, NOW

STAMPED_AT = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
REPLY = "application/timestamp-reply"


@cache
def stamper() -> DummyTimeStamper:
    """The key and certificate of the service."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TSA Uji")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(NOW - DAY).not_valid_after(NOW + 365 * DAY)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        asn1_x509.Certificate.load(certificate), keys.PrivateKeyInfo.load(private), fixed_dt=STAMPED_AT
    )


@dataclass
class Service:
    """How the service behaves, and how often it was asked.

    `mode`: "" (as it should), "slow" (a byte now and then, for ever), "refuses", "garbage" (no ASN.1), "empty"
    (granted without a token), "other nonce", "other digest", "forged" (a token whose signature is broken), "huge",
    "page" (an HTML page), "error" (HTTP 503).
    """

    mode: str = ""
    asked: int = 0
    url: str = ""


class Handler(http.server.BaseHTTPRequestHandler):
    """One request, one answer."""

    service: Service

    def do_POST(self) -> None:
        self.service.asked += 1
        request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        mode = self.service.mode
        if mode == "slow":
            self._drip()
        elif mode == "page":
            self._answer(200, b"<html><title>Selamat datang</title>", "text/html")
        elif mode == "error":
            self._answer(503, b"", REPLY)
        else:
            self._answer(200, CONTENTS.get(mode, _token)(request))

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "4000")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b"\0")
                time.sleep(0.1)
            except OSError:
                return

    def _answer(self, status: int, content: bytes, kind: str = REPLY) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            self.close_connection = True


def _token(request: tsp.TimeStampReq) -> bytes:
    return stamper().request_tsa_response(request).dump()


def _refusal(request: tsp.TimeStampReq) -> bytes:
    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["tidak sekarang"]})
    return tsp.TimeStampResp({"status": status}).dump()


def _granted_without_token(request: tsp.TimeStampReq) -> bytes:
    return tsp.TimeStampResp({"status": tsp.PKIStatusInfo({"status": "granted"})}).dump()


def _other_nonce(request: tsp.TimeStampReq) -> bytes:
    request["nonce"] = request["nonce"].native + 1
    return _token(request)


def _other_digest(request: tsp.TimeStampReq) -> bytes:
    request["message_imprint"]["hashed_message"] = b"\x07" * 32
    return _token(request)


def _forged(request: tsp.TimeStampReq) -> bytes:
    response = stamper().request_tsa_response(request)
    signer = response["time_stamp_token"]["content"]["signer_infos"][0]
    signer["signature"] = bytes(byte ^ 1 for byte in signer["signature"].native)
    return response.dump(force=True)


CONTENTS = {
    "refuses": _refusal,
    "garbage": lambda request: b"bukan ASN.1",
    "empty": _granted_without_token,
    "other nonce": _other_nonce,
    "other digest": _other_digest,
    "forged": _forged,
    "huge": lambda request: b"\0" * 1_000_000,
}


def serve(service: Service) -> http.server.ThreadingHTTPServer:
    """Start the service on this machine; the caller shuts it down, which takes as long as a poll."""
    handler = type("BoundHandler", (Handler,), {"service": service})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.url = f"http://127.0.0.1:{server.server_port}/tsa?kebijakan=1"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server
