"""Writes of measurement: roll-ups, counts that came from elsewhere, and who took counts away."""

from heard.measurement.actions.exporting import record_funnel_export, record_themes_export
from heard.measurement.actions.importing import COLUMNS, CountNote, CountsReport, import_counts, remove_counts
from heard.measurement.actions.rolling import (
    forget_hours,
    recount,
    recount_for_parts,
    roll_up_batch,
    roll_up_feedback,
    roll_up_visits,
)

__all__ = [
    "COLUMNS",
    "CountNote",
    "CountsReport",
    "forget_hours",
    "import_counts",
    "record_funnel_export",
    "record_themes_export",
    "recount",
    "recount_for_parts",
    "remove_counts",
    "roll_up_batch",
    "roll_up_feedback",
    "roll_up_visits",
]
