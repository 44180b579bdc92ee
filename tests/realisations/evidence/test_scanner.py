"""Asking the antivirus: a fake clamd that speaks INSTREAM, one that says nothing, and none at all."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from realisations.enums import ScanResult
from realisations.evidence import clamd
from realisations.evidence.intake import take
from tests.realisations.evidence.files import pdf

VIRUS = b"%berbahaya%"


class FakeClamd:
    """Reads a stream as clamd does, and answers."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.received: list[bytes] = []
        self.says: bytes | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", stream.read(4))[0]:
                    content += stream.read(size)
                self.received.append(content)
                verdict = b"stream: Uji.Virus FOUND\0" if VIRUS in content else b"stream: OK\0"
                connection.sendall(verdict if self.says is None else self.says)


@pytest.fixture(params=["socket file", "port"])
def scanner(request, tmp_path, settings) -> Iterator[FakeClamd]:
    if request.param == "port":
        listener = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD_ADDRESS = f"127.0.0.1:{listener.getsockname()[1]}"
    else:
        listener = socket.socket(socket.AF_UNIX)
        settings.CLAMD_ADDRESS = str(tmp_path / "clamd")
        listener.bind(settings.CLAMD_ADDRESS)
        listener.listen()
    with listener:
        yield FakeClamd(listener)


def offered(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("laporan.pdf", content or pdf())


@pytest.mark.parametrize("mode", ["warn", "block"])
def test_a_clean_file_is_marked_clean_and_clamd_saw_all_of_it(scanner, settings, mode):
    settings.EVIDENCE_SCAN = mode
    content = pdf(60)
    assert take(offered(content)).scan == ScanResult.CLEAN
    assert scanner.received == [content]


@pytest.mark.parametrize("mode", ["warn", "block"])
def test_a_virus_is_refused_by_name(scanner, settings, mode):
    settings.EVIDENCE_SCAN = mode
    with pytest.raises(ValidationError, match=r"Antivirus menemukan Uji\.Virus"):
        take(offered(pdf() + VIRUS))


def test_a_file_larger_than_a_piece_goes_in_pieces(scanner):
    content = bytes(3 * clamd.CHUNK + 7)
    assert clamd.found_in(content) == ""
    assert scanner.received == [content]


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: apa ERROR\0"])
def test_no_clear_answer_is_no_verdict(scanner, says):
    scanner.says = says
    with pytest.raises(clamd.ScannerUnreachableError):
        clamd.found_in(b"x")


@pytest.mark.parametrize("address", ["/tidak/ada/clamd", "127.0.0.1:1", "bukan alamat"])
def test_without_clamd_a_file_is_kept_and_marked_or_refused_as_the_setting_says(settings, address):
    settings.CLAMD_ADDRESS = address
    settings.EVIDENCE_SCAN = "warn"
    assert take(offered()).scan == ScanResult.UNSCANNED
    settings.EVIDENCE_SCAN = "block"
    with pytest.raises(ValidationError, match="Pemindai virus sedang tidak dapat dihubungi"):
        take(offered())


def test_switched_off_nobody_is_asked(scanner, settings):
    settings.EVIDENCE_SCAN = "off"
    assert take(offered()).scan == ScanResult.OFF
    assert scanner.received == []
