"""Counts that came from elsewhere: the prior years that year-on-year figures need."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.places.models import Office


class Outcome(models.TextChoices):
    """What was counted on a day."""

    FORMS = "FORMS", _("Forms")
    PIECES = "PIECES", _("Pieces of feedback")
    LOOKUPS = "LOOKUPS", _("Contact look-ups")
    CALLS = "CALLS", _("Calls")
    VISITS = "VISITS", _("Visits")


class CountImport(models.Model):
    """One file of daily counts taken in, with where it came from and what its counts mean."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="count_imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    row_count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"counts {self.pk}"


class DailyCount(models.Model):
    """How many of one outcome an organisation (or one of its offices) had on a day, by an outside source."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="daily_counts")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="daily_counts")
    outcome = models.CharField(max_length=8, choices=Outcome)
    day = models.DateField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=120)
    definition = models.CharField(max_length=300)
    imported = models.ForeignKey(CountImport, on_delete=models.CASCADE, related_name="counts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "outcome", "day", "source"],
                condition=models.Q(office=None),
                name="count_once_per_organisation_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "office", "outcome", "day", "source"],
                condition=models.Q(office__isnull=False),
                name="count_once_per_office_day",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "outcome", "day"], name="count_by_day")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.day}"
