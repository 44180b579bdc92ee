"""A server that speaks the documented protocol of BSrE's Esign Client Service, versions 1 and 2, and can misbehave."""

import base64
import email.parser
import email.policy
import http.server
import io
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper

from documents.signing.credentials import open_credential
from tests.documents.signing.people import PASSWORD, p12

ACCOUNT = "amanah:kunci-layanan"
NIK, PASSPHRASE = "1234567890123456", "Frasa-Sandi-BSrE-Rahasia-88"


@dataclass
class Service:
    """What the service knows, what it was asked, and how it behaves.

    `mode`: "", "slow" (answers too late), "cut" (signs, then hangs up), "half" (hangs up amid the file). `add`: what it
    does to each file after the signature. `instead`: what it does to a file instead of signing it. `timestamper`: whom
    it asks for the time (PAdES B-T).
    """

    names: dict[str, str] = field(default_factory=lambda: {NIK: "Siti Rahma"})
    status: str = "ISSUE"
    error: tuple[int, dict] | None = None
    mode: str = ""
    signings: int = 0
    asked: list[str] = field(default_factory=list)
    stored: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    add: Callable[[bytes], bytes] = bytes
    instead: Callable[[bytes], bytes] | None = None
    timestamper: TimeStamper | None = None

    def sign(self, content: bytes, nik: str, page: int, box: tuple[float, ...]) -> tuple[str, bytes]:
        """Sign as the real service does: a new visible field, an incremental update."""
        self.signings += 1
        if self.instead:
            return "dok-0", self.instead(content)
        name = f"sig{self.signings}"
        spec = fields.SigFieldSpec(name, on_page=page - 1, box=tuple(round(part) for part in box))
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        metadata = signers.PdfSignatureMetadata(field_name=name, subfilter=fields.SigSeedSubFilter.PADES)
        signer = open_credential(p12(self.names[nik]), PASSWORD)
        pdf_signer = signers.PdfSigner(metadata, signer, timestamper=self.timestamper, new_field_spec=spec)
        signed = pdf_signer.sign_pdf(writer).getvalue()
        self.stored[f"dok-{self.signings}"] = signed = self.add(signed)
        return f"dok-{self.signings}", signed


class Handler(http.server.BaseHTTPRequestHandler):
    """Both versions of the protocol."""

    service: Service

    def do_GET(self) -> None:
        self.service.asked.append(self.path)
        *_, kind, last = self.path.split("/")
        if kind == "status":
            self._status(last)
        elif last in self.service.stored:
            self._answer(200, self.service.stored[last], "application/pdf")
        else:
            self._json(400, {"status_code": 4044, "error": "File tidak tersedia"})

    def do_POST(self) -> None:
        self.service.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = base64.b64encode(ACCOUNT.encode()).decode()
        if self.headers["Authorization"] != f"Basic {expected}":
            self._json(401, {"error": "invalid_token"})
        elif self.path == "/api/sign/pdf":
            self._sign_v1(body)
        elif self.path == "/api/v2/sign/pdf":
            self._sign_v2(json.loads(body))
        elif self.path == "/api/v2/user/check/status":
            self._status(json.loads(body)["nik"])
        elif self.path.endswith("verify") or self.path.endswith("verify/pdf"):
            self._json(200, {"jumlah_signature": 1, "conclusion": "VALID"})

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def _status(self, nik: str) -> None:
        self._json(200, {"status": self.service.status if nik in self.service.names else "NOT_REGISTERED"})

    def _sign_v1(self, body: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body).iter_parts()
        form = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in parts}
        given = {name: value.decode() for name, value in form.items() if name != "file"}
        if not self._refused(given["passphrase"]):
            left, bottom = float(given["xAxis"]), float(given["yAxis"])
            box = (left, bottom, left + float(given["width"]), bottom + float(given["height"]))
            document_id, signed = self.service.sign(form["file"], given["nik"], int(given["page"]), box)
            self._deliver(signed, "application/pdf", document_id)

    def _sign_v2(self, given: dict) -> None:
        assert list(given) == ["nik", "passphrase", "signatureProperties", "file"]
        if not self._refused(given["passphrase"]):
            (place,) = given["signatureProperties"]
            content = base64.b64decode(given["file"][0])
            height = float(PdfFileReader(io.BytesIO(content)).root["/Pages"]["/Kids"][0]["/MediaBox"][3])
            bottom = height - place["originY"] - place["height"]
            box = (place["originX"], bottom, place["originX"] + place["width"], bottom + place["height"])
            _, signed = self.service.sign(content, given["nik"], place["page"], box)
            answer = json.dumps({"time": 1, "file": [base64.b64encode(signed).decode()]}).encode()
            self._deliver(answer, "application/json")

    def _refused(self, passphrase: str) -> bool:
        if self.service.error:
            self._json(*self.service.error)
        elif passphrase != PASSPHRASE:
            self._json(400, {"status_code": 2031, "error": "Passphrase anda salah !!!"})
        else:
            return False
        return True

    def _deliver(self, content: bytes, kind: str, document_id: str = "") -> None:
        if self.service.mode == "slow":
            time.sleep(3)
        if self.service.mode == "cut":
            self.close_connection = True
            return
        whole = self.service.mode != "half"
        self._answer(200, content, kind, document_id, send=len(content) if whole else 1000)

    def _json(self, status: int, value: dict) -> None:
        self._answer(status, json.dumps(value).encode(), "application/json")

    def _answer(self, status: int, content: bytes, kind: str, document_id: str = "", send: int | None = None) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if document_id:
                self.send_header("id_dokumen", document_id)
            self.end_headers()
            self.wfile.write(content[:send])
        except BrokenPipeError:
            self.close_connection = True


def serve(service: Service) -> http.server.ThreadingHTTPServer:
    """Start the service on this machine; the caller shuts it down, which takes as long as a poll."""
    handler = type("BoundHandler", (Handler,), {"service": service})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server
