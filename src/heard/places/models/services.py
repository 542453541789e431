"""The register of care services."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation
from heard.places.models.areas import Area


class ServiceStatus(models.TextChoices):
    """Whether a service is open."""

    ACTIVE = "ACTIVE", _("Active")
    CLOSED = "CLOSED", _("Closed")


class ServiceKind(models.TextChoices):
    """What kind of care a service gives; the groups people recognise, each mapping to official categories."""

    GP = "GP", _("GP surgery")
    HOSPITAL = "HOSPITAL", _("Hospital")
    URGENT = "URGENT", _("Urgent care, 111 or out of hours")
    AMBULANCE = "AMBULANCE", _("Ambulance or patient transport")
    MENTAL_HEALTH = "MENTAL_HEALTH", _("Mental health service")
    COMMUNITY = "COMMUNITY", _("Community health service")
    DENTIST = "DENTIST", _("Dentist")
    PHARMACY = "PHARMACY", _("Pharmacy")
    OPTICIAN = "OPTICIAN", _("Optician")
    CARE_HOME = "CARE_HOME", _("Care home")
    HOME_CARE = "HOME_CARE", _("Care at home")
    HOSPICE = "HOSPICE", _("Hospice")
    OTHER = "OTHER", _("Another kind of service")


class Service(models.Model):
    """A care service people can tell us about."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=ServiceKind)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    provider = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    status = models.CharField(max_length=8, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["status", "name"], name="service_by_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
