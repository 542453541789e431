"""Whom to call when someone is in danger: facts with a source, a day on which they were checked, and an end."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heard.places.models.areas import Area


class ContactKind(models.TextChoices):
    """What someone is called for."""

    EMERGENCY = "EMERGENCY", _("Emergency")
    URGENT_HEALTH = "URGENT_HEALTH", _("Urgent medical help")
    MENTAL_HEALTH_CRISIS = "MENTAL_HEALTH_CRISIS", _("Mental health crisis")
    ADULT_SAFEGUARDING_DAY = "ADULT_SAFEGUARDING_DAY", _("Adult safeguarding, by day")
    ADULT_SAFEGUARDING_NIGHT = "ADULT_SAFEGUARDING_NIGHT", _("Adult safeguarding, out of hours")
    CHILD_SAFEGUARDING_DAY = "CHILD_SAFEGUARDING_DAY", _("Children's services, by day")
    CHILD_SAFEGUARDING_NIGHT = "CHILD_SAFEGUARDING_NIGHT", _("Children's services, out of hours")
    CHILD_LISTENING = "CHILD_LISTENING", _("Listening to children and young people")
    CHILD_CONCERN = "CHILD_CONCERN", _("Worry about a child")
    LISTENING = "LISTENING", _("Listening")
    ABUSE = "ABUSE", _("Abuse at home")
    OLDER_PEOPLE = "OLDER_PEOPLE", _("Harm to an older person")


LOCAL_KINDS = frozenset(
    {
        ContactKind.ADULT_SAFEGUARDING_DAY,
        ContactKind.ADULT_SAFEGUARDING_NIGHT,
        ContactKind.CHILD_SAFEGUARDING_DAY,
        ContactKind.CHILD_SAFEGUARDING_NIGHT,
    }
)
"""What each council answers for its own area alone."""


class UrgentContactQuerySet(models.QuerySet["UrgentContact"]):
    """Urgent contacts, as English."""

    def standing(self) -> "UrgentContactQuerySet":
        """Return those that nobody has taken out."""
        return self.filter(withdrawn_at=None)

    def current(self, day: date) -> "UrgentContactQuerySet":
        """Return those that may be shown on the day: what has expired may be wrong, and is shown to nobody."""
        return self.standing().filter(Q(expires_on=None) | Q(expires_on__gte=day))

    def to_check(self, day: date) -> "UrgentContactQuerySet":
        """Return those that have expired by the day, and wait for someone to check them."""
        return self.standing().filter(expires_on__lt=day)


class UrgentContact(models.Model):
    """Someone to call in one area (or everywhere in England, without one): who, how, when, and by what source.

    `hours` and `languages` are as in an office. Without `expires_on` it stands until it is taken out, as 999 does.
    Without `checked_on` it came with Heard, and nobody has compared it with its source yet.
    """

    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="urgent_contacts")
    kind = models.CharField(max_length=24, choices=ContactKind)
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=30, blank=True)
    text_number = models.CharField(max_length=30, blank=True)
    text_word = models.CharField(max_length=20, blank=True)
    link = models.URLField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=500, blank=True)
    languages = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300)
    checked_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = UrgentContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_kind_known"),
            models.CheckConstraint(
                condition=~Q(number="") | ~Q(text_number="") | ~Q(link=""), name="contact_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("checked_on")), name="contact_expires_after_check"
            ),
            models.UniqueConstraint(
                fields=["area", "kind", "name"], condition=Q(withdrawn_at=None), name="contact_once_in_an_area"
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=Q(area=None, withdrawn_at=None),
                name="contact_once_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"
