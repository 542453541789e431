"""The page of machine and people: figures, time, the line, and that somebody looked."""

import re

import pytest

from heard.accounts.models import Role
from heard.measurement.models import AgreementLine, AgreementNotice
from tests.factories.accounts import OrganisationFactory, member
from tests.heard.measurement.agreeing import NOW, decide, read_piece

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = "/staff/agreement/of/harbour-voice/"


@pytest.fixture
def organisation():
    return OrganisationFactory.create(slug="harbour-voice")


@pytest.fixture
def analyst(organisation, client):
    client.force_login(member(Role.ANALYST, organisation))
    return client


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_before_anybody_decided_it_says_what_will_show(analyst) -> None:
    page = plain(analyst.get(HERE))
    assert "Nothing to compare yet." in page
    assert "Caseworkers decide themes and tone under Decide." in page
    assert "Nobody has set this line" in page


def test_what_was_decided_long_ago_shows_over_time_alone(analyst, organisation) -> None:
    decide(read_piece(organisation, "food-drink"), organisation, "food-drink")
    page = plain(analyst.get(f"{HERE}?about=food-drink&every=week"))
    assert "people decided the themes of no piece" in page
    assert "Food and drink over time" in page
    assert "100% (21%–100%)" in page


def test_nonsense_in_the_address_is_said(analyst) -> None:
    page = analyst.get(f"{HERE}?about=nonsense")
    assert page.status_code == 422
    assert "Choose one of the answers" in plain(page)


def test_a_line_is_set_and_a_wrong_one_refused_in_words(analyst) -> None:
    wrong = analyst.post(f"{HERE}line/", {"alpha": "0.5", "least": "3"})
    assert wrong.status_code == 422
    assert "must be 20 or more" in plain(wrong)
    analyst.post(f"{HERE}line/", {"alpha": "0.5", "least": "30"})
    assert (AgreementLine.objects.get().alpha, AgreementLine.objects.get().least) == (0.5, 30)
    assert "below 0.50, once people have decided 30 pieces" in plain(analyst.get(HERE))


def test_a_notice_stands_at_the_top_and_beside_the_section_until_somebody_looked(analyst, organisation) -> None:
    notice = AgreementNotice.objects.create(
        organisation=organisation, alpha=0.1, high=0.3, line=0.4, pieces=60, raised_at=NOW
    )
    assert "Alpha was 0.10 and at most 0.30 over 60 pieces" in plain(analyst.get(HERE))
    analyst.post(f"/staff/agreement/notices/{notice.pk}/seen/")
    assert "looked on" in plain(analyst.get(HERE))


def test_a_stranger_finds_nothing(client, organisation) -> None:
    client.force_login(member(Role.ANALYST))
    assert client.get(HERE).status_code == 404
