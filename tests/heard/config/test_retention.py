"""The table of kinds is the one that privacy.md shows, and each kind erases what is due of it and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localtime

from heard.campaigns.models import Visit
from heard.casework.models import Case, CaseStatus
from heard.config.retention import KINDS
from heard.feedback.actions.retaining import run_night
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Contact, Enquiry, EqualityAnswer, RetentionCount, Submission, Text, WrappedKey
from heard.feedback.sealing import texts_for_worker
from heard.measurement.actions import recount
from tests.factories.campaigns import FormFactory, VisitFactory
from tests.factories.casework import CaseFactory
from tests.factories.feedback import EnquiryFactory, SubmissionFactory

pytestmark = pytest.mark.slow

ARRIVED = datetime(2020, 9, 14, 10, 30, tzinfo=UTC)
PAGE = Path(__file__).resolve().parents[3] / "docs" / "privacy.md"


def night(months: int) -> dict[str, RetentionCount]:
    """The counts of a night so many months (of 31 days) after all arrived."""
    now = ARRIVED + timedelta(days=31 * months)
    recount(now=now)
    run = run_night(night=now.date(), now=now)
    assert run is not None
    return {count.kind: count for count in run.counts.all()}


def test_the_page_shows_each_kind_as_the_table_has_it() -> None:
    shown = PAGE.read_text()

    for kind in KINDS:
        line = f"| {kind.name} | {kind.purpose} | {kind.basis} | {kind.said_longest()} | {kind.since} | {kind.eraser} |"
        assert line in shown, f"docs/privacy.md lacks: {line}"


def test_each_kind_has_rows_or_goes_with_something_or_says_why_it_stays() -> None:
    assert {kind.code for kind in KINDS if not kind.rows} == {"message", "audit"}
    assert all(kind.load() for kind in KINDS if kind.rows)


@pytest.mark.django_db
def test_contact_details_go_half_a_year_after_the_last_case_was_closed() -> None:
    closed = CaseFactory.create(
        contact={"email": "ada@example.org"}, status=CaseStatus.CLOSED, closed_at=ARRIVED + timedelta(days=90)
    )
    CaseFactory.create(contact={"email": "bea@example.org"})

    assert night(7)["contact"].due == 0
    counts = night(10)["contact"]

    assert (counts.due, counts.erased, counts.overdue) == (1, 1, 0)
    assert not Contact.objects.filter(submission=closed.piece.submission).exists()
    assert Contact.objects.count() == 1
    assert Case.objects.count() == 2


@pytest.mark.django_db
def test_words_as_written_go_and_their_redacted_copy_stays() -> None:
    case = CaseFactory.create(words="The ward was kind.")

    counts = night(25)["original"]

    assert (counts.erased, counts.overdue) == (1, 0)
    assert [text.redacted for text in Text.objects.all()] == ["The ward was kind."]
    assert texts_for_worker(submissions=[case.piece.submission]) == {}
    assert not WrappedKey.objects.exists()


@pytest.mark.django_db
def test_what_was_never_read_keeps_its_words() -> None:
    SubmissionFactory.create()

    assert night(25)["original"].due == 0


@pytest.mark.django_db
def test_equality_answers_go_after_two_years() -> None:
    EqualityAnswer.objects.create(submission=SubmissionFactory.create(), topic="sex", category="female")

    night(23)
    assert EqualityAnswer.objects.exists()
    night(25)

    assert not EqualityAnswer.objects.exists()


@pytest.mark.django_db
def test_a_submission_goes_after_six_years_and_stays_in_the_figures() -> None:
    CaseFactory.create()

    counts = night(73)["submission"]

    assert (counts.due, counts.erased, counts.overdue) == (1, 1, 0)
    assert Submission.objects.counted().get().erased_at is not None
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_what_was_withdrawn_goes_after_a_month() -> None:
    submission = SubmissionFactory.create()
    withdraw_submission(submission=submission, now=ARRIVED)

    assert night(0)["withdrawn"].due == 0
    night(2)

    assert Submission.objects.get().erased_at is not None


@pytest.mark.django_db
def test_an_enquiry_loses_its_words_and_stays_a_number() -> None:
    EnquiryFactory.create(asked="Where to find a dentist", logged_at=ARRIVED)

    night(25)

    enquiry = Enquiry.objects.get()
    assert (enquiry.asked, enquiry.topic) == ("", "dentist")


@pytest.mark.django_db
def test_of_an_old_visit_the_day_alone_is_known() -> None:
    visit = VisitFactory.create(campaign=FormFactory.create().campaign, at=ARRIVED)

    counts = night(14)["visit"]

    assert (counts.erased, counts.overdue) == (1, 0)
    assert localtime(Visit.objects.get(pk=visit.pk).at).isoformat() == "2020-09-14T00:00:00+01:00"
    assert night(15)["visit"].due == 0
