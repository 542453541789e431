"""What the roll-ups hold, as counts of the same keys by which the records are counted."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Model, QuerySet

from heard.measurement.models import VISIT_KINDS, AreaFigure, DailyFigure, HourlyFigure, Record, RollUpMark, Standing
from heard.measurement.queries.records import Key, Tallies, day_of

TABLES: tuple[type[Model], ...] = (DailyFigure, AreaFigure, HourlyFigure)
"""Every count stands in the first; its parts by area and by hour stand in the others as well."""


def table_of(key: Key) -> type[Model]:
    """Return the table in which a count stands."""
    if key.hour is not None:
        return HourlyFigure
    return DailyFigure if key.area is None else AreaFigure


def columns_of(key: Key) -> dict[str, object]:
    """Return the columns of a key in its table; what is known to be of an area is always a person's."""
    columns: dict[str, object] = {
        "campaign_id": key.campaign,
        "organisation_id": key.organisation,
        "placement_id": key.placement,
        "day": key.day,
        "kind": key.kind,
    }
    if key.hour is not None:
        return columns | {"standing": key.standing, "hour": key.hour}
    return columns | ({"standing": key.standing} if key.area is None else {"area_id": key.area})


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
