"""Records as they are copied: each day is found by its own index, however many days there are."""

from datetime import date

import pytest
from django.db import connection

from heard.measurement.analysis.rows import Scope, visits_of
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what it knows of the table")
def test_a_days_visits_are_sought_by_their_moment_and_not_among_all_of_the_campaign() -> None:
    day = date(2020, 8, 20)
    found = visits_of(Scope(campaign=CampaignFactory.create(), since=day, until=day, upto=50_000_000))

    assert "visit_by_campaign (campaign_id=? AND kind=? AND at>? AND at<?)" in found.explain()
