"""Accounts of networks as they are compared: one way of writing each, and the keyed hash that stands for it."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from heard.feedback.keys.receipts_secret import keyed_hash
from heard.measurement.models import Network

PURPOSE = "measurement.mention"
SHARED_DOMAINS = frozenset(
    {
        "aol.com", "btinternet.com", "gmail.com", "gmx.com", "googlemail.com", "hotmail.co.uk", "hotmail.com",
        "icloud.com", "live.co.uk", "live.com", "mail.com", "me.com", "msn.com", "nhs.net", "nhs.uk", "ntlworld.com",
        "outlook.com", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk",
        "yahoo.com",
    }
)  # fmt: skip
"""Domains under which anybody writes, or every body of the NHS: none of them is one stakeholder's."""


def normal_handle(*, network: str, handle: str, service: str = "") -> str:
    """Return a handle in its one form: no @ before it, lower case; of Mastodon always with its server.

    An address of a profile gives the handle in it. `service` is where a Mastodon handle without a server is at home.
    Of email it is an address, or a domain for every address under it.
    """
    text = handle.strip().rstrip("/")
    if network == Network.EMAIL:
        return text.casefold().removeprefix("mailto:").removeprefix("@").rstrip(".")
    if "://" in text:
        host, path = _parts_of(text)
        last = path.rpartition("/")[2]
        home = host if network == Network.MASTODON else ""
        text = f"{last}@{home}" if home else last
    text = text.removeprefix("@").casefold()
    if network == Network.MASTODON and text and "@" not in text and service:
        text = f"{text}@{_parts_of(service)[0]}"
    return text


def handle_fault(*, network: str, handle: str) -> str:
    """Return why a text cannot be an account of the network, in a sentence; nothing where it can."""
    text = normal_handle(network=network, handle=handle)
    if not text or len(text) > 200:
        return _("Write the account’s name, of at most 200 characters.")
    if network != Network.EMAIL:
        return ""
    if text in SHARED_DOMAINS:
        return _("Many people write from %(domain)s. Give the whole address.") % {"domain": text}
    if not _is_address(text if "@" in text else f"x@{text}"):
        return _("Write an email address, such as press@org.example, or what stands after its @, such as org.example.")
    return ""


def sender_of(cell: str) -> str:
    """Return the one email address in a cell such as `Press Office <press@org.example>`, or nothing."""
    written = re.findall(r"<([^<>]*)>", cell) or [cell]
    address = normal_handle(network=Network.EMAIL, handle=written[0]) if len(written) == 1 else ""
    return address if _is_address(address) else ""


def sender_keys(address: str) -> tuple[str, str]:
    """Return the hashes by which the sender of an email is known: of the address first, then of its domain."""
    _name, _at, domain = address.rpartition("@")
    whole, part = (handle_key(network=Network.EMAIL, handle=text) for text in (address, domain))
    return whole, part


def hashed(*, kind: str, network: str, text: str) -> str:
    """Return what is kept in place of a post's address, an account or a handle: 64 hexadecimal digits."""
    return keyed_hash(purpose=PURPOSE, data=f"{kind}\x00{network}\x00{text}".encode()).hex()


def handle_key(*, network: str, handle: str, service: str = "") -> str:
    """Return the hash by which a mention and a stakeholder's handle are found to be of the same account."""
    text = normal_handle(network=network, handle=handle, service=service)
    return hashed(kind="handle", network=network, text=text) if text else ""


def post_key(*, network: str, address: str) -> str:
    """Return the hash by which a post is counted once, and by which its deletion is honoured."""
    return hashed(kind="post", network=network, text=address)


def _parts_of(address: str) -> tuple[str, str]:
    """Return host and path of an address; nothing of what cannot be one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.hostname or "", parts.path


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
