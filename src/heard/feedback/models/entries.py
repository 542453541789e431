"""What staff enter for someone else, and the paper that is handed out for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Form
from heard.feedback.models.drafts import Draft
from heard.feedback.models.enquiries import Enquiry
from heard.feedback.models.submissions import Channel, Submission


class ReceiptGiven(models.TextChoices):
    """How someone whose words were entered by staff got their code."""

    READ_OUT = "READ_OUT", _("Read out")
    ON_LETTER = "ON_LETTER", _("Printed on a letter")
    NOT_GIVEN = "NOT_GIVEN", _("Not given")


class EqualityAsked(models.TextChoices):
    """Whether the equality questions were put to the person at all; not asked is no "prefer not to say"."""

    ASKED = "ASKED", _("Asked")
    NOT_ASKED = "NOT_ASKED", _("Not asked")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, as English."""

    def begun(self) -> "EntryQuerySet":
        """Return those that are not sent yet."""
        return self.filter(submission=None)

    def sent(self) -> "EntryQuerySet":
        """Return those that became feedback."""
        return self.exclude(submission=None)


class Entry(models.Model):
    """What a member of staff enters for someone: how and when it came, what was read out, and the enterer's own note.

    Until it is sent, the answers stand in a draft that is sealed under a key made of `seed` and of a secret on the
    keyring; both go with the draft, a day after its last change.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="entries")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    draft = models.OneToOneField(Draft, null=True, on_delete=models.SET_NULL, related_name="entry")
    submission = models.OneToOneField(Submission, null=True, on_delete=models.CASCADE, related_name="entry")
    enquiry = models.ForeignKey(Enquiry, null=True, on_delete=models.SET_NULL, related_name="entries")
    seed = models.CharField(max_length=43)
    channel = models.CharField(max_length=8, choices=Channel)
    received_on = models.DateField()
    paper_number = models.CharField(max_length=30, blank=True)
    batch_reference = models.CharField(max_length=60, blank=True)
    notice_version = models.CharField(max_length=20, blank=True)
    notice_read_at = models.DateTimeField(null=True)
    equality = models.CharField(max_length=9, choices=EqualityAsked, blank=True)
    receipt_given = models.CharField(max_length=9, choices=ReceiptGiven, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "paper_number"], condition=~models.Q(paper_number=""), name="paper_form_entered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=("PHONE", "PAPER", "LETTER", "TEXT")), name="entry_channel_known"
            ),
        ]
        indexes = [models.Index(fields=["entered_by", "sent_at"], name="entry_by_person")]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class PaperRun(models.Model):
    """Numbers given out for copies of a form on paper; no number of a form is given out twice."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="paper_runs")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "first"], name="paper_run_first_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="paper_run_has_copies"),
        ]

    def __str__(self) -> str:
        return f"paper run {self.pk}"
