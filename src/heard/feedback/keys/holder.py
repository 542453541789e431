"""The key holder: one small process that has the private keys and opens wrapped keys for others, by a local socket.

A process that is broken into can then ask for what it is let ask, as long as it stays broken into; it cannot carry the
keys away. What is asked: `ids`, `public`, `make` and `unwrap`. No private half is ever answered, and none destroyed.
One line of JSON each way, one question a connection; who may connect is the file system's to say.
"""

import json
import logging
import os
import shutil
import socket
import socketserver
import threading
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from heard.feedback.keys.pairs import CannotUnseal, NoSuchKey
from heard.feedback.keys.stores import KEY_ID, CannotMake, FileStore, StaysInside, StoreAway

logger = logging.getLogger(__name__)

LONGEST = 64 * 1024
WITHIN = 10.0
_FAULTS: dict[str, type[Exception]] = {
    "no such key": NoSuchKey,
    "cannot unseal": CannotUnseal,
    "cannot make": CannotMake,
}


class NotUnderstood(Exception):
    """What was asked of the holder is no question of it."""


class HolderStore:
    """The keys of a holder, asked through its socket."""

    makes = True

    def __init__(self, address: Path) -> None:
        self._address = address

    def ids(self) -> frozenset[str]:
        """Return the ids of the keys that are held."""
        return frozenset(self._ask(do="ids")["ids"])

    def holds(self, *, key_id: str) -> bool:
        """Return whether the key is held."""
        return key_id in self.ids()

    def make(self, *, key_id: str) -> bytes:
        """Have a pair made, and return its public half."""
        return b64decode(self._ask(do="make", key=key_id)["public"])

    def public_half(self, *, key_id: str) -> bytes:
        """Return the public half of a held key."""
        return b64decode(self._ask(do="public", key=key_id)["public"])

    def unwrap(self, *, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """Have a wrapped key opened."""
        asked = {"key": key_id, "wrapped": b64encode(wrapped).decode(), "context": b64encode(context).decode()}
        return b64decode(self._ask(do="unwrap", **asked)["data_key"])

    def private_half(self, *, key_id: str) -> bytes:
        """Refuse: that is what the holder is for."""
        raise StaysInside("The key holder gives no private key away. Back keys up where it runs.")

    def keep(self, *, key_id: str, private: bytes) -> None:
        """Refuse: keys come in where the holder runs."""
        raise CannotMake("Restore keys where the key holder runs, with HEARD_KEY_STORE=files.")

    def forget(self, *, key_id: str) -> None:
        """Refuse: whoever broke into a worker must not be able to destroy what it reads."""
        raise StaysInside(f"The key holder destroys nothing when asked. Delete {key_id}.key where it runs.")

    def _ask(self, **asked: str) -> Mapping[str, Any]:
        try:
            answer = self._answer_to(json.dumps(asked).encode())
        except (OSError, ValueError) as error:
            raise StoreAway(f"The key holder does not answer at {self._address}.") from error
        if fault := answer.get("fault"):
            raise _FAULTS.get(fault, StoreAway)(answer.get("sentence", "The key holder refused."))
        return answer

    def _answer_to(self, question: bytes) -> Mapping[str, Any]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(WITHIN)
            line.connect(str(self._address))
            line.sendall(question + b"\n")
            with line.makefile("rb") as reader:
                answer: Mapping[str, Any] = json.loads(reader.readline(LONGEST))
        return answer


def answer(*, held: FileStore, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to one question; what goes wrong is answered too, by its kind."""
    try:
        return _answer(held, asked)
    except NoSuchKey as problem:
        return {"fault": "no such key", "sentence": str(problem)}
    except CannotUnseal as problem:
        return {"fault": "cannot unseal", "sentence": str(problem)}
    except (FileExistsError, NotUnderstood, KeyError, TypeError, ValueError) as problem:
        return {"fault": "cannot make" if asked.get("do") == "make" else "not understood", "sentence": _kind(problem)}
    except OSError as problem:
        return {"fault": "away", "sentence": _kind(problem)}


def _answer(held: FileStore, asked: Mapping[str, Any]) -> dict[str, Any]:
    do = asked["do"]
    if do == "ids":
        return {"ids": sorted(held.ids())}
    key_id = str(asked["key"])
    if not KEY_ID.fullmatch(key_id):
        raise NotUnderstood("This is no key's id.")
    if do == "public":
        return {"public": b64encode(held.public_half(key_id=key_id)).decode()}
    if do == "make":
        public = held.make(key_id=key_id)
        logger.warning("Made the key %s.", key_id)
        return {"public": b64encode(public).decode()}
    if do == "unwrap":
        wrapped, context = (b64decode(asked[name], validate=True) for name in ("wrapped", "context"))
        return {"data_key": b64encode(held.unwrap(key_id=key_id, wrapped=wrapped, context=context)).decode()}
    raise NotUnderstood("The key holder is not asked this.")


def _kind(problem: Exception) -> str:
    return str(problem) if isinstance(problem, NotUnderstood) else f"The key holder failed: {type(problem).__name__}."


class _Line(socketserver.StreamRequestHandler):
    """One question and its answer."""

    timeout = WITHIN
    server: "Holder"

    def handle(self) -> None:
        try:
            asked = json.loads(self.rfile.readline(LONGEST))
        except (ValueError, RecursionError):
            asked = {}
        told = answer(held=self.server.held, asked=asked if isinstance(asked, dict) else {})
        self.wfile.write(json.dumps(told).encode() + b"\n")


class Holder(socketserver.ThreadingUnixStreamServer):
    """The process's server: it listens at `address`, for its own user and, where one is named, that group."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, address: Path, held: FileStore, group: str = "") -> None:
        self.held = held
        self._address = address
        address.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _take_away_what_is_left(address)
        before = os.umask(0o177)
        try:
            super().__init__(str(address), _Line)
        finally:
            os.umask(before)
        if group:
            shutil.chown(address, group=group)
            address.chmod(0o660)

    def stop(self) -> None:
        """Stop listening, from another thread than the one that serves."""
        threading.Thread(target=self.shutdown, daemon=True).start()

    def server_close(self) -> None:
        """Close the socket and take its file away."""
        super().server_close()
        self._address.unlink(missing_ok=True)


def _take_away_what_is_left(address: Path) -> None:
    """Remove a socket that no one listens at; raise FileExistsError where someone does."""
    if not address.exists():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        if probe.connect_ex(str(address)) == 0:
            raise FileExistsError(f"A key holder listens at {address} already.")
    address.unlink()
