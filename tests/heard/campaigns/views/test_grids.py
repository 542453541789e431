"""Placing many links in the browser."""

import pytest
from django.urls import reverse

from heard.campaigns.models import Placement
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory
from tests.heard.campaigns.people import a_manager_of

pytestmark = pytest.mark.django_db


def test_links_are_shown_before_they_are_made_and_then_listed():
    campaign = CampaignFactory.create()
    partner = PartnerFactory.create(campaign=campaign)
    manager, address = a_manager_of(campaign), reverse("campaigns:grid", args=[campaign.slug])
    answers = {
        "partners": ["none", str(partner.pk)],
        "channels": ["FACEBOOK", "PRINT"],
        "posts": "Launch\nFilm",
        "is_paid": "organic",
        "language": "en-gb",
        "destination": "LANDING",
    }

    shown = manager.post(address, answers).content.decode()

    assert "8 new links would be made." in shown
    assert shown.count('name="partners"') == 2
    assert not Placement.objects.exists()
    kept = manager.post(address, answers | {"step": "change"})
    assert (kept.status_code, "Launch\nFilm" in kept.content.decode()) == (200, True)

    answer = manager.post(address, answers | {"step": "make"}, follow=True)

    assert Placement.objects.count() == 8
    assert "8 links" in " ".join(answer.content.decode().split())
    again = manager.post(address, answers | {"step": "make"})
    assert again.status_code == 422


def test_the_lists_hold_what_was_chosen():
    link = PlacementFactory.create(channel="X", code="other-x")
    PlacementFactory.create(campaign=link.campaign, channel="PRINT", code="other-print")
    manager = a_manager_of(link.campaign)

    lines = manager.get(reverse("campaigns:links_csv", args=[link.campaign.slug]), {"channel": "X"})

    body = b"".join(lines.streaming_content).decode()  # type: ignore[attr-defined]
    assert "other-x" in body
    assert "other-print" not in body


@pytest.mark.parametrize(
    "address",
    [
        "https://[",
        "https://evil.example/",
        "javascript:alert(1)",
        "https://www.example.org/a b",
        "https://me:secret@www.example.org/",
        f"https://www.example.org/{'a' * 500}",
    ],
)
def test_an_address_that_cannot_be_kept_is_told_before_any_link_is_shown(address):
    campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])
    answers = {
        "partners": ["none"],
        "channels": ["PRINT"],
        "is_paid": "organic",
        "language": "en-gb",
        "destination": "OUTSIDE",
        "outside_url": address,
        "is_tagged": "on",
    }

    answer = a_manager_of(campaign).post(reverse("campaigns:grid", args=[campaign.slug]), answers)

    assert answer.status_code == 422
    assert "The address" in answer.content.decode()
