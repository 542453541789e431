"""Work in hand on pieces."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.feedback.models.submissions import Piece


class Stage(models.TextChoices):
    """A stage of work that finders do on pieces."""

    READING = "READING", _("Reading")
    THEMES = "THEMES", _("Finding themes and tone")


class PieceLease(models.Model):
    """A finder's hold on one piece at one stage: found again when the lease runs out, never done twice at once."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="leases")
    stage = models.CharField(max_length=10, choices=Stage)
    holder = models.CharField(max_length=60)
    leased_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "stage"], name="one_lease_per_stage")]

    def __str__(self) -> str:
        return f"{self.stage} {self.piece_id}"
