"""Finding services by their names."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from heard.places.models import Area, Service, ServiceStatus
from heard.places.queries.words import OUTWARD, POSTCODE, words_of

WORD_STARTS = (" ", "-", "(", "/")


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


def services(*, words: str) -> QuerySet[Service]:
    """Return services of any status, by name; with words, those whose name, postcode or code holds each word."""
    found = Service.objects.select_related("area").order_by("name", "pk")
    for word in words_of(words):
        found = found.filter(Q(name__icontains=word) | Q(postcode__icontains=word) | Q(code__iexact=word))
    return found
