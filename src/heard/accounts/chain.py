"""How a line of the audit log is chained to the one before it: a keyed hash of both and of its place.

The key is made from the site's secret key, so that who can write to the database and does not hold that secret cannot
make a link that holds.
"""

import json
from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from heard.accounts.models import AuditLine

GENESIS = "0" * 64
"""What stands before the first link."""


def link_hash(*, previous: str, position: int, line: AuditLine) -> str:
    """Return the hash of a line's link: of the link before it, of its position, and of everything the line says."""
    return _hash(previous, position, line, settings.SECRET_KEY)


def holds(*, previous: str, position: int, line: AuditLine, against: str) -> bool:
    """Return whether a stored hash is that of the line at that place, under the site's secret key or an older one."""
    return any(constant_time_compare(_hash(previous, position, line, secret), against) for secret in _secrets())


def _secrets() -> Iterator[str | bytes]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _hash(previous: str, position: int, line: AuditLine, secret: str | bytes) -> str:
    said = [
        previous,
        position,
        line.pk,
        line.at.astimezone(UTC).isoformat(),
        line.actor_id,
        line.organisation_id,
        line.code,
        line.subject_kind,
        line.subject_id,
        line.detail,
    ]
    canonical = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return salted_hmac("heard.accounts.audit-chain", canonical, secret=secret, algorithm="sha256").hexdigest()
