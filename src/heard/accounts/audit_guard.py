"""Keeps the audit log append-only in the database itself, whoever holds the connection."""

from django.db.backends.base.base import BaseDatabaseWrapper

_TABLE = "accounts_auditline"
_REFUSAL = "the audit log is append-only"

REMOVAL = {
    "sqlite": ("DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS audit_append_only ON {_TABLE}",
        "DROP FUNCTION IF EXISTS audit_refuse()",
    ),
}
INSTALLATION = {
    "sqlite": (
        *REMOVAL["sqlite"],
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    ),
    "postgresql": (
        *REMOVAL["postgresql"],
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {_TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse to change or delete an audit line. Running it again changes nothing.

    TRUNCATE stays possible on PostgreSQL, for the owner of the table alone: tests empty tables by it.
    """
    _run(connection, INSTALLATION[connection.vendor])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away, as undoing its migration does."""
    _run(connection, REMOVAL[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
