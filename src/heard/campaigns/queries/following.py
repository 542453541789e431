"""What will follow an organisation when another takes its place: campaigns, forms and links."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from heard.accounts.queries import Following, following
from heard.campaigns.models import Campaign, CampaignState, Form, Placement


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return what organisations have in campaigns that have not closed: the campaigns, their forms and their links."""
    running = Campaign.objects.exclude(state=CampaignState.CLOSED)
    standing = Placement.objects.filter(withdrawn_at=None, campaign__in=running)
    yield following(_("Campaigns"), running, organisations, by="owner")
    yield following(_("Forms"), Form.objects.filter(campaign__in=running), organisations)
    yield following(_("Links of its campaigns"), standing, organisations, by="campaign__owner")
    yield following(_("Links that it passes on as a partner"), standing, organisations, by="partner__organisation")
