"""What a person and staff are told of an erasure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from heard.feedback.actions.erasing import request_erasure
from heard.feedback.models import ErasureHow, ErasureStep, HoldGround, LegalHold, Submission
from heard.feedback.queries.erasing import erasers, erasure_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SubmissionFactory

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def asked() -> Submission:
    submission = SubmissionFactory.create()
    request_erasure(submission=submission, how=ErasureHow.RECEIPT, now=NOW)
    return submission


def test_of_what_nobody_asked_to_erase_there_is_nothing_to_tell() -> None:
    assert erasure_of(submission=SubmissionFactory.create()) is None


def test_each_step_is_done_or_waits() -> None:
    submission = asked()
    ErasureStep.objects.create(erasure=submission.erasure, part="insight", removed=3, done_at=NOW)

    state = erasure_of(submission=submission)

    assert state is not None
    assert {step.words for step in state.steps if step.done_at} == {"What a computer suggested about it"}
    assert len(state.steps) == len(erasers())


def test_back_ups_are_promised_from_the_moment_that_all_is_erased() -> None:
    submission = asked()
    submission.erasure.finished_at = NOW
    submission.erasure.save()

    state = erasure_of(submission=submission)

    assert state is not None
    assert state.gone_from_backups_by == NOW + timedelta(days=settings.HEARD_BACKUP_DAYS)


def test_a_hold_says_in_plain_words_why_nothing_is_erased() -> None:
    submission = asked()
    LegalHold.objects.create(
        submission=submission,
        organisation=submission.organisation,
        ground=HoldGround.COURT,
        reason="Order of the county court",
        placed_at=NOW,
        placed_by=UserFactory.create(),
        review_on=date(2021, 1, 1),
    )

    state = erasure_of(submission=submission)

    assert state is not None
    assert state.held_because == "a court has asked us to keep it"


def test_each_eraser_is_there() -> None:
    assert all(callable(each.load()) for each in erasers())
