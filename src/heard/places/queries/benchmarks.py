"""Who lives where, as far as benchmarks are loaded."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum

from heard.places.models import Area, Benchmark


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

    An area without counts of its own, such as a region, has those of the areas in it where each of them is known, of
    one base, source and edition.
    """
    own = list(Benchmark.objects.filter(area=area, topic=topic).order_by("category"))
    if own:
        return _population(area, topic, own)
    inside = list(area.children.all())
    parts = list(Benchmark.objects.filter(area__in=inside, topic=topic).order_by("category"))
    if not inside or {one.area_id for one in parts} != {child.pk for child in inside}:
        return None
    return _population(area, topic, parts)


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
