"""How many forms came from one network of late: known to this process alone, and forgotten within the hour.

No address is kept. A network (the first 24 bits of an address, or 64 of version 6) is known by eight bytes of a keyed
hash, under a key that is made when the process starts and made anew each day. Nothing here is written anywhere.
"""

import secrets
from collections import deque
from datetime import datetime, timedelta
from hashlib import blake2b
from ipaddress import ip_address
from threading import Lock

from heard.campaigns.visiting import network_of

WINDOW = timedelta(minutes=30)
KEY_LIFE = timedelta(days=1)
MOST = 20_000
"""So many arrivals are remembered at most: a flood of addresses costs no more memory than this."""


class Networks:
    """Counts arrivals by network over the last half hour."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._arrivals: deque[tuple[datetime, bytes]] = deque(maxlen=MOST)
        self._key = b""
        self._key_until: datetime | None = None

    def arrived(self, *, address: str, now: datetime) -> int:
        """Note an arrival, and return how many came from its network in the window, this one included.

        What is no address, or this machine's own (as behind a proxy that the settings do not name), counts as none.
        """
        network = network_of(address)
        if not network or ip_address(address).is_loopback:
            return 0
        with self._lock:
            self._forget(now)
            mark = blake2b(network.encode(), key=self._key, digest_size=8).digest()
            self._arrivals.append((now, mark))
            return sum(mark == other for _at, other in self._arrivals)

    def _forget(self, now: datetime) -> None:
        """Take a fresh key where the old one is a day old; drop what is past the window."""
        if self._key_until is None or now >= self._key_until:
            self._key, self._key_until = secrets.token_bytes(32), now + KEY_LIFE
            self._arrivals.clear()
        while self._arrivals and self._arrivals[0][0] <= now - WINDOW:
            self._arrivals.popleft()


HERE = Networks()
"""Those of this process. Each web process counts for itself: with several, fewer are noticed and none is shared."""
