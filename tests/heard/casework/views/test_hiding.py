"""Hiding more of what a person said, on a case's page."""

import pytest

from heard.casework.actions import open_cases
from heard.casework.models import Case
from heard.insight.models import Aspect
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import OPENED_AT, CaseFactory, caseworker
from tests.factories.feedback import consents_to
from tests.factories.insight import SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def case(organisation) -> Case:
    return CaseFactory.create(organisation=organisation, words="Wilhelmina on ward 6 was unkind.")


def hide(desk, case: Case, **answers: str):
    sent = {"words": "wilhelmina", "kind": "name", "revision": str(case.revision), **answers}
    return desk.post(f"/staff/cases/{case.pk}/hide/", sent, follow=True)


def test_the_words_are_hidden_and_the_history_says_so_without_them(desk, case) -> None:
    page = hide(desk, case).content.decode()
    assert '<span class="cw-gap">[name]</span> on ward 6 was unkind.' in page
    assert "Hid more of what a person said: name, in 1 places" in page
    assert "ilhelmina" not in page


def test_every_organisation_sees_them_hidden(desk, signed_in, organisation) -> None:
    other = OrganisationFactory.create()
    case = CaseFactory.create(organisation=organisation, words="Wilhelmina was unkind.", consents=consents_to(other))
    open_cases(piece_ids=[case.piece_id], now=OPENED_AT)
    theirs = Case.objects.get(piece=case.piece, organisation=other)
    hide(desk, case)
    page = signed_in(caseworker(other)).get(f"/staff/cases/{theirs.pk}/").content.decode()
    assert "Wilhelmina" not in page


def test_words_that_are_not_there_are_said_to_be_missing_and_kept_to_mend(desk, case) -> None:
    answer = hide(desk, case, words="Rosa")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "These words do not stand in what was said, or someone hid them before you." in page
    assert 'value="Rosa"' in page


def test_two_who_hide_at_once_both_succeed(desk, case) -> None:
    hide(desk, case)
    page = hide(desk, case, words="ward 6", kind="hidden").content.decode()
    assert '[name]</span> on <span class="cw-gap">[hidden]</span> was unkind.' in page


def test_the_page_says_that_it_cannot_be_undone(desk, case) -> None:
    page = desk.get(f"/staff/cases/{case.pk}/").content.decode()
    assert "afterwards only opening the original shows it" in page


def test_readers_hide_nothing(reader, case) -> None:
    assert hide(reader, case).status_code == 404
    assert "form-hide" not in reader.get(f"/staff/cases/{case.pk}/").content.decode()


def test_hidden_words_are_no_longer_told_as_the_reason_for_a_theme(desk, case) -> None:
    said = SuggestionFactory.create(piece=case.piece, aspect=Aspect.THEME, theme=theme(), why="Read from “wilhelmina”.")
    hide(desk, case)
    said.refresh_from_db()
    assert said.why == ""
