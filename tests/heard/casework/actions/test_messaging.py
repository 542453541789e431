"""Messages on a case: what a person wrote calls for a reader; answering says that it was read."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import AuditLine, User
from heard.casework import actions
from heard.casework.models import Case, CaseStatus, RiskState
from heard.casework.tasks import take_in_messages
from heard.feedback.models import Message
from heard.insight.tasks import read_messages
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import consents_to, piece_in
from tests.factories.messages import Teller, answered, organisation_of, teller

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def person() -> Teller:
    return teller(pieces=[piece_in(), piece_in()])


@pytest.fixture
def cases(person: Teller) -> list[Case]:
    pieces = person.submission.pieces.order_by("ordinal")
    return [CaseFactory.create(piece=piece, organisation=organisation_of(person)) for piece in pieces]


@pytest.fixture
def worker(person: Teller) -> User:
    return caseworker(organisation_of(person))


def arrives() -> int:
    read_messages()
    return take_in_messages()


def fresh(cases: list[Case]) -> list[Case]:
    return list(Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk"))


def test_a_message_about_one_piece_is_new_on_its_case_alone(person: Teller, cases: list[Case]) -> None:
    answered(person, piece=cases[1].piece)
    assert arrives() == 1
    assert [bool(case.news_since) for case in fresh(cases)] == [False, True]
    assert arrives() == 0


def test_a_message_about_the_whole_is_new_on_every_case_of_its_organisation(cases: list[Case], person: Teller) -> None:
    other = OrganisationFactory.create()
    answered(person)
    arrives()
    assert all(case.news_since for case in fresh(cases))
    assert not Case.objects.filter(organisation=other).exists()


def test_a_message_waits_for_its_case(person: Teller) -> None:
    answered(person)
    assert arrives() == 0
    case = CaseFactory.create(piece=person.piece, organisation=organisation_of(person))
    assert arrives() == 1
    assert fresh([case])[0].news_since is not None


def test_a_message_opens_a_closed_case_again(person: Teller, cases: list[Case]) -> None:
    Case.objects.update(status=CaseStatus.CLOSED, closed_at=NOW)
    answered(person, piece=cases[0].piece)
    arrives()
    assert [case.status for case in fresh(cases)] == [CaseStatus.IN_PROGRESS, CaseStatus.CLOSED]
    assert AuditLine.objects.filter(code="casework.case.heard_again", subject_id=str(cases[0].pk)).exists()


def test_harm_told_in_a_message_opens_the_risk_that_a_person_had_closed(person: Teller, cases: list[Case]) -> None:
    Case.objects.update(risk=RiskState.CLOSED, risk_reason="Spoke to the ward.")
    answered(person, piece=cases[0].piece, words="I want to end my life.")
    arrives()
    assert [case.risk for case in fresh(cases)] == [RiskState.OPEN, RiskState.CLOSED]


def test_writing_back_says_that_what_the_person_wrote_was_read(person: Teller, cases: list[Case], worker: User) -> None:
    theirs = answered(person)
    arrives()
    written = actions.write_from_case(case=cases[0], words="Thank you.", mark="m", by=worker, now=NOW)
    theirs.refresh_from_db()
    assert theirs.read_at == NOW
    assert not any(case.news_since for case in fresh(cases))
    assert person.pair.words_of(written) == "Thank you."


def test_marking_as_read_leaves_what_is_not_yet_readable(person: Teller, cases: list[Case], worker: User) -> None:
    answered(person)
    actions.mark_case_read(case=cases[0], by=worker, now=NOW)
    assert Message.objects.get().read_at is None
    arrives()
    assert all(case.news_since for case in fresh(cases))


def test_another_organisation_hears_nothing_of_it() -> None:
    other = OrganisationFactory.create()
    person = teller(pieces=[piece_in(consents=consents_to(other))])
    ours = CaseFactory.create(piece=person.piece, organisation=organisation_of(person))
    theirs = Case.objects.get(piece=person.piece, organisation=other)
    answered(person, organisation=other)
    arrives()
    assert [bool(case.news_since) for case in fresh([ours, theirs])] == [False, True]
