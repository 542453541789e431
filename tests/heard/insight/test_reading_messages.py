"""The finder that takes messages in: redacted for staff, searched for harm, and none in another's way."""

from datetime import timedelta

import pytest

from heard.design import clock
from heard.feedback.models import Message, WrappedKey
from heard.insight.tasks import read_messages
from tests.factories.casework import caseworker
from tests.factories.messages import ASKED, WROTE_AT, Teller, answered, asked, organisation_of, teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Teller:
    return teller()


def test_staff_get_a_copy_without_what_could_identify(person: Teller) -> None:
    answered(person)
    assert read_messages() == 1
    message = Message.objects.get()
    assert message.redacted == "It was ward seven. Ring me on [phone]."
    assert not message.is_risk
    assert read_messages() == 0


def test_a_sign_of_harm_is_noted_without_its_words(person: Teller) -> None:
    answered(person, words="I want to end my life.")
    read_messages()
    message = Message.objects.get()
    assert message.is_risk
    assert "self-harm" in message.risk_why
    assert "end my life" not in message.risk_why


def test_what_staff_wrote_keeps_the_copy_it_was_sent_with(person: Teller) -> None:
    sent = asked(person, by=caseworker(organisation_of(person)))
    read_messages()
    kept = Message.objects.get()
    assert (kept.redacted, kept.redacted_at, bool(kept.kept_key)) == (ASKED, sent.redacted_at, True)


def test_a_message_that_does_not_open_keeps_no_other_waiting(person: Teller, monkeypatch) -> None:
    broken = answered(teller())
    WrappedKey.objects.filter(submission=broken.submission).delete()
    answered(person)
    monkeypatch.setattr(clock, "now", lambda: WROTE_AT)
    assert [read_messages(), read_messages()] == [1, 0]
    broken.refresh_from_db()
    assert (broken.attempts, broken.next_try_at) == (1, WROTE_AT + timedelta(seconds=30))
