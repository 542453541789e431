"""What every test stands on: a whole schema, and real data only where one setting names it."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase
from django.test.client import MULTIPART_CONTENT, RequestFactory
from django.utils.http import urlencode
from hypothesis import settings

settings.register_profile("fast", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=200, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def _post_as_browsers_do() -> None:
    """Send a form without a file as browsers do; Django's test client would send each as though it carried one."""
    post = RequestFactory.post

    def sent(self: Any, path: str, data: Any = None, content_type: str = MULTIPART_CONTENT, **more: Any) -> Any:
        if content_type is MULTIPART_CONTENT and not _has_file(data or {}):
            content_type, data = "application/x-www-form-urlencoded", urlencode(data or {}, doseq=True)
        return post(self, path, data, content_type, **more)

    RequestFactory.post = sent  # type: ignore[method-assign, assignment]


def _has_file(data: Any) -> bool:
    values = data.values() if isinstance(data, dict) else [value for _, value in data]
    return any(hasattr(one, "read") for value in values for one in (value if isinstance(value, list) else [value]))


_post_as_browsers_do()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count what walks through pages by form as slow: the fast tests ask the functions beneath.

    What asks the database is marked as well: the other database need not run what asks none.
    """
    for item in items:
        if _asks_the_database(item):
            item.add_marker(pytest.mark.database)
        if "views" in item.path.parts or item.path.stem.endswith("views"):
            item.add_marker(pytest.mark.slow)


def _asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
        return True
    of_class = getattr(item, "cls", None)
    return of_class is not None and issubclass(of_class, TransactionTestCase)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end: it would go through all tests and modules each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _speak_english_again() -> Iterator[None]:
    """Forget the language in which a test's last page was asked for, as the next request would."""
    yield
    if "django" in sys.modules:
        from django.utils.translation import deactivate

        deactivate()


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
    from django.db import connection

    from heard.accounts.audit_guard import INSTALLATION, REMOVAL

    if connection.vendor != "sqlite":
        return
    operations: Any = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        return [*REMOVAL["sqlite"], *flush(self, style, tables, **options), *INSTALLATION["sqlite"]]

    operations.sql_flush = sql_flush
