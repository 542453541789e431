"""Receipts: the return code of an unnamed person, as nine plain words to say, write down or read out.

Eight words carry 80 bits of chance and the ninth is a check, so that a slip is noticed. Only a keyed hash is stored:
who holds the database cannot find the code, and without the secret on the keyring cannot even test a guess.
"""

import hashlib
import re
import secrets
from functools import lru_cache
from importlib.resources import files

from heard.feedback import keys

WORD_COUNT = 9
_BITS = 10
_SECRET_BYTES = 10
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


class NotAReceipt(ValueError):
    """What was typed is not a receipt code; the sentence says what is wrong with it, and may be shown."""


def new_reference() -> str:
    """Return a short reference without letters or figures that look alike, such as `7KM-2HX-DQ4`; it opens nothing."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(9))
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def new_receipt() -> str:
    """Return a receipt made by chance alone."""
    return _spoken(secrets.token_bytes(_SECRET_BYTES))


def receipt_of_draft(*, draft_id: str) -> str:
    """Return the receipt of the form that this draft became: the same one however often it is sent.

    Once the draft is deleted, a day later, no one can compute it again.
    """
    return _spoken(keys.keyed_hash(purpose="receipt-of-draft", data=draft_id.encode())[:_SECRET_BYTES])


def receipt_hash(*, receipt: str) -> str:
    """Return what is stored instead of the receipt, 64 hexadecimal digits; raise NotAReceipt where it is none."""
    return keys.keyed_hash(purpose="receipt-hash", data=parse(receipt).encode()).hex()


def parse(typed: str) -> str:
    """Return the receipt as it is printed, from what a person typed; raise NotAReceipt.

    Forgives case, punctuation, numbering and spacing, and one wrong, missing or added letter in a word where only one
    listed word is that near.
    """
    if len(typed) > 1000:
        raise NotAReceipt("This is too long to be a receipt code. It is nine words.")
    words = [_nearest(word) for word in re.findall(r"[a-z]+", typed.lower())]
    if len(words) != WORD_COUNT:
        raise NotAReceipt(f"A receipt code is nine words. You entered {len(words)}.")
    places = _places()
    number = 0
    for word in words[:-1]:
        number = number << _BITS | places[word]
    spoken = _spoken(number.to_bytes(_SECRET_BYTES, "big"))
    if spoken.split()[-1] != words[-1]:
        raise NotAReceipt("These words do not fit together. Check each word and the order they are in.")
    return spoken


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Return the 1,024 words, in the order that gives each its ten bits. Changing it breaks receipts."""
    text = files("heard.feedback").joinpath("data/receipt_words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(word_list())}


def _spoken(secret: bytes) -> str:
    check = int.from_bytes(hashlib.sha256(b"heard receipt 1" + secret).digest()[:2], "big") >> 6
    number = int.from_bytes(secret, "big") << _BITS | check
    listed = word_list()
    return " ".join(listed[number >> _BITS * place & 1023] for place in reversed(range(WORD_COUNT)))


def _nearest(word: str) -> str:
    if word in _places():
        return word
    near = [each for each in word_list() if _one_letter_apart(each, word)]
    if len(near) != 1:
        raise NotAReceipt("One of these words is never used in a receipt code. Check how each word is spelt.")
    return near[0]


def _one_letter_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]
