"""Hashtags that are followed on networks, and the mentions found there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Campaign, Placement


class Network(models.TextChoices):
    """Where somebody posts, or by what else they can be known."""

    MASTODON = "MASTODON", "Mastodon"
    BLUESKY = "BLUESKY", "Bluesky"
    X = "X", "X"
    FACEBOOK = "FACEBOOK", "Facebook"
    INSTAGRAM = "INSTAGRAM", "Instagram"
    LINKEDIN = "LINKEDIN", "LinkedIn"
    TIKTOK = "TIKTOK", "TikTok"
    YOUTUBE = "YOUTUBE", "YouTube"
    EMAIL = "EMAIL", _("Email")


OPEN_NETWORKS = (Network.MASTODON, Network.BLUESKY)
"""Those that can be asked by a program without a contract."""


class Trouble(models.TextChoices):
    """Why a service could not be asked the last time."""

    NONE = "", _("None")
    UNREACHABLE = "UNREACHABLE", _("It could not be reached")
    BUSY = "BUSY", _("It asked us to wait")
    REFUSED = "REFUSED", _("It refused to answer")
    NOT_ALLOWED = "NOT_ALLOWED", _("It is no longer among the allowed services")
    NOT_INSTALLED = "NOT_INSTALLED", _("What it is asked with is not installed")


class Watch(models.Model):
    """A hashtag of a campaign that is followed on one service of a network, until it is ended.

    `cursor` is how far the service was read, `listened_to` how far its stream. A worker holds it until `leased_until`.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="watches")
    network = models.CharField(max_length=10, choices=Network)
    service = models.CharField(max_length=200)
    tag = models.CharField(max_length=100)
    cursor = models.CharField(max_length=200, blank=True)
    listened_to = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=14, choices=Trouble, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "network", "service", "tag"],
                condition=models.Q(ended_at=None),
                name="watch_once_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(network__in=OPEN_NETWORKS), name="watch_of_an_open_network"),
        ]
        indexes = [models.Index(fields=["ended_at", "next_at"], name="watch_by_turn")]

    def __str__(self) -> str:
        return f"watch {self.pk}"


class Mention(models.Model):
    """A public post that names a campaign's hashtag. Whoever wrote it is not named in it.

    `key`, `account_key` and `handle_key` are keyed hashes of the post's address, of its account and of its handle: by
    them a post is counted once, a deletion is honoured and a stakeholder is known. The address, the service's own id
    and an excerpt stay only until the post is deleted or 30 days have passed.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="mentions")
    network = models.CharField(max_length=10, choices=Network)
    service = models.CharField(max_length=200)
    tag = models.CharField(max_length=100)
    key = models.CharField(max_length=64)
    account_key = models.CharField(max_length=64, blank=True)
    handle_key = models.CharField(max_length=64, blank=True)
    native_id = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    excerpt = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, blank=True)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="mentions")
    replies = models.PositiveIntegerField(default=0)
    likes = models.PositiveIntegerField(default=0)
    reposts = models.PositiveIntegerField(default=0)
    posted_at = models.DateTimeField()
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    emptied_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="mention_once"),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None)
                | models.Q(native_id="", address="", excerpt="", handle_key="", account_key=""),
                name="deleted_mention_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "-posted_at"], name="mention_by_time"),
            models.Index(fields=["campaign", "network", "deleted_at"], name="mention_by_network"),
            models.Index(fields=["network", "handle_key"], name="mention_by_handle"),
            models.Index(fields=["service", "native_id"], name="mention_by_native_id"),
            models.Index(fields=["emptied_at", "found_at"], name="mention_by_age"),
        ]

    def __str__(self) -> str:
        return f"mention {self.pk}"
