"""Who lives where, as far as benchmarks are loaded."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum

from heard.places.models import Area, AreaKind, Benchmark


@dataclass(frozen=True, kw_only=True)
class Population:
    """How many people of each category of one topic live in an area, out of whom, and who says so."""

    area: Area
    topic: str
    base: str
    source: str
    edition: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many people that is in all."""
        return sum(self.counts.values())

    def share(self, category: str) -> float:
        """Return what part of them is of one category."""
        return self.counts.get(category, 0) / self.total if self.total else 0.0


def population(*, area: Area, topic: str) -> Population | None:
    """Return who lives in an area; None where it is not known.

    An area without counts of its own, such as a region or a country, has those of the areas in it where each of them is
    known, of one base, source and edition.
    """
    rows = _rows(area, topic)
    return _population(area, topic, rows) if rows else None


def _rows(area: Area, topic: str) -> list[Benchmark]:
    """Return an area's own counts, else those of all the areas in it; none where one of them is not known."""
    own = list(Benchmark.objects.filter(area=area, topic=topic).order_by("category"))
    if own:
        return own
    parts = [_rows(child, topic) for child in area.children.all()]
    return [one for part in parts for one in part] if all(parts) else []


def _population(area: Area, topic: str, rows: list[Benchmark]) -> Population | None:
    said = {(one.base, one.source, one.edition) for one in rows}
    if len(said) != 1:
        return None
    [(base, source, edition)] = said
    counts: Counter[str] = Counter()
    for one in rows:
        counts[one.category] += one.count
    return Population(area=area, topic=topic, base=base, source=source, edition=edition, counts=dict(counts))


@dataclass(frozen=True, kw_only=True)
class BenchmarkChoice:
    """Of which areas, and of which groups (a topic and one of its categories), somebody may choose a loaded figure."""

    areas: tuple[Area, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()


def benchmark_choice() -> BenchmarkChoice:
    """Return the areas with loaded figures and those above them, the largest first, and the groups counted."""
    groups = Benchmark.objects.order_by("topic", "category").values_list("topic", "category").distinct()
    areas: dict[int, Area] = {}
    found = list(Area.objects.filter(pk__in=Benchmark.objects.order_by().values("area")))
    while found:
        areas |= {area.pk: area for area in found}
        above = {area.parent_id for area in found if area.parent_id is not None} - areas.keys()
        found = list(Area.objects.filter(pk__in=above))
    kinds = list(AreaKind)
    largest_first = sorted(areas.values(), key=lambda area: (kinds.index(AreaKind(area.kind)), area.name))
    return BenchmarkChoice(areas=tuple(largest_first), groups=tuple(groups))


@dataclass(frozen=True, kw_only=True)
class LoadedTopic:
    """One topic of one source, as staff see that it is loaded."""

    topic: str
    base: str
    source: str
    edition: str
    areas: int
    categories: int
    people: int
    loaded_at: datetime


def loaded_topics() -> list[LoadedTopic]:
    """Return what is loaded, topic by topic and source by source."""
    rows = (
        Benchmark.objects.order_by()
        .values("topic", "base", "source", "edition")
        .annotate(
            areas=Count("area", distinct=True),
            categories=Count("category", distinct=True),
            people=Sum("count"),
            loaded_at=Max("loaded_at"),
        )
        .order_by("topic", "source", "edition", "base")
    )
    return [LoadedTopic(**row) for row in rows]
