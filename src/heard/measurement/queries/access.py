"""Whose figures a person may see, a campaign as a whole or a partner's own placements in it; and which they keep."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import organisations_for, reach_of
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@dataclass(frozen=True, kw_only=True)
class LiveView:
    """A campaign as one person may see it: whole, or only the placements of their `partners` (organisation ids).

    `is_kept` where the person's organisation keeps what its owner brings in of it and its stakeholders.
    """

    campaign: Campaign
    partners: frozenset[int] | None = None
    is_kept: bool = False

    @property
    def is_limited(self) -> bool:
        """Whether only a partner's own placements may be seen, and no cell under ten."""
        return self.partners is not None


def live_campaigns_for(*, user: User) -> QuerySet[Campaign]:
    """Return the campaigns whose figures the person may see in whole or in part, the latest start first."""
    readers = organisations_for(user=user, roles=READERS)
    partners = organisations_for(user=user, roles=(Role.PARTNER,))
    seen = Campaign.objects.filter(
        Q(owner__in=readers) | Q(forms__organisation__in=readers) | Q(partners__organisation__in=partners)
    )
    return Campaign.objects.filter(pk__in=seen.values("pk")).select_related("owner").order_by("-starts_on", "slug")


def live_view_for(*, user: User, slug: str) -> LiveView:
    """Return a campaign as the person may see it; raise NotFound where it is missing or not theirs."""
    held = reach_of(user=user)
    roles = {role: {where for where, what in held if what == role} for role in (*READERS, Role.PARTNER)}
    readers = roles[Role.CAMPAIGN_MANAGER] | roles[Role.ANALYST]
    campaign = Campaign.objects.filter(slug=slug).select_related("owner").first()
    if campaign is None:
        raise NotFound
    if campaign.owner_id in readers or campaign.forms.filter(organisation__in=readers).exists():
        return LiveView(campaign=campaign, is_kept=campaign.owner_id in readers)
    partners = campaign.partners.filter(organisation__in=roles[Role.PARTNER]).values_list("organisation", flat=True)
    if not partners:
        raise NotFound
    return LiveView(campaign=campaign, partners=frozenset(partners))


def whole_view_for(*, user: User, slug: str) -> LiveView:
    """Return a campaign to somebody who may see it whole; raise NotFound for anybody else."""
    view = live_view_for(user=user, slug=slug)
    if view.is_limited:
        raise NotFound
    return view


def kept_campaign_for(*, user: User, slug: str) -> Campaign:
    """Return a campaign to those who keep what its owner brings in of it and its stakeholders; else raise NotFound."""
    owners = organisations_for(user=user, roles=READERS)
    campaign = Campaign.objects.filter(slug=slug, owner__in=owners).select_related("owner").first()
    if campaign is None:
        raise NotFound
    return campaign


def counting_organisations_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose counts the person may bring in."""
    return organisations_for(user=user, roles=READERS)
