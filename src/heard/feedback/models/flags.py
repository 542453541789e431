"""What looks unusual about how a form came: flags for people to weigh; none refuses, hides or deletes anything."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Campaign, Form, Placement
from heard.feedback.models.submissions import Piece, Submission


class SurgeKind(models.TextChoices):
    """Of what there was more than usual."""

    FLOOD = "FLOOD", _("Many at once")
    ALIKE = "ALIKE", _("Many in nearly the same words")


class Weighing(models.TextChoices):
    """What a person decided about unusual arrivals."""

    COUNTED = "COUNTED", _("Keep counting them")
    SET_ASIDE = "SET_ASIDE", _("Set them aside from figures")


class Surge(models.Model):
    """Unusual arrivals of one kind in one campaign: found by a machine, weighed by a person, weighed again at will.

    `usual` is how many such an hour had before; a surge in which nothing new came for a while is over.
    """

    kind = models.CharField(max_length=5, choices=SurgeKind)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="surges")
    form = models.ForeignKey(Form, null=True, on_delete=models.CASCADE, related_name="+")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    usual = models.FloatField(default=0)
    weighing = models.CharField(max_length=9, choices=Weighing, blank=True)
    weighed_at = models.DateTimeField(null=True)
    weighed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weighing="", weighed_at=None)
                | models.Q(weighed_at__isnull=False) & ~models.Q(weighing=""),
                name="surge_weighed_says_when",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-last_at"], name="surge_newest")]

    def __str__(self) -> str:
        return f"surge {self.pk}"


class FlagKind(models.TextChoices):
    """What looked unusual about one submission."""

    UNPROVEN = "UNPROVEN", _("No proof of work")
    TRAP = "TRAP", _("Filled in a field that nobody sees")
    TOO_FAST = "TOO_FAST", _("Sent faster than people read")
    NETWORK = "NETWORK", _("Many from one network")
    FLOOD = "FLOOD", _("One of many at once")
    ALIKE = "ALIKE", _("Looks like others")


class Flag(models.Model):
    """One thing that looked unusual about a submission; `amount` says how much, where it is a number."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=8, choices=FlagKind)
    raised_at = models.DateTimeField()
    amount = models.PositiveIntegerField(null=True)
    surge = models.ForeignKey(Surge, null=True, on_delete=models.CASCADE, related_name="flags")
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "kind"], name="flag_once_per_kind")]
        indexes = [
            models.Index(fields=["kind", "submission"], condition=models.Q(dismissed_at=None), name="flag_standing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Likeness(models.Model):
    """Keys of a piece's redacted words: pieces in nearly the same words share some. From them no words can be read."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="likenesses")
    key = models.BigIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "received_at"], name="likeness_by_key")]

    def __str__(self) -> str:
        return f"likeness {self.pk}"
