"""Privacy leads are told what was opened, and that nothing was, with where the audit log stood."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from heard.accounts.actions import chain_lines
from heard.accounts.models import AuditLine, Organisation, Role, User
from heard.accounts.queries.chaining import head_of_chain
from heard.feedback import tasks
from heard.feedback.actions.digesting import tell_privacy_leads
from heard.feedback.actions.opening import Asked, open_sealed, set_opening_rule
from heard.feedback.models import Opening, OpeningDigest, Submission
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.feedback import PieceFactory, consents_to

NOW = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 9, 15, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(name="Harbour Voice")


@pytest.fixture
def lead(organisation: Organisation) -> User:
    return member(Role.PRIVACY_LEAD, organisation)


@pytest.fixture
def submission(organisation: Organisation) -> Submission:
    contact = {"email": "quokka@example.org"}
    return PieceFactory.create(
        organisation=organisation, contact=contact, consents=consents_to(organisation)
    ).submission


def open_one(submission: Submission, by: User) -> None:
    asked = Asked(submission=submission, organisation=submission.organisation, reason="reply", words="Wombat rang us.")
    open_sealed(asked=asked, by=by, now=NOW)
    chain_lines(limit=100)


def test_the_letter_says_who_when_why_and_which_and_nothing_of_what_was_opened(organisation, lead, submission) -> None:
    by = member(Role.CASEWORKER, organisation)
    open_one(submission, by)
    stood = head_of_chain()

    assert tell_privacy_leads(now=NOW) == 1

    letter = mail.outbox[0]
    assert letter.to == [lead.email]
    assert letter.subject == "1 sealed thing was opened at Harbour Voice"
    assert f"14 September 2026, 13:00: {by.full_name} opened contact details" in letter.body
    assert f"Reference: {submission.reference}" in letter.body
    assert "Reason: To reply to the person, as they allowed" in letter.body
    assert f"heard check audit --expect {stood}" in letter.body
    assert "quokka" not in letter.body
    assert "Wombat" not in letter.body


def test_each_opening_is_told_once(organisation, lead, submission) -> None:
    open_one(submission, lead)
    tell_privacy_leads(now=NOW)

    assert tell_privacy_leads(now=NOW + timedelta(days=1)) == 0
    assert len(mail.outbox) == 1
    assert AuditLine.objects.get(code="feedback.digest.sent").detail == {"openings": 1}


def test_an_opening_is_told_also_where_what_was_sent_has_been_erased_since(organisation, lead, submission) -> None:
    by = member(Role.CASEWORKER, organisation)
    open_one(submission, by)
    Opening.objects.all().delete()
    tell_privacy_leads(now=NOW)

    assert f"{by.full_name} opened contact details" in mail.outbox[0].body
    assert "What was sent has been erased since." in mail.outbox[0].body


def test_a_change_of_who_decides_is_told(organisation, lead) -> None:
    by = member(Role.ADMINISTRATOR, organisation)
    set_opening_rule(organisation=organisation, needs_second_person=False, hours=24, by=by, now=NOW)
    chain_lines(limit=100)
    tell_privacy_leads(now=NOW)

    assert mail.outbox[0].subject == "Who decides what is opened at Harbour Voice was changed"
    assert f"{by.full_name} changed who decides. Let one person alone open what is sealed" in mail.outbox[0].body


def test_what_is_not_chained_yet_waits_for_the_next_letter(organisation, lead, submission) -> None:
    lead.memberships.update(started_at=NOW)
    asked = Asked(submission=submission, organisation=organisation, reason="harm", words="They asked for it now.")
    open_sealed(asked=asked, by=lead, now=NOW)
    assert tell_privacy_leads(now=NOW) == 0
    chain_lines(limit=100)

    assert tell_privacy_leads(now=NOW) == 1


def test_administrators_are_not_written_to_about_nothing(organisation) -> None:
    started = member(Role.ADMINISTRATOR, organisation).memberships.get().started_at

    assert tell_privacy_leads(now=started + timedelta(days=30)) == 0


def test_a_second_letter_waits_for_the_next_day(organisation, lead, submission) -> None:
    open_one(submission, lead)
    tell_privacy_leads(now=NOW)
    open_one(submission, lead)

    assert tell_privacy_leads(now=NOW + timedelta(hours=1)) == 0
    assert tell_privacy_leads(now=NOW + timedelta(days=1)) == 1


def test_nobody_is_written_to_at_night(organisation, lead, submission) -> None:
    open_one(submission, lead)

    assert tell_privacy_leads(now=NIGHT) == 0


def test_a_week_in_which_nothing_was_opened_is_told_too(organisation, lead) -> None:
    started = lead.memberships.get().started_at
    assert tell_privacy_leads(now=started + timedelta(days=6)) == 0
    assert tell_privacy_leads(now=started + timedelta(days=7)) == 1
    assert tell_privacy_leads(now=started + timedelta(days=13)) == 0
    assert tell_privacy_leads(now=started + timedelta(days=14)) == 1

    assert mail.outbox[0].subject == "Nothing sealed was opened at Harbour Voice this week"


def test_a_letter_that_cannot_be_sent_is_due_again(organisation, lead, submission, monkeypatch) -> None:
    open_one(submission, lead)
    monkeypatch.setattr("heard.accounts.mail.deliver", lambda message: False)
    assert tell_privacy_leads(now=NOW) == 0
    assert not OpeningDigest.objects.exists()
    monkeypatch.undo()

    assert tell_privacy_leads(now=NOW + timedelta(hours=1)) == 1


def test_without_a_privacy_lead_the_administrators_are_told(organisation, submission) -> None:
    administrator = member(Role.ADMINISTRATOR, organisation)
    open_one(submission, member(Role.CASEWORKER, organisation))
    tell_privacy_leads(now=NOW)

    assert [letter.to for letter in mail.outbox] == [[administrator.email]]


def test_what_was_opened_at_an_organisation_that_is_no_more_is_told_to_who_keeps_its_records(
    organisation, submission
) -> None:
    open_one(submission, member(Role.CASEWORKER, organisation))
    keeper = OrganisationFactory.create()
    lead = member(Role.PRIVACY_LEAD, keeper)
    hand_over(organisation, keeper)
    tell_privacy_leads(now=NOW)

    assert [letter.to for letter in mail.outbox] == [[lead.email]]


def test_another_organisation_is_told_nothing_of_it(organisation, lead, submission) -> None:
    member(Role.PRIVACY_LEAD)
    open_one(submission, lead)
    tell_privacy_leads(now=NOW)

    assert [letter.to for letter in mail.outbox if submission.reference in letter.body] == [[lead.email]]


def test_the_worker_tells_them(organisation, lead, submission, monkeypatch) -> None:
    monkeypatch.setattr("heard.design.clock.now", lambda: NOW)
    open_one(submission, lead)

    assert tasks.tell_privacy_leads() == 1
