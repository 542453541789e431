"""What a campaign sets out to do: its objectives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.campaigns.models.campaigns import Campaign, Wave


class Measure(models.TextChoices):
    """What an objective counts: figures that Heard counts itself, by the codes that measurement has for them."""

    CLICK = "CLICK", _("Clicks on the campaign's links")
    LANDING = "LANDING", _("Visits to the landing page")
    LOOKUP = "LOOKUP", _("Look-ups of a local office's contact details")
    CALL_TAP = "CALL_TAP", _("Taps on a number to call")
    FORM_START = "FORM_START", _("Forms started")
    FORM = "FORM", _("Forms sent")
    PIECE = "PIECE", _("Pieces of feedback")


class Objective(models.Model):
    """What a campaign sets out to reach: so many of one figure by the end of one day.

    With a wave, only what came by the links of that wave counts, and so only of its audience; without one, everything.
    `reason` says why this number.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="objectives")
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives")
    measure = models.CharField(max_length=12, choices=Measure)
    target = models.PositiveIntegerField()
    by_day = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(measure__in=Measure.values), name="objective_measure_known"),
            models.CheckConstraint(condition=models.Q(target__gte=1), name="objective_wants_some"),
            models.UniqueConstraint(
                fields=["campaign", "wave", "measure", "by_day"],
                condition=models.Q(wave__isnull=False),
                name="objective_of_wave_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "measure", "by_day"],
                condition=models.Q(wave__isnull=True),
                name="objective_of_campaign_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.measure} by {self.by_day}"
