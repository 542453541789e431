"""Local offices that people can talk to, and the areas that they cover over time."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from heard.accounts.models import Organisation
from heard.places.models.areas import Area


class Office(models.Model):
    """A local office that people can talk to, and how to reach it.

    `hours` are kept as they were written and read by `heard.places.hours`; `languages` are codes of
    `heard.places.languages`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=30, blank=True)
    text_relay = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=500, blank=True)
    languages = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class OfficeCoverageQuerySet(models.QuerySet["OfficeCoverage"]):
    """Coverage, as English."""

    def on(self, day: date) -> "OfficeCoverageQuerySet":
        """Return what stands on the day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class OfficeCoverage(models.Model):
    """That an office covers an area, between two days (both included); without a day it is open at that end."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="coverage")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="coverage")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = OfficeCoverageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="coverage_ends_after_start",
            ),
            models.UniqueConstraint(fields=["office", "area", "valid_from"], name="coverage_once_from_a_day"),
            models.UniqueConstraint(
                fields=["office", "area"], condition=Q(valid_from=None), name="coverage_once_from_the_start"
            ),
        ]

    def __str__(self) -> str:
        return f"office {self.office_id} covers {self.area_id}"
