"""What people asked about when they gave no feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.feedback.models.submissions import Submission
from heard.places.models import Area, Office


class EnquiryChannel(models.TextChoices):
    """How someone asked."""

    PHONE = "PHONE", _("Phone")
    IN_PERSON = "IN_PERSON", _("In person")
    EMAIL = "EMAIL", _("E-mail")
    LETTER = "LETTER", _("Letter")
    TEXT = "TEXT", _("Text message")
    WEB = "WEB", _("Website or social media")


class EnquiryOutcome(models.TextChoices):
    """What came of an enquiry."""

    ANSWERED = "ANSWERED", _("Answered at once")
    SIGNPOSTED = "SIGNPOSTED", _("Told whom to turn to")
    CALL_BACK = "CALL_BACK", _("We call back")
    NOT_HELPED = "NOT_HELPED", _("We could not help")
    FEEDBACK = "FEEDBACK", _("Became feedback")


class Enquiry(models.Model):
    """Someone asked for information or whom to turn to: a record of its own, never counted as feedback.

    `asked` is redacted before it is kept, and the words as they were typed are kept nowhere.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="enquiries")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="enquiries")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="enquiries")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=9, choices=EnquiryChannel)
    topic = models.CharField(max_length=20)
    asked = models.CharField(max_length=600, blank=True)
    signposted_to = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=EnquiryOutcome)
    minutes = models.PositiveSmallIntegerField(null=True)
    received_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    became = models.ForeignKey(Submission, null=True, on_delete=models.SET_NULL, related_name="enquiries")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(channel__in=EnquiryChannel.values), name="enquiry_channel_known"),
            models.CheckConstraint(condition=models.Q(outcome__in=EnquiryOutcome.values), name="enquiry_outcome_known"),
        ]
        indexes = [models.Index(fields=["organisation", "-received_at", "-id"], name="enquiry_newest")]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"
