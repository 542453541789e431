"""Finding services by their names, and the offices near someone."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.design.errors import NotFound
from heard.places.models import Area, AreaKind, Office, Service, ServiceStatus

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
OUTWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?", re.IGNORECASE)
WORD_STARTS = (" ", "-", "(", "/")
MOST_WORDS = 8


def find_services(*, words: str, area: Area | None = None, limit: int = 10) -> list[Service]:
    """Return open services that match every word, the likeliest first: by code, by name, by postcode.

    A word matches the start of a word in the name or address, a code, or a postcode whole or by its first half.
    """
    terms = _terms(words)
    if not terms:
        return []
    services = Service.objects.filter(status=ServiceStatus.ACTIVE).select_related("area")
    if area is not None:
        services = services.filter(area=area)
    for term in terms:
        services = services.filter(_names(term) | _starts_word("address", term) | _stands_at(term))
    first, whole = terms[0], " ".join(terms)
    likeliness = Case(
        When(code__iexact=whole, then=Value(0)),
        When(name__iexact=whole, then=Value(1)),
        When(name__istartswith=whole, then=Value(2)),
        When(name__istartswith=first, then=Value(3)),
        When(_names(first), then=Value(4)),
        default=Value(5),
        output_field=IntegerField(),
    )
    return list(services.annotate(likeliness=likeliness).order_by("likeliness", "name", "pk")[:limit])


def _terms(words: str) -> list[str]:
    joined = POSTCODE.sub(lambda found: f"{found[1]}_{found[2]}", words.replace(",", " "))
    return [term.replace("_", " ") for term in words_of(joined)]


def words_of(text: str) -> list[str]:
    """Return the first few words of what someone typed; no database takes the sign 0, so it parts words too."""
    return text.replace("\x00", " ").split()[:MOST_WORDS]


def _starts_word(field: str, term: str) -> Q:
    condition = Q(**{f"{field}__istartswith": term})
    for start in WORD_STARTS:
        condition |= Q(**{f"{field}__icontains": start + term})
    return condition


def _names(term: str) -> Q:
    return _starts_word("name", term) | Q(code__iexact=term)


def _stands_at(term: str) -> Q:
    if OUTWARD.fullmatch(term):
        return Q(postcode__istartswith=f"{term} ") | Q(postcode__iexact=term)
    return Q(postcode__iexact=term)


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
    return list(areas.annotate(begins=begins).order_by("begins", "name", "code").distinct()[:limit])


def areas_with_offices(*, today: date | None = None) -> QuerySet[Area]:
    """Return the areas that an open office covers, by name."""
    return (
        _areas(today=today).filter(offices__closed_at=None, offices__isnull=False).distinct().order_by("name", "code")
    )


def _areas(*, today: date | None) -> QuerySet[Area]:
    areas = Area.objects.filter(Q(kind=AreaKind.UPPER_TIER) | Q(offices__closed_at=None, offices__isnull=False))
    if today is not None:
        areas = areas.filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today))
    return areas


def area_by_code(*, code: str) -> Area | None:
    """Return the area with this official code."""
    if not code.isalnum():
        return None
    return Area.objects.filter(code=code.upper()).select_related("parent").first()


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


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """What someone who looks for an office sees: places of that name, or one area and the offices that cover it.

    `is_new` is False where they choose among places that a search just found, as that search was counted.
    """

    words: str
    found: tuple[Area, ...]
    area: Area | None
    offices: tuple[Office, ...]
    is_new: bool

    @property
    def shows_number(self) -> bool:
        """Whether a number to call stands on the page."""
        return any(office.phone for office in self.offices)


def look_up(*, words: str, code: str, today: date) -> LookUp:
    """Return what is found by the name of a place, or by the code of an area chosen from a list."""
    words = " ".join(words_of(words))
    area = area_by_code(code=code) if code else None
    found = find_areas(words=words, today=today) if words and not area else []
    if len(found) == 1:
        area = found[0]
    return LookUp(
        words=words,
        found=() if area else tuple(found),
        area=area,
        offices=tuple(offices_for_area(area)) if area else (),
        is_new=bool(words) != bool(code and area),
    )


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


def services(*, words: str) -> QuerySet[Service]:
    """Return services of any status, by name; with words, those whose name, postcode or code holds each word."""
    found = Service.objects.select_related("area").order_by("name", "pk")
    for word in words_of(words):
        found = found.filter(Q(name__icontains=word) | Q(postcode__icontains=word) | Q(code__iexact=word))
    return found
