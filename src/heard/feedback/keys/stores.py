"""Where private keys are: one interface, shaped so that a key need never leave whoever holds it.

A store opens wrapped keys; it hands out no private half, but to be backed up where it can. One setting,
`HEARD_KEY_STORE`, chooses: files (the default), the environment, a key holder behind a socket, or none at all, as on a
machine that serves the public alone.
"""

import binascii
import os
import re
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from django.conf import settings

from heard.feedback.keys import pairs
from heard.feedback.keys.files import destroy_secret, read_secret, write_secret
from heard.feedback.keys.pairs import NoSuchKey

KEY_ID = re.compile(r"(?:worker|organisation-\d{1,12})-[0-9a-f]{12}")
FILES, ENVIRONMENT, HOLDER, NONE = KINDS = ("files", "environment", "holder", "none")
_EACH = "HEARD_OPENING_KEY_"


class CannotMake(Exception):
    """This store makes no keys; the message says where they are made."""


class StaysInside(Exception):
    """This store gives no private key away, or destroys none; the message says what to do instead."""


class StoreAway(OSError):
    """The store does not answer; what was asked may be asked again."""


class KeyStore(Protocol):
    """What Heard asks of whoever holds private keys. A key is named by its id; wrapped keys are opened inside."""

    makes: bool
    """Whether new keys can be made here."""

    def ids(self) -> frozenset[str]:
        """Return the ids of the keys that are held. Raises StoreAway."""
        ...

    def holds(self, *, key_id: str) -> bool:
        """Return whether the key is held. Raises StoreAway."""
        ...

    def make(self, *, key_id: str) -> bytes:
        """Make a pair under a new id and return its public half. Raises CannotMake and StoreAway."""
        ...

    def public_half(self, *, key_id: str) -> bytes:
        """Return the public half of a held key. Raises NoSuchKey and StoreAway."""
        ...

    def unwrap(self, *, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """Return the data key that was wrapped for this context. Raises NoSuchKey, CannotUnseal and StoreAway."""
        ...

    def private_half(self, *, key_id: str) -> bytes:
        """Return the private half, to be backed up. Raises NoSuchKey and StaysInside."""
        ...

    def keep(self, *, key_id: str, private: bytes) -> None:
        """Take a private half in, from a back-up; one that is held already stays. Raises CannotMake."""
        ...

    def forget(self, *, key_id: str) -> None:
        """Destroy a private half for ever. Raises StaysInside."""
        ...


class _Opening(ABC):
    """What stores share that hold private halves in this process."""

    @abstractmethod
    def private_half(self, *, key_id: str) -> bytes:
        """Return the private half. Raises NoSuchKey."""

    def private_key(self, *, key_id: str) -> MLKEM768X25519PrivateKey:
        """Return the private key, ready to open with."""
        return _ready(self.private_half(key_id=key_id))

    def public_half(self, *, key_id: str) -> bytes:
        """Return the public half, worked out from the private one."""
        return pairs.public_of(private=self.private_half(key_id=key_id))

    def unwrap(self, *, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """Return the data key that was wrapped for this context."""
        return pairs.unwrap(wrapped=wrapped, private_key=self.private_key(key_id=key_id), context=context)


class FileStore(_Opening):
    """Private halves as files in one folder, each for its owner alone."""

    makes = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> frozenset[str]:
        """Return the ids of the folder's keys."""
        with suppress(FileNotFoundError):
            return frozenset(path.stem for path in self.folder.glob("*.key") if KEY_ID.fullmatch(path.stem))
        return frozenset()

    def holds(self, *, key_id: str) -> bool:
        """Return whether there is a file of that key."""
        return self._path(key_id).is_file()

    def make(self, *, key_id: str) -> bytes:
        """Write a new private half and return its public one."""
        private = pairs.new_private()
        write_secret(self._path(key_id), private)
        return pairs.public_of(private=private)

    def private_half(self, *, key_id: str) -> bytes:
        """Return what the file holds."""
        path = self._path(key_id)
        try:
            return _read(path, path.stat().st_mtime_ns)
        except FileNotFoundError as error:
            raise NoSuchKey(f"This machine does not hold the key {key_id}.") from error
        except OSError as error:
            raise NoSuchKey(f"The file of the key {key_id} cannot be read, or is a folder.") from error
        except ValueError as error:
            raise NoSuchKey(f"The file of the key {key_id} is damaged.") from error

    def keep(self, *, key_id: str, private: bytes) -> None:
        """Write a private half from a back-up; a file that is there already stays as it is."""
        with suppress(FileExistsError):
            write_secret(self._path(key_id), private)

    def forget(self, *, key_id: str) -> None:
        """Destroy the file."""
        destroy_secret(self._path(key_id))
        _read.cache_clear()
        _ready.cache_clear()

    def _path(self, key_id: str) -> Path:
        return self.folder / f"{key_id}.key"


class EnvironmentStore(_Opening):
    """Private halves in variables of the process, as some platforms hand secrets over.

    Each is `KEY-ID:BASE64`, what a key's file holds after its name; `HEARD_OPENING_KEYS` holds several with blanks
    between them, and each variable that begins with `HEARD_OPENING_KEY_` holds one.
    """

    makes = False

    def __init__(self, environment: Mapping[str, str]) -> None:
        variables = _variables(environment)
        self._held = dict(_read_variable(name, one) for name, value in variables for one in value.split())

    def ids(self) -> frozenset[str]:
        """Return the ids of the keys that the variables hold."""
        return frozenset(self._held)

    def holds(self, *, key_id: str) -> bool:
        """Return whether a variable holds the key."""
        return key_id in self._held

    def make(self, *, key_id: str) -> bytes:
        """Refuse: a process cannot hand a variable to those that come after it."""
        raise CannotMake(
            "Keys that stand in the environment are made elsewhere: run `heard keys new` with HEARD_KEY_STORE=files, "
            "then hand the files' contents over as variables."
        )

    def private_half(self, *, key_id: str) -> bytes:
        """Return what the variable holds."""
        try:
            return self._held[key_id]
        except KeyError as error:
            raise NoSuchKey(f"No variable holds the key {key_id}.") from error

    def keep(self, *, key_id: str, private: bytes) -> None:
        """Refuse, as `make` does."""
        raise CannotMake("Restore keys with HEARD_KEY_STORE=files, then hand the files' contents over as variables.")

    def forget(self, *, key_id: str) -> None:
        """Refuse: variables are taken away where they are set."""
        raise StaysInside(f"Take {key_id} out of the variables where they are set, and out of that place's history.")


class NoStore:
    """Holds nothing and makes nothing: what a machine that serves the public alone has."""

    makes = False

    def ids(self) -> frozenset[str]:
        """Return no id."""
        return frozenset()

    def holds(self, *, key_id: str) -> bool:
        """Return that it is not here."""
        return False

    def make(self, *, key_id: str) -> bytes:
        """Refuse."""
        raise CannotMake("No opening key is made on this machine. Run `heard keys new` where the worker runs.")

    def public_half(self, *, key_id: str) -> bytes:
        """Refuse."""
        raise NoSuchKey(f"This machine holds no opening key, so not {key_id}.")

    def unwrap(self, *, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """Refuse."""
        raise NoSuchKey(f"This machine holds no opening key, so not {key_id}.")

    def private_half(self, *, key_id: str) -> bytes:
        """Refuse."""
        raise NoSuchKey(f"This machine holds no opening key, so not {key_id}.")

    def keep(self, *, key_id: str, private: bytes) -> None:
        """Refuse."""
        raise CannotMake("No opening key is kept on this machine. Restore keys where the worker runs.")

    def forget(self, *, key_id: str) -> None:
        """Refuse."""
        raise StaysInside("This machine holds no opening key. Forget keys where the worker runs.")


def store() -> KeyStore:
    """Return the store that the settings choose."""
    kind = settings.HEARD_KEY_STORE
    if kind == NONE:
        return NoStore()
    if kind == ENVIRONMENT:
        return _environment_store(tuple(sorted(_variables(os.environ))))
    if kind == HOLDER:
        from heard.feedback.keys.holder import HolderStore

        return HolderStore(Path(settings.HEARD_KEY_SOCKET))
    return FileStore(Path(settings.HEARD_KEYS))


def _variables(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "HEARD_OPENING_KEYS", environment.get("HEARD_OPENING_KEYS", "")
    yield from ((name, value) for name, value in environment.items() if name.startswith(_EACH))


def _read_variable(name: str, value: str) -> tuple[str, bytes]:
    key_id, _, encoded = value.partition(":")
    try:
        private = b64decode(encoded, validate=True)
    except binascii.Error:
        private = b""
    if not KEY_ID.fullmatch(key_id) or len(private) != pairs.PRIVATE_SIZE:
        raise NoSuchKey(f"{name} does not hold a key as KEY-ID:BASE64.")
    return key_id, private


@lru_cache(maxsize=2)
def _environment_store(variables: tuple[tuple[str, str], ...]) -> EnvironmentStore:
    return EnvironmentStore(dict(variables))


@lru_cache(maxsize=512)
def _read(path: Path, changed_at: int) -> bytes:
    return read_secret(path)


@lru_cache(maxsize=512)
def _ready(private: bytes) -> MLKEM768X25519PrivateKey:
    return pairs.read_private(private=private)
