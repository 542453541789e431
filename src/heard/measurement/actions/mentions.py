"""Following a hashtag, taking in what a service told of it, and emptying what was deleted or has grown old."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign, Placement
from heard.design.once import once
from heard.measurement.connectors.posts import Batch, Post
from heard.measurement.handles import handle_key, hashed, post_key
from heard.measurement.models import Engagement, Mention, Trouble, Watch

EXCERPT = 300
KEPT_DAYS = 30
"""So long an excerpt and a post's address stay."""
LEASE = timedelta(minutes=10)
EVERY = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
AT_ONCE = 300
Item = TypeVar("Item")
_CODE = re.compile(r"/l/([a-z0-9][a-z0-9-]{2,39})(?:[/?#]|$)")


class AlreadyFollowed(Exception):
    """The campaign follows this hashtag on this service already."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a batch: posts that are new, posts that were here, and posts found to be deleted."""

    new: int = 0
    known: int = 0
    deleted: int = 0

    @property
    def changed(self) -> int:
        """Return how many rows it changed."""
        return self.new + self.deleted


def follow(*, campaign: Campaign, network: str, service: str, tag: str, by: User | None, now: datetime) -> Watch:
    """Follow a hashtag (without its #) on a service from the next turn on. Raises AlreadyFollowed."""
    with once(AlreadyFollowed):
        watch = Watch.objects.create(
            campaign=campaign,
            network=network,
            service=service,
            tag=tag,
            next_at=now,
            made_by=by,
            made_at=now,
        )
        record(code="measurement.watch.begun", subject=watch, by=by, now=now, organisation=campaign.owner, tag=tag)
    return watch


@transaction.atomic
def stop_following(*, watch: Watch, by: User, now: datetime) -> None:
    """End it; what was found stays, as counts. Twice changes nothing."""
    if Watch.objects.filter(pk=watch.pk, ended_at=None).update(ended_at=now):
        record(
            code="measurement.watch.ended",
            subject=watch,
            by=by,
            now=now,
            organisation=watch.campaign.owner,
            tag=watch.tag,
        )


def claim_watch(*, now: datetime) -> Watch | None:
    """Take the watch whose turn came first and that no worker holds; None where none is due."""
    due = Watch.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), ended_at=None, next_at__lte=now)
    for watch in due.select_related("campaign").order_by("next_at")[:5]:
        free = Watch.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), pk=watch.pk, ended_at=None)
        if free.update(leased_until=now + LEASE):
            return watch
    return None


def rest_watch(*, watch: Watch, now: datetime, has_more: bool, cursor: str, listened_to: str) -> None:
    """Give a watch back after a turn that went well: the cursors are kept, the next turn is at once or in a while."""
    Watch.objects.filter(pk=watch.pk).update(
        cursor=cursor,
        listened_to=listened_to,
        checked_at=now,
        next_at=now if has_more else now + EVERY,
        leased_until=None,
        failures=0,
        trouble=Trouble.NONE,
    )


def put_off_watch(*, watch: Watch, trouble: Trouble, now: datetime, wait: timedelta | None = None) -> None:
    """Give a watch back after a turn that failed: it waits as told, or twice as long with each failure, six hours most.

    Its cursors are left, so that nothing in between is missed.
    """
    doubled = EVERY * 2 ** min(watch.failures, 10)
    Watch.objects.filter(pk=watch.pk).update(
        next_at=now + min(LONGEST_WAIT, wait or doubled),
        leased_until=None,
        failures=models.F("failures") + 1,
        trouble=trouble,
    )


@transaction.atomic
def take_in(*, watch: Watch, batch: Batch, now: datetime) -> Taken:
    """Keep the batch's posts, each once, and empty those that are gone; the same batch again changes no count.

    A post that was deleted is never taken in again.
    """
    by_key = {post_key(network=watch.network, address=post.address): post for post in batch.posts}
    codes = _placements(watch, by_key.values())
    held = {
        mention.key: mention
        for some in _chunks(list(by_key))
        for mention in Mention.objects.filter(campaign=watch.campaign_id, key__in=some)
    }
    new = [_mention(watch, key, post, codes, now) for key, post in by_key.items() if key not in held]
    Mention.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)
    known = [mention for mention in held.values() if mention.deleted_at is None]
    for mention in known:
        _renew(mention, _mention(watch, mention.key, by_key[mention.key], codes, now))
    Mention.objects.bulk_update(known, _RENEWED, batch_size=AT_ONCE)
    deleted = _empty(_gone(watch, batch.gone), now=now)
    return Taken(new=len(new), known=len(known), deleted=deleted)


