"""Where the roll-ups and the records differ: nowhere, unless something went wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Sum

from heard.campaigns.models import Campaign
from heard.design.clock import day_of
from heard.measurement.models import (
    AreaFigure,
    AreaTotal,
    DailyFigure,
    HourlyFigure,
    HourTotal,
    Record,
    Standing,
    TotalFigure,
)
from heard.measurement.queries import holding, records
from heard.measurement.queries.records import Key, Tallies


def of_visits(*, campaign: Campaign | None = None) -> Tallies:
    """Return what would have to be added to the roll-ups of visits to make them equal the records."""
    mark, held = _held(Record.VISITS, campaign)
    told = records.visits(upto=mark.through_id, campaign=campaign)
    return _difference(told, held)


def of_feedback(*, campaign: Campaign | None = None) -> Tallies:
    """Return the same for feedback; days that the next roll-up will count anew anyway are left out."""
    mark, held = _held(Record.FEEDBACK, campaign)
    days = records.every_feedback_day(campaign=campaign)
    told = records.feedback(days, campaign=campaign)
    waiting = records.changed_feedback(mark=mark)
    for batch in records.batches_to_roll():
        waiting |= records.days_of_batch(batch)
    found = _difference(told, held)
    return Tallies({key: number for key, number in found.items() if (key.organisation, key.day) not in waiting})


def of_totals(*, campaign: Campaign | None = None) -> Tallies:
    """Return what would have to be added to the totals to make them the sums of the figures.

    What a key of them is not summed by means nothing, as the day.
    """
    return records.steady(lambda: _total_differences(campaign))


def _total_differences(campaign: Campaign | None) -> Tallies:
    wrong = Tallies()
    for figures, totals in (
        (DailyFigure.objects.all(), TotalFigure),
        (AreaFigure.objects.all(), AreaTotal),
        (HourlyFigure.objects.filter(standing=Standing.COUNTED), HourTotal),
    ):
        names = holding.TOTALS[totals]
        told, held = figures.filter(campaign__isnull=False).order_by(), totals._default_manager.order_by()
        if campaign is not None:
            told, held = told.filter(campaign=campaign), held.filter(campaign=campaign)
        for *total, number in told.values_list(*names).annotate(n=Sum("count")):
            wrong[_key(dict(zip(names, total, strict=True)))] += number
        for *total, number in held.values_list(*names, "count"):
            wrong[_key(dict(zip(names, total, strict=True)))] -= number
    return Tallies({key: number for key, number in wrong.items() if number})


def _key(total: Mapping[str, Any]) -> Key:
    hour = total.get("hour")
    return Key(
        campaign=total["campaign_id"],
        organisation=None,
        placement=total.get("placement_id"),
        day=date.min if hour is None else day_of(hour),
        kind=total["kind"],
        standing=total.get("standing", Standing.COUNTED.value),
        area=total.get("area_id"),
        hour=hour,
    )


def _held(record: Record, campaign: Campaign | None) -> tuple[records.Mark, Tallies]:
    """Return the roll-ups as they stood at one mark."""
    tables = [holding.rows_of(table, record=record) for table in holding.TABLES]
    if campaign is not None:
        tables = [rows.filter(campaign=campaign) for rows in tables]
    return records.steady(lambda: (records.mark_of(record), holding.held(*tables)))


def _difference(told: Tallies, held: Tallies) -> Tallies:
    difference = Tallies(told)
    difference.subtract(held)
    difference = holding.kept(difference)
    return Tallies({key: number for key, number in difference.items() if number})
