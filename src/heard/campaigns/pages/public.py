"""Pages that everyone may open: the landing page with its doors, the contact page, and where to turn instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.campaigns import links
from heard.campaigns.arriving import Arrival, Trail
from heard.campaigns.calling import urgent_numbers
from heard.campaigns.doors import Door, rule_of
from heard.campaigns.forms.public import AreaSearchForm
from heard.campaigns.models import Campaign, CampaignState, Form, Wave
from heard.campaigns.pages.greetings import greeting_of
from heard.campaigns.pages.reaching import NumberShown, Reach, numbers_shown, reach_of, reach_of_line
from heard.design.languages import ENGLISH
from heard.design.pages import Page
from heard.places.models import Office
from heard.places.queries import Contact


@dataclass(frozen=True, kw_only=True)
class NumberedPage(Page):
    """A page that says whom to call now when someone is in danger."""

    numbers: tuple[NumberShown, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Way:
    """One link behind a door: what it says, where it leads, and what it is for."""

    text: str
    href: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownDoor:
    """One door of the landing page: a heading, a few words and the ways behind it."""

    heading: str
    words: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class TalkDoor:
    """The door to someone near: who that is or, where it is not known, the campaign's own line; and the box to look."""

    heading: str
    words: str
    reaches: tuple[Reach, ...]
    form: AreaSearchForm
    action: str
    list_href: str
    list_words: str
    tap_href: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A form that can be printed and posted: its files in ordinary and in large print."""

    title: str
    href: str
    large_href: str


@dataclass(frozen=True, kw_only=True)
class LandingPage(NumberedPage):
    """A campaign's landing page while it is open, or in preview."""

    template: ClassVar[str] = "campaigns/landing.jinja"

    title_lang: str
    lead: str
    more: str
    lead_lang: str
    more_lang: str
    hashtag: str
    notices: tuple[str, ...]
    doors: tuple[ShownDoor | TalkDoor, ...]
    papers: tuple[Paper, ...]
    saved_href: str
    decline_href: str
    has_declined: bool
    counts_taps: bool


@dataclass(frozen=True, kw_only=True)
class TurnPage(NumberedPage):
    """Where to turn while there is no form: not open yet, paused, closed, or a link that nobody knows."""

    template: ClassVar[str] = "campaigns/turn.jinja"

    sentences: tuple[str, ...]
    doors: tuple[ShownDoor, ...] = ()
    phone: str = ""


def landing_page(
    *,
    campaign: Campaign,
    forms: Sequence[Form],
    arrival: Arrival,
    near: Sequence[Office],
    now: datetime,
    wave: Wave | None = None,
) -> LandingPage:
    """Return the landing page with the doors that the campaign's rule names; `near` are the offices of its link's area.

    Whoever came by the link of a `wave` is greeted first, and then told what the campaign is for.
    """
    summary_lang = ENGLISH.tag if "summary" in campaign.untranslated else ""
    trail = arrival.trail
    declining = Trail(code=trail.code, preview=trail.preview, declined=True)
    rule = rule_of(campaign.doors)
    tell = _tell_door(campaign, forms=forms, trail=trail)
    talk = _near_door(campaign, arrival=arrival, near=near, now=now)
    doors: dict[Door, ShownDoor | TalkDoor] = {Door.TALK: talk}
    if tell.ways:
        doors[Door.TELL] = tell
    return LandingPage(
        title=campaign.title,
        title_lang=ENGLISH.tag if "title" in campaign.untranslated else "",
        lead=greeting_of(wave) if wave else campaign.summary,
        lead_lang="" if wave else summary_lang,
        more=campaign.summary if wave else "",
        more_lang=summary_lang,
        hashtag=f"#{campaign.hashtag}" if campaign.hashtag else "",
        notices=notices_of(arrival),
        doors=tuple(doors[door] for door in rule.order if door in doors),
        papers=tuple(_paper(campaign, form) for form in forms if form.return_address and campaign.is_open),
        saved_href=_saved(campaign, forms) if tell.ways else "",
        decline_href=links.landing_path(campaign, trail=declining),
        has_declined=trail.declined,
        counts_taps=Door.TALK in rule.order and bool(talk.tap_href),
    )


def _near_door(campaign: Campaign, *, arrival: Arrival, near: Sequence[Office], now: datetime) -> TalkDoor:
    trail, area = arrival.trail, arrival.placement.area if arrival.placement else None
    reaches = tuple(reach_of(office, now=now) for office in near)
    words = _("Call someone near you. They can listen, and tell you where to go.")
    if not reaches:
        words = _("Someone can listen, and tell you where to go.")
        line = reach_of_line(
            name=campaign.owner.name, phone=campaign.contact_phone, hours=campaign.contact_hours, now=now
        )
        reaches = (line,) if line.phone else ()
    return TalkDoor(
        heading=_("Talk to someone near you"),
        words=words,
        reaches=reaches,
        form=AreaSearchForm(),
        action=links.contact_path(campaign, trail=trail),
        list_href=links.contact_path(campaign, trail=trail),
        list_words=_("Choose from a list of areas"),
        tap_href=""
        if trail.declined or not reaches
        else links.tap_path(campaign, trail=trail, area=area.code if area and near else ""),
    )


def _saved(campaign: Campaign, forms: Sequence[Form]) -> str:
    """Return where a form is gone on with that was saved: each form's page takes the code of any."""
    return reverse("feedback:come_back", args=[campaign.slug, forms[0].slug]) if forms else ""


