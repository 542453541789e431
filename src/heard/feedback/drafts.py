"""What a form holds before it is sent, sealed under a key that comes from the person's own cookie alone.

The cookie carries 32 random bytes. From them come the draft's id (which the database keeps), its key (which nobody
keeps) and the token of its pages. Who holds the database holds nothing that can be read.
"""

import json
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from evidence.journey import Answers, load_answers
from heard.design.cookies import named
from heard.feedback.sealing import seal, unseal

LIFETIME = timedelta(days=1)
"""How long a draft is kept after its last change."""

_BYTES = 32


def cookie_name(*, campaign: str, form: str) -> str:
    """Return under which name a browser keeps the secret of one form, so that two forms do not meet.

    The cookie goes to the whole site: a path keeps nobody out, and where a browser takes a cookie for a path, a
    neighbour under the same domain could put a secret of its own in place of the person's, and read what they write.
    """
    return named(f"heard_form.{campaign}.{form}", is_secure=settings.SESSION_COOKIE_SECURE)


class NotASecret(ValueError):
    """The cookie holds something that we never put there."""


@dataclass(frozen=True)
class Secret:
    """The random secret that only the person's own browser holds, as the cookie writes it."""

    value: str

    def __post_init__(self) -> None:
        try:
            raw = urlsafe_b64decode(self.value + "=")
        except ValueError as error:
            raise NotASecret from error
        if len(raw) != _BYTES or len(self.value) != 43:
            raise NotASecret

    def __repr__(self) -> str:
        return "Secret(…)"

    @cached_property
    def draft_id(self) -> str:
        """The draft's id: 64 hexadecimal digits, from which the secret cannot be found."""
        return self.derive("id").hex()

    @cached_property
    def token(self) -> str:
        """What each page of the form sends back, so that no other site can send in the person's name."""
        return self.derive("token").hex()

    def is_token(self, sent: str) -> bool:
        """Return whether what a page sent back is this draft's token."""
        return compare_digest(self.token.encode(), sent.encode(errors="replace"))

    def seal(self, contents: "Contents") -> bytes:
        """Return the contents, sealed."""
        return seal(key=self.derive("key"), plaintext=contents.as_bytes(), context=self._context)

    def unseal(self, sealed: bytes | memoryview) -> "Contents":
        """Return the contents that were sealed. Raises heard.feedback.sealing.CannotUnseal."""
        return load_contents(unseal(key=self.derive("key"), sealed=bytes(sealed), context=self._context))

    @property
    def _context(self) -> bytes:
        return f"heard/draft/1|{self.draft_id}".encode()

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes that only who holds the secret can make; each purpose has its own."""
        derivation = HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=f"heard/draft/1/{purpose}".encode())
        return derivation.derive(urlsafe_b64decode(self.value + "="))


def new_secret() -> Secret:
    """Return a fresh secret."""
    return Secret(secrets.token_urlsafe(_BYTES))


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the person is shown of something they sent: its reference and its receipt."""

    reference: str
    receipt: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a draft holds: answers, the words that services were looked for by, and what was already sent.

    `searches` is by piece; `urgent` by the mark of the page from which each urgent message was sent.
    """

    answers: Answers = field(default_factory=Answers)
    searches: Mapping[str, str] = field(default_factory=dict)
    urgent: Mapping[str, Sent] = field(default_factory=dict)
    sent: Sent | None = None

    def as_bytes(self) -> bytes:
        """Return the contents as JSON."""
        data = {
            "answers": self.answers.as_data(),
            "searches": dict(self.searches),
            "urgent": {mark: [sent.reference, sent.receipt] for mark, sent in self.urgent.items()},
            "sent": [self.sent.reference, self.sent.receipt] if self.sent else None,
        }
        return json.dumps(data, ensure_ascii=False).encode()


def load_contents(raw: bytes) -> Contents:
    """Return the contents that `Contents.as_bytes` wrote."""
    data = json.loads(raw)
    return Contents(
        answers=load_answers(data["answers"]),
        searches=data["searches"],
        urgent={mark: Sent(reference=one[0], receipt=one[1]) for mark, one in data["urgent"].items()},
        sent=Sent(reference=data["sent"][0], receipt=data["sent"][1]) if data["sent"] else None,
    )
