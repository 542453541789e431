"""Writing to and from a person without a name: once, sealed, refused where nobody may."""

from datetime import timedelta

import pytest
from django.db import connection

from heard.accounts.models import AuditLine, User
from heard.feedback.actions import messaging
from heard.feedback.erase import erase_submission
from heard.feedback.models import Consent, Message, ReplyKey, Submission
from heard.feedback.queries.messages import (
    can_be_written_to,
    conversation,
    may_be_written_to,
    messages_for_person,
    unread_for_person,
    waiting_messages,
)
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import caseworker
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in
from tests.factories.messages import ANSWERED, ASKED, WROTE_AT, Teller, answered, asked, organisation_of, teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Teller:
    return teller()


@pytest.fixture
def worker(person: Teller) -> User:
    return caseworker(organisation_of(person))


def test_a_person_reads_what_staff_wrote_and_what_they_wrote_themself(person: Teller, worker: User) -> None:
    asked(person, by=worker)
    answered(person, now=WROTE_AT + timedelta(hours=1))
    opened = messages_for_person(submission=person.submission, pair=person.pair)
    assert [one.words for one in opened] == [ASKED, ANSWERED]


def test_no_words_stand_in_the_database_as_written(person: Teller, worker: User) -> None:
    asked(person, by=worker, words="Was it Doctor Finch, 07700 900456?")
    answered(person)
    row = "".join(str(values) for values in Message.objects.values_list())
    lines = "".join(str(values) for values in AuditLine.objects.values_list())
    for secret in ("07700 900456", "07700 900123", "ward seven"):
        assert secret not in row
        assert secret not in lines
    assert connection.vendor in {"sqlite", "postgresql"}


def test_staff_read_a_redacted_copy_of_their_own_message_at_once(person: Teller, worker: User) -> None:
    asked(person, by=worker, words="Did they ring you on 07700 900456?")
    (message,) = conversation(piece=person.piece, organisation=organisation_of(person))
    assert message.redacted == "Did they ring you on [phone]?"


def test_sent_twice_from_one_page_a_message_is_kept_once(person: Teller, worker: User) -> None:
    first, again = asked(person, by=worker, mark="one"), asked(person, by=worker, mark="one")
    mine, mine_again = answered(person, mark="one"), answered(person, mark="one")
    assert (first.pk, mine.pk) == (again.pk, mine_again.pk)
    assert Message.objects.count() == 2
    assert AuditLine.objects.filter(code__startswith="feedback.message.").count() == 2


def test_an_imported_comment_has_no_one_to_write_to(worker: User) -> None:
    submission = SubmissionFactory.create()
    ReplyKey.objects.filter(submission=submission).delete()
    assert not can_be_written_to(submission=submission)
    with pytest.raises(messaging.NoWayToReply):
        asked(Teller(submission=submission, receipt=""), by=worker)


def test_what_was_sent_before_gains_its_key_when_the_person_comes_back(person: Teller, worker: User) -> None:
    ReplyKey.objects.filter(submission=person.submission).delete()
    for _ in range(2):
        messaging.give_reply_key(submission=person.submission, receipt=person.receipt)
    assert person.pair.words_of(asked(person, by=worker)) == ASKED


@pytest.mark.parametrize("column", ["withdrawn_at", "erased_at"])
def test_nobody_writes_about_what_was_taken_back(person: Teller, worker: User, column: str) -> None:
    Submission.objects.filter(pk=person.submission.pk).update(**{column: WROTE_AT})
    with pytest.raises(messaging.TakenBack):
        asked(person, by=worker)
    with pytest.raises(messaging.TakenBack):
        answered(person)


def test_nobody_writes_whom_the_person_does_not_let_see_it(person: Teller, worker: User) -> None:
    with pytest.raises(messaging.NotForThem):
        answered(person, organisation=OrganisationFactory.create())
    Consent.objects.update(narrowed_at=WROTE_AT)
    with pytest.raises(messaging.NotForThem):
        asked(person, by=worker, piece=person.piece)


def test_a_persons_words_go_to_one_organisation_alone() -> None:
    other = OrganisationFactory.create()
    person = teller(pieces=[piece_in(consents=consents_to(other))])
    answered(person, organisation=other)
    assert [each.pk for each in may_be_written_to(submission=person.submission)] == [
        organisation_of(person).pk,
        other.pk,
    ]
    assert len(conversation(piece=person.piece, organisation=other)) == 1
    assert conversation(piece=person.piece, organisation=organisation_of(person)) == ()


def test_the_name_of_who_wrote_is_told_only_where_the_organisation_chose_so(person: Teller, worker: User) -> None:
    quiet = asked(person, by=worker)
    person.submission.organisation.shows_staff_names = True
    open_about_it = asked(person, by=worker)
    assert (quiet.signed_as, open_about_it.signed_as) == ("", worker.full_name)


def test_each_side_knows_what_the_other_has_read(person: Teller, worker: User) -> None:
    message = asked(person, by=worker)
    assert unread_for_person(submission=person.submission) == 1
    messaging.mark_read_by_person(messages=[message], now=WROTE_AT)
    assert unread_for_person(submission=person.submission) == 0


def test_what_cannot_be_taken_in_waits_longer_each_time(person: Teller) -> None:
    message = answered(person)
    for _ in range(2):
        messaging.set_message_aside(message_id=message.pk, now=WROTE_AT)
    assert waiting_messages(now=WROTE_AT + timedelta(seconds=59), limit=10) == []
    assert waiting_messages(now=WROTE_AT + timedelta(seconds=60), limit=10) == [message.pk]


def test_erasing_leaves_no_message_and_no_key(person: Teller, worker: User) -> None:
    asked(person, by=worker)
    answered(person)
    erase_submission(submission=person.submission, is_kept_in_figures=False, now=WROTE_AT)
    assert not Message.objects.exists()
    assert not ReplyKey.objects.exists()
