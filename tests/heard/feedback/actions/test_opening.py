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
from heard.feedback.models import Consent, Opening, Submission
from heard.feedback.sealing import CannotUnseal
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.feedback import ConsentFactory, PieceFactory, consents_to

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
