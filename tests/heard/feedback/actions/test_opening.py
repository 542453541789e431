from datetime import UTC, datetime

import pytest

from heard.accounts.doors import Role
from heard.accounts.models import AuditLine
from heard.feedback.actions import open_contact
from heard.feedback.actions.opening import NoReason
from heard.feedback.sealing import CannotUnseal
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.feedback import SubmissionFactory

NOW = datetime(2020, 9, 14, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_opening_contact_details_names_who_and_why_and_never_what():
    submission = SubmissionFactory.create(contact={"email": "quokka@example.org"})
    organisation = submission.organisation
    by = member(Role.CASEWORKER, organisation)
    opened = open_contact(submission=submission, organisation=organisation, reason="to answer", by=by, now=NOW)
    assert opened == {"email": "quokka@example.org"}
    line = AuditLine.objects.get(code="feedback.contact.opened")
    assert (line.actor, line.organisation, line.detail) == (by, organisation, {"reason": "to answer"})


def test_without_a_reason_nothing_is_opened():
    submission = SubmissionFactory.create(contact={"email": "quokka@example.org"})
    by = member(Role.CASEWORKER, submission.organisation)
    with pytest.raises(NoReason):
        open_contact(submission=submission, organisation=submission.organisation, reason=" ", by=by, now=NOW)


def test_a_stranger_opens_nothing_and_no_line_says_so():
    submission = SubmissionFactory.create(contact={"email": "quokka@example.org"})
    stranger = OrganisationFactory.create()
    by = member(Role.CASEWORKER, stranger)
    with pytest.raises(CannotUnseal):
        open_contact(submission=submission, organisation=stranger, reason="to look", by=by, now=NOW)
    assert not AuditLine.objects.filter(code="feedback.contact.opened").exists()
