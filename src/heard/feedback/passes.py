"""The pass of someone who came back with their code: the code itself, sealed into a cookie of their own browser.

The server keeps nothing: neither the code nor that anybody came back. The key of the seal comes from the secret on the
keyring, so that a cookie that was copied from a disk opens nothing elsewhere, and a pass is over half an hour after it
was last shown.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from heard.feedback import keys
from heard.feedback.receipts import NotAReceipt, parse
from heard.feedback.sealing import CannotUnseal, seal, unseal

COOKIE_NAME = "heard_receipt"
LIFETIME = timedelta(minutes=30)
"""How long a pass is good for after a page was last opened with it."""

LONGEST = 1000
_CONTEXT = b"heard/pass/1"


class NoPass(Exception):
    """There is no pass: it is over, or it is none of ours."""


@dataclass(frozen=True, kw_only=True)
class Pass:
    """What a browser holds while its owner looks at their own page."""

    receipt: str

    def __repr__(self) -> str:
        return "Pass(…)"

    @property
    def token(self) -> str:
        """What each page sends back, so that no other site can send in the person's name."""
        return keys.keyed_hash(purpose="receipt-token", data=self.receipt.encode()).hex()

    def is_token(self, sent: str) -> bool:
        """Return whether what a page sent back is this pass's token."""
        return compare_digest(self.token.encode(), sent.encode(errors="replace"))

    def as_cookie(self, *, now: datetime) -> str:
        """Return the pass as its cookie holds it, good for another half-hour."""
        plaintext = json.dumps([self.receipt, int((now + LIFETIME).timestamp())]).encode()
        return urlsafe_b64encode(seal(key=_key(), plaintext=plaintext, context=_CONTEXT)).decode()


def read_pass(cookie: str, *, now: datetime) -> Pass:
    """Return the pass that a cookie holds. Raises NoPass."""
    if not cookie or len(cookie) > LONGEST:
        raise NoPass
    try:
        receipt, until = json.loads(unseal(key=_key(), sealed=urlsafe_b64decode(cookie), context=_CONTEXT))
        found = Pass(receipt=parse(receipt))
    except (CannotUnseal, NotAReceipt, ValueError, TypeError) as error:
        raise NoPass from error
    if datetime.fromtimestamp(until, UTC) <= now:
        raise NoPass
    return found


def _key() -> bytes:
    return keys.keyed_hash(purpose="receipt-pass", data=b"")
