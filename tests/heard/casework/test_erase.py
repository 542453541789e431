"""Casework erases its own, and never shuts out whoever must look at a sign of danger."""

from datetime import UTC, datetime

import pytest

from heard.casework.erase import erase_submission
from heard.casework.models import Case, CaseTheme, Note, RiskState
from heard.casework.queries.access import cases_for
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.erasers import NotYet
from tests.factories.casework import CaseFactory, PieceGroupFactory, caseworker
from tests.factories.feedback import consents_to
from tests.factories.insight import theme

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def open_case(**columns: object) -> Case:
    """A case whose piece the person let its organisation see, with a note and a theme."""
    by = caseworker()
    organisation = by.memberships.get().organisation
    case = CaseFactory.create(organisation=organisation, consents=consents_to(organisation), **columns)
    Note.objects.create(case=case, written_by=by, written_at=NOW, text="Rang the ward.")
    CaseTheme.objects.create(case=case, theme=theme())
    return case


def seen_by_its_caseworker(case: Case) -> bool:
    by = case.notes.get().written_by
    return cases_for(user=by).filter(pk=case.pk).exists()


def test_cases_notes_and_themes_go() -> None:
    case = open_case()

    assert erase_submission(submission=case.piece.submission, is_kept_in_figures=False, now=NOW) == 3

    assert not Case.objects.exists()


def test_words_for_which_too_few_people_are_left_go_from_a_group() -> None:
    gone, left = open_case(), open_case()
    theirs = PieceGroupFactory.create(cases=[gone, left], words=[["corridor", 7], ["zebrafish", 5]])
    others = PieceGroupFactory.create(cases=[left], words=[["zebrafish", 5]])

    erase_submission(submission=gone.piece.submission, is_kept_in_figures=False, now=NOW)

    theirs.refresh_from_db()
    others.refresh_from_db()
    assert (theirs.words, others.words) == ([["corridor", 6]], [["zebrafish", 5]])


def test_an_open_sign_of_danger_makes_it_wait() -> None:
    case = open_case(risk=RiskState.OPEN)

    with pytest.raises(NotYet, match="in danger"):
        erase_submission(submission=case.piece.submission, is_kept_in_figures=False, now=NOW)


def test_what_was_withdrawn_is_shut_to_staff() -> None:
    case = open_case()

    withdraw_submission(submission=case.piece.submission, now=NOW)

    assert not seen_by_its_caseworker(case)
    assert set(Case.objects.shut()) == {case}


def test_what_was_withdrawn_in_danger_stays_until_a_person_has_looked() -> None:
    case = open_case(risk=RiskState.OPEN)

    withdraw_submission(submission=case.piece.submission, now=NOW)
    assert seen_by_its_caseworker(case)
    assert not Case.objects.shut().exists()
    Case.objects.update(risk=RiskState.CLOSED, risk_reason="Spoke to them.")

    assert not seen_by_its_caseworker(case)
