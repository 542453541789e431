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


class Register(models.TextChoices):
    """Where what is known of a service comes from."""

    OWN = "OWN", _("Our own list")
    CQC = "CQC", _("CQC care directory")
    ODS = "ODS", _("NHS Organisation Data Service")
    NHS_CHOICES = "NHS_CHOICES", _("NHS Choices list of 2014")


class NameSource(models.TextChoices):
    """Where another name of a service comes from."""

    REGISTER = "REGISTER", _("The register it came from")
    STAFF = "STAFF", _("Added by staff")
    EARLIER = "EARLIER", _("What it was called before")
    SUCCEEDED = "SUCCEEDED", _("A service that it took over from")


class Service(models.Model):
    """A care service people can tell us about.

    One that is closed stays, with what was said about it; its `successor` is the service that took over from it.
    `searched` holds the words it is found by, kept by the actions that change it.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=ServiceKind)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    provider = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    provider_name = models.CharField(max_length=200, blank=True)
    provider_code = models.CharField(max_length=20, blank=True, db_index=True)
    status = models.CharField(max_length=8, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    deregistered_date = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    register = models.CharField(max_length=12, choices=Register, default=Register.OWN)
    register_code = models.CharField(max_length=20, blank=True)
    is_fictional = models.BooleanField(default=False)
    searched = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["status", "name"], name="service_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("pk")),
                name="service_not_its_own_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class ServiceName(models.Model):
    """Another name by which people know a service."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=12, choices=NameSource)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="service_name_once")]

    def __str__(self) -> str:
        return self.name


class ServiceWord(models.Model):
    """A word or initials that services are found by, and how many of them have it."""

    word = models.CharField(max_length=40, unique=True)
    services = models.IntegerField()

    def __str__(self) -> str:
        return self.word


class ServiceWordKey(models.Model):
    """A key under which a word and its misspellings meet."""

    key = models.CharField(max_length=16)
    word = models.ForeignKey(ServiceWord, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        indexes = [models.Index(fields=["key", "word"], name="service_word_by_key")]

    def __str__(self) -> str:
        return self.key
