"""What the person, staff and a second person are shown of openings."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from heard.accounts.models import Role
from heard.design.errors import NotFound
from heard.feedback.actions.opening import Asked, ask_to_open, open_sealed, set_opening_rule
from heard.feedback.models import Submission
from heard.feedback.opening_reasons import REASONS
from heard.feedback.queries.openings import (
    count_undecided,
    message_of,
    opening_for,
    openings_of,
    rule_of,
    text_of,
    undecided_for,
)
from heard.insight.tasks import read_messages
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.feedback import PieceFactory, consents_to, piece_in
from tests.factories.messages import answered, teller
from tests.factories.messages import asked as asked_of

NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    organisation = OrganisationFactory.create(name="Harbour Voice")
    piece = PieceFactory.create(
        organisation=organisation, contact={"email": "quokka@example.org"}, consents=consents_to(organisation)
    )
    return piece.submission


def asked(submission: Submission, **fields: Any) -> Asked:
    held: dict[str, Any] = {"organisation": submission.organisation, "reason": "reply", "words": "Ms Wombat said so."}
    return Asked(submission=submission, **{**held, **fields})


def test_the_person_is_told_what_why_and_by_which_role_and_never_a_name_or_staffs_own_words(submission):
    by = member(Role.CASEWORKER, submission.organisation)
    open_sealed(asked=asked(submission), by=by, now=NOW)
    open_sealed(asked=asked(submission, text=submission.texts.get(), reason="harm"), by=by, now=NOW)

    words, contact = openings_of(submission=submission)

    assert (contact.what, contact.why) == ("Your contact details", "To reply to you")
    assert words.what == "Your words as you wrote them"
    assert words.by == contact.by == "Someone who works on feedback at Harbour Voice"
    assert (words.at, contact.at) == (NOW, NOW)
    assert by.full_name not in repr((words, contact))
    assert "Wombat" not in repr((words, contact))


def test_the_person_is_told_of_messages_and_whose_they_were():
    organisation = OrganisationFactory.create()
    person = teller(organisation=organisation, pieces=[piece_in(consents=consents_to(organisation))])
    by = member(Role.CASEWORKER, organisation)
    messages = [asked_of(person, by=by), answered(person)]
    read_messages()
    for message in messages:
        message.refresh_from_db()
        open_sealed(asked=asked(person.submission, message=message, reason="unclear"), by=by, now=NOW)

    told = [each.what for each in openings_of(submission=person.submission)]

    assert told == ["A message that you wrote", "A message that was written to you"]


def test_a_message_is_found_once_it_was_taken_in_and_by_its_own_organisation_alone():
    organisation = OrganisationFactory.create()
    person = teller(organisation=organisation)
    message = answered(person)
    with pytest.raises(NotFound):
        message_of(piece=person.piece, organisation=organisation, message_id=message.pk)
    read_messages()

    assert message_of(piece=person.piece, organisation=organisation, message_id=message.pk) == message
    with pytest.raises(NotFound):
        message_of(piece=person.piece, organisation=OrganisationFactory.create(), message_id=message.pk)


def test_the_person_is_told_in_the_language_they_read(submission):
    open_sealed(asked=asked(submission), by=member(Role.PRIVACY_LEAD, submission.organisation), now=NOW)
    with translation.override("cy"):
        (told,) = openings_of(submission=submission)

    assert told.what != "Your contact details"


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_each_reason_is_told_in_words_of_its_own(submission, reason):
    open_sealed(asked=asked(submission, reason=reason), by=member(Role.CASEWORKER, submission.organisation), now=NOW)
    (told,) = openings_of(submission=submission)

    assert told.why != "For another reason"


def test_what_was_only_asked_for_is_not_told_as_opened(submission):
    ask_to_open(asked=asked(submission), by=member(Role.CASEWORKER, submission.organisation), now=NOW)

    assert openings_of(submission=submission) == ()


def test_a_request_waits_for_the_others_of_the_organisation_alone(submission):
    by = member(Role.CASEWORKER, submission.organisation)
    colleague, stranger = member(Role.PRIVACY_LEAD, submission.organisation), member(Role.PRIVACY_LEAD)
    opening = ask_to_open(asked=asked(submission), by=by, now=NOW)

    assert list(undecided_for(user=colleague)) == [opening]
    assert [count_undecided(user=each) for each in (by, colleague, stranger)] == [0, 1, 0]
    assert opening_for(user=colleague, opening_id=opening.pk) == opening
    with pytest.raises(NotFound):
        opening_for(user=stranger, opening_id=opening.pk)


def test_the_rule_is_that_of_whoever_keeps_the_records(submission):
    old, keeper = submission.organisation, OrganisationFactory.create()
    assert not rule_of(organisation=old).needs_second_person
    set_opening_rule(organisation=keeper, needs_second_person=True, hours=3, by=None, now=NOW)
    hand_over(old, keeper)
    old.refresh_from_db()

    assert (rule_of(organisation=old).needs_second_person, rule_of(organisation=old).hours) == (True, 3)


def test_a_text_is_found_with_its_own_piece_and_with_no_other(submission):
    text, other = submission.texts.get(), PieceFactory.create()
    assert text_of(submission=submission, piece_id=submission.pieces.get().pk, text_id=text.pk) == text
    with pytest.raises(NotFound):
        text_of(submission=other.submission, piece_id=other.pk, text_id=text.pk)
