"""A campaign's states: in preparation, open, paused, open again, closed for good."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns import queries
from heard.campaigns.models import Campaign, CampaignState
from heard.campaigns.questions import actions as questions


class NotReady(Exception):
    """The campaign lacks something that it needs before it can open: queries.readiness_of says what."""


class WrongState(Exception):
    """The campaign is in a state from which this step does not lead on."""


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: User | None, now: datetime) -> None:
    """Open a campaign to the public and freeze its questions. Raises WrongState and NotReady."""
    _hold(campaign, CampaignState.PREPARING)
    if not queries.readiness_of(campaign=campaign, today=timezone.localdate(now)).is_ready:
        raise NotReady
    for question_set in queries.question_sets_of(campaign=campaign):
        if question_set.frozen_at is None:
            questions.freeze(question_set=question_set, by=by, now=now)
    campaign.opened_at = now
    _move(campaign, CampaignState.OPEN, code="campaigns.campaign.opened", by=by, now=now)


@transaction.atomic
def pause_campaign(*, campaign: Campaign, by: User | None, now: datetime) -> None:
    """Take a campaign's forms offline for a while; its links say where to turn. Raises WrongState."""
    _hold(campaign, CampaignState.OPEN)
    _move(campaign, CampaignState.PAUSED, code="campaigns.campaign.paused", by=by, now=now)


@transaction.atomic
def resume_campaign(*, campaign: Campaign, by: User | None, now: datetime) -> None:
    """Open a paused campaign again. Raises WrongState."""
    _hold(campaign, CampaignState.PAUSED)
    _move(campaign, CampaignState.OPEN, code="campaigns.campaign.resumed", by=by, now=now)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User | None, now: datetime) -> None:
    """Close a campaign for good; its links say where to turn for ever. Raises WrongState."""
    _hold(campaign, CampaignState.OPEN, CampaignState.PAUSED)
    campaign.closed_at = now
    _move(campaign, CampaignState.CLOSED, code="campaigns.campaign.closed", by=by, now=now)


def _hold(campaign: Campaign, *states: CampaignState) -> None:
    """Lock the campaign's row and read its state again, so that two managers cannot both take the same step."""
    campaign.state = Campaign.objects.select_for_update().values_list("state", flat=True).get(pk=campaign.pk)
    if campaign.state not in states:
        raise WrongState


def _move(campaign: Campaign, state: CampaignState, *, code: str, by: User | None, now: datetime) -> None:
    campaign.state = state
    campaign.save(update_fields=["state", "opened_at", "closed_at"])
    record(code=code, subject=campaign, by=by, now=now, organisation=campaign.owner, title=campaign.title)


STEPS = {"open": open_campaign, "pause": pause_campaign, "resume": resume_campaign, "close": close_campaign}
"""Each step by the word that names it in an address."""
