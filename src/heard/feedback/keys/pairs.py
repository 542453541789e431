"""Pairs of keys for HPKE: X25519 together with ML-KEM-768, so that both would have to fall.

Everything here is values in, values out: where private halves lie is for heard.feedback.keys.stores to say.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
PRIVATE_SIZE = 96
PUBLIC_SIZE = 1216
DATA_KEY_SIZE = 32
WRAPPED_SIZE = 1088 + 32 + DATA_KEY_SIZE + 16
_MLKEM_PRIVATE, _MLKEM_PUBLIC = 64, 1184


class NoSuchKey(Exception):
    """This machine does not hold the private key that was asked for, or what it holds is no key."""


class CannotUnseal(ValueError):
    """The value was sealed under another key or for another record, was changed, or this machine lacks the key."""


def raw_of(stored: object) -> bytes:
    """Return what a binary column holds, as bytes: SQLite keeps there whatever was written, also words or a number."""
    return bytes(stored) if isinstance(stored, bytes | bytearray | memoryview) else str(stored).encode(errors="replace")


def new_private() -> bytes:
    """Return the private half of a fresh pair: 64 bytes of ML-KEM-768's seed, then 32 of X25519."""
    return MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw()


def public_of(*, private: bytes) -> bytes:
    """Return the public half of a private one: 1,184 bytes of ML-KEM-768, then 32 of X25519."""
    mlkem, x25519 = _halves(private)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def read_private(*, private: bytes) -> MLKEM768X25519PrivateKey:
    """Return the private key that the bytes hold; raise NoSuchKey where they hold none."""
    return MLKEM768X25519PrivateKey(*_halves(private))


def public_key(*, stored: bytes | memoryview) -> MLKEM768X25519PublicKey:
    """Return the public key that a row of SealingKey holds; raise NoSuchKey where it holds none."""
    raw = raw_of(stored)
    if len(raw) != PUBLIC_SIZE:
        raise NoSuchKey("A stored public key has the wrong size.")
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC:]),
        )
    except ValueError as error:
        raise NoSuchKey("A stored public key is damaged.") from error


def wrap(*, data_key: bytes, public_key: MLKEM768X25519PublicKey, context: bytes) -> bytes:
    """Return the data key closed so that only the holder of the private key opens it, bound to the context."""
    return SUITE.encrypt(data_key, public_key, context)


def unwrap(*, wrapped: bytes | memoryview, private_key: MLKEM768X25519PrivateKey, context: bytes) -> bytes:
    """Return the data key, or raise CannotUnseal."""
    try:
        return SUITE.decrypt(raw_of(wrapped), private_key, context)
    except (InvalidTag, ValueError) as error:
        raise CannotUnseal("This key was wrapped for another holder or another record, or was changed.") from error


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(private) != PRIVATE_SIZE:
        raise NoSuchKey("A private key has the wrong size.")
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:_MLKEM_PRIVATE]),
        X25519PrivateKey.from_private_bytes(private[_MLKEM_PRIVATE:]),
    )
