"""What the records themselves say: visits, submissions and pieces counted by local day, without any roll-up."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Count, Exists, Func, Max, OuterRef
from django.db.models.functions import TruncDate
from django.db.models.sql.compiler import SQLCompiler
from django.utils.timezone import get_default_timezone

from heard.campaigns.models import Campaign, Visit, VisitKind
from heard.design.clock import start_of_day
from heard.feedback.models import FORM_CHANNELS, Channel, ImportBatch, Piece, Submission
from heard.measurement.models import FigureKind, Record, RollUpMark, Standing
from heard.measurement.settling import LATE

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
GAP_DAYS = 7
ATTEMPTS = 5

Found = TypeVar("Found")


class Key(NamedTuple):
    """What one count is of. With an area or an hour it is a part of the count without; by area, of people alone."""

    campaign: int | None
    organisation: int | None
    placement: int | None
    day: date
    kind: str
    standing: str
    area: int | None = None
    hour: datetime | None = None

    @property
    def is_part(self) -> bool:
        """Whether it is a part of another count, and must not be added up with it."""
        return self.area is not None or self.hour is not None


Tallies = Counter[Key]
OrganisationDay = tuple[int, date]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How far one kind of record has been rolled up."""

    through_id: int = 0
    through_at: datetime = LONG_AGO
    turn: int = 0


class Minute(Func):
    """The minute of a moment in UTC, as text.

    It is cut out by the database itself: on SQLite, Django's own ways of finding a day or an hour call Python for each
    row. Days and hours are told from minutes, as local midnight need not be at a full hour of UTC.
    """

    output_field = CharField()
    template = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """Return the SQL where moments are text in UTC."""
        return self.as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 16)", **context)


@lru_cache(maxsize=10_000)
def _when(minute: str, zone: tzinfo) -> tuple[date, datetime]:
    """Return the local day of a minute and its hour; hours are those of UTC, so that none comes twice."""
    moment = datetime.fromisoformat(minute).replace(tzinfo=UTC)
    return moment.astimezone(zone).date(), moment.replace(minute=0)


def mark_of(record: Record) -> Mark:
    """Return how far the records have been rolled up: nowhere, where that never happened."""
    mark = RollUpMark.objects.filter(record=record).first()
    return Mark(through_id=mark.through_id, through_at=mark.through_at, turn=mark.turn) if mark else Mark()


def steady(read: Callable[[], Found]) -> Found:
    """Return what `read` reads, read again where a roll-up was written meanwhile, five times at most.

    What roll-ups hold and what came after them is read one after the other, and belongs together only then.
    """
    for _attempt in range(ATTEMPTS):
        turns = _turns()
        found = read()
        if _turns() == turns:
            break
    return found


def marks() -> dict[str, Mark]:
    """Return how far each record has been rolled up."""
    rows = RollUpMark.objects.values_list("record", "through_id", "through_at", "turn")
    return {record: Mark(through_id=upto, through_at=at, turn=turn) for record, upto, at, turn in rows}


def _turns() -> dict[str, int]:
    """Return each mark's turn: it changes whenever a roll-up was written."""
    return dict(RollUpMark.objects.values_list("record", "turn"))


def visits(
    *, after: int = 0, upto: int | None = None, campaign: Campaign | None = None, in_parts: bool = True
) -> Tallies:
    """Count visits with ids above `after` (to `upto`) by kind and standing, and the visitor-days new among them.

    A visitor-day is one browser on one link on one day. It is new with its first click by a person.
    Without `in_parts` no part of an area or an hour is counted, which takes half the time.
    """
    chosen = Visit.objects.filter(id__gt=after)
    if upto is not None:
        chosen = chosen.filter(id__lte=upto)
    if campaign is not None:
        chosen = chosen.filter(campaign=campaign)
    tallies: Tallies = Counter()
    zone = get_default_timezone()
    rows = chosen.values_list("campaign", "placement", Minute("at"), "area", "kind", "visitor_class", "is_test")
    for of, placement, minute, area, kind, visitor_class, is_test, number in rows.annotate(n=Count("id")).order_by():
        standing = Standing.TEST if is_test else visitor_class
        day, hour = _when(minute, zone)
        key = Key(of, None, placement, day, kind, standing)
        tallies[key] += number
        if in_parts:
            _add_parts(tallies, key, area, hour, number)
    clicks = Visit.objects.by_people().filter(kind=VisitKind.CLICK, visitor_day__isnull=False)
    earlier = clicks.filter(visitor_day=OuterRef("visitor_day"), id__lt=OuterRef("id"))
    new = (chosen & clicks).filter(~Exists(earlier)).values_list("campaign", "placement", Minute("at"), "area")
    for of, placement, minute, area, number in new.annotate(n=Count("id")).order_by():
        day, hour = _when(minute, zone)
        key = Key(of, None, placement, day, FigureKind.VISITOR_DAY.value, Standing.COUNTED.value)
        tallies[key] += number
        if in_parts:
            _add_parts(tallies, key, area, hour, number)
    return tallies


def _add_parts(tallies: Tallies, key: Key, area: int | None, hour: datetime, number: int) -> None:
    """Add to a count's part of the hour and, of people, to its part of the area."""
    tallies[Key(*key[:6], None, hour)] += number
    if area is not None and key.standing == Standing.COUNTED:
        tallies[Key(*key[:6], area)] += number


