"""Finding areas by name or code."""

from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from heard.places.models import Area, AreaKind, OfficeCoverage
from heard.places.queries.words import words_of


def find_areas(*, words: str, today: date | None = None, limit: int = 20) -> list[Area]:
    """Return the authorities whose names hold every word, in any case and in part; those that begin so come first.

    Areas of other kinds are found where an office covers them. With `today`, only areas that exist on the day.
    """
    terms = words_of(words)
    if not terms:
        return []
    areas = _areas(today=today)
    for term in terms:
        areas = areas.filter(name__icontains=term)
    begins = Case(
        When(name__iexact=" ".join(terms), then=Value(0)),
        When(name__istartswith=terms[0], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(areas.annotate(begins=begins).order_by("begins", "name", "code")[:limit])


def areas_with_offices(*, today: date | None = None) -> QuerySet[Area]:
    """Return the areas that an open office covers, by name."""
    return _areas(today=today).filter(pk__in=_covered(today=today)).order_by("name", "code")


def _areas(*, today: date | None) -> QuerySet[Area]:
    areas = Area.objects.filter(Q(kind=AreaKind.UPPER_TIER) | Q(pk__in=_covered(today=today)))
    if today is not None:
        areas = areas.filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today))
    return areas


def areas_to_choose(*, today: date) -> QuerySet[Area]:
    """Return the authorities of the day and other areas that an office covers, by name, for staff to choose from."""
    return _areas(today=today).distinct().order_by("name", "code")


def area_ids() -> dict[str, int]:
    """Return the id of each area by its official code."""
    return dict(Area.objects.values_list("code", "pk"))


def _covered(*, today: date | None) -> QuerySet[OfficeCoverage, int]:
    """Return the areas that an open office covers; with `today`, on the day."""
    coverage = OfficeCoverage.objects.on(today) if today else OfficeCoverage.objects.all()
    return coverage.filter(office__closed_at=None).values_list("area", flat=True)


def area_by_code(*, code: str) -> Area | None:
    """Return the area with this official code."""
    if not code.isalnum():
        return None
    return Area.objects.filter(code=code.upper()).select_related("parent").first()
