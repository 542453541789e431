"""What `heard health` says of the log that the database server keeps by itself."""

import pytest
from django.db import connection

from heard.config import health
from heard.design import clock


def _said_of_the_log() -> str:
    (sign,) = [sign for sign in health.look(now=clock.now()) if sign.name == "server log"]
    assert sign.is_well
    return sign.sentence


@pytest.mark.django_db
def test_a_server_that_may_log_values_is_named_with_what_to_change() -> None:
    said = _said_of_the_log()
    if connection.vendor != "postgresql":
        assert said == "The database writes no log of its own."
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_min_error_statement = 'error'")
        loud = _said_of_the_log()
        for name, quiet in health.QUIET.items():
            cursor.execute(f"SET LOCAL {name} = '{min(quiet)}'")
    assert "log_min_error_statement" in loud
    assert _said_of_the_log() == "PostgreSQL's log writes no values."
