"""What several pages say of a campaign and its links, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.campaigns.hosts import Fault
from heard.campaigns.models import Campaign, CampaignState, Destination, Form, Placement
from heard.design.tables import Cell, Column

STATE_TONES = {
    CampaignState.PREPARING: "info",
    CampaignState.OPEN: "good",
    CampaignState.PAUSED: "warn",
    CampaignState.CLOSED: "",
}


@dataclass(frozen=True, kw_only=True)
class StateTag:
    """A state in a word, and the tone of its tag."""

    text: str
    tone: str


Row = tuple[Cell | StateTag, ...]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing said about a campaign or a link."""

    key: str
    value: str


def state_of(campaign: Campaign) -> StateTag:
    """Return the campaign's state as a tag."""
    state = CampaignState(campaign.state)
    return StateTag(text=str(state.label), tone=STATE_TONES[state])


def link_state_of(placement: Placement) -> StateTag:
    """Return whether a link still leads on, as a tag."""
    if placement.withdrawn_at:
        return StateTag(text=_("Withdrawn"), tone="")
    return StateTag(text=_("In use"), tone="good")


def days_of(first: date, last: date) -> str:
    """Return a period in words."""
    return _("%(first)s to %(last)s") % {"first": date_format(first, "j M Y"), "last": date_format(last, "j M Y")}


def seen_at(placement: Placement) -> str:
    """Return where people see a link."""
    channel = placement.get_channel_display()
    return f"{channel}: {placement.post}" if placement.post else str(channel)


def leads_to(placement: Placement) -> str:
    """Return where a link leads."""
    if placement.form:
        return placement.form.title
    return placement.outside_url or str(Destination.LANDING.label)


def list_href() -> str:
    """Return the address of the list of campaigns."""
    return reverse("campaigns:list")


def campaign_href(campaign: Campaign) -> str:
    """Return the address of a campaign's page."""
    return reverse("campaigns:campaign", args=[campaign.slug])


def plan_href(campaign: Campaign) -> str:
    """Return the address of the page with a campaign's plan."""
    return reverse("campaigns:plan", args=[campaign.slug])


def questions_href(campaign: Campaign, form: Form) -> str:
    """Return the address of the page with a form's questions."""
    return reverse("campaigns:questions", args=[campaign.slug, form.slug])


def placement_href(placement: Placement) -> str:
    """Return the address of a link's page."""
    return reverse("campaigns:placement", args=[placement.campaign.slug, placement.code])


def columns(*headings: str) -> tuple[Column, ...]:
    """Return the columns of a table of words."""
    return tuple(Column(text=heading) for heading in headings)


def film_of(campaign: Campaign) -> tuple[str, ...]:
    """Return what is said of the campaign's film in British Sign Language."""
    about = _("Every public page leads to it, and shows nothing where there is none.")
    if campaign.film_address:
        return (about, _("Now: %(address)s") % {"address": campaign.film_address})
    if campaign.film.name:
        captions = _("with captions") if campaign.film_captions.name else _("without captions")
        return (about, _("Now: a film on this site, %(captions)s.") % {"captions": captions})
    return (about,)


def outside_too_long() -> str:
    """Return that an address outside this site is too long, and how long it may be."""
    return _("The address is too long: with its utm words it may have 500 characters")


def outside_refused(fault: Fault, *, hosts: Sequence[str]) -> str:
    """Return why an address outside this site is not taken, and how to mend it."""
    sentences = {
        Fault.NO_LIST: _("No other website is on the campaign's list. Add it to the campaign first"),
        Fault.SPACES: _("The address has a space in it. Write one address alone; a space that belongs to it is %%20"),
        Fault.NO_ADDRESS: _("The address is not one of a page. Copy it from the browser’s address bar"),
        Fault.NO_HTTPS: _("The address must begin with https://"),
        Fault.CREDENTIALS: _(
            "The address holds a name or password before an @. Leave it out: all who follow it would get it"
        ),
        Fault.PORT: _("The address names a port, as in :8080. Leave it out, or give an address without one"),
        Fault.ELSEWHERE: _("The address must be on one of these websites: %(hosts)s"),
    }
    return sentences[fault] % {"hosts": ", ".join(hosts)}
