"""Whose toolkit a person, or whoever holds a link, may open; and what stands in it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Count, QuerySet

from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.campaigns.models import Campaign, Partner, Placement
from heard.campaigns.queries import managed_campaign_for
from heard.design.errors import NotFound
from heard.measurement.queries import LiveView
from heard.publication.models import ToolkitLink


@dataclass(frozen=True, kw_only=True)
class Toolkit:
    """One partner's part of a campaign, and who opened it: a person who signed in, or whoever holds `secret`.

    `is_managed` where the person manages the campaign and does not work for the partner.
    """

    partner: Partner
    user: User | None = None
    secret: str = ""
    is_managed: bool = False

    @property
    def campaign(self) -> Campaign:
        """The campaign that the partner passes on."""
        return self.partner.campaign

    @property
    def view(self) -> LiveView:
        """What of the campaign's figures belongs to the partner."""
        return LiveView(campaign=self.campaign, partners=frozenset({self.partner.organisation_id}))


def hash_of(secret: str) -> str:
    """Return what is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


def toolkits_for(*, user: User) -> list[Toolkit]:
    """Return the toolkits of the partners for whom the person works, the campaign that started last first."""
    works_for = organisations_for(user=user, roles=(Role.PARTNER,))
    partners = _partners().filter(organisation__in=works_for)
    return [
        Toolkit(partner=partner, user=user) for partner in partners.order_by("-campaign__starts_on", "campaign__slug")
    ]


def toolkit_for(*, user: User, campaign_slug: str, organisation_slug: str) -> Toolkit:
    """Return a toolkit to those who work for its partner, and to managers of its campaign; raise NotFound otherwise."""
    partner = _partners().filter(campaign__slug=campaign_slug, organisation__slug=organisation_slug).first()
    if partner is None:
        raise NotFound
    works_for = organisations_for(user=user, roles=(Role.PARTNER,)).filter(pk=partner.organisation_id).exists()
    manages = organisations_for(user=user, roles=(Role.CAMPAIGN_MANAGER,)).filter(pk=partner.campaign.owner_id)
    if not works_for and not manages.exists():
        raise NotFound
    return Toolkit(partner=partner, user=user, is_managed=not works_for)


def link_with_secret(secret: str) -> ToolkitLink:
    """Return the link with this secret, ended or not; raise NotFound where there never was one."""
    link = (
        ToolkitLink.objects.filter(token_hash=hash_of(secret))
        .select_related("partner__campaign__owner__kept_by", "partner__organisation__kept_by")
        .first()
    )
    if link is None:
        raise NotFound
    return link


def toolkit_by(*, link: ToolkitLink, secret: str) -> Toolkit:
    """Return the toolkit that a link opens."""
    return Toolkit(partner=link.partner, secret=secret)


def placements_in(*, toolkit: Toolkit) -> QuerySet[Placement]:
    """Return the partner's own links that are in use, wave by wave, then by channel and age."""
    own = Placement.objects.filter(partner=toolkit.partner, withdrawn_at=None)
    return own.select_related("wave", "form", "campaign").order_by("wave__starts_on", "wave", "channel", "pk")


def placement_in(*, toolkit: Toolkit, code: str) -> Placement:
    """Return one of the partner's own links; raise NotFound for any other."""
    placement = placements_in(toolkit=toolkit).filter(code=code).first()
    if placement is None:
        raise NotFound
    return placement


def managed_partner_for(*, user: User, campaign_slug: str, organisation_slug: str) -> Partner:
    """Return a partner of a campaign that the person manages; raise NotFound otherwise."""
    campaign = managed_campaign_for(user=user, slug=campaign_slug)
    partner = _partners().filter(campaign=campaign, organisation__slug=organisation_slug).first()
    if partner is None:
        raise NotFound
    return partner


def links_of(*, partner: Partner) -> QuerySet[ToolkitLink]:
    """Return the links that open or opened the partner's toolkit, the newest first."""
    return partner.toolkit_links.select_related("made_by").order_by("-made_at", "-pk")


def open_links_of(*, campaign: Campaign, now: datetime) -> dict[int, int]:
    """Return how many links open the toolkit of each partner of a campaign at that moment, by the partner's id."""
    links = ToolkitLink.objects.open_at(now).filter(partner__campaign=campaign)
    return dict(links.order_by().values_list("partner").annotate(number=Count("pk")))


def link_of(*, partner: Partner, link_id: int) -> ToolkitLink:
    """Return one of them; raise NotFound where it has no such link."""
    link = links_of(partner=partner).filter(pk=link_id).first()
    if link is None:
        raise NotFound
    return link


def _partners() -> QuerySet[Partner]:
    return Partner.objects.select_related("campaign__owner__kept_by", "organisation__kept_by")
