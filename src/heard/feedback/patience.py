"""A short wait in place of a proof of work, for browsers without script: a slip of when somebody asked, signed.

It is bound to what was asked, so that each guess costs a wait of its own; and nobody's wait keeps anyone else out.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hmac import compare_digest

from heard.feedback import keys

SHORTEST = timedelta(seconds=4)
LONGEST = timedelta(minutes=15)


class Waited(StrEnum):
    """What a slip shows."""

    LONG_ENOUGH = "long enough"
    TOO_SHORT = "too short"
    NOT = "not"


def slip(*, subject: str, now: datetime) -> str:
    """Return a slip that says that somebody asked for this subject now; the subject cannot be found from it."""
    return _slip(subject, int(now.timestamp()))


def waited(*, slip: str, subject: str, now: datetime) -> Waited:
    """Return how long ago a slip for this subject was given. One that is too old, or not ours, is none."""
    begun, _, _ = slip.partition(".")
    if not (begun.isascii() and begun.isdigit()) or len(begun) > 12:
        return Waited.NOT
    if not compare_digest(_slip(subject, int(begun)).encode(), slip.encode(errors="replace")):
        return Waited.NOT
    age = now - datetime.fromtimestamp(int(begun), UTC)
    if age > LONGEST:
        return Waited.NOT
    return Waited.LONG_ENOUGH if age >= SHORTEST else Waited.TOO_SHORT


def _slip(subject: str, begun: int) -> str:
    signed = keys.keyed_hash(purpose="receipt-wait", data=f"{begun}|{subject}".encode())
    return f"{begun}.{signed.hex()}"
