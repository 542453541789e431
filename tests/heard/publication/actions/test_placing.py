"""Links that a partner places for itself: its own alone, each once, and not without end."""

from datetime import UTC, datetime

import pytest

from heard.campaigns.models import CampaignState, Channel, Placement
from heard.publication import actions, queries
from heard.publication.actions import placing
from tests.factories.campaigns import CampaignFactory, PartnerFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 10, 7, 0, tzinfo=UTC)


def toolkit(**of_campaign: object) -> queries.Toolkit:
    return queries.Toolkit(partner=PartnerFactory.create(campaign=CampaignFactory.create(open=True, **of_campaign)))


def place(kit: queries.Toolkit, *, post: str = "", language: str = "en-gb") -> Placement:
    own = actions.OwnLink(channel=Channel.FACEBOOK, post=post, language=language)
    return actions.place_own_link(toolkit=kit, own=own, now=NOW)


def test_the_link_is_the_partners_own_unpaid_and_leads_to_the_landing_page():
    kit = toolkit()

    placement = place(kit, language="ur")

    assert (placement.partner, placement.is_paid, placement.destination) == (kit.partner, False, "LANDING")
    assert list(queries.placements_in(toolkit=kit)) == [placement]


def test_the_same_link_is_not_placed_twice_but_one_in_another_language_is():
    kit = toolkit()
    place(kit)

    with pytest.raises(actions.HasLink):
        place(kit)

    assert place(kit, language="cy").language == "cy"


def test_a_partner_cannot_place_links_without_end(monkeypatch):
    monkeypatch.setattr(placing, "MOST_LINKS", 2)
    kit = toolkit()
    place(kit)
    place(kit, post="Another")

    with pytest.raises(actions.TooManyLinks):
        place(kit, post="One more")


def test_nothing_is_placed_once_the_campaign_has_closed():
    with pytest.raises(actions.CampaignClosed):
        place(toolkit(state=CampaignState.CLOSED))