@transaction.atomic
def forget_account(*, network: str, handle: str, by: User, campaign: Campaign, now: datetime) -> int:
    """Empty every mention of an account in the campaigns of the same owner, on its wish; return how many."""
    key = handle_key(network=network, handle=handle)
    found = Mention.objects.filter(
        campaign__owner=campaign.owner_id, network=network, handle_key=key, deleted_at=None
    ).exclude(handle_key="")
    keys = list(found.values_list("pk", flat=True))
    emptied = _empty(keys, now=now)
    record(
        code="measurement.mentions.forgotten",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        mentions=emptied,
    )
    return emptied


@transaction.atomic
def forget_posts(*, watch: Watch, native_ids: Collection[str], now: datetime) -> int:
    """Empty the posts that a service shows nobody any more; return how many."""
    return _empty(_gone(watch, native_ids), now=now)


@transaction.atomic
def empty_mentions(*, keys: Sequence[int], now: datetime) -> int:
    """Take the excerpt, the address and the service's id off mentions that have grown old; their counts stay."""
    return Mention.objects.filter(pk__in=keys, emptied_at=None).update(
        excerpt="", address="", native_id="", emptied_at=now
    )


_RENEWED = ("handle_key", "account_key", "excerpt", "language", "replies", "likes", "reposts", "placement", "seen_at")


def _mention(watch: Watch, key: str, post: Post, codes: dict[str, int], now: datetime) -> Mention:
    placement = next((codes[code] for code in _codes(post) if code in codes), None)
    return Mention(
        campaign_id=watch.campaign_id,
        network=watch.network,
        service=watch.service,
        tag=watch.tag,
        key=key,
        account_key=hashed(kind="account", network=watch.network, text=post.account) if post.account else "",
        handle_key=handle_key(network=watch.network, handle=post.handle, service=watch.service),
        native_id=post.native_id[:200],
        address=post.address[:500],
        excerpt=post.text if len(post.text) <= EXCERPT else f"{post.text[: EXCERPT - 1]}…",
        language=post.language[:20],
        placement_id=placement,
        replies=post.replies,
        likes=post.likes,
        reposts=post.reposts,
        posted_at=post.at,
        found_at=now,
        seen_at=now,
    )


def _renew(mention: Mention, told: Mention) -> None:
    """Take over what may change of a post. What a stream leaves out (a handle, counts) is not lost by it."""
    mention.handle_key = told.handle_key or mention.handle_key
    mention.account_key = told.account_key or mention.account_key
    mention.language = told.language or mention.language
    if mention.emptied_at is None:
        mention.excerpt = told.excerpt
    mention.replies = max(mention.replies, told.replies)
    mention.likes = max(mention.likes, told.likes)
    mention.reposts = max(mention.reposts, told.reposts)
    mention.placement_id = told.placement_id or mention.placement_id
    mention.seen_at = told.seen_at


def _gone(watch: Watch, native_ids: Iterable[str]) -> list[int]:
    """Return the mentions of any campaign that this service knew by these ids, or by these addresses."""
    ids = list(dict.fromkeys(native_ids))
    found: list[int] = []
    for some in _chunks(ids):
        keys = [post_key(network=watch.network, address=each) for each in some]
        mine = Q(service=watch.service, native_id__in=some) | Q(key__in=keys)
        found += Mention.objects.filter(mine, network=watch.network, deleted_at=None).values_list("pk", flat=True)
    return found


def _empty(keys: Sequence[int], *, now: datetime) -> int:
    """Leave of mentions nothing but that there were so many, and of engagements by them no words."""
    emptied = 0
    for some in _chunks(list(keys)):
        Engagement.objects.filter(mention__in=some).update(note="")
        emptied += Mention.objects.filter(pk__in=some, deleted_at=None).update(
            native_id="",
            address="",
            excerpt="",
            handle_key="",
            account_key="",
            emptied_at=now,
            deleted_at=now,
        )
    return emptied


def _codes(post: Post) -> list[str]:
    return [code for link in post.links for code in _CODE.findall(link)]


def _placements(watch: Watch, posts: Iterable[Post]) -> dict[str, int]:
    codes = {code for post in posts for code in _codes(post)}
    found = Placement.objects.filter(campaign=watch.campaign_id, code__in=codes)
    return dict(found.values_list("code", "pk"))


def _chunks(items: list[Item]) -> Iterable[list[Item]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
