"""The code itself: 80 bits of chance, said as nine words or as six groups of five digits."""

import hashlib
import secrets
from functools import lru_cache
from importlib.resources import files

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from heard.feedback import keys

WORD_COUNT = 9
DIGIT_COUNT = 30
GROUP = 5
SECRET_BYTES = 10

_BITS = 10
_CHECK_DIGITS = 5
_MODULUS = 99_989
"""A prime, so that a wrong digit or two exchanged are always noticed; the largest by which each wrong digit also leaves
a remainder of its own, so that it can be put right. (99,991 is larger, but ten to the fifth is nine by it.)"""

_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """Return a short reference without letters or figures that look alike, such as `7KM-2HX-DQ4`; it opens nothing."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(9))
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def new_receipt() -> str:
    """Return a receipt made by chance alone, as its nine words."""
    return spoken(secrets.token_bytes(SECRET_BYTES))


def receipt_of_draft(*, draft_id: str) -> str:
    """Return the receipt of the form that this draft became: the same one however often it is sent.

    Once the draft is deleted, a day later, no one can compute it again.
    """
    return spoken(keys.keyed_hash(purpose="receipt-of-draft", data=draft_id.encode())[:SECRET_BYTES])


def receipt_hash(*, receipt: str) -> str:
    """Return what is stored instead of the receipt, 64 hexadecimal digits; `receipt` is as it is printed."""
    return keys.keyed_hash(purpose="receipt-hash", data=receipt.encode()).hex()


def digits_of(receipt: str) -> str:
    """Return the same receipt as digits, in six groups of five."""
    number = int.from_bytes(secret_of(receipt), "big") * 10**_CHECK_DIGITS
    whole = f"{number + (1 - number) % _MODULUS:0{DIGIT_COUNT}d}"
    return " ".join(whole[start : start + GROUP] for start in range(0, DIGIT_COUNT, GROUP))


def derived(*, receipt: str, purpose: str) -> bytes:
    """Return 32 bytes that only who knows the code can make; each purpose has its own, and none leads to another."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"heard/receipt/1/{purpose}".encode())
    return derivation.derive(secret_of(receipt))


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Return the 1,024 words, in the order that gives each its ten bits. Changing it breaks receipts."""
    text = files("heard.feedback").joinpath("data/receipt_words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


@lru_cache(maxsize=1)
def places() -> dict[str, int]:
    """Return the place of each word in the list."""
    return {word: place for place, word in enumerate(word_list())}


def spoken(secret: bytes) -> str:
    """Return the nine words of a secret."""
    check = int.from_bytes(hashlib.sha256(b"heard receipt 1" + secret).digest()[:2], "big") >> 6
    number = int.from_bytes(secret, "big") << _BITS | check
    listed = word_list()
    return " ".join(listed[number >> _BITS * place & 1023] for place in reversed(range(WORD_COUNT)))


def secret_of(receipt: str) -> bytes:
    """Return the secret that listed words carry; the check is not looked at."""
    number = 0
    for word in receipt.split()[: WORD_COUNT - 1]:
        number = number << _BITS | places()[word]
    return number.to_bytes(SECRET_BYTES, "big")


def of_words(words: tuple[str, ...]) -> str | None:
    """Return the receipt that nine listed words are; None where the ninth is not the check of the others."""
    receipt = " ".join(words)
    return receipt if spoken(secret_of(receipt)) == receipt else None


def of_digits(digits: str) -> str | None:
    """Return the receipt that thirty digits are; None where their check is wrong."""
    whole = int(digits)
    secret = whole // 10**_CHECK_DIGITS
    if whole % _MODULUS != 1 or secret >= 1 << 8 * SECRET_BYTES:
        return None
    return spoken(secret.to_bytes(SECRET_BYTES, "big"))
