"""Who may do what, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Model, Q, QuerySet
from django.utils.crypto import constant_time_compare

from heard.accounts.models import AuditLine, Invitation, Membership, Organisation, OrganisationKind, Role, User
from heard.design.clock import start_of_day
from heard.design.errors import NotFound

M = TypeVar("M", bound=Model)

FOUNDING_KINDS = (OrganisationKind.REGULATOR, OrganisationKind.NATIONAL_BODY)
_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A person in an organisation: what they do there, since when, and whether a second factor guards them."""

    user: User
    roles: tuple[Role, ...]
    since: datetime
    has_second_factor: bool


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An open invitation: whether its address has an account, and whether the reader is signed in to that one."""

    invitation: Invitation
    has_account: bool
    is_readers: bool


def memberships_of(*, user: User) -> QuerySet[Membership]:
    """Return the person's current memberships with their organisations."""
    return Membership.objects.current().filter(user=user).select_related("organisation").order_by("id")


def has_role(*, user: User, roles: tuple[Role, ...]) -> bool:
    """Return whether the person holds one of the roles anywhere."""
    return memberships_of(user=user).filter(role__in=roles).exists()


def organisations_for(*, user: User, roles: tuple[Role, ...]) -> QuerySet[Organisation]:
    """Return the organisations in which the person holds one of the roles, by name."""
    return (
        Organisation.objects.filter(memberships__in=memberships_of(user=user).filter(role__in=roles))
        .distinct()
        .order_by("name")
    )


def organisation_for(*, user: User, slug: str, roles: tuple[Role, ...]) -> Organisation:
    """Return the organisation, if the person holds one of the roles in it. Raises NotFound."""
    return _only(organisations_for(user=user, roles=roles).filter(slug=slug))


def may_found(*, user: User) -> bool:
    """Return whether the person may create organisations: administrators of a regulator or a national body."""
    return memberships_of(user=user).filter(role=Role.ADMINISTRATOR, organisation__kind__in=FOUNDING_KINDS).exists()


def editable_organisations_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose name, mark and colour the person may change, by name.

    Their own, and for those who may found organisations also the ones that nobody administers yet.
    """
    own = organisations_for(user=user, roles=(Role.ADMINISTRATOR,))
    if not may_found(user=user):
        return own
    orphans = Q(closed_at=None) & ~Q(pk__in=_administered())
    return Organisation.objects.filter(Q(pk__in=own.values("pk")) | orphans).order_by("name")


def editable_organisation_for(*, user: User, slug: str) -> Organisation:
    """Return an organisation that the person may change. Raises NotFound."""
    return _only(editable_organisations_for(user=user).filter(slug=slug))


def orphan_organisation_for(*, user: User, slug: str) -> Organisation:
    """Return an organisation without administrator, to which the person may invite the first one. Raises NotFound."""
    if not may_found(user=user):
        raise NotFound
    return _only(Organisation.objects.filter(closed_at=None, slug=slug).exclude(pk__in=_administered()))


def is_administered(*, organisation: Organisation) -> bool:
    """Return whether anyone administers the organisation."""
    return _administered().filter(organisation=organisation).exists()


def unadministered(*, organisations: QuerySet[Organisation]) -> frozenset[int]:
    """Return which of the organisations nobody administers, by primary key."""
    return frozenset(organisations.exclude(pk__in=_administered()).values_list("pk", flat=True))


def colleagues(*, organisation: Organisation) -> tuple[Colleague, ...]:
    """Return everyone who works in the organisation, by name."""
    memberships = (
        Membership.objects.current().filter(organisation=organisation).select_related("user").order_by("started_at")
    )
    held: dict[User, list[Membership]] = {}
    for membership in memberships:
        held.setdefault(membership.user, []).append(membership)
    secured = set(_second_factors().filter(user__in=held).values_list("user_id", flat=True))
    return tuple(
        Colleague(
            user=user,
            roles=tuple(role for role in Role if role in {each.role for each in theirs}),
            since=theirs[0].started_at,
            has_second_factor=user.pk in secured,
        )
        for user, theirs in sorted(held.items(), key=lambda pair: pair[0].full_name.casefold())
    )


def colleague(*, organisation: Organisation, person: int) -> Colleague:
    """Return one person who works in the organisation. Raises NotFound."""
    for each in colleagues(organisation=organisation):
        if each.user.pk == person:
            return each
    raise NotFound


def has_second_factor(*, user: User) -> bool:
    """Return whether the person has set up a second factor; recovery codes alone are none."""
    return _second_factors().filter(user=user).exists()


def may_enter(*, user: User) -> bool:
    """Return whether the person has proved enough to see staff pages: a second factor, but for the demo."""
    return bool(settings.HEARD_DEMO) or has_second_factor(user=user)


def signed_in_person(*, session_key: str) -> User | None:
    """Return who is signed in by a session cookie, for code that stands ahead of Django's middleware.

    Asks all that a staff page asks: the session lasts, nothing ended it, the person is active, and may enter.
    """
    session: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = User.objects.filter(pk=session.get(SESSION_KEY) or 0, is_active=True).first()
    if user is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    return user if may_enter(user=user) else None


def waiting_invitations(*, organisation: Organisation) -> QuerySet[Invitation]:
    """Return the organisation's invitations that nobody has accepted or withdrawn, newest first."""
    return Invitation.objects.waiting().filter(organisation=organisation).order_by("-invited_at", "-pk")


