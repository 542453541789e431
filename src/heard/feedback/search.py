"""Search by words over the redacted texts, in the database's own index: FTS5 on SQLite, a GIN index on PostgreSQL.

Original words are sealed and are never indexed. The index follows the table by triggers or by itself, so that a text
that is redacted anew, withdrawn or erased leaves nothing behind.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Q
from django.db.models.expressions import RawSQL

MOST_TERMS = 20

_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS feedback_text_search USING fts5("
    " redacted, content='feedback_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS feedback_text_search_added AFTER INSERT ON feedback_text WHEN new.redacted <> ''"
    " BEGIN INSERT INTO feedback_text_search(rowid, redacted) VALUES (new.id, new.redacted); END",
    "CREATE TRIGGER IF NOT EXISTS feedback_text_search_gone AFTER DELETE ON feedback_text WHEN old.redacted <> ''"
    " BEGIN INSERT INTO feedback_text_search(feedback_text_search, rowid, redacted)"
    " VALUES ('delete', old.id, old.redacted); END",
    "CREATE TRIGGER IF NOT EXISTS feedback_text_search_changed AFTER UPDATE OF redacted ON feedback_text"
    " WHEN old.redacted <> new.redacted BEGIN"
    " INSERT INTO feedback_text_search(feedback_text_search, rowid, redacted)"
    " SELECT 'delete', old.id, old.redacted WHERE old.redacted <> '';"
    " INSERT INTO feedback_text_search(rowid, redacted) SELECT new.id, new.redacted WHERE new.redacted <> ''; END",
)
_POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS feedback_text_search ON feedback_text"
    " USING gin (to_tsvector('english', redacted)) WHERE redacted <> ''",
)
_SQLITE_FIND = (
    "SELECT found.piece_id FROM feedback_text_search JOIN feedback_text AS found"
    " ON found.id = feedback_text_search.rowid WHERE feedback_text_search MATCH %s AND found.piece_id IS NOT NULL"
)
_POSTGRESQL_FIND = (
    "SELECT found.piece_id FROM feedback_text AS found WHERE found.redacted <> ''"
    " AND to_tsvector('english', found.redacted) @@ ({query}) AND found.piece_id IS NOT NULL"
)
_SQLITE_NEWEST = (
    "SELECT found.id, found.piece_id FROM feedback_text_search CROSS JOIN feedback_text AS found"
    " ON found.id = feedback_text_search.rowid WHERE feedback_text_search MATCH %s AND feedback_text_search.rowid < %s"
    " AND found.piece_id IS NOT NULL ORDER BY feedback_text_search.rowid DESC LIMIT %s"
)
_POSTGRESQL_NEWEST = (
    "SELECT found.id, found.piece_id FROM feedback_text AS found WHERE found.redacted <> ''"
    " AND to_tsvector('english', found.redacted) @@ ({query}) AND found.id < %s"
    " AND found.piece_id IS NOT NULL ORDER BY found.id DESC LIMIT %s"
)
_LAST = 2**63 - 1
_POSTGRESQL_PHRASE = "phraseto_tsquery('english', %s)"
_POSTGRESQL_BEGINNING = "to_tsquery('english', quote_literal(%s) || ':*')"


@dataclass(frozen=True, kw_only=True)
class _Term:
    """Words that stand together, or the beginning of one."""

    words: str
    is_beginning: bool = False


def install(connection: BaseDatabaseWrapper) -> None:
    """Add the index and, on SQLite, the triggers that keep it; adding them again changes nothing.

    Django rebuilds a SQLite table when a migration alters it, and its triggers go with the old one: a migration that
    alters `Text` ends with `install` and `rebuild`.
    """
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Read every redacted text into the index again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO feedback_text_search(feedback_text_search) VALUES ('rebuild')")
        else:
            cursor.execute("REINDEX INDEX feedback_text_search")


def forget(connection: BaseDatabaseWrapper, *, pages: int = 500) -> None:
    """Leave no word in the index that stands in no text any more; the database waits only between small steps.

    FTS5 keeps a deleted word until its parts are merged. PostgreSQL's index goes with the rewriting of its table.
    """
    if connection.vendor != "sqlite":
        return
    statement = "INSERT INTO feedback_text_search(feedback_text_search, rank) VALUES ('merge', %s)"
    with connection.cursor() as cursor:
        step = -pages
        while True:
            before = _changes(cursor)
            cursor.execute(statement, [step])
            if _changes(cursor) - before < 2:
                return
            step = pages


def _changes(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT total_changes()")
    row: tuple[int] = cursor.fetchone()
    return row[0]


def matching(*, words: str, using: str = DEFAULT_DB_ALIAS) -> Q:
    """Return the filter over pieces whose redacted words hold every word asked for, in any order and inflection.

    "Words in quotation marks" stand together; `ambul*` is the beginning of a word. Anything else that is typed is safe
    and means nothing. Nothing typed is no filter; typing without a word in it finds nothing.
    """
    if not words.strip():
        return Q()
    terms = _terms(words)
    if not terms:
        return Q(pk__in=[])
    if connections[using].vendor == "sqlite":
        asked = " AND ".join(f'"{term.words}"{"*" if term.is_beginning else ""}' for term in terms)
        return Q(pk__in=RawSQL(_SQLITE_FIND, [asked]))  # noqa: S611  # nosec B611
    query = " && ".join(_POSTGRESQL_BEGINNING if term.is_beginning else _POSTGRESQL_PHRASE for term in terms)
    asked_of = [term.words for term in terms]
    return Q(pk__in=RawSQL(_POSTGRESQL_FIND.format(query=query), asked_of))  # noqa: S611  # nosec B611


def newest_holding_any(
    *, words: Sequence[str], most: int, before: int | None = None, using: str = DEFAULT_DB_ALIAS
) -> list[tuple[int, int]]:
    """Return texts whose redacted words hold at least one of the words, in any inflection: the newest `most` of them.

    Each is a text's and its piece's primary key, the newest text first; `before` a text's key, for the next ones.
    """
    terms = [word for word in words if re.fullmatch(r"\w+", word) and word.strip("_")][:MOST_TERMS]
    if not terms:
        return []
    connection = connections[using]
    if connection.vendor == "sqlite":
        statement, asked = _SQLITE_NEWEST, [" OR ".join(f'"{term}"' for term in terms)]
    else:
        query = " || ".join([_POSTGRESQL_PHRASE] * len(terms))
        statement, asked = _POSTGRESQL_NEWEST.format(query=query), list(terms)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*asked, _LAST if before is None else before, most])
        return [(int(text), int(piece)) for text, piece in cursor.fetchall()]


def _terms(words: str) -> list[_Term]:
    """Return the phrases, words and beginnings typed, each of word characters and single spaces alone."""
    found: list[_Term] = []
    for phrase, rest in re.findall(r'["“”]([^"“”]*)["“”]|([^"“”]+)', words[:1000]):
        if phrase:
            found.append(_Term(words=" ".join(re.findall(r"\w+", phrase))))
        found += [_Term(words=word, is_beginning=bool(star)) for word, star in re.findall(r"(\w+)(\*?)", rest)]
    return [term for term in found if term.words.strip("_ ")][:MOST_TERMS]
