"""Creating organisations and changing how they present themselves."""

from datetime import datetime
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.core.files.base import ContentFile
from django.db import transaction

from heard.accounts import queries
from heard.accounts.actions.naming import NameTaken, call, refuse_taken
from heard.accounts.actions.recording import record
from heard.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from heard.design.once import anew, once
from heard.design.slugs import free_slug


class AddressTaken(Exception):
    """The email address belongs to somebody who has an account."""


def create_organisation(
    *,
    name: str,
    short_name: str,
    kind: OrganisationKind,
    accent_colour: str,
    mark: bytes | None,
    by: User | None,
    now: datetime,
) -> Organisation:
    """Add an organisation of any kind; `mark` is a PNG made by heard.accounts.marks. Raises NameTaken."""
    with transaction.atomic():
        organisation = Organisation(
            name=name, short_name=short_name, kind=kind, accent_colour=accent_colour, created_at=now
        )
        _put(mark, on=organisation)
        with once(NameTaken):
            anew(lambda: _save_new(organisation))
        record(
            code="accounts.organisation.created",
            subject=organisation,
            by=by,
            now=now,
            organisation=organisation,
            kind=kind.value,
        )
    return organisation


def edit_organisation(
    *,
    organisation: Organisation,
    name: str,
    short_name: str,
    accent_colour: str,
    mark: bytes | None,
    by: User,
    now: datetime,
    shows_staff_names: bool = False,
) -> None:
    """Change an organisation's name, colour and, where one is given, mark. Its address stays. Raises NameTaken.

    `shows_staff_names` is whether people whom its staff write to are told the writer's name.

    What it was called before goes on to be read in what was recorded then.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        call(organisation=organisation, name=name, short_name=short_name, now=now)
        organisation.accent_colour = accent_colour
        organisation.shows_staff_names = shows_staff_names
        _put(mark, on=organisation)
        with once(NameTaken):
            organisation.save(update_fields=["name", "short_name", "accent_colour", "mark", "shows_staff_names"])
        record(code="accounts.organisation.edited", subject=organisation, by=by, now=now, organisation=organisation)


def found(
    *,
    organisation: str,
    kind: OrganisationKind,
    full_name: str,
    email: str,
    password: str,
    now: datetime,
    short_name: str = "",
) -> User:
    """Create an organisation and its first administrator, who can sign in at once.

    Raises NameTaken, AddressTaken, and django.core.exceptions.ValidationError where the password is weak.
    """
    with transaction.atomic():
        if queries.person_by_email(email=email):
            raise AddressTaken
        validate_password(password, User(email=email, full_name=full_name))
        founded = create_organisation(
            name=organisation,
            short_name=short_name,
            kind=kind,
            accent_colour=Organisation._meta.get_field("accent_colour").default,
            mark=None,
            by=None,
            now=now,
        )
        user = User.objects.create_user(email, password, full_name=full_name, joined_at=now)
        Membership.objects.create(user=user, organisation=founded, role=Role.ADMINISTRATOR, started_at=now)
        record(
            code="accounts.role.given",
            subject=user,
            by=None,
            now=now,
            organisation=founded,
            role=Role.ADMINISTRATOR.value,
        )
    return user


def _save_new(organisation: Organisation) -> None:
    refuse_taken(organisation.name)
    taken = {"new", *Organisation.objects.values_list("slug", flat=True)}
    organisation.slug = free_slug(organisation.short_name or organisation.name, taken=taken, otherwise="organisation")
    organisation.save()


def _put(mark: bytes | None, *, on: Organisation) -> None:
    """Store the mark under the hash of its content, so that its address may be cached for ever."""
    if mark is None:
        return
    name = f"{sha256(mark).hexdigest()[:24]}.png"
    storage = on.mark.storage
    path = f"marks/{name}"
    if not storage.exists(path):
        storage.save(path, ContentFile(mark))
    on.mark.name = path
