"""The first page of a toolkit: a partner's links and figures, and the page on which it places another link."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.campaigns import links
from heard.campaigns.models import CampaignState, Placement
from heard.design.forms import Form
from heard.design.languages import language_of
from heard.design.pages import Page
from heard.measurement.queries import Figures
from heard.publication import addresses
from heard.publication.pages import figures as counted
from heard.publication.queries import Toolkit


@dataclass(frozen=True, kw_only=True)
class OwnLinkShown:
    """One link of a partner: where it stands, its address to copy, and the page with all that belongs to it."""

    id: str
    name: str
    about: str
    address: str
    href: str


@dataclass(frozen=True, kw_only=True)
class WaveShown:
    """The links of one part of the campaign."""

    name: str
    days: str
    links: tuple[OwnLinkShown, ...]


@dataclass(frozen=True, kw_only=True)
class ToolkitPage(Page):
    """A partner's toolkit."""

    template: ClassVar[str] = "publication/toolkit.jinja"

    partner: str
    lead: str
    notice: str
    waves: tuple[WaveShown, ...]
    new_link_href: str
    figures: counted.FiguresShown | None


@dataclass(frozen=True, kw_only=True)
class OwnToolkitsPage(Page):
    """The toolkits of those for whom a person works."""

    template: ClassVar[str] = "publication/own_toolkits.jinja"

    toolkits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class NewLinkPage(Page):
    """Where a partner wants another link to stand. `is_held` where it came by a link's secret and has no cookie."""

    template: ClassVar[str] = "publication/new_link.jinja"

    form: Form
    is_held: bool


def own_toolkits_page(*, toolkits: Iterable[Toolkit]) -> OwnToolkitsPage:
    """Return the list of a person's toolkits."""
    return OwnToolkitsPage(
        title=_("Toolkits"),
        toolkits=tuple(
            (
                f"{each.campaign.title}: {public_name(organisation=each.partner.organisation)}",
                addresses.toolkit_href(each),
            )
            for each in toolkits
        ),
    )


def toolkit_page(*, toolkit: Toolkit, placements: Iterable[Placement], figures: Figures) -> ToolkitPage:
    """Return a partner's toolkit: its links wave by wave, and its figures once it has a link."""
    campaign = toolkit.campaign
    waves = tuple(
        WaveShown(
            name=wave.name if wave else _("The whole campaign"),
            days=_days(wave.starts_on, wave.ends_on) if wave else _days(campaign.starts_on, campaign.ends_on),
            links=tuple(_link(toolkit, placement) for placement in several),
        )
        for wave, several in groupby(placements, key=lambda placement: placement.wave)
    )
    return ToolkitPage(
        title=campaign.title,
        partner=public_name(organisation=toolkit.partner.organisation),
        lead=_("Everything to pass the campaign on: your own links, QR codes, posts, pictures and figures."),
        notice=_notices().get(CampaignState(campaign.state), ""),
        waves=waves,
        new_link_href="" if campaign.state == CampaignState.CLOSED else addresses.new_link_href(toolkit),
        figures=counted.shown(figures) if waves else None,
        back_href=addresses.above_href(toolkit),
    )


def new_link_page(*, toolkit: Toolkit, form: Form) -> NewLinkPage:
    """Return the page on which a partner places a link of its own."""
    return NewLinkPage(
        title=_("Make a link"),
        form=form,
        is_held=bool(toolkit.secret),
        has_errors=bool(form.errors),
        back_href=addresses.toolkit_href(toolkit),
    )


def where_seen(placement: Placement) -> str:
    """Return where people see a link, in few words."""
    channel = str(placement.get_channel_display())
    return f"{channel}: {placement.post}" if placement.post else channel


def _link(toolkit: Toolkit, placement: Placement) -> OwnLinkShown:
    about = [language_of(placement.language).name]
    about += [_("Paid for by the campaign")] if placement.is_paid else []
    return OwnLinkShown(
        id=f"link-{placement.code}",
        name=where_seen(placement),
        about=" · ".join(about),
        address=links.short_address(placement.code),
        href=addresses.link_href(toolkit, placement),
    )


def _days(first: object, last: object) -> str:
    return _("%(first)s to %(last)s") % {"first": date_format(first, "j M Y"), "last": date_format(last, "j M Y")}  # type: ignore[arg-type]


def _notices() -> dict[CampaignState, str]:
    return {
        CampaignState.PREPARING: _(
            "The campaign is still in preparation. Get everything ready, and post it once the campaign has opened:"
            " until then the links lead to a page that says so."
        ),
        CampaignState.PAUSED: _("The campaign is paused. Your links tell people so, and where to turn meanwhile."),
        CampaignState.CLOSED: _("The campaign has closed. Your links tell people so, and where to turn."),
    }
