"""Whom to call: everywhere in England, and in an area."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from heard.accounts.models import Role, User
from heard.accounts.queries import may_found, organisations_for
from heard.design.errors import NotFound
from heard.places.models import Area, ContactKind, OfficeCoverage, UrgentContact
from heard.places.national_contacts import national_facts


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Someone to call, as the public may be told; `area` is the name of the area it is for, if it is for one."""

    kind: ContactKind
    name: str
    number: str = ""
    text_number: str = ""
    text_word: str = ""
    link: str = ""
    note: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    area: str = ""


def urgent_contacts(*, areas: Collection[Area] = (), today: date) -> tuple[Contact, ...]:
    """Return whom to call on the day, the most urgent first: in the areas or those around them, then everywhere.

    Where a site holds none of its own for all of England, those that come with Heard are told, as long as they stand.
    """
    around = {pk for area in areas for pk in _with_parents(area)}
    rows = list(
        UrgentContact.objects.current(today)
        .filter(Q(area=None) | Q(area__in=around))
        .select_related("area")
        .order_by("pk")
    )
    contacts = [_contact(row) for row in rows]
    if not UrgentContact.objects.standing().filter(area=None).exists():
        shipped = (UrgentContact(**fact) for fact in national_facts())
        contacts += [_contact(each) for each in shipped if each.expires_on is None or each.expires_on >= today]
    order = list(ContactKind)
    return tuple(sorted(contacts, key=lambda contact: order.index(contact.kind)))


def contacts_to_check(*, today: date) -> QuerySet[UrgentContact]:
    """Return the contacts that have expired, the longest first."""
    return UrgentContact.objects.to_check(today).select_related("area").order_by("expires_on", "pk")


def editable_contacts_for(*, user: User) -> QuerySet[UrgentContact]:
    """Return the contacts that the person may change: all, for those who may found organisations.

    Other administrators may change those of the areas that an office of theirs covers.
    """
    contacts = UrgentContact.objects.standing().select_related("area").order_by("area__name", "kind", "name")
    if may_found(user=user):
        return contacts
    return contacts.filter(area__in=_areas_of(user))


def contact_for(*, user: User, contact_id: int) -> UrgentContact:
    """Return a contact that the person may change; raise NotFound otherwise."""
    contact = editable_contacts_for(user=user).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    return contact


def areas_for_contacts_of(*, user: User) -> QuerySet[Area]:
    """Return the areas for which the person may keep contacts, by name."""
    areas = Area.objects.filter(valid_to=None).order_by("name")
    return areas if may_found(user=user) else areas.filter(pk__in=_areas_of(user))


def may_keep_national_contacts(*, user: User) -> bool:
    """Return whether the person may keep contacts that stand everywhere in England."""
    return may_found(user=user)


def _areas_of(user: User) -> QuerySet[OfficeCoverage, int | None]:
    administered = organisations_for(user=user, roles=(Role.ADMINISTRATOR,))
    covered = OfficeCoverage.objects.filter(office__organisation__in=administered, office__closed_at=None)
    return covered.values_list("area", flat=True)


def _with_parents(area: Area) -> Iterable[int]:
    around: Area | None = area
    while around is not None:
        yield around.pk
        around = around.parent


def _contact(row: UrgentContact) -> Contact:
    return Contact(
        kind=ContactKind(row.kind),
        name=gettext(row.name) if row.area is None else row.name,
        number=row.number,
        text_number=row.text_number,
        text_word=row.text_word,
        link=row.link,
        note=gettext(row.note) if row.area is None and row.note else row.note,
        hours=row.hours,
        languages=tuple(row.languages),
        area=row.area.name if row.area else "",
    )
