"""Local offices that people can talk to."""

from django.db import models

from heard.accounts.models import Organisation
from heard.places.models.areas import Area


class Office(models.Model):
    """A local office that people can talk to, the areas it covers and how to reach it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=160)
    areas = models.ManyToManyField(Area, related_name="offices", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    text_relay = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
