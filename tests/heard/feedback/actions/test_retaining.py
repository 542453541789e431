"""Once a night what has had its time is erased and counted before and after."""

from datetime import UTC, date, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.feedback.actions.retaining import NotThatLong, run_night, set_period
from heard.feedback.models import EqualityAnswer, HoldGround, LegalHold, RetentionPeriod, RetentionRun, Submission
from heard.feedback.queries.retaining import overdue
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.feedback import SubmissionFactory

ARRIVED = datetime(2020, 9, 14, 10, 30, tzinfo=UTC)
LATER = ARRIVED + timedelta(days=800)

pytestmark = pytest.mark.django_db


def answered(**fields: object) -> Submission:
    submission = SubmissionFactory.create(received_at=ARRIVED, **fields)
    EqualityAnswer.objects.create(submission=submission, topic="sex", category="female")
    return submission


def test_a_night_is_run_once() -> None:
    assert run_night(night=LATER.date(), now=LATER) is not None
    assert run_night(night=LATER.date(), now=LATER) is None
    assert AuditLine.objects.filter(code="feedback.retention.ran").count() == 1


def test_a_night_whose_worker_was_killed_is_taken_up_again() -> None:
    answered()
    RetentionRun.objects.create(night=LATER.date(), started_at=LATER, leased_until=LATER + timedelta(minutes=1))

    assert run_night(night=LATER.date(), now=LATER) is None
    assert run_night(night=LATER.date(), now=LATER + timedelta(minutes=2)) is not None

    assert not EqualityAnswer.objects.exists()


def test_a_night_that_is_taken_up_again_counts_as_of_the_moment_at_which_it_began() -> None:
    began = ARRIVED + timedelta(days=700)
    RetentionRun.objects.create(night=LATER.date(), started_at=began, leased_until=began)
    answered()

    run = run_night(night=LATER.date(), now=LATER)

    assert run is not None
    assert run.counts.get(kind="equality").due == 0
    assert EqualityAnswer.objects.exists()


def test_a_hold_keeps_it_and_is_counted() -> None:
    submission = answered()
    LegalHold.objects.create(
        submission=submission,
        organisation=submission.organisation,
        ground=HoldGround.COURT,
        reason="Order of the county court",
        placed_at=ARRIVED,
        placed_by=UserFactory.create(),
        review_on=date(2021, 1, 1),
    )

    run = run_night(night=LATER.date(), now=LATER)

    assert run is not None
    counts = run.counts.get(kind="equality")
    assert (counts.due, counts.erased, counts.overdue, counts.held) == (0, 0, 0, 1)
    assert EqualityAnswer.objects.exists()


def test_an_organisation_may_keep_it_for_less() -> None:
    brief, usual = OrganisationFactory.create(), OrganisationFactory.create()
    answered(organisation=brief)
    answered(organisation=usual)
    set_period(organisation=brief, kind="equality", months=3, by=UserFactory.create(), now=ARRIVED)

    run_night(night=date(2021, 1, 14), now=ARRIVED + timedelta(days=120))

    assert [answer.submission.organisation for answer in EqualityAnswer.objects.all()] == [usual]


@pytest.mark.parametrize("months", [0, 25])
def test_never_for_more_and_never_for_nothing(months: int) -> None:
    with pytest.raises(NotThatLong):
        set_period(
            organisation=OrganisationFactory.create(),
            kind="equality",
            months=months,
            by=UserFactory.create(),
            now=ARRIVED,
        )
    assert not RetentionPeriod.objects.exists()


def test_what_no_night_erased_is_overdue() -> None:
    answered()

    assert overdue(now=LATER)["equality"] == 1
    run_night(night=LATER.date(), now=LATER)

    assert overdue(now=LATER)["equality"] == 0
