"""What the database holds beyond its tables: append-only guards and search indexes.

Migrations call the same functions one by one; the tests, which build the schema at once, call them all here.
"""

from importlib import import_module
from importlib.util import find_spec

from django.db.backends.base.base import BaseDatabaseWrapper

INSTALLERS = ("heard.accounts.audit_guard", "heard.feedback.search", "heard.places.search")


def install(connection: BaseDatabaseWrapper) -> None:
    """Add every guard and index; each may be added again without harm."""
    for name in INSTALLERS:
        if find_spec(name) and hasattr(module := import_module(name), "install"):
            module.install(connection)
