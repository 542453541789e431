"""What the roll-ups hold, as counts of the same keys by which the records are counted."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from heard.measurement.models import VISIT_KINDS, AreaFigure, DailyFigure, Record, Standing
from heard.measurement.queries.records import Key, Tallies

TABLES: tuple[type[Model], ...] = (DailyFigure, AreaFigure)
"""Every count stands in the first; what is known to be of an area stands in the second as well."""


def table_of(key: Key) -> type[Model]:
    """Return the table in which a count stands."""
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
    return columns | ({"standing": key.standing} if key.area is None else {"area_id": key.area})


def rows_of(table: type[Model], *, record: Record) -> QuerySet[Model]:
    """Return a table's rows of visits, or of feedback."""
    rows = table._default_manager.order_by()
    return rows.filter(kind__in=VISIT_KINDS) if record == Record.VISITS else rows.exclude(kind__in=VISIT_KINDS)


def counts_in(rows: QuerySet[Model]) -> Iterator[tuple[int, Key, int]]:
    """Yield each row's id, its key and its count."""
    is_by_area = rows.model is AreaFigure
    last = "area" if is_by_area else "standing"
    named = rows.values_list("pk", "campaign", "organisation", "placement", "day", "kind", last, "count")
    for pk, campaign, organisation, placement, day, kind, what, number in named:
        standing, area = (Standing.COUNTED, what) if is_by_area else (what, None)
        yield pk, Key(campaign, organisation, placement, day, kind, standing, area), number


def held(*querysets: QuerySet[Model]) -> Tallies:
    """Return all that some rows hold."""
    tallies = Tallies()
    for rows in querysets:
        for _pk, key, number in counts_in(rows):
            tallies[key] += number
    return tallies
