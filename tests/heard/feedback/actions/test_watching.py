from datetime import UTC, datetime, timedelta

import pytest

from heard.campaigns.models import Form, Placement
from heard.feedback.actions import watching
from heard.feedback.actions.watching import FLOOR, TIMES, expected_at_most, watch_for_floods
from heard.feedback.models import Channel, Flag, FlagKind, Submission, Surge, Weighing
from heard.feedback.receipts import new_reference
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import FormFactory, PlacementFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


@pytest.fixture
def form() -> Form:
    return FormFactory.create()


@pytest.fixture
def placement(form: Form) -> Placement:
    return PlacementFactory.create(campaign=form.campaign)


def arrive(form: Form, placement: Placement | None, count: int, *, at: datetime = NOW, **fields) -> None:
    Submission.objects.bulk_create(
        Submission(
            **{
                "reference": new_reference(),
                "campaign": form.campaign,
                "form": form,
                "organisation": form.organisation,
                "placement": placement,
                "channel": Channel.WEB,
                "received_at": at - timedelta(seconds=number),
                **fields,
            }
        )
        for number in range(count)
    )


def flagged() -> int:
    return Flag.objects.filter(kind=FlagKind.FLOOD).count()


def test_what_is_usual_never_is_a_flood_however_much_it_is() -> None:
    assert expected_at_most(0) == FLOOR
    assert expected_at_most(1000) == 1000 * TIMES
    assert expected_at_most(20) == 20 * TIMES


def test_far_more_by_one_link_than_ever_before_are_flagged(form, placement) -> None:
    arrive(form, placement, FLOOR + 1)
    assert watch_for_floods(now=NOW) == FLOOR + 1
    surge = Surge.objects.get()
    assert (surge.placement, surge.form, surge.usual) == (placement, form, 0)
    assert Submission.objects.counted().count() == FLOOR + 1, "all are counted until a person decides"


def test_many_are_flagged_a_few_at_a_time_and_none_twice(form, placement, monkeypatch) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 10)
    arrive(form, placement, 3 * FLOOR)
    assert watch_for_floods(now=NOW) == flagged() == 3 * FLOOR
    assert Surge.objects.get().last_at == NOW
    assert watch_for_floods(now=NOW) == 0


def test_so_many_as_the_floor_are_no_flood(form, placement) -> None:
    arrive(form, placement, FLOOR)
    assert watch_for_floods(now=NOW) == 0


def test_a_link_that_always_brings_many_is_measured_by_its_own_past(form, placement) -> None:
    for hour in range(1, 48):
        arrive(form, placement, 20, at=NOW - timedelta(hours=hour, minutes=5))
    arrive(form, placement, 90)
    assert watch_for_floods(now=NOW) == 0
    arrive(form, placement, 120)
    assert watch_for_floods(now=NOW) == 210


def test_each_link_is_watched_by_itself(form, placement) -> None:
    arrive(form, placement, FLOOR - 1)
    arrive(form, None, FLOOR - 1)
    assert watch_for_floods(now=NOW) == 0


def test_tests_and_what_staff_enter_are_no_flood(form, placement) -> None:
    arrive(form, placement, FLOOR * 2, is_test=True)
    arrive(form, placement, FLOOR * 2, channel=Channel.PHONE)
    assert watch_for_floods(now=NOW) == 0


def test_a_flood_that_goes_on_is_one_and_flags_each_form_once(form, placement) -> None:
    arrive(form, placement, FLOOR + 1)
    watch_for_floods(now=NOW)
    later = NOW + timedelta(minutes=20)
    arrive(form, placement, 5, at=later)
    assert watch_for_floods(now=later) == 5
    assert Surge.objects.get().flags.count() == FLOOR + 6
    assert watch_for_floods(now=later) == 0


def test_what_comes_after_a_decision_is_a_flood_of_its_own(form, placement) -> None:
    arrive(form, placement, FLOOR + 1)
    watch_for_floods(now=NOW)
    Surge.objects.update(weighing=Weighing.SET_ASIDE, weighed_at=NOW, weighed_by=UserFactory.create())
    later = NOW + timedelta(minutes=20)
    arrive(form, placement, 5, at=later)
    assert watch_for_floods(now=later) == 5
    assert Surge.objects.get(weighing="").flags.count() == 5
