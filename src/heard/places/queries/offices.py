"""The offices that cover an area, and those that someone may change."""

from django.db.models import QuerySet

from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.design.errors import NotFound
from heard.places.models import Area, Office


def offices_for_area(area: Area) -> list[Office]:
    """Return the open offices that cover the area, by name; where none does, those that cover the area around it."""
    around: Area | None = area
    while around is not None:
        offices = list(
            Office.objects.filter(areas=around, closed_at=None).select_related("organisation").order_by("name", "pk")
        )
        if offices:
            return offices
        around = around.parent
    return []


def offices() -> QuerySet[Office]:
    """Return every open office with its organisation and areas, by name."""
    return (
        Office.objects.filter(closed_at=None)
        .select_related("organisation")
        .prefetch_related("areas")
        .order_by("name", "pk")
    )


def office_for(*, user: User, office_id: int) -> Office:
    """Return an office of an organisation that the person administers; raise NotFound otherwise."""
    office = editable_offices_for(user=user).filter(pk=office_id).first()
    if office is None:
        raise NotFound
    return office


def editable_offices_for(*, user: User) -> QuerySet[Office]:
    """Return the offices whose details the person may change."""
    return offices().filter(organisation__in=organisations_for(user=user, roles=(Role.ADMINISTRATOR,)))
