"""Finding services, and reading one with what belongs to it."""

from django.db.models import QuerySet

from heard.places.models import Area, Service
from heard.places.queries.finding import Near, search

MOST_FOUND_BY_STAFF = 200


def find_services(*, words: str, area: Area | None = None, near: Near | None = None, limit: int = 10) -> list[Service]:
    """Return open services that the words may mean, the likeliest first; of equally likely ones those near.

    Spelling is forgiven. Words may be of the name, another name, its initials, the address, a postcode or a part of
    one, or a code.
    """
    if near is None and area is not None:
        near = Near(area=area.pk)
    return search(words=words, near=near, limit=limit)


def services_by_words(*, words: str) -> list[Service]:
    """Return services of any status that the words may mean, for staff; the likeliest first."""
    return search(words=words, is_open=False, limit=MOST_FOUND_BY_STAFF)


def services() -> QuerySet[Service]:
    """Return services of any status, by name."""
    return Service.objects.select_related("area").order_by("name", "pk")
