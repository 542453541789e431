"""Secrets as files that only their owner may read, and that no one ever sees half-written."""

import os
import secrets
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path


def write_secret(path: Path, secret: bytes) -> None:
    """Write a secret in base64, on the disk before this returns; raise FileExistsError where there is one already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(b64encode(secret) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
        _sync_folder(path.parent)
    finally:
        draft.unlink()


def read_secret(path: Path) -> bytes:
    """Return the secret of a file. Raises FileNotFoundError, and ValueError where it holds no base64."""
    return b64decode(path.read_bytes(), validate=False)


def destroy_secret(path: Path) -> None:
    """Overwrite the file and take it away.

    Overwriting is no promise: a disk that moves blocks, a snapshot or a back-up may hold what was there.
    """
    with suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Put a file's name on the disk too: a key whose words are kept must not be gone after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
