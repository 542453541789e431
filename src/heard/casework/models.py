"""The staff queue: one case per piece and organisation, with its themes and notes; and the copies people ask for."""

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign, Form, Placement
from heard.feedback.models import Channel, Consent, Piece, Recipient, Submission, Text, Tone
from heard.insight.models import Theme


class CaseStatus(models.TextChoices):
    """Where a case stands."""

    NEW = "NEW", _("New")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    REFERRED = "REFERRED", _("Referred")
    CLOSED = "CLOSED", _("Closed")


class RiskState(models.TextChoices):
    """Whether a sign of harm stands on a case. Only a person closes one, with a reason."""

    NONE = "NONE", _("No sign of risk")
    OPEN = "OPEN", _("Risk to look at")
    CLOSED = "CLOSED", _("Risk closed")


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, as English."""

    def consented(self) -> "CaseQuerySet":
        """Leave out those whose piece the person no longer lets the case's organisation see.

        While a sign of danger stands open there, what the person took back stays until someone has closed it.
        """
        return self.filter(_is_consented())

    def shut(self) -> "CaseQuerySet":
        """Only those that `consented` leaves out: found by the few consents that were narrowed, not case by case."""
        narrowed = Consent.objects.filter(recipient=Recipient.ORGANISATION, narrowed_at__isnull=False)
        return self.filter(
            piece__in=narrowed.values("piece"),
            organisation__in=narrowed.filter(piece=models.OuterRef("piece")).values("organisation"),
        ).exclude(_held_by_risk())


@cache
def _is_consented() -> models.Q:
    """Return the filter of cases whose piece the organisation may see. Made once: most pages ask it several times."""
    return models.Exists(_consent_of_the_case().filter(narrowed_at=None)) | _held_by_risk()


@cache
def _held_by_risk() -> models.Q:
    """Return the filter of cases that the person took back while a sign of danger stood open: a person closes it."""
    taken_back = _consent_of_the_case().filter(narrowed_at__isnull=False, narrowed_by=None)
    return models.Q(models.Exists(taken_back), risk=RiskState.OPEN)


def _consent_of_the_case() -> models.QuerySet[Consent]:
    return Consent.objects.filter(
        organisation=models.OuterRef("organisation"),
        piece=models.OuterRef("piece"),
        recipient=Recipient.ORGANISATION,
    )


class Case(models.Model):
    """One organisation's work on one piece.

    Campaign, form, placement, channel, tone and the two marks repeat what the piece says, so that the queue filters
    100,000 cases by its own index. `read_at` is the reading that the case has taken in; `news_since` is since when
    something that the person wrote later waits to be read; `other_language` is the piece's; `revision` grows with each
    decision, so that the later of two people sees what the earlier one changed.
    """

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="cases", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases", db_index=False)
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.ForeignKey(Form, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8, choices=Channel)
    tone = models.CharField(max_length=9, choices=Tone, blank=True)
    is_imported = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.NEW)
    risk = models.CharField(max_length=6, choices=RiskState, default=RiskState.NONE)
    risk_reason = models.CharField(max_length=300, blank=True)
    referred_to = models.CharField(max_length=200, blank=True)
    assigned_to = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    could_not_be_read = models.BooleanField(default=False)
    other_language = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    news_since = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "organisation"], name="one_case_per_organisation"),
            models.CheckConstraint(condition=models.Q(status__in=CaseStatus.values), name="case_status_known"),
            models.CheckConstraint(condition=models.Q(risk__in=RiskState.values), name="case_risk_known"),
            models.CheckConstraint(condition=~models.Q(status="CLOSED", risk="OPEN"), name="open_risk_keeps_case_open"),
            models.CheckConstraint(condition=~models.Q(risk="CLOSED", risk_reason=""), name="risk_closed_with_reason"),
            models.CheckConstraint(
                condition=models.Q(status="CLOSED", closed_at__isnull=False)
                | (~models.Q(status="CLOSED") & models.Q(closed_at=None)),
                name="closed_cases_say_when",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-received_at", "-id"], name="case_newest"),
            # Holds all that the queue counts by, so that counting reads this index alone and no row of the table.
            models.Index(
                fields=[
                    *("organisation", "status", "-received_at", "-id", "risk", "assigned_to", "tone", "channel"),
                    *("campaign", "form", "placement", "is_imported", "is_test", "could_not_be_read", "piece"),
                ],
                name="case_by_status",
            ),
            # The same for a queue without filters, where it counts every case: the narrower, the sooner.
            models.Index(fields=["organisation", "status", "is_test"], name="case_counted"),
            models.Index(fields=["organisation", "assigned_to", "-received_at", "-id"], name="case_by_person"),
            models.Index(
                fields=["organisation", "-received_at", "-id"], condition=models.Q(risk="OPEN"), name="case_open_risk"
            ),
            models.Index(
                fields=["organisation", "-received_at", "-id"],
                condition=models.Q(news_since__isnull=False),
                name="case_with_news",
            ),
            models.Index(
                fields=["organisation", "-received_at", "-id"],
                condition=~models.Q(other_language=""),
                name="case_in_other_language",
            ),
            models.Index(fields=["id"], condition=models.Q(read_at=None), name="case_waiting_for_reading"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseTheme(models.Model):
    """A theme that stands on a case: decided there, or suggested and not decided against."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "case"], name="case_theme_once")]

    def __str__(self) -> str:
        return f"theme {self.theme_id} on case {self.case_id}"


