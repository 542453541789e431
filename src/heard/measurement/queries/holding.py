"""What the roll-ups hold, as counts of the same keys by which the records are counted."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model, Q, QuerySet

from heard.design.clock import day_of
from heard.measurement.models import (
    VISIT_KINDS,
    AreaFigure,
    AreaTotal,
    DailyFigure,
    HourlyFigure,
    HourTotal,
    Record,
    RollUpMark,
    Standing,
    TotalFigure,
)
from heard.measurement.queries.records import Key, Tallies

TABLES: tuple[type[Model], ...] = (DailyFigure, AreaFigure, HourlyFigure)
"""Every count stands in the first; its parts by area and by hour stand in the others as well."""

TOTALS: dict[type[Model], tuple[str, ...]] = {
    TotalFigure: ("campaign_id", "placement_id", "kind", "standing"),
    AreaTotal: ("campaign_id", "area_id", "kind"),
    HourTotal: ("campaign_id", "hour", "kind"),
}
"""By which columns each table of totals sums a table of figures: a page without filters reads a few rows of it."""

Total = tuple[Any, ...]

FEW = 500
"""So many values at most are asked for one by one; of more, all those between the least and the greatest."""


def table_of(key: Key) -> type[Model]:
    """Return the table in which a count stands."""
    if key.hour is not None:
        return HourlyFigure
    return DailyFigure if key.area is None else AreaFigure


def total_of(key: Key) -> type[Model] | None:
    """Return the table of totals into which a count goes; None where it goes into none."""
    if key.campaign is None:
        return None
    if key.area is not None:
        return AreaTotal
    if key.hour is not None:
        return HourTotal if key.standing == Standing.COUNTED else None
    return TotalFigure


def in_total(key: Key, *, table: type[Model]) -> Total:
    """Return what a count is summed by in a table of totals, in the order of its columns."""
    if table is AreaTotal:
        return key.campaign, key.area, str(key.kind)
    if table is HourTotal:
        return key.campaign, key.hour, str(key.kind)
    return key.campaign, key.placement, str(key.kind), str(key.standing)


def totals_near(totals: Collection[Total], *, table: type[Model]) -> QuerySet[Model]:
    """Return the rows of a table of totals among which these stand."""
    rows = table._default_manager.order_by().filter(_one_of("campaign", {total[0] for total in totals}))
    if table is TotalFigure:
        return rows
    return rows.filter(_one_of("area" if table is AreaTotal else "hour", {total[1] for total in totals}))


def columns_of(table: type[Model]) -> tuple[str, ...]:
    """Return the columns that make a row of a table; what is known to be of an area is always a person's."""
    first = ("campaign_id", "organisation_id", "placement_id", "day", "kind", "count")
    if table is AreaFigure:
        return (*first, "area_id")
    return (*first, "standing", "hour") if table is HourlyFigure else (*first, "standing")


def values_of(tallies: Tallies, *, table: type[Model]) -> list[tuple[str | int | None, ...]]:
    """Return the values of those columns for each count but noughts, as the database takes them."""
    days = {day: connection.ops.adapt_datefield_value(day) for day in {key.day for key in tallies}}
    hours = {hour: connection.ops.adapt_datetimefield_value(hour) for hour in {key.hour for key in tallies}}
    rows: list[tuple[str | int | None, ...]] = []
    for key, number in tallies.items():
        if not number:
            continue
        first = (key.campaign, key.organisation, key.placement, days[key.day], str(key.kind), number)
        if table is AreaFigure:
            rows.append((*first, key.area))
        elif table is HourlyFigure:
            rows.append((*first, str(key.standing), hours[key.hour]))
        else:
            rows.append((*first, str(key.standing)))
    return rows


def hours_since() -> date:
    """Return the day from which hours are kept; every day's, where none were deleted yet."""
    mark = RollUpMark.objects.filter(record=Record.HOURS).first()
    return day_of(mark.through_at) if mark else date.min


def kept(tallies: Tallies) -> Tallies:
    """Return the counts that the tables hold: hours of long ago left out."""
    since = hours_since()
    return Tallies({key: number for key, number in tallies.items() if key.hour is None or key.day >= since})


def rows_of(table: type[Model], *, record: Record) -> QuerySet[Model]:
    """Return a table's rows of visits, or of feedback."""
    rows = table._default_manager.order_by()
    return rows.filter(kind__in=VISIT_KINDS) if record == Record.VISITS else rows.exclude(kind__in=VISIT_KINDS)


def by_table(tallies: Tallies) -> dict[type[Model], Tallies]:
    """Return the counts of each table that holds any."""
    found: dict[type[Model], Tallies] = {}
    for key, number in tallies.items():
        found.setdefault(table_of(key), Tallies())[key] = number
    return found


def rows_near(tallies: Tallies, *, table: type[Model]) -> QuerySet[Model]:
    """Return the rows of visits among which some keys of a table stand: few others, and found by one index.

    Links are left out, as most times they are nearly all the campaign's; and of hours the days, which another index
    would be taken for.
    """
    rows = table._default_manager.order_by().filter(
        _one_of("campaign", {key.campaign for key in tallies}), _one_of("kind", {str(key.kind) for key in tallies})
    )
    if table is AreaFigure:
        own = _one_of("area", {key.area for key in tallies}) & _one_of("day", {key.day for key in tallies})
        return rows.filter(own)
    rows = rows.filter(_one_of("standing", {str(key.standing) for key in tallies}))
    if table is HourlyFigure:
        return rows.filter(_one_of("hour", {key.hour for key in tallies}))
    return rows.filter(_one_of("day", {key.day for key in tallies}))


def _one_of(column: str, values: Collection[Any]) -> Q:
    if len(values) <= FEW:
        return Q(**{f"{column}__in": values})
    return Q(**{f"{column}__gte": min(values), f"{column}__lte": max(values)})


def counts_in(rows: QuerySet[Model]) -> Iterator[tuple[int, Key, int]]:
    """Yield each row's id, its key and its count."""
    first = ("pk", "campaign", "organisation", "placement", "day", "kind")
    if rows.model is AreaFigure:
        for pk, campaign, organisation, placement, day, kind, area, number in rows.values_list(*first, "area", "count"):
            yield pk, Key(campaign, organisation, placement, day, kind, Standing.COUNTED, area), number
    elif rows.model is HourlyFigure:
        by_hour = rows.values_list(*first, "standing", "hour", "count")
        for pk, campaign, organisation, placement, day, kind, standing, hour, number in by_hour:
            yield pk, Key(campaign, organisation, placement, day, kind, standing, None, hour), number
    else:
        by_day = rows.values_list(*first, "standing", "count")
        for pk, campaign, organisation, placement, day, kind, standing, number in by_day:
            yield pk, Key(campaign, organisation, placement, day, kind, standing), number


def held(*querysets: QuerySet[Model]) -> Tallies:
    """Return all that some rows hold."""
    tallies = Tallies()
    for rows in querysets:
        for _pk, key, number in counts_in(rows):
            tallies[key] += number
    return tallies
