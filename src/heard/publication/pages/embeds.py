"""What a partner pastes into its own website: a button of plain HTML, or a frame with the two doors."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from heard.campaigns.models import Placement
from heard.design.colours import readable_on
from heard.design.languages import language_of
from heard.design.pages import Page
from heard.design.rendering import drawn
from heard.publication import addresses
from heard.publication.texts import Wording

FRAME_HEIGHT = 420
"""CSS pixels that hold the two doors on a phone 320 wide; in a wider frame some of it stays empty."""


@dataclass(frozen=True, kw_only=True)
class ButtonSnippet(Page):
    """A link that looks like a button: no script, no picture, nothing that is fetched."""

    template: ClassVar[str] = "publication/button.jinja"

    href: str
    accent: str
    on_accent: str
    lang: str
    dir: str


@dataclass(frozen=True, kw_only=True)
class FrameSnippet(Page):
    """A frame of a fixed height at least; `sizer_href` is the script that fits it, where that is wanted."""

    template: ClassVar[str] = "publication/frame_snippet.jinja"

    href: str
    height: int
    sizer_href: str = ""


def button(placement: Placement, said: Wording, *, accent: str) -> str:
    """Return the HTML of a button in the campaign's colour."""
    language = language_of(placement.language)
    page = ButtonSnippet(
        title=said.invite,
        href=said.address,
        accent=accent,
        on_accent=readable_on(accent),
        lang=language.tag,
        dir=language.direction,
    )
    return drawn(page).strip()


def frame(placement: Placement, said: Wording) -> str:
    """Return the HTML of a frame without any script."""
    page = FrameSnippet(
        title=_title(placement, said), href=addresses.frame_address(placement.code), height=FRAME_HEIGHT
    )
    return drawn(page).strip()


def sized_frame(placement: Placement, said: Wording) -> str:
    """Return the HTML of a frame whose height a small script of ours fits to what it holds."""
    page = FrameSnippet(
        title=_title(placement, said),
        href=f"{addresses.frame_address(placement.code)}?sized=yes",
        height=FRAME_HEIGHT,
        sizer_href=addresses.sizer_address(),
    )
    return drawn(page).strip()


def _title(placement: Placement, said: Wording) -> str:
    with override(placement.language):
        return _("%(title)s: tell us, or talk to someone near you") % {"title": said.title}
