"""Assigning, statuses, risks, notes, decisions and consents on a case; who changed what, and who came second."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from heard.accounts.models import AuditLine, Role
from heard.casework import actions
from heard.casework.models import Case, CaseStatus, NoteKind, RiskState
from heard.casework.queries import changes_since
from heard.feedback.actions.narrowing import AlreadyNarrowed
from heard.feedback.models import Consent, Recipient, Tone
from heard.insight.models import Aspect
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import consents_to
from tests.factories.insight import SuggestionFactory, theme

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


@pytest.fixture
def case(organisation) -> Case:
    return CaseFactory.create(organisation=organisation, consents=consents_to(provider=True))


@pytest.fixture
def worker(organisation):
    return caseworker(organisation)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def lines(code: str) -> int:
    return AuditLine.objects.filter(code=code).count()


def test_a_case_is_given_to_a_colleague(case, worker) -> None:
    actions.assign_case(case=case, to=worker, by=worker, revision=0, now=NOW)
    assert fresh(case).assigned_to == worker
    assert lines("casework.case.assigned") == 1


def test_a_case_is_given_to_nobody(case, worker) -> None:
    actions.assign_case(case=case, to=worker, by=worker, revision=0, now=NOW)
    actions.assign_case(case=case, to=None, by=worker, revision=1, now=NOW)
    assert fresh(case).assigned_to is None
    assert lines("casework.case.unassigned") == 1


def test_a_case_is_not_given_to_someone_of_another_organisation(case, worker) -> None:
    with pytest.raises(actions.NotAColleague):
        actions.assign_case(case=case, to=caseworker(), by=worker, revision=0, now=NOW)


def test_a_case_is_not_given_to_someone_who_does_not_work_on_cases(case, worker, organisation) -> None:
    with pytest.raises(actions.NotAColleague):
        actions.assign_case(case=case, to=member(Role.ANALYST, organisation), by=worker, revision=0, now=NOW)


def test_closing_a_case_says_when(case, worker) -> None:
    actions.set_status(case=case, status=CaseStatus.CLOSED, by=worker, revision=0, now=NOW)
    assert (fresh(case).status, fresh(case).closed_at) == (CaseStatus.CLOSED, NOW)


def test_opening_a_case_again_forgets_when_it_was_closed(case, worker) -> None:
    actions.set_status(case=case, status=CaseStatus.CLOSED, by=worker, revision=0, now=NOW)
    actions.set_status(case=case, status=CaseStatus.IN_PROGRESS, by=worker, revision=1, now=NOW)
    assert fresh(case).closed_at is None


def test_a_case_with_an_open_risk_is_not_closed(case, worker) -> None:
    actions.raise_risk(case=case, reason="She sounds afraid.", by=worker, revision=0, now=NOW)
    with pytest.raises(actions.RiskStillOpen):
        actions.set_status(case=case, status=CaseStatus.CLOSED, by=worker, revision=1, now=NOW)
    assert fresh(case).status == CaseStatus.NEW


def test_the_database_itself_refuses_a_closed_case_with_an_open_risk(case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED, closed_at=NOW, risk=RiskState.OPEN)


def test_the_database_itself_refuses_a_risk_closed_without_a_reason(case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(risk=RiskState.CLOSED)


def test_a_referral_names_where_the_case_went(case, worker) -> None:
    actions.set_status(
        case=case, status=CaseStatus.REFERRED, referred_to="Adult safeguarding", by=worker, revision=0, now=NOW
    )
    assert fresh(case).referred_to == "Adult safeguarding"
    assert case.notes.get().kind == NoteKind.REFERRED


def test_a_risk_is_closed_with_its_reason(case, worker) -> None:
    actions.raise_risk(case=case, reason="She sounds afraid.", by=worker, revision=0, now=NOW)
    actions.close_risk(case=case, reason="The council visited.", by=worker, revision=1, now=NOW)
    assert (fresh(case).risk, fresh(case).risk_reason) == (RiskState.CLOSED, "The council visited.")
    assert list(case.notes.order_by("pk").values_list("kind", flat=True)) == ["RISK_RAISED", "RISK_CLOSED"]


def test_there_must_be_a_risk_to_close(case, worker) -> None:
    with pytest.raises(actions.RiskNotOpen):
        actions.close_risk(case=case, reason="None.", by=worker, revision=0, now=NOW)


def test_raising_a_risk_opens_a_closed_case_again(case, worker) -> None:
    actions.set_status(case=case, status=CaseStatus.CLOSED, by=worker, revision=0, now=NOW)
    actions.raise_risk(case=case, reason="A second look.", by=worker, revision=1, now=NOW)
    assert (fresh(case).status, fresh(case).risk) == (CaseStatus.IN_PROGRESS, RiskState.OPEN)


@pytest.mark.parametrize("text", ["The council visited.", "Dorothy Hale, 07700 900123"])
def test_no_audit_line_holds_what_staff_wrote(case, worker, text) -> None:
    actions.raise_risk(case=case, reason=text, by=worker, revision=0, now=NOW)
    actions.close_risk(case=case, reason=text, by=worker, revision=1, now=NOW)
    actions.add_note(case=case, text=text, by=worker, now=NOW)
    assert not [line for line in AuditLine.objects.all() if text in str(line.detail)]


def test_deciding_the_same_again_is_no_change_to_anyone_else(case, worker) -> None:
    chosen = theme("parking")
    actions.decide_case_themes(case=case, present=[chosen.pk], by=worker, revision=0, now=NOW)
    actions.decide_case_tone(case=case, tone=Tone.MIXED, by=worker, revision=1, now=NOW)
    actions.decide_case_themes(case=case, present=[chosen.pk], by=worker, revision=2, now=NOW)
    actions.decide_case_tone(case=case, tone=Tone.MIXED, by=worker, revision=2, now=NOW)
    assert fresh(case).revision == 2
    actions.assign_case(case=case, to=worker, by=worker, revision=2, now=NOW)
    assert [line.code for line in changes_since(case=fresh(case), revision=2)] == ["casework.case.assigned"]


def test_the_later_of_two_decisions_is_refused_and_overwrites_nothing(case, worker, organisation) -> None:
    other = caseworker(organisation)
    actions.assign_case(case=case, to=worker, by=worker, revision=0, now=NOW)
    with pytest.raises(actions.CaseChanged):
        actions.assign_case(case=case, to=other, by=other, revision=0, now=NOW)
    assert fresh(case).assigned_to == worker
    assert lines("casework.case.assigned") == 1


def test_a_note_is_never_refused(case, worker) -> None:
    actions.assign_case(case=case, to=worker, by=worker, revision=0, now=NOW)
    actions.add_note(case=case, text="I rang them.", by=worker, now=NOW)
    assert case.notes.count() == 1


def test_decided_themes_show_on_the_case(case, worker) -> None:
    suggested, chosen = theme("timeliness"), theme("parking")
    SuggestionFactory.create(piece=case.piece, aspect=Aspect.THEME, theme=suggested, value="")
    actions.decide_case_themes(case=case, present=[chosen.pk], by=worker, revision=0, now=NOW)
    assert [one.theme for one in case.case_themes.all()] == [chosen]


def test_a_decided_tone_shows_on_the_case(case, worker) -> None:
    actions.decide_case_tone(case=case, tone=Tone.MIXED, by=worker, revision=0, now=NOW)
    assert fresh(case).tone == Tone.MIXED


def test_two_organisations_decide_each_on_their_own_case(worker, organisation) -> None:
    ours = CaseFactory.create(organisation=organisation, consents=consents_to(OrganisationFactory.create()))
    theirs = Case.objects.exclude(pk=ours.pk).get(piece=ours.piece)
    actions.decide_case_tone(case=ours, tone=Tone.BAD, by=worker, revision=0, now=NOW)
    assert fresh(theirs).tone == ""


def test_a_permission_is_taken_back_with_who_and_why(case, worker) -> None:
    consent = Consent.objects.get(piece=case.piece, recipient=Recipient.PROVIDER)
    actions.narrow_case_consent(case=case, consent=consent, reason="They rang.", by=worker, revision=0, now=NOW)
    consent.refresh_from_db()
    assert (consent.narrowed_at, consent.narrowed_by, consent.narrowed_reason) == (NOW, worker, "They rang.")
    assert lines("feedback.consent.narrowed") == 1


def test_a_permission_is_taken_back_once(case, worker) -> None:
    consent = Consent.objects.get(piece=case.piece, recipient=Recipient.PROVIDER)
    actions.narrow_case_consent(case=case, consent=consent, reason="They rang.", by=worker, revision=0, now=NOW)
    with pytest.raises(AlreadyNarrowed):
        actions.narrow_case_consent(case=case, consent=consent, reason="Again.", by=worker, revision=1, now=NOW)
    consent.refresh_from_db()
    assert consent.narrowed_reason == "They rang."


def test_an_organisation_does_not_shut_itself_out_of_an_open_risk(case, worker, organisation) -> None:
    actions.raise_risk(case=case, reason="She sounds afraid.", by=worker, revision=0, now=NOW)
    own = Consent.objects.get(piece=case.piece, organisation=organisation)
    with pytest.raises(actions.OpenRiskNeedsUs):
        actions.narrow_case_consent(case=case, consent=own, reason="They rang.", by=worker, revision=1, now=NOW)
    own.refresh_from_db()
    assert own.narrowed_at is None
