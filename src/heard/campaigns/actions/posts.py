"""Writing what a campaign means to say, and approving it by a second person."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.actions.approving import AlreadyApproved, Changed, SamePerson
from heard.campaigns.models import Campaign, Channel, Length, Post, PostText
from heard.campaigns.pictures import Picture
from heard.design.languages import ENGLISH
from heard.design.names import is_called
from heard.design.once import once


class PostExists(Exception):
    """The campaign has a post of that name."""


class NeedsWords(Exception):
    """A picture stands without words for those who cannot see it."""


@dataclass(frozen=True, kw_only=True)
class PostPlan:
    """What a manager says about a post. Without a new picture the one that is there stays, unless it is taken away."""

    name: str
    networks: tuple[Channel, ...] = ()
    short: str = ""
    long: str = ""
    picture: Picture | None = None
    takes_picture_away: bool = False
    alt_text: str = ""


@transaction.atomic
def add_post(*, campaign: Campaign, plan: PostPlan, by: User | None, now: datetime) -> Post:
    """Write a post. Links that bear its name lead back to it. Raises PostExists and NeedsWords."""
    post = Post(campaign=campaign, version=0)
    _set(post, plan, by=by, now=now)
    campaign.placements.filter(post__iexact=post.name, ready_post=None).update(ready_post=post)
    _record("campaigns.post.added", post, by=by, now=now)
    return post


@transaction.atomic
def change_post(*, post: Post, plan: PostPlan, by: User | None, now: datetime) -> None:
    """Change a post, which takes its approval away. Raises PostExists and NeedsWords."""
    post = Post.objects.select_for_update().select_related("campaign__owner").get(pk=post.pk)
    _set(post, plan, by=by, now=now)
    _record("campaigns.post.changed", post, by=by, now=now)


@transaction.atomic
def translate_post(*, post: Post, language: str, short: str, long: str, by: User | None, now: datetime) -> None:
    """Write a post's texts in one language, which takes its approval away; an empty text is none."""
    post = Post.objects.select_for_update().select_related("campaign__owner").get(pk=post.pk)
    _touch(post, by=by, now=now)
    post.save()
    _write(post, language, short, long)
    _record("campaigns.post.translated", post, by=by, now=now, language=language)


@transaction.atomic
def approve_post(*, post: Post, version: int, by: User, now: datetime) -> None:
    """Approve a post in the version that the person saw. Raises SamePerson, Changed and AlreadyApproved."""
    post = Post.objects.select_for_update().select_related("campaign__owner").get(pk=post.pk)
    if post.version != version:
        raise Changed
    if post.is_approved:
        raise AlreadyApproved
    if post.changed_by_id == by.pk:
        raise SamePerson
    post.approved_by, post.approved_at = by, now
    post.save(update_fields=["approved_by", "approved_at"])
    _record("campaigns.post.approved", post, by=by, now=now, version=version)


def _set(post: Post, plan: PostPlan, *, by: User | None, now: datetime) -> None:
    if Post.objects.filter(is_called(plan.name), campaign=post.campaign).exclude(pk=post.pk).exists():
        raise PostExists
    post.name, post.alt_text = plan.name, plan.alt_text
    post.networks = [str(network) for network in plan.networks]
    if plan.takes_picture_away:
        post.picture, post.picture_kind, post.picture_width, post.picture_height = "", "", 0, 0
    if plan.picture:
        _keep(post, plan.picture)
    if post.picture and not post.alt_text:
        raise NeedsWords
    _touch(post, by=by, now=now)
    with once(PostExists):
        post.save()
    _write(post, ENGLISH.code, plan.short, plan.long)


def _touch(post: Post, *, by: User | None, now: datetime) -> None:
    post.version += 1
    post.changed_by, post.changed_at = by, now
    post.approved_by = post.approved_at = None


def _write(post: Post, language: str, short: str, long: str) -> None:
    post.texts.filter(language=language).delete()
    PostText.objects.bulk_create(
        PostText(post=post, language=language, length=length, text=text)
        for length, text in ((Length.SHORT, short), (Length.LONG, long))
        if text
    )


def _keep(post: Post, picture: Picture) -> None:
    """Store a picture under the hash of what it holds."""
    name = f"posts/{sha256(picture.content).hexdigest()[:24]}{picture.ending}"
    storage = post.picture.storage
    if not storage.exists(name):
        storage.save(name, ContentFile(picture.content))
    post.picture = name
    post.picture_kind, post.picture_width, post.picture_height = picture.kind, picture.width, picture.height


def _record(code: str, post: Post, *, by: User | None, now: datetime, **detail: str | int) -> None:
    record(code=code, subject=post, by=by, now=now, organisation=post.campaign.owner, name=post.name, **detail)
