"""More like this: the nearest cases that the reader may see, and no words in the address."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.casework.queries import nearness
from heard.feedback.models import Consent
from tests.factories.casework import OPENED_AT, CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PARKING = "The hospital car park was full and parking was expensive"


def like(client, case) -> str:
    response = client.get(reverse("casework:like", args=[case.pk]))
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


@pytest.fixture
def case(organisation):
    return CaseFactory.create(organisation=organisation, words=PARKING)


def test_what_speaks_of_the_same_is_shown_and_the_rest_is_not(desk, organisation, case):
    CaseFactory.create(organisation=organisation, words="I paid ten pounds for parking at the hospital")
    CaseFactory.create(organisation=organisation, words="The nurse was kind and listened to me")

    page = like(desk, case)

    assert "I paid ten pounds" in page
    assert "The nurse was kind" not in page


def test_what_the_reader_may_not_see_is_not_shown(desk, organisation, case):
    CaseFactory.create(words="I paid a stranger ten pounds for parking at the hospital")
    shut = CaseFactory.create(organisation=organisation, words="I paid someone ten pounds for parking at the hospital")
    Consent.objects.filter(piece=shut.piece).update(narrowed_at=OPENED_AT)

    assert "Nothing like it" in like(desk, case)


def test_cases_of_others_do_not_crowd_out_those_that_the_reader_may_see(desk, organisation, case, monkeypatch):
    monkeypatch.setattr(nearness, "AT_ONCE", 2)
    monkeypatch.setattr(nearness, "AT_MOST", 8)
    CaseFactory.create(organisation=organisation, words="I paid ten pounds for parking at the hospital")
    for number in range(3):
        CaseFactory.create(words=f"I paid stranger {number} ten pounds for parking at the hospital")

    page = like(desk, case)

    assert "I paid ten pounds" in page
    assert "stranger" not in page


def test_a_case_without_words_is_like_nothing(desk, organisation):
    assert "Nothing like it" in like(desk, CaseFactory.create(organisation=organisation, words="[name]"))


def test_a_stranger_finds_nothing(stranger, case):
    assert stranger.get(reverse("casework:like", args=[case.pk])).status_code == 404
