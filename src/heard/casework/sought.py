"""Words that staff look for, sealed for the address: they may be a name, and addresses are written down everywhere.

A history, a log and a bookmark hold a token that only this site reads; nothing is kept here.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from heard.feedback import keys
from heard.feedback.sealing import CannotUnseal, seal, unseal

LONGEST = 2000
_CONTEXT = b"heard/sought/1"


class NotSought(Exception):
    """This is no token of ours."""


def as_token(words: str) -> str:
    """Return the words as they stand in an address."""
    sealed = seal(key=_key(), plaintext=words.encode(errors="replace"), context=_CONTEXT)
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def words_of(token: str) -> str:
    """Return the words of a token. Raises NotSought."""
    if len(token) > LONGEST:
        raise NotSought
    try:
        sealed = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        return unseal(key=_key(), sealed=sealed, context=_CONTEXT).decode()
    except (CannotUnseal, binascii.Error, ValueError) as error:
        raise NotSought from error


def _key() -> bytes:
    return keys.keyed_hash(purpose="words-sought", data=b"")
