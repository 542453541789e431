import pytest

from heard.design import clock
from heard.feedback.actions.drafting import DraftGone
from heard.feedback.actions.sending import NotComplete, send_draft, send_urgent, store_after_sending
from heard.feedback.drafts import Secret, new_secret
from heard.feedback.models import Draft, EqualityAnswer, Submission
from heard.feedback.receipts import receipt_hash
from tests.heard.feedback.walking import WORDS, open_form, secret_of, to_check, told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def secret() -> Secret:
    return secret_of(to_check(told(open_form()), contact="ana@example.org"))


def send(secret: Secret):
    return send_draft(secret=secret, language="en-gb", now=clock.now())


class TestSendDraft:
    def test_gives_the_receipt_that_opens_the_submission(self, secret: Secret) -> None:
        sent = send(secret)
        submission = Submission.objects.get()
        assert submission.reference == sent.reference
        assert submission.receipt_hash == receipt_hash(receipt=sent.receipt)

    def test_sends_once_however_often_it_is_asked(self, secret: Secret) -> None:
        assert send(secret) == send(secret)
        assert Submission.objects.count() == 1

    def test_leaves_no_words_and_no_contact_in_the_draft(self, secret: Secret) -> None:
        send(secret)
        kept = secret.unseal(Draft.objects.get().sealed).as_bytes().decode()
        assert WORDS not in kept
        assert "ana@example.org" not in kept
        assert "The clinic by the station" not in kept

    def test_refuses_what_is_not_complete(self) -> None:
        with pytest.raises(NotComplete):
            send(secret_of(told(open_form())))
        assert not Submission.objects.exists()

    def test_refuses_what_is_gone(self) -> None:
        with pytest.raises(DraftGone):
            send(new_secret())


class TestSendUrgent:
    def test_sends_each_line_once_by_its_page_and_keeps_the_form(self, secret: Secret) -> None:
        def tell(words: str, mark: str):
            now = clock.now()
            return send_urgent(secret=secret, words=words, phone="", mark=mark, language="en-gb", now=now)

        assert tell("She is alone.", "a") == tell("She is alone.", "a")
        assert tell("And it is cold.", "b") != tell("She is alone.", "a")
        assert Submission.objects.count() == 2
        send(secret)
        assert Submission.objects.count() == 3


class TestStoreAfterSending:
    def test_joins_equality_answers_to_the_submission(self, secret: Secret) -> None:
        send(secret)
        store_after_sending(secret=secret, values={"equality": "yes"}, now=clock.now())
        store_after_sending(secret=secret, values={"sex": "female"}, now=clock.now())
        store_after_sending(secret=secret, values={"sex": "prefer-not-to-say"}, now=clock.now())
        assert EqualityAnswer.objects.get().category == "prefer-not-to-say"

    def test_refuses_before_sending(self, secret: Secret) -> None:
        with pytest.raises(NotComplete):
            store_after_sending(secret=secret, values={"sex": "female"}, now=clock.now())
