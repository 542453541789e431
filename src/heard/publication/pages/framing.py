"""The frame that partners put on their own websites: the two doors and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.queries import public_short_name
from heard.campaigns import links
from heard.campaigns.arriving import Trail
from heard.campaigns.models import Placement
from heard.campaigns.translating import Reader
from heard.design.languages import ENGLISH
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class FramedDoor:
    """One way out of the frame: its words, what is behind it, and where it leads at top level."""

    text: str
    words: str
    href: str
    is_first: bool = False


@dataclass(frozen=True, kw_only=True)
class FramePage(Page):
    """The two doors of a campaign, or where to turn while it has none open. With `is_sized` it tells its height."""

    template: ClassVar[str] = "publication/frame.jinja"

    title_lang: str
    owner: str
    doors: tuple[FramedDoor, ...]
    is_sized: bool


def frame_page(*, placement: Placement, is_open: bool, is_sized: bool) -> FramePage:
    """Return the frame of a link, in the language in which it is made."""
    campaign = Reader(placement.campaign).campaign()
    doors = _doors(placement) if is_open else (_elsewhere(placement),)
    return FramePage(
        title=campaign.title if is_open or not placement.campaign.is_preparing else _("Coming soon"),
        title_lang=ENGLISH.tag if is_open and "title" in campaign.untranslated else "",
        owner=public_short_name(organisation=placement.campaign.owner),
        doors=doors,
        is_sized=is_sized,
    )


def _doors(placement: Placement) -> tuple[FramedDoor, ...]:
    def through(door: str) -> str:
        return reverse("publication:frame_door", args=[placement.code, door])

    return (
        FramedDoor(
            text=_("Tell us about your care"),
            words=_("You do not have to give your name."),
            href=through("tell"),
            is_first=True,
        ),
        FramedDoor(
            text=_("Talk to someone near you"), words=_("Find the number of your local office."), href=through("talk")
        ),
    )


def _elsewhere(placement: Placement) -> FramedDoor:
    return FramedDoor(
        text=_("See where to turn"),
        words=_("There is no form here at the moment."),
        href=links.landing_path(placement.campaign, trail=Trail(code=placement.code)),
        is_first=True,
    )
