"""After signing in each way, well and badly, no secret is found anywhere: neither passwords, nor keys, nor a NIK."""

import base64
import logging
from pathlib import Path

import pytest
import redis
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from django.conf import settings as live_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from agreements.enums import Side
from agreements.models import Signature
from tests.documents.signing.fake_bsre import ACCOUNT, NIK, PASSPHRASE
from tests.documents.signing.people import PASSWORD, p12
from tests.documents.signing.test_bsre import NIK_SECOND, service
from tests.documents.signing.test_kept_keys import keep, keys
from tests.documents.signing.test_kept_keys import press as press_kept_key
from tests.documents.signing.test_pages import post_signature, sign_url
from tests.factories import PASSWORD as LOGIN_PASSWORD

__all__ = ["keys", "service"]

pytestmark = pytest.mark.django_db(transaction=True)

WRONG = "Kata-Sandi-Yang-Salah-55"


@pytest.fixture
def heard(caplog, settings) -> pytest.LogCaptureFixture:
    """Every record of every logger, from the finest level on; and the database says what it was told."""
    caplog.set_level(logging.DEBUG)
    return caplog


# --- Where secrets could lie ---------------------------------------------------------------------------------------


def database() -> bytes:
    """Every row of every table, outbox and sessions included, as COPY writes them."""
    rows: list[bytes] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            rows.append(f"\n== {table}\n".encode())
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows.extend(bytes(part) for part in copy)
    return b"".join(rows)


def valkey() -> bytes:
    """Every key with its value."""
    found: list[bytes] = []
    with redis.Redis.from_url(live_settings.REDIS_URL) as store:
        readers = {
            b"string": store.get,
            b"list": lambda key: store.lrange(key, 0, -1),
            b"set": store.smembers,
            b"zset": lambda key: store.zrange(key, 0, -1),
            b"hash": store.hgetall,
            b"stream": store.xrange,
        }
        for key in store.scan_iter():
            kind = store.type(key)
            if kind != b"none":
                found += [
                    key,
                    repr(readers[kind](key)).encode(),
                    bytes(readers[kind](key) or b"") if kind == b"string" else b"",
                ]
    return b"\n".join(found)


def files(*more: Path) -> bytes:
    """Every file in the stores of the installation."""
    folders = [Path(live_settings.MEDIA_ROOT), Path(live_settings.EMAIL_FILE_PATH), *more]
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def forms_of(*contents: bytes) -> list[bytes]:
    """Each secret as it is, in hexadecimal and in base64."""
    found = []
    for content in contents:
        found += [content, content.hex().encode(), base64.b64encode(content)]
    return found


def parts_of_the_key(content: bytes) -> list[bytes]:
    """The private key of a PKCS#12 as a number, as PKCS#8 and as PEM; and the beginning of the file itself."""
    key, _, _ = pkcs12.load_key_and_certificates(content, PASSWORD.encode())
    number = key.private_numbers().private_value
    plain = NoEncryption()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, plain)
    return [
        *forms_of(number.to_bytes(32), key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, plain), content[:120]),
        str(number).encode(),
        pem.splitlines()[1],
    ]


def is_nowhere(heard: pytest.LogCaptureFixture, secrets: list[bytes]) -> None:
    """Search everything; the search itself is shown to work by what must be found."""
    dump = database()
    assert b"== documents_submission" in dump and b"agreement.signed" in dump and b"== messaging_notification" in dump
    places = {
        "database": dump,
        "valkey": valkey(),
        "files": files(),
        "log": heard.text.encode() + repr([vars(record) for record in heard.records]).encode(),
    }
    assert b"%PDF" in places["files"] and places["log"]
    found = [(place, secret) for place, content in places.items() for secret in secrets if secret in content]
    assert found == []


# --- The three ways --------------------------------------------------------------------------------------------------


def test_a_pkcs12_its_password_and_its_key_are_found_nowhere(client, named, heard):
    client.force_login(named.party_of(Side.FIRST).employee.user)
    mine = p12("Siti Rahma")
    assert "Kata sandi berkas sertifikat salah" in post_signature(client, named, password=WRONG).content.decode()
    post_signature(client, named, name="Orang Asing")
    broken = {"certificate": SimpleUploadedFile("saya.p12", mine[:-40]), "password": PASSWORD}
    client.post(sign_url(named), broken)
    assert "Dokumen ditandatangani" in post_signature(client, named).content.decode()
    assert Signature.objects.count() == 1
    passwords = forms_of(PASSWORD.encode(), WRONG.encode())
    is_nowhere(heard, [*passwords, *parts_of_the_key(mine), *parts_of_the_key(p12("Orang Asing"))])


def test_a_kept_key_and_the_passwords_around_it_are_found_nowhere_else(client, named, heard, keys):
    head = named.party_of(Side.FIRST).employee.user
    mine = p12("Siti Rahma")
    keep(keys, head, mine)
    client.force_login(head)
    press_kept_key(client, named, WRONG)
    assert "Dokumen ditandatangani" in press_kept_key(client, named).content.decode()
    secrets = [PASSWORD.encode(), WRONG.encode(), LOGIN_PASSWORD.encode()]
    is_nowhere(heard, [*forms_of(*secrets), *parts_of_the_key(mine)])


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_nik_and_passphrase_are_found_nowhere(client, named, heard, service, settings, version):
    settings.BSRE_API = version
    url = reverse("documents:sign_bsre", args=["pk", named.pk])
    client.force_login(named.party_of(Side.FIRST).employee.user)
    client.post(url, {"nik": NIK, "passphrase": WRONG})
    assert "melalui BSrE" in client.post(url, {"nik": NIK, "passphrase": PASSPHRASE}, follow=True).content.decode()
    service.mode = "cut"
    client.force_login(named.party_of(Side.SECOND).employee.user)
    lost = client.post(url, {"nik": NIK_SECOND, "passphrase": PASSPHRASE}, follow=True).content.decode()
    assert "Jangan menandatangani lagi" in lost
    secrets = [PASSPHRASE, WRONG, NIK, NIK_SECOND, ACCOUNT, ACCOUNT.split(":")[1]]
    is_nowhere(heard, forms_of(*(secret.encode() for secret in secrets)))
