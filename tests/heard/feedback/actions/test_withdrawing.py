"""A person takes back all that they let be done with what they sent."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import AuditLine
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Consent, Submission, WrappedKey
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import PieceFactory, consents_to

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_what_is_withdrawn_is_in_no_figure() -> None:
    submission = PieceFactory.create().submission

    assert withdraw_submission(submission=submission, now=NOW)

    assert not Submission.objects.counted().exists()
    assert submission.withdrawn_at == NOW


def test_every_permission_ends_and_no_organisation_keeps_a_key() -> None:
    office = OrganisationFactory.create()
    submission = PieceFactory.create(consents=consents_to(office, provider=True, publication=True)).submission

    withdraw_submission(submission=submission, now=NOW)

    assert {(each.narrowed_at, each.narrowed_by) for each in Consent.objects.all()} == {(NOW, None)}
    assert [key.sealing_key.organisation for key in WrappedKey.objects.all()] == [None]


def test_a_second_time_changes_nothing_and_says_so() -> None:
    submission = PieceFactory.create().submission
    withdraw_submission(submission=submission, now=NOW)

    assert not withdraw_submission(submission=submission, now=NOW.replace(hour=11))

    assert Submission.objects.get().withdrawn_at == NOW
    assert AuditLine.objects.filter(code="feedback.submission.withdrawn").count() == 1
