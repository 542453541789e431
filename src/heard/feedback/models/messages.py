"""Messages to and from a person who has no name here, and the key by which their own code opens them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.feedback.models.sealed import SealingKey
from heard.feedback.models.submissions import Piece, Submission


class ReplyKey(models.Model):
    """The public half of the key that a person's own code gives: what is sealed to it, that code alone opens.

    `vouched` proves that it was there when what they sent arrived: it is sealed under the submission's data key, which
    no public process holds afterwards. Empty where the code gained its key later.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="reply_key")
    public_key = models.BinaryField()
    vouched = models.BinaryField(blank=True, default=b"")

    def __str__(self) -> str:
        return f"reply key {self.pk}"


class Sender(models.TextChoices):
    """Who wrote a message."""

    PERSON = "PERSON", _("The person")
    STAFF = "STAFF", _("Staff")


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, as English."""

    def between(self, *, submission: Submission, organisation: Organisation | int) -> "MessageQuerySet":
        """Return the conversation of a submission's person with one organisation."""
        return self.filter(submission=submission, organisation=organisation)

    def unread(self) -> "MessageQuerySet":
        """Return those that the other side has not read."""
        return self.filter(read_at=None)

    def taken_in(self) -> "MessageQuerySet":
        """Return those whose key the worker has put under their submission's."""
        return self.filter(worker_key=None)

    def to_be_routed(self) -> "MessageQuerySet":
        """Return those from people that have a redacted copy and are on no case yet."""
        return self.filter(sender=Sender.PERSON, redacted_at__isnull=False, routed_at=None)


class Message(models.Model):
    """One message between a person and one organisation: sealed, with a redacted copy for staff.

    The words are sealed under a key of their own. That key is wrapped to the person's code (`key_for_person`), and to
    the worker (`key_for_worker`, with `worker_key`), which then keeps it under the submission's data key (`kept_key`).
    `is_risk` where a method found a sign of harm that calls a person, `risk_why` in its words. `signed_as` is the name
    that the person is shown, where the organisation shows names. `mark` is of the page that the message was sent from:
    sent twice from there, it is kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    piece = models.ForeignKey(Piece, null=True, on_delete=models.CASCADE, related_name="messages")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=6, choices=Sender)
    sealed = models.BinaryField()
    key_for_person = models.BinaryField()
    key_for_worker = models.BinaryField(blank=True)
    worker_key = models.ForeignKey(SealingKey, null=True, on_delete=models.PROTECT, related_name="+")
    kept_key = models.BinaryField(blank=True)
    redacted = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redaction_method = models.CharField(max_length=40, blank=True)
    is_risk = models.BooleanField(default=False)
    risk_why = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=150, blank=True)
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    routed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    mark = models.CharField(max_length=32)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "sender", "mark"], name="message_once"),
            models.CheckConstraint(
                condition=models.Q(sender="STAFF", written_by__isnull=False)
                | models.Q(sender="PERSON", written_by=None),
                name="message_written_by_its_sender",
            ),
        ]
        indexes = [
            models.Index(fields=["submission", "organisation", "written_at"], name="message_by_conversation"),
            models.Index(fields=["written_at"], condition=models.Q(kept_key=b""), name="message_to_take_in"),
            models.Index(
                fields=["redacted_at"],
                condition=models.Q(sender="PERSON", routed_at=None),
                name="message_unrouted",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_taken_in(self) -> bool:
        """Whether its key stands under its submission's: from then on those who may open the one may open the other."""
        return self.worker_key_id is None
