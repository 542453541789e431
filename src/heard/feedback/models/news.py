"""Where a person wants to be told that there is news: an address for that alone, sealed to the worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.feedback.models.sealed import SealingKey
from heard.feedback.models.submissions import Submission


class NewsBy(models.TextChoices):
    """How someone is told."""

    EMAIL = "EMAIL", _("Email")
    TEXT = "TEXT", _("Text message")


class NewsAddress(models.Model):
    """An address at which a person asked to be told of news. It is no contact detail: organisations never open it.

    The address is sealed under a key of its own, wrapped to the worker alone. It is used once the person has shown that
    it is theirs: by a link, of whose secret a hash is kept, or by a code. `news_at` is when there was last something to
    tell, `sent_at` when that was told. Stopped, the address is emptied at once, and the row goes a day later.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="news_addresses")
    by = models.CharField(max_length=5, choices=NewsBy)
    sealed = models.BinaryField(blank=True)
    key_for_worker = models.BinaryField(blank=True)
    worker_key = models.ForeignKey(SealingKey, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en-gb")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=1)
    mark = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    proof_sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "by"], name="news_address_once"),
            models.CheckConstraint(condition=models.Q(by__in=NewsBy.values), name="news_by_known"),
        ]
        indexes = [
            models.Index(
                fields=["news_at"],
                condition=models.Q(confirmed_at__isnull=False, news_at__isnull=False),
                name="news_to_tell",
            ),
            models.Index(
                fields=["asked_at"], condition=models.Q(proof_sent_at=None, stopped_at=None), name="news_to_prove"
            ),
        ]

    def __str__(self) -> str:
        return f"news address {self.pk}"
