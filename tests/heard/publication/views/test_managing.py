"""What managers do: take in a partner in one form, see its link once, and take it back."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from heard.campaigns.models import Partner, Placement
from heard.publication.models import ToolkitLink
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client):
    made = CampaignFactory.create(open=True)
    client.force_login(member(Role.CAMPAIGN_MANAGER, made.owner))
    return made


def _take_in(client, campaign, **changed):
    given = {"name": "Lantern Carers", "channels": ["FACEBOOK", "WEBSITE"], "days": "30", "email": ""}
    return client.post(reverse("publication:toolkits", args=[campaign.slug]), given | changed)


def _secret_in(text: str) -> str:
    return re.findall(r"/partner/([\w-]+)/", text)[0]


def test_a_new_partner_is_live_after_one_form(client, campaign):
    response = _take_in(client, campaign, email="ada@lantern.example.org")

    secret = _secret_in(response.content.decode())
    assert response.status_code == 201
    assert f"/partner/{secret}/" in mail.outbox[0].body
    opened = Client().get(reverse("publication:held_toolkit", args=[secret]))
    codes = Placement.objects.values_list("code", flat=True)
    assert len(codes) == 2
    assert all(f"/l/{code}" in opened.content.decode() for code in codes)


def test_the_link_is_shown_once_and_can_be_taken_back(client, campaign):
    made = _take_in(client, campaign).content.decode()
    secret = _secret_in(made)
    link = ToolkitLink.objects.get()
    place = [campaign.slug, link.partner.organisation.slug]

    assert secret not in client.get(reverse("publication:partner", args=place)).content.decode()
    client.post(reverse("publication:revoke", args=[*place, link.pk]))
    assert Client().get(reverse("publication:held_toolkit", args=[secret])).status_code == 410


def test_a_partner_cannot_be_taken_in_twice(client, campaign):
    _take_in(client, campaign)

    response = _take_in(client, campaign, name="lantern carers")

    assert response.status_code == 422
    assert "is a partner already" in response.content.decode()
    assert Partner.objects.count() == 1


def test_an_email_that_does_not_go_out_is_said_and_the_link_stands(client, campaign, settings):
    settings.EMAIL_BACKEND = "tests.heard.publication.views.broken.Backend"

    text = _take_in(client, campaign, email="ada@lantern.example.org").content.decode()

    assert "could not be sent" in text
    assert "/partner/" in text
