"""What looked unusual is found without walking what did not."""

import pytest
from django.db import connection

from heard.feedback.queries.flags import uncompared
from tests.factories.feedback import PieceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how it seeks however little is stored")
def test_finding_what_to_compare_seeks_in_an_index_of_what_waits(django_assert_num_queries) -> None:
    PieceFactory.create()

    with django_assert_num_queries(1) as asked:
        uncompared(limit=200)

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[0]['sql']}")
        (plan,) = cursor.fetchall()
    assert "piece_uncompared" in plan[-1]
