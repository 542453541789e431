"""The pages of groups: what was found, asking anew, and a name."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.casework.models import GroupSearch, PieceGroup
from heard.feedback.actions.withdrawing import withdraw_submission
from tests.factories.casework import OPENED_AT, CaseFactory, GroupSearchFactory, PieceGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def group(organisation):
    cases = [CaseFactory.create(organisation=organisation) for _ in range(5)]
    return PieceGroupFactory.create(
        search__organisation=organisation, cases=cases, is_rising=True, recent=5, words=[["waited", 5]]
    )


def seen(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def test_a_group_shows_its_words_its_size_and_that_it_is_new(reader, organisation, group):
    page = seen(reader.get(reverse("casework:groups_of", args=[organisation.slug])))

    assert "waited 5 pieces New this week" in page
    assert "The nurse was kind but we waited four hours." in page


def test_telling_words_go_once_too_few_people_may_stand_behind_them(reader, organisation, group):
    group.members.filter(rank=1).delete()

    page = reader.get(reverse("casework:group", args=[group.pk]))

    assert "Words that tell it from all others" not in seen(page)
    assert "Group 1" in seen(page)


def test_what_people_took_back_counts_for_no_word_any_more(reader, organisation):
    cases = [CaseFactory.create(organisation=organisation) for _ in range(6)]
    words = [["corridor", 6], ["zebrafish", 5]]
    group = PieceGroupFactory.create(search__organisation=organisation, cases=cases, words=words)
    address = reverse("casework:group", args=[group.pk])
    assert "zebrafish" in seen(reader.get(address))

    withdraw_submission(submission=cases[0].piece.submission, now=OPENED_AT)

    page = seen(reader.get(address))
    assert ("corridor" in page, "zebrafish" in page) == (True, False)


def test_asking_leads_back_to_a_page_that_says_so(reader, organisation):
    response = reader.post(reverse("casework:groups_find", args=[organisation.slug]), follow=True)

    assert GroupSearch.objects.get().done_at is None
    assert "The worker is looking for groups" in seen(response)


def test_a_group_takes_a_name(reader, group):
    response = reader.post(reverse("casework:group", args=[group.pk]), {"name": "Long waits"}, follow=True)

    assert PieceGroup.objects.get().name == "Long waits"
    assert "Long waits" in seen(response)


def test_too_long_a_name_is_refused_in_a_sentence(reader, group):
    response = reader.post(reverse("casework:group", args=[group.pk]), {"name": "x" * 81})

    assert response.status_code == 422
    assert PieceGroup.objects.get().name == ""


def test_a_search_that_failed_is_said(reader, organisation):
    GroupSearchFactory.create(organisation=organisation, has_failed=True, asked_at=OPENED_AT + timedelta(days=1))

    page = seen(reader.get(reverse("casework:groups_of", args=[organisation.slug])))

    assert "The last search could not be done." in page


def test_a_stranger_finds_no_group(stranger, organisation, group):
    assert stranger.get(reverse("casework:group", args=[group.pk])).status_code == 404
    assert stranger.get(reverse("casework:groups_of", args=[organisation.slug])).status_code == 404


def test_the_queue_leads_to_the_groups(reader, organisation):
    page = reader.get(reverse("casework:queue_of", args=[organisation.slug]))

    assert reverse("casework:groups_of", args=[organisation.slug]) in page.content.decode()
