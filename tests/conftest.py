"""What every test stands on: state in a folder of its own, and real data only where one setting names it."""

import os
import tempfile
from pathlib import Path

_STATE = Path(tempfile.mkdtemp(prefix="heard-test-"))
os.environ["HEARD_HOME"] = str(_STATE)
os.environ["HEARD_KEYS"] = str(_STATE / "keys")
os.environ.setdefault("HEARD_SECRET_KEY", "tests-only")
for _unwanted in ("HEARD_DEMO", "HEARD_DEBUG", "HEARD_BASE_URL", "HEARD_HOSTS", "HEARD_EMAIL"):
    os.environ.pop(_unwanted, None)

import shutil  # noqa: E402
from typing import Any  # noqa: E402

import pytest  # noqa: E402


def pytest_sessionfinish() -> None:
    shutil.rmtree(_STATE, ignore_errors=True)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real open data that HEARD_DATA names."""
    folder = os.environ.get("HEARD_DATA", "")
    if not folder:
        pytest.skip("HEARD_DATA is not set: tests on real data were skipped.")
    path = Path(folder)
    if not path.is_dir():
        pytest.fail(f"HEARD_DATA names {folder}, which is not a folder.")
    return path


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """Hash passwords quickly: what slows a thief down would slow every test that signs someone in."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Add what migrations do beyond tables, since the tests build the schema at once."""
    from django.db import connection

    from heard.config.schema import install

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        install(connection)
    _let_tests_empty_the_audit_log()
    return


def _let_tests_empty_the_audit_log() -> None:
    """Lift the audit log's guard while SQLite empties its tables between tests (PostgreSQL truncates them)."""
    from django.db.backends.sqlite3.operations import DatabaseOperations

    from heard.accounts.audit_guard import INSTALLATION, REMOVAL

    flush = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        return [*REMOVAL["sqlite"], *flush(self, style, tables, **options), *INSTALLATION["sqlite"]]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign,assignment]
