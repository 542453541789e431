"""What an organisation is called: a new name ends the old one, which history goes on reading."""

from datetime import datetime

from heard.accounts.models import Organisation, OrganisationName, Succession
from heard.design.names import is_called


class NameTaken(Exception):
    """Another organisation has that name, or is going to take it."""


def refuse_taken(name: str, *, but: Organisation | None = None) -> None:
    """Raise NameTaken where another organisation has the name or a decided rename will give it one day."""
    itself = but.pk if but else 0
    has = Organisation.objects.filter(is_called(name)).exclude(pk=itself)
    will_have = Succession.objects.waiting().filter(is_called(name)).exclude(predecessor=itself)
    if has.exists() or will_have.exists():
        raise NameTaken


def call(*, organisation: Organisation, name: str, short_name: str, now: datetime) -> bool:
    """Give the organisation its name from now on; return whether that is another than before. Save it afterwards.

    Raises NameTaken.
    """
    refuse_taken(name, but=organisation)
    is_new = organisation.name != name
    if is_new:
        last = organisation.past_names.order_by("-until").first()
        OrganisationName.objects.create(
            organisation=organisation,
            name=organisation.name,
            short_name=organisation.short_name,
            since=last.until if last else min(organisation.created_at, now),
            until=now,
        )
    organisation.name = name
    organisation.short_name = short_name
    return is_new
