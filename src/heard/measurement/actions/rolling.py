"""Roll-ups: what was counted each day, kept so that a page needs not count it all again.

Each step reads first and writes in one short transaction that is given up where another worker was quicker.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import TypeVar

from django.db import connection, models, transaction
from django.db.models import F

from heard.campaigns.models import Visit
from heard.design.clock import start_of_day
from heard.feedback.models import Piece, Submission
from heard.measurement.models import AreaFigure, DailyFigure, HourlyFigure, HourTotal, Record, RolledBatch, RollUpMark
from heard.measurement.queries import differences, holding, records
from heard.measurement.queries.latest import rolled_feedback
from heard.measurement.settling import LATE, settled_id

STEP = 5_000
"""So many records at most are rolled up in one transaction, so that writers hardly wait."""

ATTEMPTS = 5

Item = TypeVar("Item")


@dataclass(frozen=True)
class _Change:
    """What changes in one table: counts that grow or shrink, and that become nought, by so many, each with its primary
    key; and counts that are new."""

    table: type[models.Model]
    more: list[tuple[int, int]] = field(default_factory=list)
    gone: list[tuple[int, int]] = field(default_factory=list)
    new: records.Tallies = field(default_factory=records.Tallies)


def roll_up_visits(*, now: datetime, limit: int = STEP) -> int:
    """Add the next visits to the roll-ups; return how many."""
    mark = records.mark_of(Record.VISITS)
    upto, number = _next(Visit, after=mark.through_id, limit=limit)
    if not number:
        return 0
    tallies = records.visits(after=mark.through_id, upto=upto)
    changes = _changes(tallies)
    with transaction.atomic():
        if not _advance(Record.VISITS, mark, through_id=upto, now=now):
            return 0
        _carry_out(changes)
        _add_totals(tallies)
    return number


def roll_up_feedback(*, now: datetime, limit: int = STEP) -> int:
    """Count anew the days whose feedback arrived, was withdrawn or weighed; return how many new pieces that took in."""
    mark = records.mark_of(Record.FEEDBACK)
    upto, number = _next(Piece, after=mark.through_id, limit=limit)
    changed = records.newest_change()
    is_late = changed is not None and changed >= mark.through_at - LATE
    if not number and not is_late:
        return 0
    days = records.changed_feedback(mark=mark, upto=upto)
    tallies = records.feedback(days)
    with transaction.atomic():
        if not _advance(Record.FEEDBACK, mark, through_id=upto, now=now):
            return 0
        _replace(days, tallies)
    return number


def roll_up_batch(*, now: datetime) -> int:
    """Count anew the days of the oldest visible import that no roll-up holds yet; return how many rows it has."""
    batch = next(iter(records.batches_to_roll()), None)
    if batch is None:
        return 0
    mark = records.mark_of(Record.FEEDBACK)
    days = records.days_of_batch(batch)
    tallies = records.feedback(days)
    with transaction.atomic():
        if not _advance(Record.FEEDBACK, mark, through_id=mark.through_id, now=mark.through_at):
            return 0
        _replace(days, tallies)
        RolledBatch.objects.create(batch=batch)
    return batch.row_count or 1


def recount(*, now: datetime) -> int:
    """Compare the roll-ups with the records and put right what differs; return how many counts that was.

    Nothing is held up meanwhile: what arrives during the comparison is left to the next roll-up.
    """
    visits = _recount_visits()
    days = {(key.organisation or 0, key.day) for key in differences.of_feedback()}
    if days:
        _recount_feedback(days, now=now)
    return visits + len(days) + _recount_totals()


def recount_for_parts(*, now: datetime) -> int:
    """Recount where no figure of any area or hour is held though records have them; return how many that put right.

    So it is after an upgrade from a version that held none: without this the roll-ups would differ from the records,
    and every figure would be of no known area or hour, until the worker's recount a day later.
    """
    if not DailyFigure.objects.exists():
        return 0
    if not HourlyFigure.objects.exists() and not RollUpMark.objects.filter(record=Record.HOURS).exists():
        return recount(now=now)
    if AreaFigure.objects.exists():
        return 0
    of_visits = Visit.objects.by_people().filter(area__isnull=False)
    of_feedback = Submission.objects.counted().filter(area__isnull=False)
    return recount(now=now) if of_visits.exists() or of_feedback.exists() else 0


def forget_hours(*, before: date) -> int:
    """Delete the figures by hour of days before one, and keep those by day; return how many."""
    with transaction.atomic():
        mark, _ = RollUpMark.objects.get_or_create(record=Record.HOURS, defaults={"through_at": records.LONG_AGO})
        edge = start_of_day(before)
        if edge > mark.through_at:
            RollUpMark.objects.filter(pk=mark.pk).update(through_at=edge, turn=F("turn") + 1)
        gone, _ = HourlyFigure.objects.filter(day__lt=before).delete()
        HourTotal.objects.filter(hour__lt=edge).delete()
    return gone


def _recount_visits() -> int:
    """Put right the figures of visits that differ; where another worker wrote meanwhile, compare anew.

    Their totals are compared afterwards: what went wrong in the one need not have gone wrong in the other.
    """
    for _attempt in range(ATTEMPTS):
        mark = records.mark_of(Record.VISITS)
        wrong = differences.of_visits()
        if not wrong:
            return 0
        changes = _changes(wrong)
        with transaction.atomic():
            if _advance(Record.VISITS, mark, through_id=mark.through_id, now=mark.through_at):
                _carry_out(changes)
                return len(wrong)
    return 0


def _recount_totals() -> int:
    """Put right the totals that are not the sum of their days; return how many that was."""
    with transaction.atomic():
        RollUpMark.objects.update(turn=F("turn") + 1)
        wrong = differences.of_totals()
        _add_totals(wrong)
    return len(wrong)


def _recount_feedback(days: set[records.OrganisationDay], *, now: datetime) -> None:
    for _attempt in range(ATTEMPTS):
        mark = records.mark_of(Record.FEEDBACK)
        tallies = records.feedback(days)
        with transaction.atomic():
            if _advance(Record.FEEDBACK, mark, through_id=mark.through_id, now=mark.through_at):
                _replace(days, tallies)
                return


def _advance(record: Record, seen: records.Mark, *, through_id: int, now: datetime) -> bool:
    """Move the mark on from where it was seen; return whether nobody else did so first."""
    RollUpMark.objects.get_or_create(record=record, defaults={"through_at": records.LONG_AGO})
    moved = RollUpMark.objects.filter(record=record, turn=seen.turn)
    return bool(moved.update(turn=F("turn") + 1, through_id=through_id, through_at=now))


def _changes(tallies: records.Tallies) -> list[_Change]:
    """Return what adding visits changes in each table: found before the transaction, so that it is a short one.

    What is held stays as it is until then, or the mark has moved on and nothing is written.
    """
    changes = []
    for table, own in holding.by_table(holding.kept(tallies)).items():
        change = _Change(table)
        for pk, key, number in holding.counts_in(holding.rows_near(own, table=table)):
            if by := own.pop(key, 0):
                (change.more if number + by else change.gone).append((by, pk))
        change.new.update(own)
        changes.append(change)
    return changes


def _carry_out(changes: Iterable[_Change]) -> None:
    for change in changes:
        _count_on(change.table, change.more)
        for chunk in _chunks([pk for _by, pk in change.gone]):
            change.table._default_manager.filter(pk__in=chunk).delete()
        _insert(change.table, change.new)


def _count_on(table: type[models.Model], more: list[tuple[int, int]]) -> None:
    """Add to the counts of rows: a number and a primary key each."""
    quoted = connection.ops.quote_name
    statement = f"UPDATE {quoted(table._meta.db_table)} SET count = count + %s WHERE id = %s"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        cursor.executemany(statement, more)


def _add_totals(tallies: records.Tallies) -> None:
    """Carry what was added to figures (or, below nought, taken from them) into the totals of campaigns."""
    added: dict[type[models.Model], Counter[holding.Total]] = defaultdict(Counter)
    for key, number in holding.kept(tallies).items():
        table = holding.total_of(key)
        if table is not None:
            added[table][holding.in_total(key, table=table)] += number
    for table, own in added.items():
        rows = holding.totals_near(own, table=table)
        held = {tuple(total): pk for pk, *total in rows.values_list("pk", *holding.TOTALS[table])}
        _count_on(table, [(number, held[total]) for total, number in own.items() if number and total in held])
        new = [total for total, number in own.items() if number and total not in held]
        table._default_manager.bulk_create(
            [table(**dict(zip(holding.TOTALS[table], total, strict=True)), count=own[total]) for total in new],
            batch_size=200,
        )


def _replace(days: set[records.OrganisationDay], tallies: records.Tallies) -> None:
    """Put what was counted anew in place of what is held of the feedback of these days."""
    change = records.Tallies(tallies)
    change.subtract(rolled_feedback(days))
    _add_totals(change)
    for organisation, own in groupby(sorted(days), key=lambda pair: pair[0]):
        own_days = [day for _organisation, day in own]
        for table in holding.TABLES:
            held = holding.rows_of(table, record=Record.FEEDBACK).filter(organisation=organisation)
            for chunk in _chunks(own_days):
                held.filter(day__in=chunk).delete()
    _write(tallies)


def _write(tallies: records.Tallies) -> None:
    for table, own in holding.by_table(holding.kept(tallies)).items():
        _insert(table, own)


def _insert(table: type[models.Model], tallies: records.Tallies) -> None:
    """Write new counts, without a model of each: that takes most of a roll-up's time."""
    columns = holding.columns_of(table)
    quoted = connection.ops.quote_name
    names, places = ", ".join(map(quoted, columns)), ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quoted(table._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        cursor.executemany(statement, holding.values_of(tallies, table=table))


def _chunks(items: list[Item], size: int = 300) -> Iterable[list[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _next(model: type[models.Model], *, after: int, limit: int) -> tuple[int, int]:
    """Return up to which id the next records may be taken, and how many those are."""
    settled = settled_id(model)
    if settled is None or settled <= after:
        return after, 0
    waiting = model._default_manager.filter(pk__gt=after, pk__lte=settled).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:limit])
    return (keys[-1], len(keys)) if keys else (after, 0)
