"""The keyring: private keys as files that only their owner may read, public keys as rows that anyone may.

Each key is a pair for HPKE: X25519 together with ML-KEM-768, so that both would have to fall. A dump of the database
holds no private key; a folder of keys holds no data.
"""

import hashlib
import hmac
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey
from django.conf import settings
from django.db import IntegrityError, transaction

from heard.accounts.models import Organisation
from heard.feedback.models import SealingKey

PRIVATE_SIZE = 96
PUBLIC_SIZE = 1216
_MLKEM_PRIVATE, _MLKEM_PUBLIC = 64, 1184


class NoSuchKey(Exception):
    """This machine does not hold the private key that was asked for."""


def folder() -> Path:
    """Return the folder of private keys that the settings name; it is made with the first key."""
    return Path(settings.HEARD_KEYS)


def ensure_keys(*, organisations: Iterable[Organisation], now: datetime) -> list[SealingKey]:
    """Return the worker's current key and one of each organisation, making those that are missing."""
    wanted: dict[int | None, Organisation | None] = {None: None, **{each.pk: each for each in organisations}}
    found = {
        key.organisation_id: key
        for key in SealingKey.objects.current().for_owners(organisations=[pk for pk in wanted if pk is not None])
    }
    return [found.get(pk) or _make_key(organisation=organisation, now=now) for pk, organisation in wanted.items()]


def public_key(*, stored: bytes | memoryview) -> MLKEM768X25519PublicKey:
    """Return the public key that a row of SealingKey holds: 1,184 bytes of ML-KEM-768, then 32 of X25519."""
    raw = bytes(stored)
    if len(raw) != PUBLIC_SIZE:
        raise NoSuchKey("A stored public key has the wrong size.")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC]), X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC:])
    )


def private_key(*, key_id: str) -> MLKEM768X25519PrivateKey:
    """Return the private key of that id from the folder, or raise NoSuchKey."""
    return _read_private(folder(), key_id)


def holds(*, key_id: str) -> bool:
    """Return whether this machine holds the private key of that id."""
    return _path(folder(), key_id).is_file()


def keyed_hash(*, purpose: str, data: bytes) -> bytes:
    """Return 32 bytes that only a machine with the receipts' secret can compute; each purpose gives its own."""
    return hmac.new(_receipt_secret(folder()), purpose.encode() + b"\x00" + data, hashlib.sha256).digest()


def _make_key(*, organisation: Organisation | None, now: datetime) -> SealingKey:
    key_id = f"{'worker' if organisation is None else f'organisation-{organisation.pk}'}-{secrets.token_hex(6)}"
    mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    path = _path(folder(), key_id)
    # The file comes first: a row whose private key was never kept would seal words that no one can open again.
    _write_secret(path, mlkem.private_bytes_raw() + x25519.private_bytes_raw())
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
    try:
        with transaction.atomic():
            return SealingKey.objects.create(
                key_id=key_id, organisation=organisation, public_key=public, created_at=now
            )
    except IntegrityError:
        path.unlink(missing_ok=True)
        return SealingKey.objects.current().get(organisation=organisation)


def _path(keys: Path, key_id: str) -> Path:
    return keys / f"{key_id}.key"


def _write_secret(path: Path, secret: bytes) -> None:
    """Write a secret that no one sees half-written; raise FileExistsError where there is one already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(b64encode(secret) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()


@lru_cache(maxsize=256)
def _read_private(keys: Path, key_id: str) -> MLKEM768X25519PrivateKey:
    try:
        raw = b64decode(_path(keys, key_id).read_bytes(), validate=False)
    except FileNotFoundError as error:
        raise NoSuchKey(f"This machine does not hold the key {key_id}.") from error
    if len(raw) != PRIVATE_SIZE:
        raise NoSuchKey(f"The file of the key {key_id} is damaged.")
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(raw[:_MLKEM_PRIVATE]),
        X25519PrivateKey.from_private_bytes(raw[_MLKEM_PRIVATE:]),
    )


@lru_cache(maxsize=8)
def _receipt_secret(keys: Path) -> bytes:
    path = keys / "receipts.secret"
    with suppress(FileExistsError):
        _write_secret(path, secrets.token_bytes(32))
    return b64decode(path.read_bytes())
