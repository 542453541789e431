"""The contact page: one box for a postcode, a town or a council, and what each answer says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from heard.campaigns import links
from heard.campaigns.arriving import Arrival, Trail
from heard.campaigns.forms.public import AreaSearchForm
from heard.campaigns.models import Campaign
from heard.campaigns.pages.public import NumberedPage, Way, notices_of
from heard.campaigns.pages.reaching import Reach, reach_of
from heard.design.phones import phone_href
from heard.places.models import Area
from heard.places.queries import Answer, LookUp, Offer

MOST = 0.6
SOME = 0.2
MOST_BY_NAME = 2
"""Of so many offers with the same name each says it; where there are more, only the council's name is said."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Ways on to choose from, under a heading of their own."""

    heading: str
    words: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class ShownAdviser:
    """Someone to turn to outside England."""

    name: str
    words: str
    phone: str
    phone_href: str
    web: str
    web_name: str


@dataclass(frozen=True, kw_only=True)
class ContactPage(NumberedPage):
    """ "Talk to someone near you": what was found for what someone wrote, and the box to write in."""

    template: ClassVar[str] = "campaigns/contact.jinja"

    form: AreaSearchForm
    action: str
    notices: tuple[str, ...]
    finding: str
    area: str
    offices: tuple[Reach, ...]
    tap_href: str
    nobody: str
    choices: Choices | None
    others: Choices | None
    elsewhere: str
    advisers: tuple[ShownAdviser, ...]
    search_heading: str
    every_area: tuple[Way, ...]
    phone: str


def contact_page(
    *,
    campaign: Campaign,
    form: AreaSearchForm,
    arrival: Arrival,
    look: LookUp,
    every_area: Iterable[Area],
    now: datetime,
) -> ContactPage:
    """Return the contact page: before a search, or with what it found."""
    trail = arrival.trail
    return ContactPage(
        title=_("Talk to someone near you"),
        has_errors=bool(form.errors),
        back_href=links.landing_path(campaign, trail=trail),
        form=form,
        action=links.contact_path(campaign, trail=trail),
        notices=notices_of(arrival),
        finding=_finding(look),
        area=look.area.name if look.area else "",
        offices=tuple(reach_of(office, now=now) for office in look.offices),
        tap_href=_tap_href(campaign, look, trail=trail),
        nobody=_nobody(look),
        choices=_choices(campaign, look, trail=trail),
        others=_others(campaign, look, trail=trail),
        elsewhere=_elsewhere(look),
        advisers=_advisers(look),
        search_heading=_("Not your area?") if look.area or look.elsewhere else "",
        every_area=tuple(
            Way(text=area.name, href=links.contact_path(campaign, trail=trail, asked={"area": area.code}))
            for area in every_area
        ),
        phone=campaign.contact_phone if form.errors or (look.area and not look.offices) else "",
    )


def problem_of(look: LookUp) -> str:
    """Return what is wrong with what someone wrote, and how to mend it; empty where it led anywhere."""
    sentences = {
        Answer.NO_SUCH_POSTCODE: _(
            "We do not know the postcode “%(words)s”. Check each letter and number, or write your town or council."
        ),
        Answer.NO_SUCH_PLACE: _(
            "We found no place called “%(words)s”. Check how it is written, or write your postcode."
        ),
        Answer.NO_TABLE: _("We cannot look up postcodes at the moment. Write your town or council."),
    }
    sentence = sentences.get(look.answer, "")
    return sentence % {"words": look.words} if sentence else ""


def _finding(look: LookUp) -> str:
    """Return in which area what they wrote lies; empty where they wrote or chose its very name."""
    if look.area is None:
        return ""
    named = {"words": look.words, "area": look.area.name, "place": look.place}
    if look.is_whole:
        return _("%(words)s is in %(area)s.") % named
    if look.is_postcode:
        return _("Postcodes that begin %(words)s are in %(area)s.") % named
    return _("%(place)s is in %(area)s.") % named if look.place not in {"", look.area.name} else ""