def _paper(campaign: Campaign, form: Form) -> Paper:
    place = [campaign.slug, form.slug]
    return Paper(
        title=form.title,
        href=reverse("feedback:print_form", args=place),
        large_href=reverse("feedback:print_form_large", args=place),
    )


def notices_of(arrival: Arrival) -> tuple[str, ...]:
    """Return what a page says of the visit itself: that it is a test, where it is one."""
    if not arrival.is_test:
        return ()
    return (_("This is a preview. What you do here is marked as a test and never counted."),)


def _doors(campaign: Campaign, *, forms: Sequence[Form], trail: Trail) -> tuple[ShownDoor, ...]:
    drawn = {Door.TELL: _tell_door(campaign, forms=forms, trail=trail), Door.TALK: _talk_door(campaign, trail=trail)}
    shown = [drawn[door] for door in rule_of(campaign.doors).order]
    return tuple(door for door in shown if door.ways)


def _tell_door(campaign: Campaign, *, forms: Sequence[Form], trail: Trail) -> ShownDoor:
    offered = _offered(campaign, forms={form.slug: form for form in forms})
    ways = tuple(
        Way(text=form.title, words=words, href=links.form_path(campaign, form_slug=form.slug, trail=trail))
        for form, words in offered
    )
    is_choice = len(ways) > 1
    heading = _("Tell us about your care")
    return ShownDoor(
        heading=heading,
        words=_("Tell us what was good or bad. You do not have to give your name.")
        if not is_choice
        else _("Choose who you want to tell. You do not have to give your name."),
        ways=ways if is_choice else tuple(Way(text=heading, href=way.href) for way in ways),
    )


def _offered(campaign: Campaign, *, forms: Mapping[str, Form]) -> list[tuple[Form, str]]:
    offers = rule_of(campaign.doors).offers
    chosen = [(forms[offer.form], offer.words) for offer in offers if offer.form in forms]
    if not chosen:
        chosen = [(form, "") for form in forms.values()]
    return [(form, _for_whom(form, words)) for form, words in chosen]


def _for_whom(form: Form, words: str) -> str:
    """Return what a form is for in the campaign's words, and who receives it where those words may no longer say so."""
    if words and form.organisation.kept_by is None:
        return words
    return f"{words} {_goes_to(form)}".strip()


def _goes_to(form: Form) -> str:
    return _("What you say goes to %(organisation)s.") % {"organisation": public_name(organisation=form.organisation)}


def _talk_door(campaign: Campaign, *, trail: Trail) -> ShownDoor:
    heading = _("Talk to someone near you")
    return ShownDoor(
        heading=heading,
        words=_(
            "Find the phone number and email address of your local office. They can listen and tell you where to go."
        ),
        ways=(Way(text=heading, href=links.contact_path(campaign, trail=trail)),),
    )


def turn_page(*, campaign: Campaign, arrival: Arrival) -> TurnPage:
    """Return what a campaign's address says while it is not open to this visitor."""
    if campaign.state == CampaignState.PREPARING:
        return TurnPage(
            title=_("This page is not open yet"),
            sentences=(_("We are still getting it ready. You can come back later."),),
        )
    titles = {
        CampaignState.PAUSED: _("%(campaign)s is taking a break"),
        CampaignState.CLOSED: _("%(campaign)s has ended"),
    }
    sentences = {
        CampaignState.PAUSED: (
            _("You cannot send the form at the moment."),
            _("You can still talk to someone near you, or come back later."),
        ),
        CampaignState.CLOSED: (
            _("Thank you to everyone who told us about their care. You can no longer send the form."),
            _("You can still talk to someone near you."),
        ),
    }
    state = CampaignState(campaign.state)
    return TurnPage(
        title=titles[state] % {"campaign": campaign.title},
        sentences=sentences[state],
        doors=(_talk_door(campaign, trail=arrival.trail),),
        phone=campaign.contact_phone,
    )


def withdrawn_page(*, campaign: Campaign, forms: Sequence[Form], arrival: Arrival) -> TurnPage:
    """Return what a link says that was withdrawn from a campaign that is open."""
    return TurnPage(
        title=_("This link is no longer used"),
        sentences=(_("You can still tell us about your care."),),
        doors=_doors(campaign, forms=forms, trail=arrival.trail),
        phone=campaign.contact_phone,
    )


def unknown_link_page(*, campaign: Campaign | None, forms: Sequence[Form]) -> TurnPage:
    """Return what a link says that nobody knows, with the doors of the front page's campaign where it is open."""
    return TurnPage(
        title=_("We do not know this link"),
        sentences=(
            _("It may have been typed or copied with a mistake. Check each letter and try again."),
            *([_("You can also start here.")] if campaign else []),
        ),
        doors=_doors(campaign, forms=forms, trail=Trail()) if campaign else (),
        phone=campaign.contact_phone if campaign else "",
    )


def front_without_campaign_page(*, campaigns: Iterable[Campaign]) -> TurnPage:
    """Return the front page of a site where no campaign is chosen for it."""
    ways = tuple(Way(text=campaign.title, href=links.landing_path(campaign, trail=Trail())) for campaign in campaigns)
    if not ways:
        return TurnPage(title=_("There is nothing to fill in here today"), sentences=())
    return TurnPage(
        title=_("Tell us about your care"),
        sentences=(),
        doors=(ShownDoor(heading=_("Choose where to go"), words="", ways=ways),),
    )


P = TypeVar("P", bound=NumberedPage)


def with_numbers(page: P, *, contacts: Iterable[Contact], now: datetime) -> P:
    """Return the page with whom to call now when someone is in danger."""
    return replace(page, numbers=numbers_shown(urgent_numbers(contacts, now=now)))
