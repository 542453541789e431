"""Questions that take long: asked by somebody, answered by the worker, forgotten after a month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Campaign


class CutState(models.TextChoices):
    """Where a question stands."""

    WAITING = "WAITING", _("Waiting")
    RUNNING = "RUNNING", _("Being counted")
    DONE = "DONE", _("Counted")
    STOPPED = "STOPPED", _("Stopped")
    REFUSED = "REFUSED", _("Could not be counted")


class Cut(models.Model):
    """One question about a campaign's records and, once it is counted, its cells: numbers alone.

    `as_of` is how late the records were; `parts_done` of `parts` stretches of days are counted.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="cuts")
    question = models.JSONField()
    state = models.CharField(max_length=7, choices=CutState, default=CutState.WAITING)
    cells = models.JSONField(default=list)
    as_of = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    parts_done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CutState.values), name="cut_state_known"),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(state__in=("WAITING", "RUNNING")), name="cut_to_count"
            ),
        ]

    def __str__(self) -> str:
        return f"cut {self.pk}"
