"""Opening what was sealed: a reason, the right people, once, written down, and a second person where asked for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from heard.accounts.audit_sentences import sentence
from heard.accounts.models import AuditLine, Organisation, Role, User
from heard.feedback.actions.narrowing import narrow_consent
from heard.feedback.actions.opening import (
    AlreadyAsked,
    AlreadyDecided,
    Asked,
    NoReason,
    NotAgreed,
    NotTheirs,
    OpenedBefore,
    OwnRequest,
    SecondPersonNeeded,
    TooLate,
    agree_to_opening,
    ask_to_open,
    open_agreed,
    open_sealed,
    refuse_opening,
    set_opening_rule,
)
from heard.feedback.models import Consent, Message, Opening, Submission
from heard.feedback.sealing import CannotUnseal
from heard.insight.tasks import read_messages
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.feedback import ConsentFactory, PieceFactory, consents_to, piece_in
from tests.factories.messages import ANSWERED, Teller, answered, teller
from tests.factories.messages import asked as asked_of

NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)
CONTACT = {"email": "quokka@example.org", "phone": "07700 900123"}
WORDS = "Sister Quokka of ward 7 was kind."
pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def submission(organisation: Organisation) -> Submission:
    piece = PieceFactory.create(
        organisation=organisation, words=WORDS, contact=CONTACT, consents=consents_to(organisation)
    )
    return piece.submission


@pytest.fixture
def caseworker(organisation: Organisation) -> User:
    return member(Role.CASEWORKER, organisation)


@pytest.fixture
def colleague(organisation: Organisation) -> User:
    return member(Role.PRIVACY_LEAD, organisation)


def asked(submission: Submission, **fields: Any) -> Asked:
    held: dict[str, Any] = {
        "organisation": submission.organisation,
        "reason": "reply",
        "words": "They asked us to ring.",
    }
    return Asked(submission=submission, **{**held, **fields})


def with_two(organisation: Organisation, hours: int = 24) -> None:
    set_opening_rule(organisation=organisation, needs_second_person=True, hours=hours, by=None, now=NOW)


def test_contact_details_open_for_a_reason_and_the_log_says_who_and_why_and_never_what(submission, caseworker):
    shown = open_sealed(asked=asked(submission), by=caseworker, now=NOW)

    assert shown.contact == CONTACT
    line = AuditLine.objects.get(code="feedback.contact.opened")
    assert (line.actor, line.organisation, line.subject_id) == (caseworker, submission.organisation, str(submission.pk))
    assert line.detail == {"opening": shown.opening.pk, "why": "reply"}
    assert sentence(code=line.code, detail=line.detail) == "Opened a person's contact details (to reply)"


def test_words_open_as_they_were_written(submission, caseworker):
    shown = open_sealed(asked=asked(submission, text=submission.texts.get(), reason="unclear"), by=caseworker, now=NOW)

    assert (shown.words, shown.contact) == (WORDS, {})
    assert AuditLine.objects.filter(code="feedback.words.opened").count() == 1


class TestAMessage:
    @pytest.fixture
    def person(self, organisation: Organisation) -> Teller:
        return teller(organisation=organisation, pieces=[piece_in(consents=consents_to(organisation))])

    @pytest.fixture
    def message(self, person: Teller) -> Message:
        written = answered(person, words=ANSWERED)
        read_messages()
        return Message.objects.get(pk=written.pk)

    def test_opens_as_it_was_written_and_the_log_says_that_it_was_a_message(self, person, message, caseworker):
        wanted = asked(person.submission, message=message, reason="unclear")
        shown = open_sealed(asked=wanted, by=caseworker, now=NOW)

        assert (shown.words, shown.contact) == (ANSWERED, {})
        line = AuditLine.objects.get(code="feedback.message.opened")
        assert line.detail == {"opening": shown.opening.pk, "why": "unclear"}

    def test_that_staff_wrote_opens_too(self, person, caseworker):
        asked_of(person, by=caseworker, words="Which ward was it, Ms Quokka?")
        read_messages()
        wanted = asked(person.submission, message=Message.objects.get(), reason="unclear")

        assert open_sealed(asked=wanted, by=caseworker, now=NOW).words == "Which ward was it, Ms Quokka?"

    def test_waits_for_a_second_person_where_two_decide(self, person, message, caseworker, colleague, organisation):
        with_two(organisation)
        wanted = asked(person.submission, message=message, reason="unclear")
        with pytest.raises(SecondPersonNeeded):
            open_sealed(asked=wanted, by=caseworker, now=NOW)
        opening = ask_to_open(asked=wanted, by=caseworker, now=NOW)
        with pytest.raises(AlreadyAsked):
            ask_to_open(asked=wanted, by=caseworker, now=NOW)
        agree_to_opening(opening=opening, by=colleague, now=NOW)

        assert open_agreed(opening=opening, by=caseworker, now=NOW).words == ANSWERED

    def test_and_a_text_of_the_same_submission_are_asked_for_side_by_side(self, person, message, caseworker):
        ask_to_open(asked=asked(person.submission, message=message, reason="unclear"), by=caseworker, now=NOW)
        ask_to_open(asked=asked(person.submission), by=caseworker, now=NOW)

        assert Opening.objects.undecided().count() == 2

    def test_is_nobodys_once_the_permission_is_taken_back(self, person, message, caseworker, organisation):
        narrow_consent(consent=Consent.objects.get(), reason="", by=None, organisation=organisation, now=NOW)
        with pytest.raises(NotTheirs):
            open_sealed(asked=asked(person.submission, message=message, reason="unclear"), by=caseworker, now=NOW)

    def test_is_for_the_organisation_alone_that_it_was_sent_to(self, organisation):
        other = OrganisationFactory.create()
        both = (*consents_to(organisation), *consents_to(other))
        person = teller(organisation=organisation, pieces=[piece_in(consents=both)])
        message = answered(person)
        read_messages()
        message.refresh_from_db()
        wanted = asked(person.submission, message=message, reason="unclear", organisation=other)
        with pytest.raises(NotTheirs):
            open_sealed(asked=wanted, by=member(Role.CASEWORKER, other), now=NOW)


@pytest.mark.parametrize("lacking", [{"reason": "curiosity"}, {"reason": ""}, {"words": "  "}, {"words": "ok now"}])
def test_without_a_reason_from_the_list_and_a_word_about_it_nothing_is_opened(submission, caseworker, lacking):
    with pytest.raises(NoReason):
        open_sealed(asked=asked(submission, **lacking), by=caseworker, now=NOW)

    assert not Opening.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR, Role.CAMPAIGN_MANAGER])
def test_only_caseworkers_and_privacy_leads_open_anything(submission, role):
    with pytest.raises(NotTheirs):
        open_sealed(asked=asked(submission), by=member(role, submission.organisation), now=NOW)


def test_a_stranger_opens_nothing_and_no_line_says_so(submission):
    elsewhere = OrganisationFactory.create()
    with pytest.raises(NotTheirs):
        open_sealed(asked=asked(submission, organisation=elsewhere), by=member(Role.CASEWORKER, elsewhere), now=NOW)

    assert not AuditLine.objects.filter(code__startswith="feedback.contact").exists()


def test_an_organisation_that_holds_no_key_opens_nothing_and_nothing_is_kept_of_it(submission):
    consented_later = OrganisationFactory.create()
    ConsentFactory.create(piece=submission.pieces.get(), organisation=consented_later)
    by = member(Role.CASEWORKER, consented_later)
    with pytest.raises(CannotUnseal):
        open_sealed(asked=asked(submission, organisation=consented_later), by=by, now=NOW)

    assert not Opening.objects.exists()


def test_nothing_opens_once_the_person_takes_the_permission_back(submission, caseworker):
    consent = Consent.objects.get()
    narrow_consent(consent=consent, reason="They rang", by=caseworker, organisation=submission.organisation, now=NOW)
    with pytest.raises(NotTheirs):
        open_sealed(asked=asked(submission), by=caseworker, now=NOW)


def test_nothing_opens_of_what_was_withdrawn(submission, caseworker):
    submission.withdrawn_at = NOW
    with pytest.raises(NotTheirs):
        open_sealed(asked=asked(submission), by=caseworker, now=NOW)


def test_who_keeps_the_records_of_an_organisation_opens_what_was_sealed_to_it(submission):
    keeper = OrganisationFactory.create()
    hand_over(submission.organisation, keeper)
    submission.organisation.refresh_from_db()
    shown = open_sealed(asked=asked(submission), by=member(Role.CASEWORKER, keeper), now=NOW)

    assert shown.contact == CONTACT


def test_where_two_are_needed_one_alone_opens_nothing(submission, caseworker):
    with_two(submission.organisation)
    with pytest.raises(SecondPersonNeeded):
        open_sealed(asked=asked(submission), by=caseworker, now=NOW)


def test_a_second_person_agrees_and_the_first_opens_it_once(submission, caseworker, colleague):
    with_two(submission.organisation, hours=2)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    with pytest.raises(NotAgreed):
        open_agreed(opening=opening, by=caseworker, now=NOW)
    agree_to_opening(opening=opening, by=colleague, now=NOW)

    shown = open_agreed(opening=opening, by=caseworker, now=NOW + timedelta(hours=1))

    assert shown.contact == CONTACT
    with pytest.raises(OpenedBefore):
        open_agreed(opening=opening, by=caseworker, now=NOW + timedelta(hours=1))
    assert list(AuditLine.objects.filter(code__contains="open").order_by("pk").values_list("code", flat=True)) == [
        "feedback.opening_rule.two_people",
        "feedback.opening.asked",
        "feedback.opening.agreed",
        "feedback.contact.opened",
    ]


def test_what_was_agreed_to_lapses_after_the_hours_of_the_rule(submission, caseworker, colleague):
    with_two(submission.organisation, hours=2)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    agree_to_opening(opening=opening, by=colleague, now=NOW)
    with pytest.raises(TooLate):
        open_agreed(opening=opening, by=caseworker, now=NOW + timedelta(hours=2))


def test_what_was_agreed_to_stays_shut_once_the_permission_is_taken_back(submission, caseworker, colleague):
    with_two(submission.organisation)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    agree_to_opening(opening=opening, by=colleague, now=NOW)
    Consent.objects.update(narrowed_at=NOW)
    with pytest.raises(NotTheirs):
        open_agreed(opening=opening, by=caseworker, now=NOW)


def test_another_than_who_asked_does_not_open_it(submission, caseworker, colleague):
    with_two(submission.organisation)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    agree_to_opening(opening=opening, by=colleague, now=NOW)
    with pytest.raises(NotAgreed):
        open_agreed(opening=opening, by=colleague, now=NOW)


def test_nobody_agrees_to_their_own_request_not_even_past_the_action(submission, caseworker):
    with_two(submission.organisation)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    with pytest.raises(OwnRequest):
        agree_to_opening(opening=opening, by=caseworker, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(decided_by=caseworker, decided_at=NOW)


def test_a_request_is_decided_once_and_by_those_who_work_there(submission, caseworker, colleague):
    with_two(submission.organisation)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    with pytest.raises(NotTheirs):
        agree_to_opening(opening=opening, by=member(Role.PRIVACY_LEAD), now=NOW)
    refuse_opening(opening=opening, words="The copy says enough.", by=colleague, now=NOW)
    with pytest.raises(AlreadyDecided):
        agree_to_opening(opening=opening, by=colleague, now=NOW)
    with pytest.raises(NotAgreed):
        open_agreed(opening=opening, by=caseworker, now=NOW)


def test_a_refusal_says_why(submission, caseworker, colleague):
    with_two(submission.organisation)
    opening = ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    with pytest.raises(NoReason):
        refuse_opening(opening=opening, words=" ", by=colleague, now=NOW)


def test_the_same_is_not_asked_twice_while_it_waits(submission, caseworker):
    with_two(submission.organisation)
    ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    with pytest.raises(AlreadyAsked):
        ask_to_open(asked=asked(submission), by=caseworker, now=NOW)
    ask_to_open(asked=asked(submission, text=submission.texts.get()), by=caseworker, now=NOW)
