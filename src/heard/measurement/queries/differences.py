"""Where the roll-ups and the records differ: nowhere, unless something went wrong."""

from datetime import date

from django.db.models import Sum

from heard.campaigns.models import Campaign
from heard.measurement.models import DailyFigure, Record, TotalFigure
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
    """Return what would have to be added to the totals to make them the sum of the daily figures.

    The day of each key means nothing.
    """
    return records.steady(lambda: _total_differences(campaign))


def _total_differences(campaign: Campaign | None) -> Tallies:
    days, totals = DailyFigure.objects.filter(campaign__isnull=False).order_by(), TotalFigure.objects.order_by()
    if campaign is not None:
        days, totals = days.filter(campaign=campaign), totals.filter(campaign=campaign)
    wrong = Tallies()
    summed = days.values_list("campaign", "placement", "kind", "standing").annotate(n=Sum("count"))
    for of, placement, kind, standing, number in summed:
        wrong[Key(of, None, placement, date.min, kind, standing)] += number
    for of, placement, kind, standing, number in totals.values_list(
        "campaign", "placement", "kind", "standing", "count"
    ):
        wrong[Key(of, None, placement, date.min, kind, standing)] -= number
    return Tallies({key: number for key, number in wrong.items() if number})


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
