"""Administrative areas."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    """What kind of administrative area this is."""

    COUNTRY = "COUNTRY", _("Country")
    REGION = "REGION", _("Region")
    UPPER_TIER = "UPPER_TIER", _("Upper-tier authority")
    LOWER_TIER = "LOWER_TIER", _("District of an upper-tier authority")


class Area(models.Model):
    """An administrative area with its official code and the days between which it exists."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=12, choices=AreaKind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
