"""The pages of what stakeholders did for a campaign: decisions, a log of emails, and the list behind the number."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import Role
from heard.measurement.models import Engagement, EngagementDecision
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.measurement import (
    EngagementFactory,
    MentionFactory,
    StakeholderFactory,
    StakeholderHandleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client):
    made = CampaignFactory.create()
    client.force_login(member(Role.CAMPAIGN_MANAGER, made.owner))
    return made


def href(name: str, campaign, *more: object) -> str:
    return reverse(f"measurement:{name}", args=[campaign.slug, *more])


def test_a_suggestion_is_decided_and_the_list_is_taken_away(client, campaign):
    one = EngagementFactory.create(campaign=campaign, stakeholder__name="=Harbour")
    page = client.get(href("engagements", campaign)).content.decode()
    assert "=Harbour" in page
    assert "Suggested: Amplified." in page

    client.post(href("decide_engagement", campaign, one.pk), {"level": "AMPLIFIED"})
    told = client.post(href("export_engagements", campaign)).content.decode()

    assert EngagementDecision.objects.get().level == "AMPLIFIED"
    assert told.splitlines()[1].startswith("'=Harbour,")


def test_a_decision_is_taken_again_from_the_page_of_the_stakeholder(client, campaign):
    one = EngagementFactory.create(campaign=campaign)
    here = href("decide_engagement", campaign, one.pk)
    client.post(here, {"level": "NONE"})
    assert EngagementDecision.objects.get().level == ""
    assert 'value="NONE" checked' in client.get(here).content.decode()

    again = client.post(here, {"level": "ACTED"})

    assert again.url == reverse("measurement:stakeholder", args=[one.stakeholder_id])
    assert EngagementDecision.objects.get().level == "ACTED"
    assert client.post(here, {"level": "LOVED"}).status_code == 422


def test_a_post_can_be_read_where_it_stands(client, campaign):
    post = MentionFactory.create(campaign=campaign)
    EngagementFactory.create(campaign=campaign, source="MENTION", mention=post)

    assert f'href="{post.address}"' in client.get(href("engagements", campaign)).content.decode()


def test_an_empty_register_says_where_to_begin(client, campaign):
    assert "The register is empty" in client.get(href("engagements", campaign)).content.decode()


def test_what_somebody_knows_needs_a_name_of_the_register_and_a_day_that_was(client, campaign):
    StakeholderFactory.create(register=campaign.owner, name="Harbour Carers")
    told = {"stakeholder": "Nobody", "level": "ACTED", "on_day": "9", "on_month": "7", "on_year": "2999"}

    response = client.post(href("engagements", campaign), told)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Put it in the register first." in page
    assert "or earlier" in page
    assert '<option value="Harbour Carers">' in page


def test_a_log_of_emails_is_brought_in_and_what_came_of_it_is_said(client, campaign):
    StakeholderHandleFactory.create(stakeholder__register=campaign.owner, network="EMAIL", handle="harbour.example")
    file = SimpleUploadedFile("e.csv", b"date,from\n2020-07-08,a@harbour.example\n2020-07-08,a@elsewhere.example\n")

    page = client.post(href("mail_log", campaign), {"file": file}, follow=True).content.decode()

    assert "Emails: 2, of stakeholders: 1. New suggestions: 1" in page
    assert "nobody’s in the register: 1" in page
    assert "An email in the press office’s log" in page
    assert Engagement.objects.get().source == "EMAIL"


def test_a_log_of_emails_is_answered_cell_by_cell(client, campaign):
    file = SimpleUploadedFile("e.csv", b"date,from\nnever,nobody\n")

    response = client.post(href("mail_log", campaign), {"file": file})

    assert response.status_code == 422
    assert "Row 2, from: “nobody” is not one email address." in response.content.decode()
    wrong = client.post(href("mail_log", campaign), {"file": SimpleUploadedFile("e.csv", b"day\n1\n")})
    assert "This file cannot be read" in wrong.content.decode()


def test_the_example_log_can_be_brought_in(client, campaign):
    StakeholderHandleFactory.create(stakeholder__register=campaign.owner, network="EMAIL", handle="harbour.example")
    file = SimpleUploadedFile("e.csv", client.get(reverse("measurement:mail_log_example")).content)

    assert client.post(href("mail_log", campaign), {"file": file}).status_code == 302
    assert Engagement.objects.count() == 2


def test_more_than_so_many_is_asked_with_its_list(client, campaign):
    for name, kind, level in (("Harbour", "CHARITY", "ACTED"), ("Post", "MEDIA", "ENGAGED")):
        one = EngagementFactory.create(campaign=campaign, stakeholder__name=name, stakeholder__kind=kind)
        client.post(href("decide_engagement", campaign, one.pk), {"level": level})

    every = client.get(href("took_part", campaign)).content.decode()
    some = client.get(href("took_part", campaign), {"level": "ACTED", "many": "0"}).content.decode()
    taken = client.post(href("export_engagements", campaign), {"kind": "MEDIA"}).content.decode()

    assert "2 stakeholders engaged, not more than 500." in every
    assert "1 stakeholder acted, more than 0." in some
    assert "Harbour</a>" in some
    assert "Post</a>" not in some
    assert [line.partition(",")[0] for line in taken.splitlines()[1:]] == ["Post"]


def test_staff_of_another_organisation_of_the_campaign_do_not_see_its_owners_stakeholders(client, campaign):
    analyst = member(Role.ANALYST)
    FormFactory.create(campaign=campaign, organisation=analyst.memberships.get().organisation)
    client.force_login(analyst)

    live = client.get(reverse("measurement:live", args=[campaign.slug]))

    assert live.status_code == 200
    assert href("engagements", campaign) not in live.content.decode()
    assert client.get(href("engagements", campaign)).status_code == 404


def test_what_was_found_in_one_way_of_one_stakeholder_is_decided_together_where_a_person_says_so(client, campaign):
    one = EngagementFactory.create(campaign=campaign, source="EMAIL", note="harbour.example")
    for source in ("EMAIL", "EMAIL", "LOG"):
        EngagementFactory.create(campaign=campaign, stakeholder=one.stakeholder, source=source)
    EngagementFactory.create(campaign=campaign, source="EMAIL")
    here = href("decide_engagement", campaign, one.pk)
    assert "2 more like this: decide them together" in client.get(href("engagements", campaign)).content.decode()
    assert "2 others were found in the same way and wait" in client.get(here).content.decode()
    assert 'value="true" checked' not in client.get(here).content.decode()
    assert 'value="true" checked' in client.get(here, {"together": "1"}).content.decode()

    client.post(here, {"level": "ENGAGED", "alike": "true"})

    decided = Engagement.objects.exclude(decision=None)
    assert {(each.stakeholder_id, each.source) for each in decided} == {(one.stakeholder_id, "EMAIL")}
    assert decided.count() == 3


def test_a_button_decides_one_alone(client, campaign):
    one = EngagementFactory.create(campaign=campaign)
    EngagementFactory.create(campaign=campaign, stakeholder=one.stakeholder)

    client.post(href("decide_engagement", campaign, one.pk), {"level": "ENGAGED"})

    assert EngagementDecision.objects.get().engagement == one
