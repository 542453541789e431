"""What people sent: submissions, their pieces, what may be done with each, and answers that are no free text."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign, Form, Placement, Question, QuestionSet
from heard.feedback.models.imports import ImportBatch
from heard.places.models import Area, Office, Service


class Channel(models.TextChoices):
    """By which channel a submission came. A *form* in any figure is a submission whose channel is a form."""

    WEB = "WEB", _("Web form")
    PARTNER = "PARTNER", _("Partner's form")
    URGENT = "URGENT", _("Tell us now")
    PHONE = "PHONE", _("Phone")
    PAPER = "PAPER", _("Paper form")
    LETTER = "LETTER", _("Letter")
    TEXT = "TEXT", _("Text message")
    API = "API", _("Another system")
    IMPORT = "IMPORT", _("Import")


FORM_CHANNELS = (Channel.WEB, Channel.PARTNER, Channel.PAPER)
WRITTEN_CHANNELS = (Channel.PAPER, Channel.LETTER, Channel.TEXT)
"""What staff enter on one screen, as it was written; a call is entered page by page, as it is asked."""


class Tone(models.TextChoices):
    """How an experience was: as the person says, or as staff decide. Five steps, mixed in the middle."""

    VERY_GOOD = "VERY_GOOD", _("Very good")
    GOOD = "GOOD", _("Good")
    MIXED = "MIXED", _("Mixed")
    BAD = "BAD", _("Bad")
    VERY_BAD = "VERY_BAD", _("Very bad")


class About(models.TextChoices):
    """Whose care a submission is about."""

    OWN = "OWN", _("My own care")
    CARED_FOR = "CARED_FOR", _("Someone I care for")
    RELATIVE = "RELATIVE", _("A relative or friend")
    STAFF = "STAFF", _("A service I work for")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions, as English."""

    def visible(self) -> "SubmissionQuerySet":
        """Leave out what an unfinished import has staged."""
        return self.filter(models.Q(batch=None) | models.Q(batch__visible_at__isnull=False))

    def counted(self) -> "SubmissionQuerySet":
        """Leave out what is staged, a test, withdrawn, set aside or objected to: what any figure counts."""
        return self._standing().filter(set_aside_at=None)

    def set_aside(self) -> "SubmissionQuerySet":
        """Only those that a person set aside from figures, and which would otherwise be counted."""
        return self._standing().filter(set_aside_at__isnull=False)

    def _standing(self) -> "SubmissionQuerySet":
        return self.visible().filter(is_test=False, withdrawn_at=None, objected_at=None)

    def forms(self) -> "SubmissionQuerySet":
        """Only submissions whose channel is a form."""
        return self.filter(channel__in=FORM_CHANNELS)


