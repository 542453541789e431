"""Messages on the page of a person who came back with their code."""

import pytest
from django.test import Client

from heard.casework.models import Case
from heard.casework.tasks import take_in_messages
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Message, ReplyKey
from heard.insight.tasks import read_messages
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import consents_to, piece_in
from tests.factories.messages import ASKED, WROTE_AT, Teller, asked, organisation_of, teller
from tests.heard.casework.views.test_returning import come_back, enter, send, text_of

pytestmark = pytest.mark.django_db
TALK = "/my-feedback/messages/"


@pytest.fixture
def person() -> Teller:
    return teller()


def test_a_question_is_read_answered_and_reaches_the_case(person: Teller) -> None:
    worker = caseworker(organisation_of(person))
    CaseFactory.create(piece=person.piece, organisation=organisation_of(person))
    asked(person, by=worker)
    browser = come_back(receipt=person.receipt)
    assert "New messages: 1" in text_of(browser.get("/my-feedback/"))
    page = text_of(browser.get(TALK))
    assert ASKED in page
    assert f"A caseworker at {organisation_of(person).name}" in page
    assert worker.full_name not in page
    assert "You have no new message." in text_of(browser.get("/my-feedback/"))
    assert Message.objects.get().read_at is not None
    assert send(browser, TALK, words="It was ward seven.").status_code == 303
    assert "It was ward seven." in text_of(browser.get(TALK))
    read_messages()
    take_in_messages()
    assert Case.objects.get().news_since is not None


def test_pressing_twice_sends_one_message(person: Teller) -> None:
    browser = come_back(receipt=person.receipt)
    for _ in range(2):
        send(browser, TALK, words="Hello.", mark="one")
    assert Message.objects.count() == 1


def test_with_several_organisations_the_person_chooses_one(person: Teller) -> None:
    other = OrganisationFactory.create(name="Speak Up")
    person = teller(pieces=[piece_in(consents=consents_to(other))])
    browser = come_back(receipt=person.receipt)
    answer = send(browser, TALK, words="Hello.")
    assert (answer.status_code, "Choose who you want to write to" in text_of(answer)) == (422, True)
    assert send(browser, TALK, words="Hello.", to=str(other.pk)).status_code == 303
    assert Message.objects.get().organisation == other
    assert send(browser, TALK, words="Hello.", to="99999").status_code == 422


@pytest.mark.parametrize("words", ["", "x" * 2001])
def test_an_empty_or_too_long_message_stays_on_the_page(person: Teller, words: str) -> None:
    answer = send(come_back(receipt=person.receipt), TALK, words=words)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Message.objects.exists()


def test_what_was_taken_back_takes_no_message_and_still_shows_those_before(person: Teller) -> None:
    asked(person, by=caseworker(organisation_of(person)))
    browser = come_back(receipt=person.receipt)
    withdraw_submission(submission=person.submission, now=WROTE_AT)
    page = browser.get(TALK)
    assert ASKED in text_of(page)
    assert "You took this back, so nobody would read a message." in text_of(page)


def test_what_comes_too_late_is_given_back(person: Teller) -> None:
    browser = come_back(receipt=person.receipt)
    page = browser.get(TALK).content.decode()
    withdraw_submission(submission=person.submission, now=WROTE_AT)
    fields = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("pass_token",)}
    answer = browser.post(TALK, {**fields, "mark": "one", "words": "Too late."})
    assert (answer.status_code, "Too late." in text_of(answer)) == (409, True)
    assert not Message.objects.exists()


def test_nobody_reads_it_without_the_pass_or_with_another(person: Teller) -> None:
    asked(person, by=caseworker(organisation_of(person)))
    assert Client().get(TALK).status_code == 302
    assert ASKED not in text_of(come_back(receipt=teller().receipt).get(TALK))


def test_another_site_sends_nothing_in_the_persons_name(person: Teller) -> None:
    browser = come_back(receipt=person.receipt)
    assert browser.post(TALK, {"words": "Hello.", "mark": "one"}).status_code == 403
    assert not Message.objects.exists()


def test_coming_back_makes_messages_possible_for_what_was_sent_before_there_were_any(person: Teller) -> None:
    ReplyKey.objects.all().delete()
    enter(Client(), person.receipt)
    assert ReplyKey.objects.filter(submission=person.submission).exists()
