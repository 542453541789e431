"""What people sent: submissions, pieces, answers, consents; sealed texts and contacts; drafts, receipts and imports."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign, Form, Placement, Question, QuestionSet
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


class BatchState(models.TextChoices):
    """Where an import stands. What it has staged is seen by nobody until it is done."""

    UPLOADED = "UPLOADED", _("Columns to be chosen")
    TO_CHECK = "TO_CHECK", _("Waiting to be checked")
    CHECKED = "CHECKED", _("Checked")
    TO_IMPORT = "TO_IMPORT", _("Waiting to be imported")
    RUNNING = "RUNNING", _("Being imported")
    DONE = "DONE", _("Imported")
    REFUSED = "REFUSED", _("Not imported")


class ImportBatch(models.Model):
    """One file taken in: staged in chunks, then made visible by one small transaction, all or nothing."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_batches")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=120)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    visible_at = models.DateTimeField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=9, choices=BatchState, default=BatchState.UPLOADED)
    stored_as = models.CharField(max_length=80, blank=True)
    report_stored_as = models.CharField(max_length=80, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=models.Q(visible_at__isnull=False),
                name="same_file_imported_once",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(state="RUNNING"), name="one_import_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(state__in=BatchState.values), name="batch_state_known"),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def can_choose_columns(self) -> bool:
        """Whether its columns may still be chosen."""
        return self.state in {BatchState.UPLOADED, BatchState.CHECKED}

    @property
    def lacks_columns(self) -> bool:
        """Whether nobody has said yet what its columns mean."""
        return self.state == BatchState.UPLOADED

    @property
    def is_refused(self) -> bool:
        """Whether it was not taken in."""
        return self.state == BatchState.REFUSED


class ImportMapping(models.Model):
    """Which column means what, remembered per organisation by the header it was chosen for."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_mappings")
    header_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "header_digest"], name="mapping_once_per_header")
        ]

    def __str__(self) -> str:
        return f"mapping {self.pk}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions, as English."""

    def visible(self) -> "SubmissionQuerySet":
        """Leave out what an unfinished import has staged."""
        return self.filter(models.Q(batch=None) | models.Q(batch__visible_at__isnull=False))

    def counted(self) -> "SubmissionQuerySet":
        """Leave out staged, preview and test submissions and those withdrawn: what any figure counts."""
        return self.visible().filter(is_test=False, withdrawn_at=None)

    def forms(self) -> "SubmissionQuerySet":
        """Only submissions whose channel is a form."""
        return self.filter(channel__in=FORM_CHANNELS)


class Submission(models.Model):
    """What one person sent at one time, and which organisation received it.

    `area` is where their care is: by their own answer or their first service, else what their link was placed for.
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
    erased_at = models.DateTimeField(null=True, blank=True)

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
        """Leave out staged, preview, test and withdrawn: what any figure counts."""
        return self.visible().filter(submission__is_test=False, submission__withdrawn_at=None)


class Piece(models.Model):
    """One piece of feedback: one service or one point, with its own tone, consent and route.

    `batch` repeats the submission's, so that what a staged import holds costs the finders nothing; `routed_at` is when
    each organisation that may see the piece was given its case, with all that had been read; reading empties it.
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
    source_key = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    routed_at = models.DateTimeField(null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"piece {self.pk}"


class Recipient(models.TextChoices):
    """To whom a person may let a piece go."""

    ORGANISATION = "ORGANISATION", _("An organisation of the campaign")
    PROVIDER = "PROVIDER", _("The service")
    PUBLICATION = "PUBLICATION", _("Publication without names")


class Consent(models.Model):
    """What a person allowed, per piece and recipient, with the notice they saw. Staff may only narrow it."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="consents")
    recipient = models.CharField(max_length=12, choices=Recipient)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    notice_version = models.CharField(max_length=20)
    narrowed_at = models.DateTimeField(null=True, blank=True)
    narrowed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    narrowed_reason = models.CharField(max_length=200, blank=True)

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


class TextField(models.TextChoices):
    """What a text is."""

    WORDS = "WORDS", _("Their words")
    WANTED = "WANTED", _("What should happen")
    WHERE = "WHERE", _("Where in the service")
    WHEN = "WHEN", _("When it happened")
    SERVICE = "SERVICE", _("A service that is not listed")
    OTHER = "OTHER", _("Another answer")


class Text(models.Model):
    """One free-text answer: sealed as it was written, and redacted for staff once the worker has read it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="texts")
    piece = models.ForeignKey(Piece, null=True, on_delete=models.CASCADE, related_name="texts")
    field = models.CharField(max_length=8, choices=TextField)
    slug = models.SlugField(max_length=60)
    sealed = models.BinaryField()
    redacted = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redaction_method = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["piece", "field"], name="text_by_piece")]

    def __str__(self) -> str:
        return f"text {self.pk}"


class Contact(models.Model):
    """The contact details of one submission, sealed."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="contact")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"contact {self.pk}"


class SealingKeyQuerySet(models.QuerySet["SealingKey"]):
    """Sealing keys, as English."""

    def current(self) -> "SealingKeyQuerySet":
        """Return those to which new submissions are sealed."""
        return self.filter(retired_at=None)

    def for_owners(self, *, organisations: Iterable[int]) -> "SealingKeyQuerySet":
        """Return the worker's and those of the organisations (by primary key)."""
        return self.filter(models.Q(organisation=None) | models.Q(organisation__in=list(organisations)))


class SealingKey(models.Model):
    """A public key to which data keys are wrapped: an organisation's, or the worker's (no organisation)."""

    key_id = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="sealing_keys")
    public_key = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SealingKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Coalesce("organisation_id", 0), condition=models.Q(retired_at=None), name="one_current_key_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.key_id


class WrappedKey(models.Model):
    """A submission's data key, wrapped by HPKE to one sealing key."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="wrapped_keys")
    sealing_key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "sealing_key"], name="wrapped_once_per_key")]

    def __str__(self) -> str:
        return f"wrapped key {self.pk}"


class Draft(models.Model):
    """A form not yet sent, sealed under a key that only the person's own cookie holds; gone after a day."""

    id = models.CharField(primary_key=True, max_length=64)
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="drafts")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    is_test = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    submission = models.OneToOneField(Submission, null=True, on_delete=models.SET_NULL, related_name="draft")

    def __str__(self) -> str:
        return f"draft {self.id[:8]}"


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


class Stage(models.TextChoices):
    """A stage of work that finders do on pieces."""

    READING = "READING", _("Reading")


class PieceLease(models.Model):
    """A finder's hold on one piece at one stage: found again when the lease runs out, never done twice at once."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="leases")
    stage = models.CharField(max_length=10, choices=Stage)
    holder = models.CharField(max_length=60)
    leased_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "stage"], name="one_lease_per_stage")]

    def __str__(self) -> str:
        return f"{self.stage} {self.piece_id}"
