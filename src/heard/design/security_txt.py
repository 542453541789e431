"""What `/.well-known/security.txt` tells whoever has found a weakness (RFC 9116)."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

PATH = "/.well-known/security.txt"
HOLDS_FOR = timedelta(days=180)
"""How long a reader may rely on it: the standard asks for less than a year."""


def security_txt(*, contacts: Sequence[str], policy: str, site: str, now: datetime) -> str:
    """Return the file. Each contact is an address, or a URI beginning with https:, mailto: or tel:.

    It changes once a day. Its end is counted from today: as long as the site runs, somebody stands by what it says.
    """
    ends = datetime.combine((now.astimezone(UTC) + HOLDS_FOR).date(), time.min, tzinfo=UTC)
    lines = [f"Contact: {_uri_of(contact)}" for contact in contacts]
    lines.append(f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}")
    lines.append("Preferred-Languages: en")
    lines.append(f"Canonical: {site}{PATH}")
    if policy:
        lines.append(f"Policy: {policy}")
    return "".join(f"{line}\n" for line in lines)


def _uri_of(contact: str) -> str:
    return contact if contact.startswith(("https://", "mailto:", "tel:")) else f"mailto:{contact}"
