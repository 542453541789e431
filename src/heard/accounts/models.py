"""People, organisations, what each person may do there, and the audit log."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is."""

    REGULATOR = "REGULATOR", _("Regulator")
    NATIONAL_BODY = "NATIONAL_BODY", _("National body")
    LOCAL_OFFICE = "LOCAL_OFFICE", _("Local office")
    CHARITY_PARTNER = "CHARITY_PARTNER", _("Charity partner")
    SERVICE_PROVIDER = "SERVICE_PROVIDER", _("Service provider")
    NHS_BODY = "NHS_BODY", _("NHS body")
    GOVERNMENT_BODY = "GOVERNMENT_BODY", _("Government body")


class Role(models.TextChoices):
    """What a person does within one organisation."""

    CAMPAIGN_MANAGER = "CAMPAIGN_MANAGER", _("Campaign manager")
    ANALYST = "ANALYST", _("Analyst")
    CASEWORKER = "CASEWORKER", _("Caseworker")
    PARTNER = "PARTNER", _("Partner")
    RESPONDER = "RESPONDER", _("Responder")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    PRIVACY_LEAD = "PRIVACY_LEAD", _("Privacy lead")


class Organisation(models.Model):
    """A body that takes part: a regulator, a local office, a charity, a provider, the NHS or government.

    `kept_by` is who keeps its records once another has taken its place: the end of the line, however often that one
    was succeeded in turn. What happened in between stands in `Succession`.
    """

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    accent_colour = models.CharField(
        max_length=7,
        default="#005eb8",
        validators=[
            RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as # and six hexadecimal digits, like #005eb8."))
        ],
    )
    mark = models.FileField(upload_to="marks/", blank=True)
    shows_staff_names = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="keeps")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kept_by=None) | models.Q(closed_at__isnull=False), name="succeeded_is_closed"
            ),
            models.CheckConstraint(
                condition=models.Q(kept_by=None) | ~models.Q(kept_by=models.F("pk")), name="not_kept_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people from an email address."""

    def create_user(self, email: str, password: str | None = None, *, full_name: str, joined_at: datetime) -> "User":
        """Return a new person; without a password they cannot sign in until they set one."""
        user = self.model(email=self.normalize_email(email).lower(), full_name=full_name, joined_at=joined_at)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff of some organisation. Members of the public have no account."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text=_("How often every session of this person was ended.")
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"person {self.pk}"

    def get_full_name(self) -> str:
        """Return the person's name as they write it."""
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """Return what each session must carry: a new password, or one more end of all sessions, makes them void."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return what sessions begun under an older secret key carry."""
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes) -> str:
        told = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("heard.accounts.session", told, secret=secret, algorithm="sha256").hexdigest()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, as English."""

    def current(self) -> "MembershipQuerySet":
        """Return those that have not ended, of people and organisations that are still there."""
        return self.filter(ended_at=None, user__is_active=True, organisation__closed_at=None)


class Membership(models.Model):
    """One role of one person in one organisation, from a day until they leave it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_at=None),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} at {self.organisation_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, as English."""

    def waiting(self) -> "InvitationQuerySet":
        """Return those that nobody accepted or withdrew, in time or not."""
        return self.filter(accepted_at=None, withdrawn_at=None, organisation__closed_at=None)

    def open_at(self, now: datetime) -> "InvitationQuerySet":
        """Return those that can be accepted at that moment."""
        return self.waiting().filter(expires_at__gt=now)


class Invitation(models.Model):
    """An offer of a role, sent by email; only a hash of its secret is kept."""

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Attempt(models.Model):
    """How often somebody tried to get in lately, as Django's cache writes it: one table for all processes.

    `name` is a keyed hash (heard.accounts.attempts) of the address or account that it was tried from or on.
    """

    name = models.CharField(max_length=255, primary_key=True, db_column="cache_key")
    value = models.TextField()
    expires_at = models.DateTimeField(db_column="expires", db_index=True)

    class Meta:
        db_table = "heard_attempts"

    def __str__(self) -> str:
        return "attempts"


class AuditLine(models.Model):
    """Who did what to which record, when. Append-only; it never holds an answer's text or a person's contact."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind} {self.subject_id}"


class AuditLink(models.Model):
    """The place of one line of the audit log in the chain: its position, and a keyed hash over it and the one before.

    The worker links lines once they are committed, so that no writer waits for another; `position` is the order of
    linking. The line has no constraint in the database: where someone takes a line out, its link stays and tells so.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    line = models.OneToOneField(AuditLine, on_delete=models.PROTECT, related_name="link", db_constraint=False)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"link {self.position}"


class OrganisationName(models.Model):
    """A name that an organisation had before: what it was called from one moment until another."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="past_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "until"], name="one_name_at_a_time"),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="name_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class SuccessionKind(models.TextChoices):
    """How one organisation follows another."""

    RENAME = "RENAME", _("Rename")
    MERGE = "MERGE", _("Merge")
    SPLIT = "SPLIT", _("Split")
    HANDOVER = "HANDOVER", _("Hand over")


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Successions, as English."""

    def waiting(self) -> "SuccessionQuerySet":
        """Return those that are decided and have neither taken effect nor been called off."""
        return self.filter(took_effect_at=None, called_off_at=None)

    def in_effect(self) -> "SuccessionQuerySet":
        """Return those that took effect."""
        return self.filter(took_effect_at__isnull=False)


class Succession(models.Model):
    """One organisation follows another from a moment on; a rename is an organisation that follows itself.

    A merge has one row for each predecessor, a split one for each successor, of which one keeps the records. `people`
    are those of the predecessor who go along with this successor; all others go where the records are kept.
    """

    kind = models.CharField(max_length=8, choices=SuccessionKind)
    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inheritances")
    is_keeper = models.BooleanField(default=True)
    name = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    people = models.ManyToManyField(User, related_name="+", blank=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    took_effect_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=SuccessionKind.values), name="succession_kind_known"),
            models.CheckConstraint(
                condition=(
                    (models.Q(kind="RENAME", predecessor=models.F("successor")) & ~models.Q(name=""))
                    | (~models.Q(kind="RENAME") & ~models.Q(predecessor=models.F("successor")) & models.Q(name=""))
                ),
                name="only_a_rename_follows_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="SPLIT") | models.Q(is_keeper=True), name="only_a_split_shares_out"
            ),
            models.CheckConstraint(
                condition=models.Q(took_effect_at=None) | models.Q(called_off_at=None), name="done_or_called_off"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=models.Q(is_keeper=True, called_off_at=None) & ~models.Q(kind="RENAME"),
                name="one_keeper_of_records",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                condition=models.Q(called_off_at=None) & ~models.Q(kind="RENAME"),
                name="succeeds_once",
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=models.Q(kind="RENAME", called_off_at=None, took_effect_at=None),
                name="one_rename_waits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(took_effect_at=None, called_off_at=None), name="succession_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.predecessor_id} to {self.successor_id}"
