"""Links that open a toolkit: what is kept of them, when they end, and a partner taken in by its name."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine, Organisation
from heard.campaigns.actions import AlreadyPartner, CampaignClosed
from heard.campaigns.models import CampaignState, Channel, Placement
from heard.design.errors import NotFound
from heard.publication import actions, queries
from heard.publication.models import ToolkitLink
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, PartnerFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 10, 7, 0, tzinfo=UTC)


@pytest.fixture
def made() -> actions.Made:
    return actions.make_toolkit_link(partner=PartnerFactory.create(), days=7, by=UserFactory.create(), now=NOW)


def _welcome(name: str = "Lantern Carers") -> actions.Welcome:
    return actions.Welcome(name=name, channels=(Channel.FACEBOOK, Channel.PRINT), days=30)


def test_only_a_hash_of_the_secret_is_kept_and_the_secret_finds_the_link(made):
    assert len(made.secret) >= 32
    assert made.secret not in str(ToolkitLink.objects.values().get())
    assert not AuditLine.objects.filter(detail__icontains=made.secret).exists()
    assert queries.link_with_secret(made.secret) == made.link


def test_no_other_secret_finds_a_link(made):
    with pytest.raises(NotFound):
        queries.link_with_secret(made.link.token_hash)


def test_two_links_have_two_secrets(made):
    another = actions.make_toolkit_link(partner=made.link.partner, days=7, by=None, now=NOW)

    assert another.secret != made.secret


def test_a_link_opens_until_its_days_are_over(made):
    actions.open_toolkit(link=made.link, now=NOW + timedelta(days=7, seconds=-1))

    with pytest.raises(actions.ToolkitLinkEnded):
        actions.open_toolkit(link=made.link, now=NOW + timedelta(days=7))


def test_a_link_that_was_taken_back_opens_nothing(made):
    actions.revoke_toolkit_link(link=made.link, by=None, now=NOW)
    made.link.refresh_from_db()

    with pytest.raises(actions.ToolkitLinkEnded):
        actions.open_toolkit(link=made.link, now=NOW)
    with pytest.raises(actions.AlreadyRevoked):
        actions.revoke_toolkit_link(link=made.link, by=None, now=NOW)


def test_when_it_was_last_used_is_kept_and_its_first_use_recorded_once(made):
    for later in (timedelta(), timedelta(minutes=1), timedelta(hours=1)):
        made.link.refresh_from_db()
        actions.open_toolkit(link=made.link, now=NOW + later)

    made.link.refresh_from_db()
    assert made.link.last_used_at == NOW + timedelta(hours=1)
    assert AuditLine.objects.filter(code="publication.toolkit_link.first_used").count() == 1


def test_a_partner_is_taken_in_by_its_name_with_its_first_links_and_its_toolkit():
    campaign, manager = CampaignFactory.create(open=True), UserFactory.create()

    made = actions.welcome_partner(campaign=campaign, welcome=_welcome(), by=manager, now=NOW)

    partner = made.link.partner
    assert partner.organisation.name == "Lantern Carers"
    assert partner.organisation.kind == "CHARITY_PARTNER"
    assert set(Placement.objects.filter(partner=partner).values_list("channel", flat=True)) == {"FACEBOOK", "PRINT"}
    assert made.link.expires_at == NOW + timedelta(days=30)


def test_an_organisation_that_is_here_under_that_name_becomes_the_partner():
    here = OrganisationFactory.create(name="Lantern Carers")

    made = actions.welcome_partner(
        campaign=CampaignFactory.create(), welcome=_welcome("lantern carers"), by=UserFactory.create(), now=NOW
    )

    assert made.link.partner.organisation == here


def test_who_is_a_partner_already_is_not_taken_in_again_and_nothing_is_left_behind():
    partner = PartnerFactory.create()

    with pytest.raises(AlreadyPartner):
        actions.welcome_partner(
            campaign=partner.campaign,
            welcome=_welcome(partner.organisation.name),
            by=UserFactory.create(),
            now=NOW,
        )

    assert not ToolkitLink.objects.exists()
    assert not Placement.objects.exists()


def test_nobody_joins_a_campaign_that_has_closed():
    campaign = CampaignFactory.create(state=CampaignState.CLOSED)

    with pytest.raises(CampaignClosed):
        actions.welcome_partner(campaign=campaign, welcome=_welcome(), by=UserFactory.create(), now=NOW)

    assert not Organisation.objects.filter(name="Lantern Carers").exists()
