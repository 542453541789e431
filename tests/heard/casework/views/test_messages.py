"""Messages on the case's page: written, read, refused in plain words, and first in the queue's tabs."""

import re

import pytest
from django.test import Client

from heard.casework.models import Case
from heard.casework.tasks import take_in_messages
from heard.feedback.models import Message, ReplyKey, Submission
from heard.insight.tasks import read_messages
from tests.factories.casework import CaseFactory
from tests.factories.messages import ANSWERED, WROTE_AT, Teller, answered, asked, organisation_of, teller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def person(organisation) -> Teller:
    return teller(organisation=organisation)


@pytest.fixture
def case(person: Teller) -> Case:
    return CaseFactory.create(piece=person.piece, organisation=organisation_of(person))


def at(case: Case, place: str = "") -> str:
    return f"/staff/cases/{case.pk}/{place}"


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def sent(case: Case, **fields: str) -> dict[str, str]:
    return {"revision": str(case.revision), "mark": "m1", "words": "Which ward was it?"} | fields


def write_and_take_in(person: Teller, *, words: str = ANSWERED) -> None:
    answered(person, words=words)
    read_messages()
    take_in_messages()


def test_a_caseworker_writes_and_the_persons_code_opens_it(desk: Client, case: Case, person: Teller) -> None:
    answer = desk.post(at(case, "message/"), sent(case), follow=True)
    assert "Your message is sent." in plain(answer)
    assert "The person has not seen it yet" in plain(answer)
    assert person.pair.words_of(Message.objects.get()) == "Which ward was it?"


def test_pressing_twice_sends_one_message(desk: Client, case: Case) -> None:
    for _ in range(2):
        desk.post(at(case, "message/"), sent(case))
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("words", "problem"), [("", "write to the person"), ("x" * 2001, "2000 characters or fewer")])
def test_an_empty_or_too_long_message_is_kept_on_the_page(desk: Client, case: Case, words: str, problem: str) -> None:
    answer = desk.post(at(case, "message/"), sent(case, words=words))
    assert answer.status_code == 422
    assert problem in plain(answer).lower()
    assert not Message.objects.exists()


def test_what_the_person_took_back_meanwhile_gets_no_message(desk: Client, case: Case) -> None:
    Submission.objects.update(withdrawn_at=WROTE_AT)
    answer = desk.post(at(case, "message/"), sent(case))
    assert answer.status_code == 422
    assert "The person took back what they sent meanwhile. Nothing was sent" in plain(answer)


def test_a_person_without_a_code_is_not_offered_a_message(desk: Client, case: Case) -> None:
    ReplyKey.objects.all().delete()
    page = desk.get(at(case)).content.decode()
    assert "they have no code with which to read a message" in page
    assert "form-message" not in page


def test_staff_read_a_copy_without_numbers_and_see_that_it_is_new(desk: Client, case: Case, person: Teller) -> None:
    write_and_take_in(person)
    page = desk.get(at(case)).content.decode()
    assert "It was ward seven. Ring me on" in page
    assert "07700" not in page
    assert "New message" in page


def test_marking_it_as_read_takes_the_mark_away(desk: Client, case: Case, person: Teller) -> None:
    write_and_take_in(person)
    answer = desk.post(at(case, "messages-read/"), follow=True)
    assert "New message" not in plain(answer)
    assert "Marked as read." in plain(answer)


def test_the_queue_has_a_tab_of_new_messages_while_there_are_any(desk: Client, case: Case, person: Teller) -> None:
    queue = "/staff/queue/harbour-voice/"
    assert "New messages" not in plain(desk.get(queue))
    write_and_take_in(person)
    CaseFactory.create(organisation=organisation_of(person), words="Of somebody else.")
    assert "New messages 1" in plain(desk.get(queue))
    found = plain(desk.get(f"{queue}?news=unread"))
    assert "The nurse was kind" in found
    assert "Of somebody else." not in found
    assert "Of somebody else." in plain(desk.get(f"{queue}?news=nonsense"))


def test_a_sign_of_harm_stands_beside_the_message(desk: Client, case: Case, person: Teller) -> None:
    write_and_take_in(person, words="I want to end my life.")
    assert "The words may speak of self-harm and suicide." in plain(desk.get(at(case)))


def test_an_analyst_reads_and_does_not_write(reader: Client, case: Case, person: Teller, worker) -> None:
    asked(person, by=worker)
    page = reader.get(at(case)).content.decode()
    assert "Which ward was it?" in page
    assert "form-message" not in page
