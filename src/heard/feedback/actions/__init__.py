"""Writes about feedback: what arrives is received and sealed, once, in one transaction."""

from heard.feedback.actions.importing import (
    ImportLost,
    NotNow,
    choose_columns,
    confirm_import,
    erase_stale_batches,
    examined_batch,
    give_up_import,
    import_feedback,
    import_next,
    mapping_for,
    send_file,
)
from heard.feedback.actions.receiving import (
    AnswerIn,
    ConsentIn,
    NothingSaid,
    PieceIn,
    Received,
    SubmissionIn,
    TextIn,
    receive_submission,
    record_equality_answers,
)

__all__ = [
    "AnswerIn",
    "ConsentIn",
    "ImportLost",
    "NotNow",
    "NothingSaid",
    "PieceIn",
    "Received",
    "SubmissionIn",
    "TextIn",
    "choose_columns",
    "confirm_import",
    "erase_stale_batches",
    "examined_batch",
    "give_up_import",
    "import_feedback",
    "import_next",
    "mapping_for",
    "receive_submission",
    "record_equality_answers",
    "send_file",
]
