"""The offices that cover an area, and those that someone may change."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.design.errors import NotFound
from heard.places.models import Area, Office, OfficeCoverage


def offices_for_area(area: Area, *, today: date) -> list[Office]:
    """Return the open offices that cover the area on the day, by name; where none does, those of the area around it.

    An area may have two offices: both are returned.
    """
    around: Area | None = area
    while around is not None:
        offices = list(
            Office.objects.filter(closed_at=None, pk__in=_covering(around, today))
            .select_related("organisation")
            .order_by("name", "pk")
        )
        if offices:
            return offices
        around = around.parent
    return []


def _covering(area: Area, today: date) -> QuerySet[OfficeCoverage, int]:
    return OfficeCoverage.objects.on(today).filter(area=area).values_list("office", flat=True)


def sole_areas(*, organisations: Collection[int], today: date) -> dict[int, Area]:
    """Return, by the id of an organisation, the area that its open offices cover on the day, where it is one alone."""
    coverage = (
        OfficeCoverage.objects.on(today)
        .filter(office__organisation__in=organisations, office__closed_at=None)
        .select_related("area", "office")
    )
    areas: dict[int, set[Area]] = {}
    for one in coverage:
        areas.setdefault(one.office.organisation_id, set()).add(one.area)
    return {organisation: next(iter(found)) for organisation, found in areas.items() if len(found) == 1}


def offices() -> QuerySet[Office]:
    """Return every open office with its organisation and what it covers, by name."""
    return (
        Office.objects.filter(closed_at=None)
        .select_related("organisation")
        .prefetch_related("coverage__area")
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


def coverage_for(*, user: User, office_id: int, coverage_id: int) -> OfficeCoverage:
    """Return what an office covers, where the person may change the office; raise NotFound otherwise."""
    office = office_for(user=user, office_id=office_id)
    coverage = office.coverage.filter(pk=coverage_id).select_related("area", "office__organisation").first()
    if coverage is None:
        raise NotFound
    return coverage
