"""Reads of casework: who may see which case, the queue, and all that a case's page shows."""

from heard.casework.models import Case
from heard.casework.queries.access import (
    EXPORTERS,
    NARROWERS,
    READERS,
    WORKERS,
    case_for,
    cases_for,
    caseworkers_of,
    may,
    roles_at,
)
from heard.casework.queries.choices import Choices, choices_of
from heard.casework.queries.dossiers import Dossier, changes_since, dossier, narrowable
from heard.casework.queries.filtering import QueueFilter, Search, search
from heard.casework.queries.queueing import Place, neighbours, queue, tally

__all__ = [
    "EXPORTERS",
    "NARROWERS",
    "READERS",
    "WORKERS",
    "Case",
    "Choices",
    "Dossier",
    "Place",
    "QueueFilter",
    "Search",
    "case_for",
    "cases_for",
    "caseworkers_of",
    "changes_since",
    "choices_of",
    "dossier",
    "may",
    "narrowable",
    "neighbours",
    "queue",
    "roles_at",
    "search",
    "tally",
]
