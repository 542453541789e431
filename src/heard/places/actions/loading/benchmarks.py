"""Loading population benchmarks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.text import slugify

from heard.accounts.models import User
from heard.places.actions.chunks import chunks
from heard.places.actions.loading.by_code import CHUNK
from heard.places.actions.loading.cells import known, text_of
from heard.places.actions.loading.report import Doubt, LoadReport, Mode, Progress, Refusal, Refused, record_load
from heard.places.models import Area, Benchmark
from heard.places.reading import Row

SLACK = 0.01
"""Categories are counted apart and blurred a little by their source, so that sums differ by so much and no harm."""

FIELDS = ("base", "count", "source", "edition")


class _Key(NamedTuple):
    area: int
    topic: str
    category: str

    @property
    def whole(self) -> tuple[int, str]:
        """The topic of an area that this category is a part of."""
        return self.area, self.topic


@transaction.atomic
def load_benchmarks(
    *, rows: Iterable[Row], by: User | None, now: datetime, mode: Mode = Mode.MERGE, progress: Progress | None = None
) -> LoadReport:
    """Add and change how many people of which category live where. Columns: those of `BENCHMARK_COLUMNS`.

    A topic of an area comes whole: categories of it that the list leaves out are taken away, so that old and new ones
    are never added up. A full list (`Mode.REPLACE`) takes away every topic and area that it leaves out, too.
    """
    report = LoadReport()
    made = _made(rows, report=report, now=now, progress=progress)
    report.doubts += _doubts(made)
    brought = {key.whole for key in made}
    existing = {_Key(one.area_id, one.topic, one.category): one for one in Benchmark.objects.all()}
    gone = [key for key in existing if key not in made and (mode is Mode.REPLACE or key.whole in brought)]
    _delete([existing[key].pk for key in gone])
    changed = [
        _change(existing[key], one) for key, one in made.items() if key in existing and _differs(existing[key], one)
    ]
    added = [one for key, one in made.items() if key not in existing]
    Benchmark.objects.bulk_create(added, batch_size=CHUNK)
    Benchmark.objects.bulk_update(changed, [*FIELDS, "loaded_at"], batch_size=100)
    report.added, report.changed, report.ended = len(added), len(changed), len(gone)
    report.unchanged = len(made) - len(added) - len(changed)
    record_load("places.benchmarks.loaded", Benchmark(), report, by=by, now=now)
    return report


def _made(
    rows: Iterable[Row], *, report: LoadReport, now: datetime, progress: Progress | None
) -> dict[_Key, Benchmark]:
    areas = dict(Area.objects.values_list("code", "pk"))
    made: dict[_Key, Benchmark] = {}
    for line, row in enumerate(rows, 2):
        try:
            one = _benchmark(row, areas, now=now)
            _once(key := _Key(one.area_id, one.topic, one.category), made)
            made[key] = one
        except Refused as refused:
            report.refusals.append(Refusal(line=line, reason=str(refused)))
        if progress:
            progress(1)
    return made


def _once(key: _Key, made: Mapping[_Key, Benchmark]) -> None:
    if key in made:
        raise Refused("This category of the topic stands in the list for the area before.")


def _benchmark(row: Row, areas: Mapping[str, int], *, now: datetime) -> Benchmark:
    area = known(row.get("area", "").upper(), areas, what="area")
    if area is None:
        raise Refused("It names no area.")
    return Benchmark(
        area_id=area,
        topic=slugify(_needed(row, "topic", longest=40)),
        category=_needed(row, "category", longest=120),
        base=_needed(row, "base", longest=120),
        count=_count(row),
        source=_needed(row, "source", longest=160),
        edition=_needed(row, "edition", longest=40),
        loaded_at=now,
    )


def _needed(row: Row, column: str, *, longest: int) -> str:
    text = text_of(row, column, longest=longest)
    if not text:
        raise Refused(f"The {column} is empty.")
    return text


def _count(row: Row) -> int:
    text = text_of(row, "count", longest=12).replace(",", "")
    if text.startswith("-"):
        raise Refused(f"The count {text} is below nought.")
    if not (text.isascii() and text.isdigit()) or int(text) > 2_000_000_000:
        raise Refused(f"The count “{text}” is not a whole number.")
    return int(text)


def _doubts(made: Mapping[_Key, Benchmark]) -> Iterator[Doubt]:
    """Yield where the categories of a topic do not add up to their base.

    The base is named in words, so what it is can be seen only from other topics of the same base in the area.
    """
    sums: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, one in made.items():
        sums[key.area, one.base][key.topic] += one.count
    codes = dict(Area.objects.values_list("pk", "code"))
    for (area, base), topics in sums.items():
        most = max(topics.values())
        for topic, total in topics.items():
            if total < most * (1 - SLACK):
                yield Doubt(
                    line=0,
                    column="count",
                    reason=f"{codes[area]}: the categories of {topic} add up to {total:,} of {base}; those of another "
                    f"topic to {most:,}. A category may be missing.",
                )


def _differs(old: Benchmark, new: Benchmark) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in FIELDS)


def _change(old: Benchmark, new: Benchmark) -> Benchmark:
    for name in (*FIELDS, "loaded_at"):
        setattr(old, name, getattr(new, name))
    return old


def _delete(keys: list[int]) -> None:
    for some in chunks(keys, CHUNK // 2):
        Benchmark.objects.filter(pk__in=some).delete()