def waiting_invitation(*, organisation: Organisation, invitation: int) -> Invitation:
    """Return one of them. Raises NotFound."""
    return _only(waiting_invitations(organisation=organisation).filter(pk=invitation))


def offer_by_token(*, token: str, reader: User | None, now: datetime) -> Offer:
    """Return what the link's secret opens at that moment, for whoever follows it. Raises NotFound."""
    invitation = _only(
        Invitation.objects.open_at(now).filter(token_hash=hash_of(token)).select_related("organisation", "invited_by")
    )
    owner = person_by_email(email=invitation.email)
    return Offer(
        invitation=invitation,
        has_account=owner is not None and owner.is_active,
        is_readers=owner is not None and owner == reader,
    )


def hash_of(token: str) -> str:
    """Return what is kept of an invitation's secret. It has 256 random bits, so a plain hash hides it."""
    return sha256(token.encode()).hexdigest()


def person_by_email(*, email: str) -> User | None:
    """Return whoever has the address, active or not."""
    return User.objects.filter(email=email.strip().lower()).first()


def mark_by_name(*, name: str) -> Organisation:
    """Return the organisation that shows the mark of that name now. Raises NotFound."""
    return _only(Organisation.objects.filter(mark=name))


def audit_lines(
    *,
    organisation: Organisation,
    person: int | None = None,
    part: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditLine]:
    """Return the organisation's audit lines, newest first, both days included.

    `part` is the first word of the code, such as `campaigns`.
    """
    wanted = Q(organisation=organisation)
    if person is not None:
        wanted &= Q(actor=person)
    if part:
        wanted &= Q(code__startswith=f"{part}.")
    if since is not None:
        wanted &= Q(at__gte=start_of_day(since))
    if until is not None:
        wanted &= Q(at__lt=start_of_day(until + timedelta(days=1)))
    return AuditLine.objects.filter(wanted).select_related("actor").order_by("-at", "-pk")


def audited_people(*, organisation: Organisation) -> QuerySet[User]:
    """Return everyone who ever worked in the organisation, by name."""
    return User.objects.filter(memberships__organisation=organisation).distinct().order_by("full_name", "pk")


def names_of_subjects(*, lines: Iterable[AuditLine]) -> dict[int, str]:
    """Return the names of the people whom audit lines are about, by primary key."""
    about = {int(line.subject_id) for line in lines if line.subject_kind == User._meta.label_lower}
    return dict(User.objects.filter(pk__in=about).values_list("pk", "full_name"))


def _administered() -> QuerySet[Membership, int]:
    return Membership.objects.current().filter(role=Role.ADMINISTRATOR).values_list("organisation", flat=True)


def _second_factors() -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(type__in=_SECOND_FACTORS)


def _only(found: QuerySet[M]) -> M:
    one = found.first()
    if one is None:
        raise NotFound
    return one
