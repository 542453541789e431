"""Importing: a file is checked, staged in short chunks that no one sees, and shown by one small transaction."""

from heard.feedback.actions.importing.holding import ImportLost
from heard.feedback.actions.importing.running import (
    erase_stale_batches,
    import_feedback,
    mapping_for,
)
from heard.feedback.actions.importing.sending import (
    NotNow,
    choose_columns,
    confirm_import,
    examined_batch,
    give_up_import,
    import_next,
    send_file,
)

__all__ = [
    "ImportLost",
    "NotNow",
    "choose_columns",
    "confirm_import",
    "erase_stale_batches",
    "examined_batch",
    "give_up_import",
    "import_feedback",
    "import_next",
    "mapping_for",
    "send_file",
]
