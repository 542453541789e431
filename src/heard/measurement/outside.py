"""Asks an outside address whether it still answers, and never anything inside: only allowed hosts, by https, on 443.

The name is looked up once, every address it has must be public, and the connection goes to the very address that was
checked, so that a name that changes in between leads nowhere else. Nothing is followed and no body is read.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

SECONDS = 5.0
BROWSER = "Heard link check"


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address under the host's own name, which the certificate must bear."""

    def __init__(self, host: str, address: str) -> None:
        self._address, self._trusted = address, ssl.create_default_context()
        super().__init__(host, 443, timeout=SECONDS, context=self._trusted)

    def connect(self) -> None:
        """Connect to the address that was checked."""
        plain = socket.create_connection((self._address, 443), timeout=SECONDS)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)


def ask(url: str, allowed_hosts: Iterable[str]) -> int | None:
    """Return the status that the address answers with, 0 where it does not answer; None where it may not be asked."""
    host = asked_host(url, allowed_hosts)
    if host is None:
        return None
    try:
        addresses = {str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError:
        return 0
    if not addresses or not all(is_public(address) for address in addresses):
        return None
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(host, sorted(addresses)[0])
    try:
        connection.request("GET", path, headers={"User-Agent": BROWSER, "Accept": "text/html"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def asked_host(url: str, allowed_hosts: Iterable[str]) -> str | None:
    """Return the host that may be asked: one of those allowed, by https, on its usual port and without a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    is_plain = parts.scheme == "https" and port in {None, 443} and not parts.username and not parts.password
    return host if is_plain and host in {name.lower() for name in allowed_hosts} else None


def is_public(address: str) -> bool:
    """Return whether an address is one of the open internet's."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
