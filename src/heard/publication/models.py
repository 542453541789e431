"""What publication keeps: the links by which partners without an account open their toolkit."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from heard.accounts.models import User
from heard.campaigns.models import Partner


class ToolkitLinkQuerySet(models.QuerySet["ToolkitLink"]):
    """Toolkit links, as English."""

    def open_at(self, now: datetime) -> "ToolkitLinkQuerySet":
        """Return those that open a toolkit at that moment."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class ToolkitLink(models.Model):
    """A link that opens one partner's toolkit without signing in, for some days; only a hash of its secret is kept."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="toolkit_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ToolkitLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="toolkit_link_expires_later"),
        ]

    def __str__(self) -> str:
        return f"toolkit link {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Return whether it opens the toolkit at that moment."""
        return self.revoked_at is None and self.expires_at > now
