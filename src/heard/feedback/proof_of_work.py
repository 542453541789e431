"""Proof of work: a small sum that a browser does by itself, so that sending by the thousand costs something.

The form of the challenge is ALTCHA's (https://altcha.org, version 2): signed, with what it is for inside it. It knows
nothing of who solves it. A challenge for one subject proves nothing for another, and each is taken once in its life.
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from altcha import create_challenge, verify_solution
from django.db import transaction

from heard.feedback import keys
from heard.feedback.models import SpentProof

ALGORITHM = "PBKDF2/SHA-256"
COST = 1000
"""Rounds of one try: a try is then heavier than what surrounds it, on a telephone as on a rack of machines."""

LONGEST_ANSWER = 4000


class Work(StrEnum):
    """How much is asked: the value says what for."""

    LIGHT = "light"
    """Under a second on most telephones: done by itself while someone reads."""
    HEAVY = "heavy"
    """Some seconds: for those who have guessed wrong before."""


TRIES = {Work.LIGHT: (100, 200), Work.HEAVY: (1500, 2500)}
"""Between how many tries the answer lies, so that nobody is unlucky for minutes."""


class Proof(StrEnum):
    """What became of an answer."""

    PROVEN = "proven"
    MISSING = "missing"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """A challenge as a page carries it, in the JSON that the browser's worker reads."""

    json: str


def challenge(*, purpose: str, subject: str = "", now: datetime, life: timedelta, work: Work = Work.LIGHT) -> Challenge:
    """Return a fresh challenge, good for `life`, that proves work for this purpose and subject alone.

    `subject` may be anything that the server knows again: only a keyed hash of it stands in the challenge.
    """
    least, most = TRIES[work]
    made = create_challenge(
        ALGORITHM,
        COST,
        counter=least + secrets.randbelow(most - least),
        data={"for": _mark(purpose, subject), "until": int((now + life).timestamp())},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("answer"),
    )
    return Challenge(json=json.dumps(made.to_dict(), separators=(",", ":")))


def check(*, answer: str, purpose: str, subject: str = "", now: datetime) -> Proof:
    """Return what an answer proves; it changes nothing. An answer that was taken before is SPENT."""
    if not answer.strip():
        return Proof.MISSING
    read = _read(answer)
    if read is None or not _is_solved(answer) or read.get("for") != _mark(purpose, subject):
        return Proof.WRONG
    if read["until"] <= now.timestamp():
        return Proof.EXPIRED
    return Proof.SPENT if SpentProof.objects.filter(mark=_mark_of(read)).exists() else Proof.PROVEN


@transaction.atomic
def take(*, answer: str, purpose: str, subject: str = "", now: datetime) -> Proof:
    """Return what an answer proves, and take it: the same answer is SPENT from then on, in every process."""
    proof = check(answer=answer, purpose=purpose, subject=subject, now=now)
    read = _read(answer)
    if proof is not Proof.PROVEN or read is None:
        return proof
    until = datetime.fromtimestamp(read["until"], UTC)
    _, is_first = SpentProof.objects.get_or_create(mark=_mark_of(read), defaults={"expires_at": until})
    return Proof.PROVEN if is_first else Proof.SPENT


@transaction.atomic
def forget_spent(*, now: datetime) -> int:
    """Delete the marks of challenges whose life is over: they are refused for that. Return how many."""
    return SpentProof.objects.filter(expires_at__lte=now).delete()[0]


def _read(answer: str) -> Mapping[str, Any] | None:
    """Return what stands in an answer's challenge, whoever wrote it; None where it is no answer at all."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        parameters = json.loads(base64.b64decode(answer, validate=True))["challenge"]["parameters"]
        return {
            "for": str(parameters["data"]["for"]),
            "until": int(parameters["data"]["until"]),
            "nonce": str(parameters["nonce"]),
        }
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None


def _is_solved(answer: str) -> bool:
    """Return whether we signed the challenge and the answer is its own."""
    result = verify_solution(answer, _secret("challenge"), hmac_key_secret=_secret("answer"))
    return bool(result.verified)


def _mark(purpose: str, subject: str) -> str:
    return keys.keyed_hash(purpose=f"proof-of-work-for-{purpose}", data=subject.encode()).hex()[:32]


def _mark_of(read: Mapping[str, Any]) -> str:
    return hashlib.sha256(read["nonce"].encode()).hexdigest()


def _secret(use: str) -> bytes:
    return keys.keyed_hash(purpose=f"proof-of-work-{use}", data=b"")
