"""What the database holds beyond its tables: append-only guards and search indexes.

Migrations call the same functions one by one; whoever makes the schema at once (a new site, the tests) calls them all.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

INSTALLERS = ("heard.accounts.audit_guard", "heard.feedback.search", "heard.places.search")


def install(connection: BaseDatabaseWrapper) -> None:
    """Add every guard and index; each may be added again without harm."""
    for name in INSTALLERS:
        if find_spec(name) and hasattr(module := import_module(name), "install"):
            module.install(connection)


def make_at_once(connection: BaseDatabaseWrapper) -> bool:
    """Make every table of an empty database as the models say, and note all migrations as done; return whether it was.

    Going through each migration in turn takes most of a minute and ends at the same tables: a test holds both equal.
    """
    if connection.introspection.table_names():
        return False
    with connection.schema_editor() as editor:
        for model in apps.get_models(include_auto_created=False):
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    install(connection)
    call_command("migrate", verbosity=0, interactive=False, fake=True)
    return True