def _nobody(look: LookUp) -> str:
    if look.area and not look.offices:
        return _("We have no office for %(area)s yet.") % {"area": look.area.name}
    return ""


def _choices(campaign: Campaign, look: LookUp, *, trail: Trail) -> Choices | None:
    if look.answer not in {Answer.CHOICE, Answer.NEAR_MISS, Answer.UNLISTED}:
        return None
    ways = tuple(_way(campaign, offer, offers=look.offers, look=look, trail=trail) for offer in look.offers)
    heading, words = _asked_of(look)
    return Choices(heading=heading, words=words, ways=ways)


def _asked_of(look: LookUp) -> tuple[str, str]:
    """Return the question that the offers answer, and what led to it."""
    said = {"words": look.words, "offer": _named(look.offers[0], offers=look.offers)}
    is_one = len(look.offers) == 1
    if look.answer is Answer.UNLISTED:
        near = _("The postcodes closest to it are in %(offer)s.") % said if is_one else _("Choose your area.")
        return _("We do not know %(words)s") % said, near
    if look.answer is Answer.NEAR_MISS:
        unknown = _("We do not know “%(words)s”.") % said
        return (_("Did you mean %(offer)s?") if is_one else _("Did you mean one of these?")) % said, unknown
    if look.is_postcode:
        return (
            _("Postcodes that begin %(words)s are in more than one area") % said,
            _("Choose your area. If you are not sure, write your whole postcode below."),
        )
    return _("Choose your area"), _("“%(words)s” can mean more than one area.") % said


def _others(campaign: Campaign, look: LookUp, *, trail: Trail) -> Choices | None:
    if not look.others:
        return None
    heading = _("Or did you mean one of these?") if look.is_postcode else _("Other places with a name like this")
    ways = tuple(_way(campaign, offer, offers=look.others, look=look, trail=trail) for offer in look.others)
    return Choices(heading=heading, words="", ways=ways)


def _way(campaign: Campaign, offer: Offer, *, offers: tuple[Offer, ...], look: LookUp, trail: Trail) -> Way:
    """Return the link of an offer. It carries the code of an area and nothing that was written."""
    shares = look.is_postcode and not offer.name and len(offers) > 1
    return Way(
        text=_named(offer, offers=offers),
        href=links.contact_path(campaign, trail=trail, asked={"area": offer.code, "found": "1"}),
        words=_share(offer.share) if shares else "",
    )


def _named(offer: Offer, *, offers: tuple[Offer, ...]) -> str:
    where = offer.authority.name if offer.authority else str(offer.elsewhere.name) if offer.elsewhere else ""
    alike = sum(other.name == offer.name for other in offers)
    if offer.name in {"", where} or alike > MOST_BY_NAME:
        return where
    return _("%(place)s, in %(area)s") % {"place": offer.name, "area": where}


def _share(share: float) -> str:
    if share >= MOST:
        return _("Most of these postcodes")
    return _("Some of these postcodes") if share >= SOME else _("A few of these postcodes")


def _elsewhere(look: LookUp) -> str:
    if look.elsewhere is None:
        return ""
    named = {"words": look.words, "place": look.elsewhere.name}
    if look.is_whole:
        return _("%(words)s is in %(place)s") % named
    if look.is_postcode:
        return _("Postcodes that begin %(words)s are in %(place)s") % named
    return _("Whom to turn to in %(place)s") % named


def _advisers(look: LookUp) -> tuple[ShownAdviser, ...]:
    return tuple(
        ShownAdviser(
            name=each.name,
            words=str(each.words),
            phone=each.phone,
            phone_href=phone_href(each.phone),
            web=each.web,
            web_name=urlsplit(each.web).netloc.removeprefix("www."),
        )
        for each in (look.elsewhere.advisers if look.elsewhere else ())
    )


def _tap_href(campaign: Campaign, look: LookUp, *, trail: Trail) -> str:
    """Return where a tap on a shown way is said; empty where none is shown or the visitor declines to be counted."""
    if look.area is None or not look.shows_number or trail.declined:
        return ""
    return links.tap_path(campaign, trail=trail, area=look.area.code)
