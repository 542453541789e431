"""Copies records into the partitions: what changed since the last time, day by day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from heard.campaigns.models import Campaign, Visit
from heard.feedback.models import Piece
from heard.measurement.analysis import changes, checking, installed, manifest, parquet, rows
from heard.measurement.analysis.changes import Changed
from heard.measurement.analysis.columns import COLUMNS, Table
from heard.measurement.settling import settled_id

FEEDBACK = (Table.SUBMISSIONS, Table.PIECES, Table.THEMES)

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """How many days were looked at, and how many rows written. `is_elsewhere` where another process is at it."""

    days: int = 0
    rows: int = 0
    is_elsewhere: bool = False


def refresh(
    *, now: datetime, is_all: bool = False, progress: Progress | None = None, total: Progress | None = None
) -> Refreshed:
    """Copy the days that changed since the last time, or all of them; raise NotInstalled without the packages.

    `progress` is called with the days done since it was last called, `total` once with how many there are to do. A
    refresh that is cut off moves no mark: the next one does its days again, but for whole days of a first copy.
    """
    installed.require()
    with manifest.locked("refreshing", waits=False) as is_mine:
        if not is_mine:
            return Refreshed(is_elsewhere=True)
        for table in COLUMNS:
            parquet.empty_file(folder=manifest.root() / "empty", table=table)
        marks = manifest.marks()
        upto = {model: _settled(model, before) for model, before in ((Visit, marks.visits), (Piece, marks.pieces))}
        is_first = not marks.visits and not is_all
        changed = changes.everything() if is_all else changes.since(marks, visits=upto[Visit], pieces=upto[Piece])
        done = _copy(changed, upto=upto[Visit], now=now, is_first=is_first, progress=progress, total=total)
        manifest.keep_marks(replace(marks, visits=upto[Visit], pieces=upto[Piece], through_at=now))
        return done


def recheck(*, now: datetime) -> int:
    """Copy anew each day that differs from its records in number, or tells hours that they tell no longer.

    Returns how many that was. Raises NotInstalled without the packages.
    """
    installed.require()
    marks, done = manifest.marks(), 0
    for campaign in Campaign.objects.order_by("pk"):
        for table, day in list(checking.differing(campaign=campaign, marks=marks)):
            _write(campaign.pk, day, (table,), upto=marks.visits, now=now)
            done += 1
    return done


def _settled(model: type[Visit] | type[Piece], before: int) -> int:
    found = settled_id(model)
    return before if found is None else found


def _copy(
    changed: Changed,
    *,
    upto: int,
    now: datetime,
    is_first: bool,
    progress: Progress | None,
    total: Progress | None,
) -> Refreshed:
    held = {campaign: manifest.manifest_of(campaign) for campaign in manifest.campaigns_held()}
    waiting = {(campaign, day) for campaign, found in held.items() for day in found.waiting}
    of_feedback = changed.feedback | waiting
    days = sorted(changed.visits | of_feedback)
    if total is not None:
        total(len(days))
    written = 0
    for campaign, day in days:
        is_copied = is_first and campaign in held and _is_copied(campaign, day, held[campaign], upto)
        tables = (
            *((Table.VISITS,) if (campaign, day) in changed.visits and not is_copied else ()),
            *(FEEDBACK if (campaign, day) in of_feedback else ()),
        )
        written += _write(campaign, day, tables, upto=upto, now=now)
        if progress is not None:
            progress(1)
    for campaign in {*held, *(campaign for campaign, _day in days)}:
        _write_links(campaign, now=now)
    return Refreshed(days=len(days), rows=written)


def _is_copied(campaign: int, day: date, held: manifest.Manifest, upto: int) -> bool:
    """Return whether a first copy that was cut off had this day's visits, and all of those that are wanted now."""
    part = held.days[Table.VISITS].get(day)
    scope = rows.Scope(campaign=Campaign(pk=campaign), since=day, until=day, upto=upto)
    return part is not None and part.rows == rows.visits_of(scope).count()


def _write(campaign: int, day: date, tables: Iterable[Table], *, upto: int, now: datetime) -> int:
    """Write a day of some tables and put it in the manifest, at once; return the rows written."""
    scope = rows.Scope(campaign=Campaign(pk=campaign), since=day, until=day, upto=upto)
    folder, written = manifest.folder_of(campaign), 0
    with manifest.writing():
        held = manifest.manifest_of(campaign)
        days = {table: dict(found) for table, found in held.days.items()}
        for table in tables:
            found = (row for query in rows.of(table, scope, with_moment=True) for row in _streamed(query))
            part = parquet.write_day(folder=folder, table=table, day=day, rows=found, read_at=now)
            days[table].pop(day, None)
            if part is not None:
                days[table][day] = part
                written += part.rows
        waiting = held.waiting - {day} if set(FEEDBACK) <= set(tables) else held.waiting
        _replace(campaign, held, replace(held, days=days, waiting=waiting))
    return written


def _write_links(campaign: int, *, now: datetime) -> None:
    found = rows.links(campaign=Campaign(pk=campaign))
    with manifest.writing():
        held = manifest.manifest_of(campaign)
        part = parquet.write_links(folder=manifest.folder_of(campaign), rows=found, read_at=now)
        if part is None or held.links is None or part.digest != held.links.digest:
            _replace(campaign, held, replace(held, links=part))


def _replace(campaign: int, before: manifest.Manifest, after: manifest.Manifest) -> None:
    """Put a manifest in place of the one before, then delete what only that one named."""
    if after == before:
        return
    manifest.keep(campaign, after)
    manifest.remove(campaign, {part.file for part in before.parts()} - {part.file for part in after.parts()})


def _streamed(query: rows.Rows) -> Iterable[tuple[object, ...]]:
    streamed: QuerySet[Visit, tuple[object, ...]] = query
    return streamed.iterator(chunk_size=parquet.AT_ONCE)
