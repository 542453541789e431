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
    """A body that takes part: a regulator, a local office, a charity, a provider, the NHS or government."""

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
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
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
