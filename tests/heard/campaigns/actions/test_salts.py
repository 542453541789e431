"""The salt of each day's visitor-days."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.campaigns.actions import count_missed, rotate_salts, salt_of_today
from heard.campaigns.models import DailySalt, MissedVisits

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 7, 8, 12, 0, tzinfo=UTC)


def test_a_day_has_one_salt_and_the_next_day_another():
    assert salt_of_today(now=NOON) == salt_of_today(now=NOON + timedelta(hours=3))
    assert salt_of_today(now=NOON) != salt_of_today(now=NOON + timedelta(days=1))


def test_the_day_turns_at_midnight_in_london():
    half_past_eleven_in_utc = datetime(2020, 7, 8, 23, 30, tzinfo=UTC)

    salt_of_today(now=half_past_eleven_in_utc)

    assert DailySalt.objects.get().day.day == 9


def test_no_salt_outlives_forty_eight_hours():
    for days in range(5):
        rotate_salts(now=NOON + timedelta(days=days))

    assert [salt.day.day for salt in DailySalt.objects.order_by("day")] == [11, 12]


def test_missed_visits_add_up_by_the_hour():
    count_missed(now=NOON)
    count_missed(now=NOON + timedelta(minutes=59), missed=4)
    count_missed(now=NOON + timedelta(minutes=60))

    assert list(MissedVisits.objects.order_by("hour").values_list("count", flat=True)) == [5, 1]
