"""Accounts of networks as they are compared: one way of writing each, and the keyed hash that stands for it."""

from urllib.parse import urlsplit

from heard.feedback.keys.receipts_secret import keyed_hash
from heard.measurement.models import Network

PURPOSE = "measurement.mention"


def normal_handle(*, network: str, handle: str, service: str = "") -> str:
    """Return a handle in its one form: no @ before it, lower case; of Mastodon always with its server.

    An address of a profile gives the handle in it. `service` is where a Mastodon handle without a server is at home.
    """
    text = handle.strip().rstrip("/")
    if "://" in text:
        parts = urlsplit(text)
        last = parts.path.rpartition("/")[2]
        home = (parts.hostname or "") if network == Network.MASTODON else ""
        text = f"{last}@{home}" if home else last
    text = text.removeprefix("@").casefold()
    if network == Network.MASTODON and text and "@" not in text and service:
        text = f"{text}@{urlsplit(service).hostname or ''}"
    return text


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
