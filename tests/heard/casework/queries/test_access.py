"""Who may see a case: staff who read, of an organisation with a standing consent, and nobody else."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import Role
from heard.casework.queries import case_for, cases_for
from heard.design.errors import NotFound
from heard.feedback.models import Consent
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import consents_to

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)


def test_staff_of_an_organisation_that_was_let_in_see_their_own_case_of_the_piece() -> None:
    ours, theirs = OrganisationFactory.create_batch(2)
    received = CaseFactory.create(organisation=theirs, consents=consents_to(ours))
    assert [case.organisation for case in cases_for(user=caseworker(ours))] == [ours]
    assert case_for(user=caseworker(theirs), case_id=received.pk) == received


def test_a_stranger_is_told_the_same_as_of_a_case_that_is_not_there() -> None:
    case = CaseFactory.create(consents=consents_to(provider=True, publication=True))
    stranger = caseworker()
    for case_id in (case.pk, case.pk + 1000):
        with pytest.raises(NotFound):
            case_for(user=stranger, case_id=case_id)


def test_a_consent_that_was_taken_back_opens_nothing() -> None:
    case = CaseFactory.create()
    Consent.objects.filter(piece=case.piece).update(narrowed_at=NOW)
    assert not cases_for(user=caseworker(case.organisation)).exists()


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.PARTNER, Role.RESPONDER, Role.ADMINISTRATOR])
def test_roles_that_do_not_read_see_nothing(role: Role) -> None:
    case = CaseFactory.create()
    assert not cases_for(user=member(role, case.organisation)).exists()


def test_someone_who_left_sees_nothing() -> None:
    case = CaseFactory.create()
    person = caseworker(case.organisation)
    person.memberships.update(ended_at=NOW)
    assert not cases_for(user=person).exists()
