"""The keyring: who holds which private key, and the public keys that anyone may seal to.

Private halves lie in a store that one setting chooses; public halves are rows. A dump of the database holds no private
key; a store of keys holds no data.
"""

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from heard.feedback.keys.owners import KeysAtArrival, NoWorkerKey, ensure_keys, keys_at_arrival, make_key, new_id
from heard.feedback.keys.pairs import PRIVATE_SIZE, PUBLIC_SIZE, CannotUnseal, NoSuchKey, public_key, raw_of
from heard.feedback.keys.receipts_secret import NotASecret, keyed_hash
from heard.feedback.keys.stores import (
    CannotMake,
    EnvironmentStore,
    FileStore,
    KeyStore,
    StaysInside,
    StoreAway,
    store,
)

__all__ = [
    "PRIVATE_SIZE",
    "PUBLIC_SIZE",
    "CannotMake",
    "CannotUnseal",
    "EnvironmentStore",
    "FileStore",
    "KeyStore",
    "KeysAtArrival",
    "NoSuchKey",
    "NoWorkerKey",
    "NotASecret",
    "StaysInside",
    "StoreAway",
    "ensure_keys",
    "holds",
    "keyed_hash",
    "keys_at_arrival",
    "make_key",
    "new_id",
    "private_key",
    "public_key",
    "raw_of",
    "store",
    "unwrap",
]


def holds(*, key_id: str) -> bool:
    """Return whether this machine can open with the key of that id."""
    return store().holds(key_id=key_id)


def unwrap(*, key_id: str, wrapped: bytes | memoryview, context: bytes) -> bytes:
    """Return the data key that was wrapped for this context. Raises NoSuchKey, CannotUnseal and StoreAway."""
    return store().unwrap(key_id=key_id, wrapped=raw_of(wrapped), context=context)


def private_key(*, key_id: str) -> MLKEM768X25519PrivateKey:
    """Return the private key of that id, from a store whose keys lie in this process, or raise NoSuchKey."""
    held = store()
    if isinstance(held, FileStore | EnvironmentStore):
        return held.private_key(key_id=key_id)
    raise NoSuchKey(f"The key {key_id} does not lie in this process.")
