"""The page of mentions: following, stopping and forgetting."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.accounts.models import Role
from heard.measurement.models import Mention, Watch
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory
from tests.factories.measurement import MentionFactory, WatchFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client, settings):
    settings.HEARD_MENTION_SERVICES = ["mastodon=https://social.example", "jetstream=wss://stream.example"]
    made = CampaignFactory.create(hashtag="#Heard")
    client.force_login(member(Role.CAMPAIGN_MANAGER, made.owner))
    return made


def address(campaign) -> str:
    return reverse("measurement:mentions", args=[campaign.slug])


def test_a_hashtag_is_followed_on_an_allowed_service(client, campaign):
    response = client.post(address(campaign), {"tag": "#Heard", "service": "MASTODON:social.example"}, follow=True)

    watch = Watch.objects.get()
    assert (watch.tag, watch.service) == ("Heard", "https://social.example")
    assert "#Heard on Mastodon (social.example)" in response.content.decode()


@pytest.mark.parametrize(
    ("tag", "service", "said"),
    [
        ("two words", "MASTODON:social.example", "one word of letters"),
        ("Heard", "MASTODON:evil.example", "Where"),
        ("", "MASTODON:social.example", "Hashtag"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_followed(client, campaign, tag, service, said):
    response = client.post(address(campaign), {"tag": tag, "service": service})

    assert response.status_code == 422
    assert (
        said.casefold()
        in BeautifulSoup(response.content, "html.parser").select_one(".nhsuk-error-summary").text.casefold()
    )
    assert not Watch.objects.exists()


def test_the_same_hashtag_twice_is_said(client, campaign):
    WatchFactory.create(campaign=campaign)

    response = client.post(address(campaign), {"tag": "Heard", "service": "MASTODON:social.example"})

    assert response.status_code == 422
    assert "followed there already" in response.content.decode()


def test_a_service_in_trouble_is_said_plainly(client, campaign):
    WatchFactory.create(campaign=campaign, trouble="UNREACHABLE", failures=3)

    assert "It could not be reached. Nothing is lost" in client.get(address(campaign)).content.decode()


def test_a_site_without_services_says_who_allows_them(client, campaign, settings):
    settings.HEARD_MENTION_SERVICES = []

    assert "HEARD_MENTION_SERVICES" in client.get(address(campaign)).content.decode()


def test_posts_are_shown_without_names_and_addresses_that_are_no_web_page_lead_nowhere(client, campaign):
    MentionFactory.create(campaign=campaign, excerpt="<script>x</script> #Heard", address="javascript:alert(1)")

    page = client.get(address(campaign)).content.decode()

    assert "&lt;script&gt;" in page
    assert "javascript:" not in page


def test_somebody_is_forgotten_and_a_watch_is_ended(client, campaign):
    watch = WatchFactory.create(campaign=campaign)
    MentionFactory.create(campaign=campaign)

    client.post(
        reverse("measurement:forget_account", args=[campaign.slug]),
        {"network": "MASTODON", "handle": "@org@elsewhere.example"},
    )
    client.post(reverse("measurement:end_watch", args=[watch.pk]))

    assert Mention.objects.get().excerpt == ""
    assert Watch.objects.get().ended_at is not None


def test_an_account_that_is_left_out_is_asked_for(client, campaign):
    response = client.post(reverse("measurement:forget_account", args=[campaign.slug]), {"network": "MASTODON"})

    assert response.status_code == 422


def test_one_reply_is_no_replies(client, campaign):
    MentionFactory.create(campaign=campaign, replies=1, reposts=1_200, likes=0)

    assert "1 reply, 1,200 reposts, 0 likes" in client.get(address(campaign)).content.decode()
