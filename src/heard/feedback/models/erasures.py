"""Erasure: what is to be erased and how far that has come, and what the law forbids to erase for now."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.feedback.models.submissions import Submission


class ErasureHow(models.TextChoices):
    """By whom an erasure was asked for."""

    RECEIPT = "RECEIPT", _("By the person, with their code")
    CONTACT = "CONTACT", _("By the person, whom staff made sure of")
    STAFF = "STAFF", _("By staff")
    RETENTION = "RETENTION", _("Its time was up")


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Erasures, as English."""

    def waiting(self) -> "ErasureQuerySet":
        """Return those that are not finished."""
        return self.filter(finished_at=None)

    def due(self, *, now: datetime) -> "ErasureQuerySet":
        """Return those with records left that nobody works on and whose next try, where one failed, has come."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        tried = models.Q(next_try_at=None) | models.Q(next_try_at__lte=now)
        return self.waiting().filter(free, tried, emptied_at=None)

    def emptied(self) -> "ErasureQuerySet":
        """Return those whose records are gone while the storage under them may still hold traces."""
        return self.waiting().filter(emptied_at__isnull=False)

    def not_held(self) -> "ErasureQuerySet":
        """Leave out those that a legal hold stops, by their submission or by its campaign."""
        return self.exclude(is_held())


class Erasure(models.Model):
    """One submission that is to be erased everywhere; the worker finds it, does a step at a time, and writes each down.

    `emptied_at` is when the last record went; `finished_at` when the storage under the records was cleaned too. It
    outlives what it erased, so that the code still answers "erased on", and holds nothing of the person.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="erasure")
    how = models.CharField(max_length=9, choices=ErasureHow)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    emptied_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=120, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(how__in=ErasureHow.values), name="erasure_how_known"),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(finished_at=None), name="erasure_waiting"),
            models.Index(fields=["finished_at"], name="erasure_by_end"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class ErasureStep(models.Model):
    """One part of the site that has erased its own of a submission: which, when, and how many records those were."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="steps")
    part = models.CharField(max_length=40)
    removed = models.PositiveIntegerField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["erasure", "part"], name="erasure_step_once")]

    def __str__(self) -> str:
        return f"{self.part} of erasure {self.erasure_id}"


def is_held() -> models.Q:
    """Return, for rows that name a `submission`, the condition that a hold stands on it or on its whole campaign."""
    standing = LegalHold.objects.standing()
    by_submission = standing.filter(submission=models.OuterRef("submission"))
    # Reached from the hold: a join to submissions is walked from their end, all of them, each time a worker looks.
    by_campaign = standing.filter(campaign__submissions=models.OuterRef("submission"))
    return models.Q(models.Exists(by_submission)) | models.Q(models.Exists(by_campaign))


class HoldGround(models.TextChoices):
    """Why something may not be erased for now, in words for the person whose it is."""

    COURT = "COURT", _("a court has asked us to keep it")
    POLICE = "POLICE", _("the police or a safeguarding team need it to keep someone safe")
    INQUIRY = "INQUIRY", _("an official inquiry needs it")
    CLAIM = "CLAIM", _("it may be needed in a legal claim")


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Legal holds, as English."""

    def standing(self) -> "LegalHoldQuerySet":
        """Return those that nobody has lifted: a review that is overdue lifts none."""
        return self.filter(lifted_at=None)


class LegalHold(models.Model):
    """Nothing of a submission, or of a whole campaign, may be erased until a person lifts it.

    `ground` is what the person is told; `reason` is for colleagues alone.
    """

    submission = models.ForeignKey(Submission, null=True, on_delete=models.CASCADE, related_name="holds")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="holds")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(max_length=7, choices=HoldGround)
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_reason = models.CharField(max_length=300, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ground__in=HoldGround.values), name="hold_ground_known"),
            models.CheckConstraint(
                condition=models.Q(submission=None, campaign__isnull=False)
                | models.Q(submission__isnull=False, campaign=None),
                name="hold_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(lifted_at=None, submission__isnull=False),
                name="one_hold_per_submission",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(lifted_at=None, campaign__isnull=False),
                name="one_hold_per_campaign",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
