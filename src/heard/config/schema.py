"""What the database holds beyond its tables: append-only guards and search indexes.

Migrations call the same functions one by one; the tests, which build the schema at once, call them all here.
"""

from collections.abc import Callable

from django.db.backends.base.base import BaseDatabaseWrapper

from heard.accounts import audit_guard
from heard.feedback import search

INSTALLERS: tuple[Callable[[BaseDatabaseWrapper], None], ...] = (audit_guard.install, search.install)


def install(connection: BaseDatabaseWrapper) -> None:
    """Add every guard and index; each may be added again without harm."""
    for add in INSTALLERS:
        add(connection)