def feedback(days: Iterable[OrganisationDay], *, campaign: Campaign | None = None, in_parts: bool = True) -> Tallies:
    """Count the submissions and pieces that organisations received on the given local days; `in_parts` as of visits."""
    wanted = set(days)
    tallies: Tallies = Counter()
    for organisation, first, last in _stretches(wanted):
        for key, area, hour, number in _feedback_between(organisation, first, last, campaign):
            if (organisation, key.day) in wanted:
                tallies[key] += number
                if in_parts:
                    _add_parts(tallies, key, area, hour, number)
    return tallies


def changed_feedback(*, mark: Mark, upto: int | None = None) -> set[OrganisationDay]:
    """Return the organisations and days whose feedback changed after the mark, imports apart."""
    new = Piece.objects.filter(id__gt=mark.through_id, batch=None)
    if upto is not None:
        new = new.filter(id__lte=upto)
    since = mark.through_at - LATE
    withdrawn, weighed = (
        Submission.objects.filter(**{f"{what}__gte": since}) for what in ("withdrawn_at", "weighed_at")
    )
    there, here = _local_day("submission__received_at"), _local_day("received_at")
    return set(
        new.order_by()
        .values_list("submission__organisation", there)
        .union(
            withdrawn.order_by().values_list("organisation", here), weighed.order_by().values_list("organisation", here)
        )
    )


def newest_change() -> datetime | None:
    """Return the moment of the latest withdrawal, or of the latest decision whether forms count."""
    withdrawn = Submission.objects.filter(withdrawn_at__isnull=False).aggregate(at=Max("withdrawn_at"))["at"]
    weighed = Submission.objects.filter(weighed_at__isnull=False).aggregate(at=Max("weighed_at"))["at"]
    return max((moment for moment in (withdrawn, weighed) if moment is not None), default=None)


def batches_to_roll() -> list[ImportBatch]:
    """Return the visible imports that no roll-up holds yet, the oldest first."""
    return list(ImportBatch.objects.filter(visible_at__isnull=False, rolled=None).order_by("visible_at", "pk"))


def days_of_batch(batch: ImportBatch) -> set[OrganisationDay]:
    """Return the organisations and days that an import holds."""
    rows = Submission.objects.filter(batch=batch).order_by()
    return set(rows.values_list("organisation", _local_day("received_at")).distinct())


def every_feedback_day(*, campaign: Campaign | None = None) -> set[OrganisationDay]:
    """Return each organisation's days on which anything was received."""
    rows = Submission.objects.visible()
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    return set(rows.order_by().values_list("organisation", _local_day("received_at")).distinct())


def _local_day(field: str) -> TruncDate:
    return TruncDate(field, tzinfo=get_default_timezone())


def _stretches(days: set[OrganisationDay]) -> Iterator[tuple[int, date, date]]:
    """Yield each organisation's days as stretches, joined where they lie close."""
    current: tuple[int, date, date] | None = None
    for organisation, day in sorted(days):
        if current and current[0] == organisation and (day - current[2]).days <= GAP_DAYS:
            current = (organisation, current[1], day)
            continue
        if current:
            yield current
        current = (organisation, day, day)
    if current:
        yield current


def _feedback_between(
    organisation: int, first: date, last: date, campaign: Campaign | None
) -> Iterator[tuple[Key, int | None, datetime, int]]:
    """Yield counts, each of one area (None: not known) and one hour."""
    since, before, zone = start_of_day(first), start_of_day(last + timedelta(days=1)), get_default_timezone()
    scope = {"organisation": organisation, "received_at__gte": since, "received_at__lt": before}
    if campaign is not None:
        scope["campaign"] = campaign
    sent = Submission.objects.filter(**scope)
    of_pieces = Piece.objects.counted().filter(**{f"submission__{name}": value for name, value in scope.items()})
    tests = sent.visible().filter(is_test=True, withdrawn_at=None)
    apart = ((Standing.TEST, tests), (Standing.SUSPECT, sent.set_aside()))
    for standing, chosen in ((Standing.COUNTED, sent.counted()), *apart):
        named = chosen.order_by().values_list("campaign", "placement", Minute("received_at"), "channel", "area")
        for of, placement, minute, channel, area, number in named.annotate(n=Count("pk")):
            day, hour = _when(minute, zone)
            yield Key(of, organisation, placement, day, _submission_kind(channel), standing), area, hour, number
    pieces = of_pieces.order_by().values_list(
        "submission__campaign",
        "submission__placement",
        Minute("submission__received_at"),
        "submission__channel",
        "submission__area",
    )
    for of, placement, minute, channel, area, number in pieces.annotate(n=Count("pk")):
        day, hour = _when(minute, zone)
        yield Key(of, organisation, placement, day, _piece_kind(channel), Standing.COUNTED), area, hour, number


def _submission_kind(channel: str) -> FigureKind:
    return FigureKind.FORM if channel in FORM_CHANNELS else FigureKind.OTHER


def _piece_kind(channel: str) -> FigureKind:
    if channel in FORM_CHANNELS:
        return FigureKind.PIECE
    return FigureKind.IMPORTED_PIECE if channel == Channel.IMPORT else FigureKind.OTHER_PIECE
