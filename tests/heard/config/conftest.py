"""A database that stands in files, for tests of what those files hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


def is_sqlite() -> bool:
    """Whether the tests run on SQLite."""
    return connection.vendor == "sqlite"


@pytest.fixture
def database_files(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """The database as a file with a log of its own, as a site has it; the tests' own stands in memory."""
    if not is_sqlite():
        yield tmp_path
        return
    name = str(connection.settings_dict["NAME"])
    path = tmp_path / "heard.sqlite3"
    with closing(sqlite3.connect(name, uri=True)) as keeper:
        with closing(sqlite3.connect(path)) as copy:
            keeper.backup(copy)
        _use(str(path))
        try:
            yield tmp_path
        finally:
            _use(name)
            connection.ensure_connection()


def _use(name: str) -> None:
    """Turn to another file. Its name comes first: Django never closes a database in memory."""
    if "memory" in str(connection.settings_dict["NAME"]):
        connection.settings_dict["NAME"] = name
        connection.close()
    else:
        connection.close()
        connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name