class Submission(models.Model):
    """What one person sent at one time, and which organisation received it.

    `area` is where their care is: by their own answer or their first service, else what their link was placed for.
    `originals_erased_at` is when the sealed words went by time; their redacted copies stay.
    `set_aside_at` is when staff set it aside from figures, `objected_at` when its sender objected to being in them;
    `weighed_at` is when either last changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    receipt_hash = models.CharField(max_length=64, blank=True, db_index=True)
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="submissions")
    form = models.ForeignKey(Form, null=True, on_delete=models.PROTECT, related_name="submissions")
    question_set = models.ForeignKey(QuestionSet, null=True, on_delete=models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="submissions")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="submissions")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.PROTECT, related_name="submissions")
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.CASCADE, related_name="submissions")
    source_key = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    about = models.CharField(max_length=10, choices=About, blank=True)
    is_under_16 = models.BooleanField(default=False)
    risk_declared = models.BooleanField(default=False)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en-gb")
    notice_version = models.CharField(max_length=20, blank=True)
    may_contact = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    weighed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    originals_erased_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "source_key"], condition=~models.Q(source_key=""), name="row_imported_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "received_at"], name="submission_by_organisation"),
            models.Index(fields=["campaign", "received_at"], name="submission_by_campaign"),
            models.Index(
                fields=["withdrawn_at"],
                condition=models.Q(withdrawn_at__isnull=False),
                name="submission_withdrawn",
            ),
            models.Index(
                fields=["weighed_at"], condition=models.Q(weighed_at__isnull=False), name="submission_weighed"
            ),
            models.Index(fields=["id"], condition=models.Q(risk_declared=True), name="submission_risk_declared"),
            models.Index(fields=["id"], condition=models.Q(channel="URGENT"), name="submission_urgent"),
        ]

    def __str__(self) -> str:
        return self.reference


class PieceQuerySet(models.QuerySet["Piece"]):
    """Pieces, as English."""

    def visible(self) -> "PieceQuerySet":
        """Leave out what an unfinished import has staged."""
        return self.filter(models.Q(submission__batch=None) | models.Q(submission__batch__visible_at__isnull=False))

    def counted(self) -> "PieceQuerySet":
        """Leave out what is staged, a test, withdrawn, set aside or objected to: what any figure counts."""
        return self.visible().filter(
            submission__is_test=False,
            submission__withdrawn_at=None,
            submission__set_aside_at=None,
            submission__objected_at=None,
        )


class Piece(models.Model):
    """One piece of feedback: one service or one point, with its own tone, consent and route.

    `batch` repeats the submission's, so that what a staged import holds costs the finders nothing; `routed_at` is when
    each organisation that may see the piece was given its case, with all that had been read; reading empties it, and
    `compared_at` with it: when its redacted words were compared with those of others. `other_language` is the language
    of words that are not English, which no method reads; empty where they are.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="pieces")
    ordinal = models.PositiveSmallIntegerField()
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.CASCADE, related_name="pieces")
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="pieces")
    tone = models.CharField(max_length=9, choices=Tone, blank=True)
    happened_on = models.DateField(null=True)
    happened_precision = models.CharField(max_length=10, blank=True)
    told_service = models.CharField(max_length=20, blank=True)
    told_others = models.CharField(max_length=40, blank=True)
    other_language = models.CharField(max_length=10, blank=True)
    source_key = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    routed_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "ordinal"], name="piece_ordinal_once")]
        indexes = [
            models.Index(fields=["source_key"], condition=~models.Q(source_key=""), name="piece_by_source_key"),
            models.Index(fields=["received_at"], name="piece_by_arrival"),
            models.Index(fields=["batch", "id"], condition=models.Q(read_at=None), name="piece_unread"),
            models.Index(
                fields=["id"], condition=models.Q(routed_at=None, read_at__isnull=False), name="piece_unrouted"
            ),
            models.Index(
                fields=["batch", "id"],
                condition=models.Q(batch=None, compared_at=None, read_at__isnull=False),
                name="piece_uncompared",
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.pk}"


class Recipient(models.TextChoices):
    """To whom a person may let a piece go."""

    ORGANISATION = "ORGANISATION", _("An organisation of the campaign")
    PROVIDER = "PROVIDER", _("The service")
    PUBLICATION = "PUBLICATION", _("Publication without names")


class Consent(models.Model):
    """What a person allowed, per piece and recipient, with the notice they saw. Staff may only narrow it.

    `opened_before` is how often the organisation had opened something of the submission when it was narrowed.
    """

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="consents")
    recipient = models.CharField(max_length=12, choices=Recipient)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    notice_version = models.CharField(max_length=20)
    narrowed_at = models.DateTimeField(null=True, blank=True)
    narrowed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    narrowed_reason = models.CharField(max_length=200, blank=True)
    opened_before = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "recipient", "organisation"], name="consent_once"),
            models.UniqueConstraint(
                fields=["piece", "recipient"],
                condition=models.Q(organisation__isnull=True),
                name="consent_once_without_organisation",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(recipient="ORGANISATION", organisation__isnull=False)
                    | (~models.Q(recipient="ORGANISATION") & models.Q(organisation=None))
                ),
                name="consent_names_the_organisation",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "piece"], name="consent_by_organisation"),
            models.Index(
                fields=["organisation", "piece"],
                condition=models.Q(narrowed_at__isnull=False),
                name="consent_narrowed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.piece_id}"


class Answer(models.Model):
    """An unbound answer that is a choice, a number or a list, never free text."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="answers")
    piece = models.ForeignKey(Piece, null=True, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    value = models.JSONField()

    def __str__(self) -> str:
        return f"answer {self.pk}"


class EqualityAnswer(models.Model):
    """One optional equality answer: a topic and a category, or prefer not to say."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="equality_answers")
    topic = models.SlugField(max_length=40)
    category = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "topic"], name="equality_topic_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
