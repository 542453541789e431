"""What no roll-up holds yet, read once for all that one page asks."""

from collections.abc import Callable
from typing import TypeVar

from heard.campaigns.models import Campaign
from heard.measurement.models import Record
from heard.measurement.queries import holding, records

Found = TypeVar("Found")


class Latest:
    """Counts to be added to what the roll-ups hold: new visits, and days whose feedback changed.

    They are read anew only where a roll-up was written meanwhile, so that several figures of one page rest on one look
    at the newest records. Of one `campaign` where that is given; without `in_parts` by neither area nor hour.
    """

    def __init__(self, *, campaign: Campaign | None = None, in_parts: bool = False) -> None:
        self._campaign = campaign
        self._in_parts = in_parts
        self._marks: dict[str, records.Mark] | None = None
        self._found = records.Tallies()

    def with_rolled(self, read: Callable[[], Found]) -> tuple[Found, records.Tallies]:
        """Return what `read` reads of the roll-ups, and what came after just these; five attempts at most."""
        for _attempt in range(records.ATTEMPTS):
            if self._marks is None:
                self._look(records.marks())
            rolled, latest = read(), records.marks()
            if latest == self._marks:
                break
            self._marks = None
        return rolled, self._found

    def _look(self, marks: dict[str, records.Mark]) -> None:
        visits, feedback = (marks.get(each.value, records.Mark()) for each in (Record.VISITS, Record.FEEDBACK))
        found = records.visits(after=visits.through_id, campaign=self._campaign, in_parts=self._in_parts)
        changed = records.changed_feedback(mark=feedback)
        if changed:
            found.update(records.feedback(changed, campaign=self._campaign, in_parts=self._in_parts))
            found.subtract(rolled_feedback(changed, campaign=self._campaign, in_parts=self._in_parts))
        self._marks, self._found = marks, found


def rolled_feedback(
    days: set[records.OrganisationDay], *, campaign: Campaign | None = None, in_parts: bool = True
) -> records.Tallies:
    """Return what the roll-ups hold of the feedback of some organisations and days."""
    if not days:
        return records.Tallies()
    tables = [
        holding.rows_of(table, record=Record.FEEDBACK).filter(
            organisation__in={organisation for organisation, _day in days},
            day__gte=min(day for _organisation, day in days),
            day__lte=max(day for _organisation, day in days),
        )
        for table in (holding.TABLES if in_parts else holding.TABLES[:1])
    ]
    if campaign is not None:
        tables = [rows.filter(campaign=campaign) for rows in tables]
    held = holding.held(*tables)
    return records.Tallies({key: number for key, number in held.items() if (key.organisation, key.day) in days})
