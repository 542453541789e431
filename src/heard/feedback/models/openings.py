"""Who asked to open what was sealed, for which reason, who agreed, and when it was opened."""

from django.db import models
from django.db.models.functions import Coalesce

from heard.accounts.models import Organisation, Role, User
from heard.feedback.models.messages import Message
from heard.feedback.models.sealed import Text
from heard.feedback.models.submissions import Submission


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Openings, as English."""

    def opened(self) -> "OpeningQuerySet":
        """Only those by which something was read."""
        return self.filter(opened_at__isnull=False)

    def undecided(self) -> "OpeningQuerySet":
        """Only those that wait for a second person."""
        return self.filter(needs_approval=True, decided_at=None, opened_at=None)


class Opening(models.Model):
    """One opening of one sealed thing: a text or a message as it was written or, with neither, the contact details.

    `reason` is a code of `feedback.opening_reasons`; `words` are those of whoever asked, `refusal` of whoever refused.
    `asked_as` is the role in which it was asked, so that the person can be told it later.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="openings")
    text = models.ForeignKey(Text, null=True, blank=True, on_delete=models.CASCADE, related_name="openings")
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="openings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="openings")
    reason = models.SlugField(max_length=20)
    words = models.CharField(max_length=300)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=20, choices=Role)
    asked_at = models.DateTimeField()
    needs_approval = models.BooleanField(default=False)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_refused = models.BooleanField(default=False)
    refusal = models.CharField(max_length=300, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason="") & ~models.Q(words=""), name="opening_has_reason"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="opening_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at=None)
                | models.Q(needs_approval=False)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_refused=False),
                name="opening_waits_for_approval",
            ),
            models.CheckConstraint(condition=models.Q(text=None) | models.Q(message=None), name="opening_of_one_thing"),
            models.UniqueConstraint(
                "submission",
                "organisation",
                "asked_by",
                Coalesce("text_id", 0),
                condition=models.Q(decided_at=None, opened_at=None, message=None),
                name="opening_asked_once",
            ),
            models.UniqueConstraint(
                fields=["message", "organisation", "asked_by"],
                condition=models.Q(decided_at=None, opened_at=None, message__isnull=False),
                name="opening_of_message_asked_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opened_at"], name="opening_by_organisation"),
            models.Index(
                fields=["organisation", "asked_at"],
                condition=models.Q(needs_approval=True, decided_at=None, opened_at=None),
                name="opening_undecided",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"

    @property
    def piece_id(self) -> int | None:
        """The piece that it is about; none where it is about the whole submission."""
        part = self.text or self.message
        return part.piece_id if part else None


class OpeningRule(models.Model):
    """Whether a second person must agree before anything is opened in an organisation, and for how long that holds."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="opening_rule")
    needs_second_person = models.BooleanField(default=False)
    hours = models.PositiveSmallIntegerField(default=24)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__gte=1, hours__lte=168), name="opening_rule_hours_sane"),
        ]

    def __str__(self) -> str:
        return f"opening rule of organisation {self.organisation_id}"


class OpeningDigest(models.Model):
    """One letter to an organisation's privacy leads: how many openings it told of, and where the audit log stood.

    The next one goes on from that `position` of the chain: an opening is told even where its record was erased since.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="opening_digests")
    day = models.DateField()
    sent_at = models.DateTimeField()
    openings = models.PositiveIntegerField(default=0)
    position = models.PositiveBigIntegerField(default=0)
    anchor = models.CharField(max_length=90)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="one_opening_digest_a_day")]

    def __str__(self) -> str:
        return f"digest of {self.day} for organisation {self.organisation_id}"
