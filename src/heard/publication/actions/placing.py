"""Links that a partner places for itself, out of its toolkit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.campaigns import actions as campaigns
from heard.campaigns.models import Channel, Partner, Placement, Wave
from heard.design.languages import ENGLISH
from heard.publication.queries import Toolkit, placements_in

MOST_LINKS = 60
"""How many links of its own a partner may have in use: every channel in every language, and some over."""

CampaignClosed = campaigns.CampaignClosed


class HasLink(Exception):
    """The partner has a link in use for that channel, wave, language and place."""


class TooManyLinks(Exception):
    """The partner has as many links in use as it may place for itself."""


@dataclass(frozen=True, kw_only=True)
class OwnLink:
    """Where a partner wants a link of its own to stand. It always leads to the campaign's landing page."""

    channel: Channel
    post: str = ""
    wave: Wave | None = None
    language: str = ENGLISH.code


@transaction.atomic
def place_own_link(*, toolkit: Toolkit, own: OwnLink, now: datetime) -> Placement:
    """Place a link of the partner's own. Raises HasLink, TooManyLinks and CampaignClosed."""
    Partner.objects.select_for_update().get(pk=toolkit.partner.pk)
    mine = placements_in(toolkit=toolkit)
    if mine.filter(channel=own.channel, post=own.post, wave=own.wave, language=own.language, is_paid=False).exists():
        raise HasLink
    if mine.count() >= MOST_LINKS:
        raise TooManyLinks
    plan = campaigns.PlacementPlan(
        channel=own.channel, post=own.post, wave=own.wave, partner=toolkit.partner, language=own.language
    )
    placement = campaigns.place(campaign=toolkit.campaign, plan=plan, by=toolkit.user, now=now)
    record(
        code="publication.placement.made",
        subject=placement,
        by=toolkit.user,
        now=now,
        organisation=toolkit.campaign.owner,
        organisation_name=toolkit.partner.organisation.name,
    )
    return placement
