"""What a copy of a campaign would hold."""

from dataclasses import dataclass

from heard.campaigns.models import Campaign


@dataclass(frozen=True, kw_only=True)
class Copied:
    """How many of each part of a campaign a copy has; `links` only where they are asked for."""

    waves: int
    forms: int
    partners: int
    posts: int
    objectives: int
    amounts: int
    links: int


def what_copies(*, campaign: Campaign) -> Copied:
    """Return what a copy of the campaign would hold."""
    return Copied(
        waves=campaign.waves.count(),
        forms=campaign.forms.count(),
        partners=campaign.partners.count(),
        posts=campaign.posts.count(),
        objectives=campaign.objectives.count(),
        amounts=campaign.amounts.filter(spent_on=None, placement=None).count(),
        links=campaign.placements.filter(withdrawn_at=None).count(),
    )
