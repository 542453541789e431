"""What is to be erased is written down at once, and erased a step at a time."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from heard.accounts.models import AuditLine
from heard.feedback.actions.erasing import request_erasure
from heard.feedback.models import Erasure, ErasureHow, Submission
from tests.factories.feedback import SubmissionFactory

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_what_a_person_wants_erased_is_withdrawn_at_once() -> None:
    submission = SubmissionFactory.create()

    request_erasure(submission=submission, how=ErasureHow.RECEIPT, now=NOW)

    assert Submission.objects.get().withdrawn_at == NOW


def test_what_is_erased_as_its_time_is_up_stays_in_the_figures() -> None:
    submission = SubmissionFactory.create()

    request_erasure(submission=submission, how=ErasureHow.RETENTION, now=NOW)

    assert Submission.objects.counted().exists()


def test_asking_again_is_the_same_erasure() -> None:
    submission = SubmissionFactory.create()
    first = request_erasure(submission=submission, how=ErasureHow.RECEIPT, now=NOW)

    assert request_erasure(submission=submission, how=ErasureHow.STAFF, now=NOW.replace(hour=11)) == first

    assert Erasure.objects.get().asked_at == NOW
    assert AuditLine.objects.filter(code="feedback.erasure.asked").count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how it seeks however little is stored")
def test_looking_for_what_to_erase_walks_no_submissions() -> None:
    request_erasure(submission=SubmissionFactory.create(), how=ErasureHow.RECEIPT, now=NOW)

    plan = Erasure.objects.due(now=NOW).not_held().explain()

    assert "SCAN feedback" not in plan
