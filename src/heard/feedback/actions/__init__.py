"""Writes about feedback: what arrives is received and sealed, once, in one transaction."""

from heard.feedback.actions.opening import open_contact
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
    "NothingSaid",
    "PieceIn",
    "Received",
    "SubmissionIn",
    "TextIn",
    "open_contact",
    "receive_submission",
    "record_equality_answers",
]
