"""Finding areas by name or code, and the authority that a place belongs to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from heard.places.models import Area, AreaKind, OfficeCoverage
from heard.places.other_names import other_names, plain

LEAST_LIKENESS = 75
MOST_LIKE_IT = 3
LEAST_RANK = 3
MOST_WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place by the name that was looked for: the area it is or lies in, and the authority that this belongs to.

    `is_exact` where this is its whole name, `is_begun` where it is at least how its name begins.
    """

    name: str
    area: Area
    authority: Area
    is_exact: bool = False
    is_begun: bool = False


def find_places(*, words: str, today: date | None = None, limit: int = 20) -> list[Place]:
    """Return the places whose names hold every word, in any case and in part, the likeliest first.

    These are authorities, their districts, areas of other kinds that an office covers, and names that people use but
    no official list has (see `other_names`). The name of a region finds each authority in it. With `today`, only areas
    that exist on the day. Each area is found once.
    """
    terms = plain(" ".join(words.replace("\x00", " ").split()[:MOST_WORDS])).split()
    if not terms:
        return []
    if inside := _inside_region(" ".join(terms), today=today):
        return inside
    named = _named(today=today)
    ranks = {(name, pk): rank for name, pk in named if (rank := _rank(plain(name), terms)) is not None}
    best: dict[int, tuple[int, str]] = {}
    for (name, pk), rank in ranks.items():
        best[pk] = min(best.get(pk, (rank, name)), (rank, name))
    chosen = sorted(best.items(), key=lambda each: (*each[1], each[0]))[:limit]
    return _places([(name, pk, rank) for pk, (rank, name) in chosen], today=today)


def _inside_region(name: str, *, today: date | None) -> list[Place]:
    """Return the authorities of the region that is called so, by name; an office that covers all of it comes first."""
    regions = [each for each in Area.objects.filter(kind=AreaKind.REGION) if plain(each.name) == name]
    if not regions or _areas(today=today).filter(pk__in=[each.pk for each in regions]).exists():
        return []
    inside = _areas(today=today).filter(kind=AreaKind.UPPER_TIER, parent__in=regions).order_by("name", "code")
    return [Place(name=area.name, area=area, authority=area, is_exact=True) for area in inside]


def places_like(*, words: str, today: date) -> list[Place]:
    """Return the few places whose names are written most like the words: what a slip of the hand may have meant."""
    named = _named(today=today)
    alike = process.extract(
        plain(words), [plain(name) for name, _ in named], scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=20
    )
    chosen: dict[int, str] = {}
    for _, _, place in alike:
        name, pk = named[place]
        chosen.setdefault(pk, name)
    return _places([(name, pk, LEAST_RANK) for pk, name in chosen.items()][:MOST_LIKE_IT], today=today)


def _rank(name: str, terms: list[str]) -> int | None:
    """Return how well a name fits the words, 0 for the name itself; None where it does not hold all of them."""
    whole = " ".join(terms)
    if name == whole:
        return 0
    if name.startswith(whole):
        return 1
    if all(f" {term}" in f" {name}" for term in terms):
        return 2
    return LEAST_RANK if all(term in name for term in terms) else None


def _named(*, today: date | None) -> list[tuple[str, int]]:
    """Return every name that a place may be found by, with the id of its area."""
    rows = list(_areas(today=today).values_list("name", "pk", "code"))
    by_code = {code: pk for _, pk, code in rows}
    others = [(name, by_code[code]) for name, code in other_names() if code in by_code]
    return [*((name, pk) for name, pk, _ in rows), *others]


def _places(chosen: Iterable[tuple[str, int, int]], *, today: date | None) -> list[Place]:
    chosen = list(chosen)
    areas = Area.objects.select_related("parent__parent").in_bulk([pk for _, pk, _ in chosen])
    return [
        Place(
            name=name,
            area=areas[pk],
            authority=authority_of(areas[pk], today=today),
            is_exact=rank == 0,
            is_begun=rank <= 1,
        )
        for name, pk, rank in chosen
    ]


def authority_of(area: Area, *, today: date | None = None) -> Area:
    """Return the upper-tier authority that an area belongs to: its own, or that of the area around it.

    A district, and an authority that has ended and was given a parent of its own kind, belong to the one around them.
    Any other area is its own authority.
    """
    around = area.parent
    if around is None:
        return area
    has_ended = today is not None and area.valid_to is not None and area.valid_to < today
    if area.kind == AreaKind.LOWER_TIER or (has_ended and around.kind == AreaKind.UPPER_TIER):
        return authority_of(around, today=today)
    return area


def areas_with_offices(*, today: date | None = None) -> QuerySet[Area]:
    """Return the areas that an open office covers, by name."""
    return _areas(today=today).filter(pk__in=_covered(today=today)).order_by("name", "code")


def _areas(
    *, today: date | None, kinds: Collection[AreaKind] = (AreaKind.UPPER_TIER, AreaKind.LOWER_TIER)
) -> QuerySet[Area]:
    areas = Area.objects.filter(Q(kind__in=kinds) | Q(pk__in=_covered(today=today)))
    if today is not None:
        areas = areas.filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today))
    return areas


def areas_to_choose(*, today: date) -> QuerySet[Area]:
    """Return the authorities of the day and other areas that an office covers, by name, for staff to choose from."""
    return _areas(today=today, kinds=[AreaKind.UPPER_TIER]).order_by("name", "code")


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
    return Area.objects.filter(code=code.upper()).select_related("parent__parent").first()


def areas_by_code(*, codes: Collection[str]) -> dict[str, Area]:
    """Return the areas with these official codes, and around each its parents."""
    areas = Area.objects.filter(code__in=codes).select_related("parent__parent")
    return {area.code: area for area in areas}
