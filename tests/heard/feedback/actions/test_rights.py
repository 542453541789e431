"""A request is answered within its month, and what was asked for is done with the answer."""

from datetime import UTC, date, datetime

import pytest

from heard.accounts.models import AuditLine, Role, User
from heard.feedback.actions.erasing import request_erasure
from heard.feedback.actions.holding import HoldIn, lift_hold, place_hold
from heard.feedback.actions.rights import (
    AlreadyAnswered,
    NothingFound,
    ParticularsIn,
    RequestIn,
    StillHeld,
    WhoIsNotSure,
    answer_request,
    change_particulars,
    check_identity,
    extend_request,
    log_request,
    note_copy,
)
from heard.feedback.actions.weighing import weigh_surge
from heard.feedback.models import (
    Controller,
    ErasureHow,
    Flag,
    FlagKind,
    HoldGround,
    IdentityCheck,
    LawfulBasis,
    LegalHold,
    Piece,
    PrivacyParticulars,
    Right,
    RightsOutcome,
    RightsRequest,
    SpecialCondition,
    Submission,
    Surge,
    SurgeKind,
    Weighing,
)
from heard.feedback.queries.rights import count_due, held_among, submission_of
from tests.factories.accounts import OrganisationFactory, UserFactory, member
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import SubmissionFactory

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return UserFactory.create()


def asked(right: str, lead: User, *, is_sure: bool = True) -> RightsRequest:
    submission = SubmissionFactory.create()
    request = RequestIn(
        organisation=submission.organisation, right=right, received_on=date(2026, 9, 1), submission=submission
    )
    logged = log_request(request=request, by=lead, now=NOW)
    if is_sure:
        check_identity(request=logged, submission=submission, how=IdentityCheck.CODE, by=lead, now=NOW)
    return logged


def done(request: RightsRequest, lead: User) -> RightsRequest:
    return answer_request(request=request, outcome=RightsOutcome.DONE, note="", by=lead, now=NOW)


def test_the_clock_runs_from_the_day_it_came(lead: User) -> None:
    assert asked(Right.ACCESS, lead).due_on == date(2026, 10, 1)


def test_more_time_is_two_months_for_a_reason(lead: User) -> None:
    request = extend_request(request=asked(Right.ACCESS, lead), because="Many letters", by=lead, now=NOW)

    assert (request.due_on, request.extended_because) == (date(2026, 12, 1), "Many letters")


def test_an_erasure_begins_with_the_answer(lead: User) -> None:
    request = asked(Right.ERASURE, lead)

    done(request, lead)

    assert Submission.objects.get().erasure.how == ErasureHow.CONTACT
    assert Submission.objects.get().withdrawn_at == NOW


def hold_on(request: RightsRequest, lead: User) -> LegalHold:
    held = HoldIn(
        organisation=request.organisation,
        ground=HoldGround.COURT,
        reason="12",
        review_on=date(2026, 12, 1),
        submission=request.submission,
    )
    return place_hold(hold=held, by=lead, now=NOW)


def lead_of(request: RightsRequest) -> User:
    return member(Role.PRIVACY_LEAD, request.organisation)


def test_an_erasure_under_a_hold_is_asked_for_and_leaves_the_request_open(lead: User) -> None:
    request = asked(Right.ERASURE, lead)
    hold_on(request, lead)

    done(request, lead)

    request.refresh_from_db()
    assert (request.held_at, request.closed_at, request.outcome) == (NOW, None, "")
    assert Submission.objects.get().erasure.how == ErasureHow.CONTACT
    assert held_among(requests=[request]) == {request.pk}


def test_what_waits_for_a_hold_is_due_again_once_it_is_lifted(lead: User) -> None:
    request = asked(Right.ERASURE, lead)
    hold = hold_on(request, lead)
    assert count_due(user=lead_of(request)) == 1
    done(request, lead)
    assert count_due(user=lead_of(request)) == 0

    lift_hold(hold=hold, reason="Over", by=lead, now=NOW)

    assert count_due(user=lead_of(request)) == 1
    assert done(request, lead).outcome == RightsOutcome.DONE


