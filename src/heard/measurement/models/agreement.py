"""Below which agreement of machine and people a notice is raised, and the notices that were."""

from django.db import models

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.insight.models import Theme


class AgreementLine(models.Model):
    """Below which agreement of machine and people a notice is raised: of all pieces, or of one campaign's.

    `least` is of how many pieces that people decided it is told at all.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.CASCADE, related_name="+")
    alpha = models.FloatField()
    least = models.PositiveIntegerField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "campaign"], name="agreement_line_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(campaign=None), name="agreement_line_once_for_all"
            ),
            models.CheckConstraint(condition=models.Q(alpha__gte=0, alpha__lte=1), name="agreement_line_is_an_alpha"),
        ]

    def __str__(self) -> str:
        return f"agreement line {self.pk}"


class AgreementNotice(models.Model):
    """That machine and people agree too little about a theme (none: about tone), until they agree again.

    The figures are those of when it was raised. `seen_at` is when somebody said that they looked.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="+")
    alpha = models.FloatField()
    high = models.FloatField()
    line = models.FloatField()
    pieces = models.PositiveIntegerField()
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"agreement notice {self.pk}"
