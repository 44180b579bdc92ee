"""Keys that this server keeps for its officials: one PKCS#12 per person in a folder that only the service can read.

The folder and the password that opens its files come from the environment; the database knows of neither. A file is
named after the person's NIP, or after the user name of somebody without NIP: `198001012005011001.p12`.
"""

import logging
import os
import stat
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables
from pyhanko.sign.signers import SimpleSigner

from documents.signing.credentials import open_credential
from organisation.models import User

logger = logging.getLogger(__name__)

LARGEST_KEY = 100 * 1024  # bytes
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NOT_READY = "Kunci Anda di server belum siap dipakai, jadi dokumen belum ditandatangani. Hubungi administrator."


class KeyUnusableError(Exception):
    """Something about the files is not as it must be; the text is for the log, without secrets."""


def has_kept_key(user: User) -> bool:
    """Whether this server keeps a key for the user."""
    return bool(settings.SIGNING_KEYS_DIR) and _path_of(user).is_file()


@sensitive_variables("content", "password")
def open_kept_key(user: User) -> SimpleSigner:
    """The user's signer. Raises `ValidationError` when there is none, or when its files are not as they must be."""
    if not has_kept_key(user):
        raise ValidationError("Server ini tidak menyimpan kunci tanda tangan Anda.", code="no_key")
    try:
        content = _private_bytes(_path_of(user))
        password = _private_bytes(Path(settings.SIGNING_KEYS_PASSWORD_FILE)).decode().rstrip("\r\n")
        return open_credential(content, password)
    except (KeyUnusableError, OSError, UnicodeDecodeError, ValidationError) as error:
        reason = error.code if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        logger.error("The kept key of user %s cannot be used (%s)", user.pk, reason)
    raise ValidationError(NOT_READY, code="kept_key")


def _path_of(user: User) -> Path:
    number = user.employee.employee_number if user.employee else None
    return Path(settings.SIGNING_KEYS_DIR) / f"{Path(number or user.get_username()).name}.p12"


def _private_bytes(path: Path) -> bytes:
    """What a small file holds that nobody but the service may read."""
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & OTHERS:
            raise KeyUnusableError(f"{path.name} can be read by others; chmod 600 it")
        content = file.read(LARGEST_KEY + 1)
    if len(content) > LARGEST_KEY:
        raise KeyUnusableError(f"{path.name} is too large")
    return content
