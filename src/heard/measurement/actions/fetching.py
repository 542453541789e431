"""One turn of a watch: what came since, what was deleted, and what the stream tells meanwhile.

The network is asked outside any transaction: nobody waits for a service that is slow or gone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from heard.design.clock import start_of_day
from heard.measurement.actions.mentions import (
    KEPT_DAYS,
    Taken,
    claim_watch,
    forget_posts,
    put_off_watch,
    rest_watch,
    take_in,
)
from heard.measurement.actions.stakeholders import suggest_engagements
from heard.measurement.connectors.posts import Busy, Elsewhere, NotInstalled, Refused, Service, Unreachable
from heard.measurement.models import Mention, Trouble, Watch
from heard.measurement.services import ServiceNotAllowed, service_of

ASKED_AT_ONCE = 50
"""So many posts are asked after in one turn, whether they are still there, the longest unasked first."""
ASKED_EVERY = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one turn of a watch brought, or why it could not be taken."""

    watch: Watch
    taken: Taken
    trouble: Trouble = Trouble.NONE


def fetch_next(*, now: datetime, seconds: float, open_service: Callable[[Watch], Service] = service_of) -> Turn | None:
    """Take the turn of the watch that is due first, listening for so many seconds; None where none is due."""
    watch = claim_watch(now=now)
    return None if watch is None else fetch(watch=watch, now=now, seconds=seconds, open_service=open_service)


def fetch(
    *, watch: Watch, now: datetime, seconds: float, open_service: Callable[[Watch], Service] = service_of
) -> Turn:
    """Ask a watch's service for what came and what went, and suggest which stakeholders the new posts show.

    Where it fails, the watch waits and keeps its cursor.
    """
    try:
        taken = _turn(watch, open_service(watch), now=now, seconds=seconds)
    except Busy as busy:
        put_off_watch(watch=watch, trouble=Trouble.BUSY, now=now, wait=timedelta(seconds=busy.seconds))
        return Turn(watch=watch, taken=Taken(), trouble=Trouble.BUSY)
    except tuple(_TROUBLES) as error:
        trouble = next(known for kind, known in _TROUBLES.items() if isinstance(error, kind))
        put_off_watch(watch=watch, trouble=trouble, now=now)
        return Turn(watch=watch, taken=Taken(), trouble=trouble)
    if taken.new:
        suggest_engagements(campaign=watch.campaign, now=now)
    return Turn(watch=watch, taken=taken)


_TROUBLES: dict[type[Exception], Trouble] = {
    ServiceNotAllowed: Trouble.NOT_ALLOWED,
    Elsewhere: Trouble.NOT_ALLOWED,
    NotInstalled: Trouble.NOT_INSTALLED,
    Refused: Trouble.REFUSED,
    Unreachable: Trouble.UNREACHABLE,
    OSError: Trouble.UNREACHABLE,
}


def _turn(watch: Watch, service: Service, *, now: datetime, seconds: float) -> Taken:
    since = start_of_day(watch.campaign.starts_on)
    told = service.posts_since(tag=watch.tag, cursor=watch.cursor, since=since)
    came = take_in(watch=watch, batch=told, now=now)
    Watch.objects.filter(pk=watch.pk).update(cursor=told.cursor)
    gone = _ask_after(watch, service, now=now)
    heard = service.listen(tag=watch.tag, cursor=watch.listened_to, seconds=0 if told.has_more else seconds)
    more = take_in(watch=watch, batch=heard, now=now) if heard.posts or heard.gone else Taken()
    rest_watch(watch=watch, now=now, has_more=told.has_more, cursor=told.cursor, listened_to=heard.cursor)
    return Taken(new=came.new + more.new, known=came.known + more.known, deleted=gone + more.deleted)


def _ask_after(watch: Watch, service: Service, *, now: datetime) -> int:
    """Ask whether posts that are still held are still there, each every six hours."""
    held = Mention.objects.filter(
        campaign=watch.campaign_id,
        service=watch.service,
        network=watch.network,
        deleted_at=None,
        emptied_at=None,
        seen_at__lt=now - ASKED_EVERY,
        found_at__gte=now - timedelta(days=KEPT_DAYS),
    ).order_by("seen_at")
    asked = dict(held.values_list("native_id", "pk")[:ASKED_AT_ONCE])
    if not asked:
        return 0
    gone = service.gone(native_ids=asked)
    Mention.objects.filter(pk__in=asked.values()).update(seen_at=now)
    return forget_posts(watch=watch, native_ids=gone, now=now)
