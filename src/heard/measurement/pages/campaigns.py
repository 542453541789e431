"""The campaigns whose figures the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign
from heard.design.dates import said_day
from heard.design.pages import Page


class Item(NamedTuple):
    """A campaign in the list."""

    title: str
    href: str
    state: str
    days: str


@dataclass(frozen=True, kw_only=True)
class CampaignsPage(Page):
    """The campaigns whose figures the reader may see."""

    template: ClassVar[str] = "measurement/campaigns.jinja"

    campaigns: tuple[Item, ...]
    counts_href: str


def campaigns_page(*, campaigns: Iterable[Campaign], may_bring_counts: bool) -> CampaignsPage:
    """Return the list of campaigns with figures, and the way to counts from elsewhere for those who may bring them."""
    return CampaignsPage(
        title=_("Live figures"),
        counts_href=reverse("measurement:counts") if may_bring_counts else "",
        campaigns=tuple(
            Item(
                title=campaign.title,
                href=reverse("measurement:live", args=[campaign.slug]),
                state=campaign.get_state_display(),
                days=_("%(first)s to %(last)s")
                % {"first": said_day(campaign.starts_on), "last": said_day(campaign.ends_on)},
            )
            for campaign in campaigns
        ),
    )
