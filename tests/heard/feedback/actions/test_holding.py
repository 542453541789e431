"""A hold stops erasing until a person lifts it."""

from datetime import UTC, date, datetime

import pytest

from heard.feedback.actions.holding import (
    AlreadyErased,
    AlreadyHeld,
    AlreadyLifted,
    HoldIn,
    lift_hold,
    place_hold,
)
from heard.feedback.models import HoldGround, LegalHold, Submission
from heard.feedback.queries.erasing import hold_on
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SubmissionFactory

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def held(submission: Submission) -> LegalHold:
    hold = HoldIn(
        organisation=submission.organisation,
        ground=HoldGround.COURT,
        reason="Order 12",
        review_on=date(2021, 1, 1),
        submission=submission,
    )
    return place_hold(hold=hold, by=UserFactory.create(), now=NOW)


def test_it_stands_until_it_is_lifted_and_may_be_placed_again() -> None:
    submission = SubmissionFactory.create()
    hold = held(submission)
    assert hold_on(submission=submission) == hold

    lift_hold(hold=hold, reason="The case is over", by=UserFactory.create(), now=NOW)

    assert hold_on(submission=submission) is None
    assert held(submission)


def test_one_at_a_time() -> None:
    submission = SubmissionFactory.create()
    held(submission)

    with pytest.raises(AlreadyHeld):
        held(submission)


def test_what_is_erased_cannot_be_held() -> None:
    submission = SubmissionFactory.create(erased_at=NOW)

    with pytest.raises(AlreadyErased):
        held(submission)


def test_it_is_lifted_once() -> None:
    hold = held(SubmissionFactory.create())
    lift_hold(hold=hold, reason="Over", by=UserFactory.create(), now=NOW)

    with pytest.raises(AlreadyLifted):
        lift_hold(hold=hold, reason="Over", by=UserFactory.create(), now=NOW)
