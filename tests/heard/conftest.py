"""What tests of the site share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.connection import ConnectionDoesNotExist


@pytest.fixture
def migrated_to(tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Callable[[str, str], Any]]:
    """Return what brings a database of its own, "old", to a migration of an app, and hands over its models."""
    settings.MIGRATION_MODULES = {}
    connections.settings["old"] = {**connections.settings["default"], "ENGINE": "django.db.backends.sqlite3"}
    connections.settings["old"] |= {"NAME": str(tmp_path / "old.sqlite3"), "OPTIONS": {}}

    def migrate(app: str, name: str) -> Any:
        executor = MigrationExecutor(connections["old"])
        executor.migrate([(app, name)])
        return MigrationExecutor(connections["old"]).loader.project_state([(app, name)]).apps

    with django_db_blocker.unblock():
        yield migrate
        connections["old"].close()
    del connections.settings["old"]
    with pytest.raises((AttributeError, ConnectionDoesNotExist)):
        del connections["old"], connections["old"]
