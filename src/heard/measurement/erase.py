"""Erasing what measurement holds of a submission: counts alone, and it waits until they were made anew."""

from datetime import datetime

from heard.feedback.erasers import NotYet
from heard.feedback.models import Submission
from heard.measurement.models import Record
from heard.measurement.queries.records import mark_of

ERASES = ()


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Wait until the roll-ups have taken in that it was withdrawn. Raises NotYet."""
    withdrawn = submission.withdrawn_at
    if withdrawn is not None and mark_of(Record.FEEDBACK).through_at < withdrawn:
        raise NotYet("The counts of its day are still to be made anew.")
    return 0
