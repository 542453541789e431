"""Where the roll-ups and the records differ: nowhere, unless something went wrong."""

from heard.campaigns.models import Campaign
from heard.measurement.models import VISIT_KINDS, DailyFigure, Record
from heard.measurement.queries import records
from heard.measurement.queries.records import Tallies

ATTEMPTS = 5


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


def _held(record: Record, campaign: Campaign | None) -> tuple[records.Mark, Tallies]:
    """Return the roll-ups as they stood at one mark."""
    rows = DailyFigure.objects.order_by()
    rows = rows.filter(kind__in=VISIT_KINDS) if record == Record.VISITS else rows.exclude(kind__in=VISIT_KINDS)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    for _attempt in range(ATTEMPTS):
        mark = records.mark_of(record)
        held = Tallies()
        for of, organisation, placement, day, kind, standing, number in rows.values_list(
            "campaign", "organisation", "placement", "day", "kind", "standing", "count"
        ):
            held[records.Key(of, organisation, placement, day, kind, standing)] += number
        if records.mark_of(record).turn == mark.turn:
            break
    return mark, held


def _difference(told: Tallies, held: Tallies) -> Tallies:
    difference = Tallies(told)
    difference.subtract(held)
    return Tallies({key: number for key, number in difference.items() if number})
