"""What visitors do, counted without knowing who they are.

A row is built by a pure function, so that the hot path can write many at once.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection, transaction
from django.http import HttpRequest

from heard.campaigns import actions
from heard.campaigns.arriving import entrance
from heard.campaigns.crawlers import classify, is_visit
from heard.campaigns.models import Campaign, Form, Placement, Visit, VisitKind
from heard.campaigns.pace import Pace
from heard.places.models import Area

__all__ = ["VisitKind", "VisitRow", "address_of", "briefly", "count_visit", "network_of", "visit_row", "visitor_day"]

logger = logging.getLogger(__name__)

PATIENCE_MS = 250
"""How long a visitor waits at most for their visit to be written."""

_missed: Counter[datetime] = Counter()
"""How many visits of each hour went uncounted in this process and still wait to be written down as such."""

_missed_lock = Lock()

_pace = Pace()
"""Who comes faster than people do where Django answers: landings, look-ups, form starts, and doors of frames."""


def visitor_day(*, salt: bytes, headers: Mapping[str, str], address: str, link: str) -> bytes:
    """Return 16 bytes that are the same for one browser, network and link within one day's salt, and tell nothing else.

    The network is the first 24 bits of an IPv4 address or the first 64 of an IPv6 one.
    """
    words = "\0".join((headers.get("user-agent", ""), network_of(address), link))
    return blake2b(words.encode("utf-8", "surrogateescape"), key=salt, digest_size=16).digest()


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Return the network of an address: its first 24 bits, or 64 of version 6; empty where it is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, 24 if parsed.version == 4 else 64), strict=False).network_address)


def address_of(*, headers: Mapping[str, str], remote: str, behind_proxy: bool) -> str:
    """Return the visitor's address: behind our own proxy the last one of X-Forwarded-For, which the proxy wrote."""
    forwarded = headers.get("x-forwarded-for", "") if behind_proxy else ""
    return forwarded.rsplit(",", 1)[-1].strip() or remote


class VisitRow(NamedTuple):
    """One visit before it is written, by the columns of its table."""

    at: datetime
    campaign_id: int
    placement_id: int | None
    form_id: int | None
    area_id: int | None
    kind: str
    visitor_class: str
    reason: str
    visitor_day: bytes
    is_test: bool


def visit_row(
    *,
    kind: VisitKind,
    at: datetime,
    campaign_id: int,
    link: str,
    method: str,
    headers: Mapping[str, str],
    address: str,
    salt: bytes,
    placement_id: int | None = None,
    form_id: int | None = None,
    area_id: int | None = None,
    is_test: bool = False,
    declined: bool = False,
) -> VisitRow | None:
    """Return the row of one visit; None where the request is no visit (HEAD, fetched ahead, declined).

    `link` is the placement's code, or the campaign's slug where the visitor came by none.
    """
    if not is_visit(method=method, headers=headers, declined=declined):
        return None
    visitor_class, reason = classify(method=method, headers=headers)
    who = visitor_day(salt=salt, headers=headers, address=address, link=link)
    return VisitRow(
        at, campaign_id, placement_id, form_id, area_id, kind.value, visitor_class.value, reason, who, is_test
    )


def count_visit(
    *,
    request: HttpRequest,
    kind: VisitKind,
    campaign: Campaign,
    placement: Placement | None = None,
    form: Form | None = None,
    area: Area | None = None,
    now: datetime,
) -> None:
    """Write one visit, under the area that was asked for or, without one, that the link was placed for.

    A locked or full database never stops the visitor: they go on uncounted, and that shows.
    """
    missed = _take_missed()
    try:
        with briefly():
            row = visit_row(
                kind=kind,
                at=now,
                campaign_id=campaign.pk,
                link=placement.code if placement else campaign.slug,
                method=request.method or "",
                headers=request.headers,
                address=address_of(
                    headers=request.headers,
                    remote=request.META.get("REMOTE_ADDR", ""),
                    behind_proxy=settings.HEARD_BEHIND_PROXY,
                ),
                salt=actions.salt_of_today(now=now),
                placement_id=placement.pk if placement else None,
                form_id=form.pk if form else None,
                area_id=area.pk if area else placement.area_id if placement else None,
                is_test=entrance(request=request, campaign=campaign).is_test,
                declined="nostats" in request.GET,
            )
            if row:
                Visit.objects.create(**_pace.judged(row)._asdict())
            for hour, count in missed.items():
                actions.count_missed(now=hour, missed=count)
        missed.clear()
    except Error:
        missed[now.replace(minute=0, second=0, microsecond=0)] += 1
        logger.warning("A visit went uncounted: the database did not take it in time.")
    finally:
        _put_back(missed)


def _take_missed() -> Counter[datetime]:
    """Take all that waits to be written down, so that no two visitors write the same."""
    with _missed_lock:
        taken = _missed.copy()
        _missed.clear()
    return taken


def _put_back(missed: Counter[datetime]) -> None:
    """Let what was not committed wait for the next visitor."""
    with _missed_lock:
        _missed.update(missed)


@contextmanager
def briefly() -> Iterator[None]:
    """Write within one transaction that waits for others at most PATIENCE_MS."""
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE_MS}ms"])
            yield
        return
    usual_ms = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _wait_for_others(PATIENCE_MS)
    try:
        with transaction.atomic():
            yield
    finally:
        _wait_for_others(usual_ms)


def _wait_for_others(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