def test_a_request_whose_person_erased_by_code_is_due_though_a_hold_stands(lead: User) -> None:
    request = asked(Right.ERASURE, lead)
    hold_on(request, lead)

    request_erasure(submission=Submission.objects.get(), how=ErasureHow.RECEIPT, now=NOW)

    assert count_due(user=lead_of(request)) == 1


def test_a_held_request_is_not_done_while_the_hold_stands_and_may_be_refused(lead: User) -> None:
    request = asked(Right.ERASURE, lead)
    hold_on(request, lead)
    done(request, lead)

    with pytest.raises(StillHeld):
        done(request, lead)
    refused = answer_request(request=request, outcome=RightsOutcome.REFUSED, note="A court", by=lead, now=NOW)

    assert refused.closed_at == NOW


def test_an_objection_leaves_it_out_of_every_figure_and_withdraws_nothing(lead: User) -> None:
    done(asked(Right.OBJECTION, lead), lead)

    assert not Submission.objects.counted().exists()
    assert Submission.objects.get().withdrawn_at is None


def surge_of(submission: Submission) -> Surge:
    surge = Surge.objects.create(kind=SurgeKind.FLOOD, campaign=CampaignFactory.create(), began_at=NOW, last_at=NOW)
    Flag.objects.create(submission=submission, kind=FlagKind.FLOOD, surge=surge, raised_at=NOW)
    return surge


def test_an_objection_outlasts_the_decision_that_a_flood_around_it_counts(lead: User) -> None:
    done(asked(Right.OBJECTION, lead), lead)
    surge = surge_of(Submission.objects.get())

    for weighing, seen in ((Weighing.SET_ASIDE, None), (Weighing.COUNTED, NOW)):
        weigh_surge(surge=surge, weighing=weighing, reason="Looked", seen=seen, by=lead, now=NOW)

    assert not Submission.objects.counted().exists()
    assert not Piece.objects.counted().exists()
    assert not Submission.objects.set_aside().exists()


@pytest.mark.parametrize("right", [Right.ERASURE, Right.OBJECTION])
def test_nothing_is_done_before_it_is_sure_whose_it_is(lead: User, right: str) -> None:
    request = asked(right, lead, is_sure=False)

    with pytest.raises(WhoIsNotSure):
        done(request, lead)

    assert Submission.objects.counted().exists()
    assert RightsRequest.objects.get().closed_at is None


def test_no_copy_is_made_before_it_is_sure_whose_it_is(lead: User) -> None:
    with pytest.raises(WhoIsNotSure):
        note_copy(request=asked(Right.ACCESS, lead, is_sure=False), by=lead, now=NOW)


def test_nothing_can_be_copied_where_nothing_was_found(lead: User) -> None:
    request = asked(Right.ACCESS, lead)
    RightsRequest.objects.update(submission=None)

    with pytest.raises(NothingFound):
        note_copy(request=request, by=lead, now=NOW)


def test_it_is_answered_once(lead: User) -> None:
    request = asked(Right.RECTIFICATION, lead)
    done(request, lead)

    with pytest.raises(AlreadyAnswered):
        done(request, lead)

    assert AuditLine.objects.filter(code="feedback.rights.closed").count() == 1


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{2}"])
def test_a_reference_is_found_however_it_is_typed(typed: str) -> None:
    submission = SubmissionFactory.create()
    reference = submission.reference
    forms = (reference, reference.lower().replace("-", " "), reference.replace("-", ""))

    assert submission_of(organisation=submission.organisation, reference=typed.format(*forms)) == submission


def test_a_reference_of_another_organisation_is_not_found() -> None:
    submission = SubmissionFactory.create()

    assert submission_of(organisation=OrganisationFactory.create(), reference=submission.reference) is None


def test_what_people_are_told_is_kept_once_per_organisation(lead: User) -> None:
    organisation = OrganisationFactory.create()
    for officer in ("dpo@example.org", "020 7946 0123"):
        told = ParticularsIn(
            controller=Controller.SOLE,
            joint_with="",
            lawful_basis=LawfulBasis.TASK,
            special_condition=SpecialCondition.CARE,
            officer=officer,
            registration="ZA123456",
        )
        change_particulars(organisation=organisation, told=told, by=lead, now=NOW)

    assert PrivacyParticulars.objects.get().officer == "020 7946 0123"
