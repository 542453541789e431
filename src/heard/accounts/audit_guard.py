"""Keeps the audit log and its chain append-only in the database itself, whoever holds the connection."""

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "the audit log is append-only"
_TABLES = {"accounts_auditline": "audit", "accounts_auditlink": "audit_link"}


def _sqlite(table: str, name: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {name}_no_{done.lower()} BEFORE {done} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for done in ("UPDATE", "DELETE")
    )


def _postgresql(table: str, name: str) -> tuple[str, ...]:
    return (
        f"DROP TRIGGER IF EXISTS {name}_append_only ON {table}",
        f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    )


_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)

REMOVAL = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {name}_no_{done}" for name in _TABLES.values() for done in ("update", "delete")
    ),
    "postgresql": ("DROP FUNCTION IF EXISTS audit_refuse() CASCADE",),
}
INSTALLATION = {
    "sqlite": tuple(statement for table, name in _TABLES.items() for statement in _sqlite(table, name)),
    "postgresql": (_FUNCTION, *(each for table, name in _TABLES.items() for each in _postgresql(table, name))),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse to change or delete an audit line or its link. Running it again changes nothing.

    A table that is not there yet is left for the migration that makes it. TRUNCATE stays possible on PostgreSQL, for
    the owner of the table alone: tests empty tables by it.
    """
    there = set(connection.introspection.table_names())
    guarded = {table: name for table, name in _TABLES.items() if table in there}
    if connection.vendor == "postgresql":
        _run(connection, (_FUNCTION,))
    guard = _postgresql if connection.vendor == "postgresql" else _sqlite
    for table, name in guarded.items():
        _run(connection, guard(table, name))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away, as undoing its migration does."""
    _run(connection, REMOVAL[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
