"""Erasing from the partitions: the day's feedback is taken out at once, and copied anew without what was erased."""

from dataclasses import replace
from datetime import datetime

from heard.design.clock import day_of
from heard.feedback.models import Submission
from heard.measurement.analysis import manifest
from heard.measurement.analysis.columns import Table

ERASES = ()
"""Partitions are files, not tables."""


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Delete the files of its day that were read before it was erased; return how many. The next refresh makes them.

    So it is too where it stays in the figures: what was told apart of it before is told apart no longer.
    """
    campaign, day = submission.campaign_id, day_of(submission.received_at)
    changed_at = submission.erased_at or submission.withdrawn_at or now
    if campaign is None or not manifest.folder_of(campaign).is_dir():
        return 0
    with manifest.writing():
        held = manifest.manifest_of(campaign)
        old = {
            table: held.days[table][day]
            for table in (Table.SUBMISSIONS, Table.PIECES, Table.THEMES)
            if day in held.days[table] and datetime.fromisoformat(held.days[table][day].read_at) <= changed_at
        }
        if not old:
            return 0
        days = {
            table: {each: part for each, part in found.items() if each != day or table not in old}
            for table, found in held.days.items()
        }
        manifest.keep(campaign, replace(held, days=days, waiting=held.waiting | {day}))
        manifest.remove(campaign, {part.file for part in old.values()})
    return len(old)