class NoteKind(models.TextChoices):
    """On what occasion a note was written."""

    NOTE = "NOTE", _("Note")
    RISK_RAISED = "RISK_RAISED", _("Why the risk was raised")
    RISK_CLOSED = "RISK_CLOSED", _("Why the risk was closed")
    REFERRED = "REFERRED", _("Referred to")
    NARROWED = "NARROWED", _("Why a permission was taken back")


class Note(models.Model):
    """What a member of staff wrote on a case, in their own words."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=NoteKind, default=NoteKind.NOTE)
    text = models.TextField()

    def __str__(self) -> str:
        return f"note {self.pk}"


class GroupSearch(models.Model):
    """Someone asked for groups of similar pieces among an organisation's cases, of one campaign where it names one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.PositiveIntegerField(default=0)
    has_failed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-asked_at"], name="group_search_newest"),
            models.Index(fields=["asked_at"], condition=models.Q(done_at=None), name="group_search_waiting"),
        ]

    def __str__(self) -> str:
        return f"group search {self.pk}"


class PieceGroup(models.Model):
    """Cases that speak of similar things: `words` that at least five people used, each with how many did.

    `recent` of its cases came in the week before the search; `is_rising` where that is more than chance would bring.
    One that a person named stays; the others go with the next search.
    """

    search = models.ForeignKey(GroupSearch, on_delete=models.CASCADE, related_name="groups")
    ordinal = models.PositiveSmallIntegerField()
    words = models.JSONField(default=list)
    people = models.PositiveIntegerField()
    recent = models.PositiveIntegerField(default=0)
    is_rising = models.BooleanField(default=False)
    name = models.CharField(max_length=80, blank=True)
    named_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "ordinal"], name="group_ordinal_once")]

    def __str__(self) -> str:
        return f"group {self.pk}"


class GroupMember(models.Model):
    """A case in a group; `rank` 1 is the most typical."""

    group = models.ForeignKey(PieceGroup, on_delete=models.CASCADE, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "case"], name="group_member_once")]
        indexes = [models.Index(fields=["group", "rank"], name="group_member_by_rank")]

    def __str__(self) -> str:
        return f"case {self.case_id} in group {self.group_id}"


class OwnCopy(models.Model):
    """The copy of all that is held about what a person sent, which they asked for with their code.

    The worker makes it, in the `language` in which it was asked for, and seals it to the code: `key_for_person` opens
    `sealed`, and the code alone opens that key. One waits or stands for each submission; it is erased seven days after
    it was made. `taken_at` is when it was last downloaded.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="own_copy")
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    sealed = models.BinaryField(blank=True)
    key_for_person = models.BinaryField(blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at=None, sealed=b"", key_for_person=b"")
                | (models.Q(made_at__isnull=False) & ~models.Q(sealed=b"") & ~models.Q(key_for_person=b"")),
                name="made_copies_are_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(made_at=None), name="own_copy_to_make"),
            models.Index(fields=["made_at"], condition=models.Q(made_at__isnull=False), name="own_copy_by_age"),
        ]

    def __str__(self) -> str:
        return f"own copy {self.pk}"


class Quote(models.Model):
    """A passage of a redacted copy that a person chose, by its place there: the words stand in the copy alone.

    It holds while the copy is the one from which it was chosen (`copy_version`, `copy_length`): when more of the words
    is hidden, it lapses, so that no hidden word lives on in it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="quotes")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.PositiveIntegerField()
    ends_at = models.PositiveIntegerField()
    copy_version = models.PositiveIntegerField()
    copy_length = models.PositiveIntegerField()
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "text", "starts_at", "ends_at"], name="quote_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="quote_has_words"),
        ]

    def __str__(self) -> str:
        return f"quote {self.pk}"
