"""The database's own index over the words that services are found by: FTS5 on SQLite, GIN on PostgreSQL.

It answers one question: which services have, for each group of words, at least one of the group. What is likeliest
among them is `queries.finding`'s matter.
"""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Groups = Sequence[Sequence[str]]
"""Groups of words; a service matches that has one word of every group."""
Found = tuple[int, str]
"""A service's id and its line of words."""

_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS places_service_search USING fts5("
    " searched, content='places_service', content_rowid='id', detail='none', tokenize='ascii')",
    "DROP TRIGGER IF EXISTS places_service_search_added",
    "DROP TRIGGER IF EXISTS places_service_search_gone",
    "DROP TRIGGER IF EXISTS places_service_search_changed",
    "CREATE TRIGGER places_service_search_added AFTER INSERT ON places_service WHEN new.searched <> ''"
    " BEGIN INSERT INTO places_service_search(rowid, searched) VALUES (new.id, new.searched); END",
    "CREATE TRIGGER places_service_search_gone AFTER DELETE ON places_service WHEN old.searched <> ''"
    " BEGIN INSERT INTO places_service_search(places_service_search, rowid, searched)"
    " VALUES ('delete', old.id, old.searched); END",
    "CREATE TRIGGER places_service_search_changed AFTER UPDATE OF searched ON places_service"
    " WHEN old.searched <> new.searched BEGIN"
    " INSERT INTO places_service_search(places_service_search, rowid, searched)"
    " SELECT 'delete', old.id, old.searched WHERE old.searched <> '';"
    " INSERT INTO places_service_search(rowid, searched) SELECT new.id, new.searched WHERE new.searched <> ''; END",
)
_POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS places_service_search ON places_service"
    " USING gin (string_to_array(searched, ' ')) WITH (fastupdate = off)",
)
_SQLITE_FIND = (
    "SELECT id, searched FROM places_service WHERE id IN"
    " (SELECT rowid FROM places_service_search WHERE places_service_search MATCH %s){status} LIMIT %s"
)
_POSTGRESQL_FIND = "SELECT id, searched FROM places_service WHERE ({condition}){status} LIMIT %s"
_HAS_ONE = "string_to_array(searched, ' ') && %s::text[]"


def install(connection: BaseDatabaseWrapper) -> None:
    """Add the index and, on SQLite, the triggers that keep it; adding them again changes nothing.

    Django rebuilds a SQLite table when a migration alters it, and its triggers go with the old one: a migration that
    alters `Service` ends with `install` and `rebuild`.
    """
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Read every service's words into the index again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO places_service_search(places_service_search) VALUES ('rebuild')")
        else:
            cursor.execute("REINDEX INDEX places_service_search")


def having(*, any_of: Sequence[Groups], is_open: bool, limit: int, using: str = DEFAULT_DB_ALIAS) -> list[Found]:
    """Return services that match one of several sets of groups, open ones alone where asked; no more than `limit`."""
    sets = [groups for groups in any_of if groups and all(groups)]
    if not sets:
        return []
    status = " AND status = 'ACTIVE'" if is_open else ""
    if connections[using].vendor == "sqlite":
        return _rows(_SQLITE_FIND.format(status=status), [_match(sets), limit], using=using)
    condition = " OR ".join("(" + " AND ".join([_HAS_ONE] * len(groups)) + ")" for groups in sets)
    words = [list(group) for groups in sets for group in groups]
    with transaction.atomic(using=using):
        # Of common words the planner thinks that reading the whole table is quicker; with many words it never is.
        _run("SET LOCAL enable_seqscan = off", using=using)
        found = _rows(_POSTGRESQL_FIND.format(condition=condition, status=status), [*words, limit], using=using)
        _run("SET LOCAL enable_seqscan TO DEFAULT", using=using)
    return found


def _run(statement: str, *, using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement)


def _rows(statement: str, values: list[Any], *, using: str) -> list[Found]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Found] = cursor.fetchall()
    return found


def _match(sets: Sequence[Groups]) -> str:
    """Return the sets as FTS5 reads them; words hold plain letters and digits alone."""
    return " OR ".join(
        "(" + " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups) + ")"
        for groups in sets
    )
