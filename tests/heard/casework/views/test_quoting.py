"""Choosing a quote on its case, the list by theme, and letting one go."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.casework.models import Quote
from tests.factories.casework import CaseFactory, QuoteFactory
from tests.factories.insight import theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def case(organisation):
    theme()
    return CaseFactory.create(organisation=organisation)


def seen(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def send(client, case, **fields):
    data = {"revision": case.revision, "passage": "", "theme": "", **fields}
    return client.post(reverse("casework:quote", args=[case.pk]), data, follow=True)


def test_a_passage_with_a_theme_becomes_a_quote_on_the_case_and_in_the_list(reader, organisation, case):
    page = seen(send(reader, case, passage="we waited four hours", theme=theme().pk))

    assert "Quotes from it we waited four hours" in page
    assert "Not for publication" in page
    listed = reader.get(reverse("casework:quotes_of", args=[organisation.slug]), {"theme": "timeliness"})
    assert "1 quote we waited four hours" in seen(listed)


def test_words_that_do_not_stand_there_are_refused_in_a_sentence_and_kept(desk, case):
    response = send(desk, case, passage="we waited all day")

    assert response.status_code == 422
    assert "These words do not stand in what was said." in seen(response)
    assert "we waited all day" in BeautifulSoup(response.content, "html.parser").select_one("#quote textarea").text


def test_a_quote_is_let_go_from_the_list(desk, case):
    quote = QuoteFactory.create(case=case)

    response = desk.post(reverse("casework:quote_drop", args=[quote.pk]), follow=True)

    assert "The quote is gone." in seen(response)
    assert not Quote.objects.exists()


def test_a_stranger_finds_no_quote(stranger, organisation, case):
    quote = QuoteFactory.create(case=case)

    assert stranger.post(reverse("casework:quote_drop", args=[quote.pk])).status_code == 404
    assert send(stranger, case, passage="The nurse was kind").status_code == 404
    assert stranger.get(reverse("casework:quotes_of", args=[organisation.slug])).status_code == 404


def test_a_filter_that_is_none_is_refused_in_a_sentence(reader, organisation):
    response = reader.get(reverse("casework:quotes_of", args=[organisation.slug]), {"theme": "nonsense"})

    assert response.status_code == 422
