"""The choice of a letter about alerts, and the link in it by which it is stopped."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse

from heard.accounts.models import Role
from heard.design import clock
from heard.measurement.actions.alert_letters import choose_letter, write_about_alerts
from heard.measurement.models import Alert, AlertKind, AlertLetter
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, PlacementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True)


@pytest.fixture
def user(campaign):
    return member(Role.CAMPAIGN_MANAGER, campaign.owner)


def test_nobody_gets_a_letter_until_they_tick_it(client, campaign, user):
    client.force_login(user)
    page = BeautifulSoup(client.get(reverse("measurement:alerts", args=[campaign.slug])).content, "html.parser")
    assert "You get no letter." in page.main.text
    letter = reverse("measurement:alert_letter", args=[campaign.slug])
    assert page.select_one(f'a[href="{letter}"]')

    saved = client.post(letter, {"wanted": "true"}, follow=True)

    assert AlertLetter.objects.get().user == user
    assert "You get a letter at 8 each morning" in saved.content.decode()


def test_the_link_in_the_letter_stops_it_after_signing_in(client, campaign, user):
    now = clock.now()
    choose_letter(campaign=campaign, by=user, wanted=True, now=now - timedelta(days=2))
    Alert.objects.create(campaign=campaign, kind=AlertKind.BOTS, observed=900, expected=3, raised_at=now)
    write_about_alerts(now=now.replace(hour=12))
    [address] = [line for line in mail.outbox[0].body.splitlines() if line.endswith("/alerts/letter/")]
    path = "/" + address.split("/", 3)[3]

    assert client.get(path).status_code == 302
    client.force_login(user)
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert page.select_one("input[name=wanted]").has_attr("checked")
    client.post(path, {"csrfmiddlewaretoken": "x"})

    assert not AlertLetter.objects.exists()


@pytest.mark.parametrize(("many", "told"), [(2, "was clicked once in a day"), (3, "3 links are clicked though")])
def test_links_whose_time_is_over_do_not_hide_what_else_is_wrong(client, campaign, user, many, told):
    for _ in range(many):
        placement = PlacementFactory.create(campaign=campaign)
        Alert.objects.create(
            campaign=campaign, kind=AlertKind.OVER, placement=placement, observed=1, expected=0, raised_at=clock.now()
        )
    Alert.objects.create(campaign=campaign, kind=AlertKind.BOTS, observed=900, expected=3, raised_at=clock.now())
    client.force_login(user)

    live = BeautifulSoup(client.get(reverse("measurement:live", args=[campaign.slug])).content, "html.parser")
    page = BeautifulSoup(client.get(reverse("measurement:alerts", args=[campaign.slug])).content, "html.parser")

    first, *others = (line.text for line in live.select("main ul")[0].select("li"))
    assert first.startswith("900 visits by bots")
    assert told in others[0]
    assert len(page.select("main form button.nhsuk-button--small")) == many + 1
    assert len(page.select("main .heard-sheet h2")) == 2
