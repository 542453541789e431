"""The secret of the receipts: it opens nothing, and lies apart from the keys that do.

Every web process needs it, the public ones too: with it a typed return code becomes what the database keeps.
"""

import hashlib
import hmac
import secrets
from base64 import b64decode
from binascii import Error as NotBase64
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from heard.feedback.keys.files import read_secret, write_secret

SIZE = 32


class NotASecret(ValueError):
    """The variable or the file holds no secret of 32 bytes."""


def keyed_hash(*, purpose: str, data: bytes) -> bytes:
    """Return 32 bytes that only a machine with the receipts' secret can compute; each purpose gives its own."""
    return hmac.new(secret(), purpose.encode() + b"\x00" + data, hashlib.sha256).digest()


def secret() -> bytes:
    """Return the secret: the variable's where it is set, else the file's, which is made when missing."""
    if settings.HEARD_RECEIPT_SECRET:
        return _decoded(settings.HEARD_RECEIPT_SECRET)
    return _from_file(path())


def path() -> Path:
    """Return the file of the secret."""
    return Path(settings.HEARD_KEYS) / "receipts.secret"


def is_here() -> bool:
    """Return whether this machine has the secret already, without making it."""
    return bool(settings.HEARD_RECEIPT_SECRET) or path().is_file()


def keep(*, found: bytes) -> bool:
    """Write the secret from a back-up; return False where another one is here already."""
    with suppress(FileExistsError):
        write_secret(path(), found)
    return secret() == found


@lru_cache(maxsize=4)
def _decoded(variable: str) -> bytes:
    try:
        found = b64decode(variable, validate=True)
    except NotBase64:
        found = b""
    if len(found) != SIZE:
        raise NotASecret("HEARD_RECEIPT_SECRET must be 32 bytes in base64.")
    return found


@lru_cache(maxsize=8)
def _from_file(file: Path) -> bytes:
    with suppress(FileExistsError):
        write_secret(file, secrets.token_bytes(SIZE))
    found = read_secret(file)
    if len(found) != SIZE:
        raise NotASecret(f"{file} does not hold a secret of 32 bytes.")
    return found
