"""Pictures and posters with a partner's link, at each network's size, set by Typst from the campaign's own words.

Every word goes to the template as data, never as markup, so that no title can change how a picture is set. Typst
measures and breaks the lines, also those that run from right to left, with the typefaces that the build brings.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from heard.campaigns.qr import svg_of
from heard.design import fonts
from heard.design.colours import readable_on
from heard.design.languages import Language
from heard.publication.texts import Wording

TEMPLATE = Path(__file__).parent / "data" / "picture.typ"

_MOST_KEPT = 64
_QR_CM = 4
_PPI = 72.0
"""Pixels in an inch: as many as points, so that a size in points is one in pixels."""
_PT_PER_MM = 72 / 25.4
PNG, SVG, PDF = "png", "svg", "pdf"
MEDIA_TYPES = {PNG: "image/png", SVG: "image/svg+xml", PDF: "application/pdf"}


class CannotDraw(Exception):
    """The picture cannot be set; the message says what to mend."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """A size that a network or paper asks for, in pixels (points on paper), and the kinds of file it comes as."""

    slug: str
    name: str
    width: float
    height: float
    kinds: tuple[str, ...] = (PNG, SVG)
    is_poster: bool = False
    has_qr: bool = False

    @property
    def said(self) -> str:
        """The size in words."""
        if self.is_poster:
            return _("%(width)s × %(height)s mm") % {
                "width": round(self.width / _PT_PER_MM),
                "height": round(self.height / _PT_PER_MM),
            }
        return _("%(width)s × %(height)s pixels") % {"width": self.width, "height": self.height}


SIZES = (
    Size(slug="facebook", name="Facebook, LinkedIn", width=1200, height=630),
    Size(slug="x", name="X", width=1600, height=900),
    Size(slug="square", name="Instagram, square", width=1080, height=1080),
    Size(slug="portrait", name="Instagram, portrait", width=1080, height=1350),
    Size(slug="story", name="Story", width=1080, height=1920),
    Size(
        slug="a4",
        name="Poster, A4",
        width=210 * _PT_PER_MM,
        height=297 * _PT_PER_MM,
        kinds=(PDF,),
        is_poster=True,
        has_qr=True,
    ),
    Size(
        slug="a5",
        name="Poster, A5",
        width=148 * _PT_PER_MM,
        height=210 * _PT_PER_MM,
        kinds=(PDF,),
        is_poster=True,
        has_qr=True,
    ),
)
BY_SLUG = {size.slug: size for size in SIZES}


def alt_of(said: Wording) -> str:
    """Return what a picture shows, in words, to put beside it for people who cannot see it."""
    return " ".join(
        (f"{said.title}.", said.picture, f"{said.invite}: {_shown(said.address)}.", f"{_credit(said)}.")
    ).replace("..", ".")


def picture_of(said: Wording, *, size: Size, kind: str, language: Language, accent: str, has_qr: bool) -> bytes:
    """Return the picture as a file of the kind. Raises CannotDraw, and heard.design.fonts.FontsMissing."""
    data = {
        "width": size.width,
        "height": size.height,
        "is_poster": size.is_poster,
        "is_story": size.height > size.width * 1.5,
        "language": language.tag.split("-")[0],
        "is_rtl": language.direction == "rtl",
        "accent": accent,
        "on_accent": readable_on(accent),
        "title": said.title,
        "picture": said.picture,
        "invite": said.invite,
        "scan": said.scan,
        "shown_address": _shown(said.address),
        "credit": _credit(said),
        "owner": said.owner,
        "qr": svg_of(said.address, cm=_QR_CM).decode() if has_qr else "",
        "qr_alt": said.address,
    }
    return _compiled(json.dumps(data, ensure_ascii=False, sort_keys=True), kind, str(fonts.folder()))


@lru_cache(maxsize=_MOST_KEPT)
def _compiled(data: str, kind: str, folder: str) -> bytes:
    try:
        made: bytes | list[bytes] = typst.compile(  # type: ignore[call-overload]
            TEMPLATE,
            format=kind,
            ppi=_PPI if kind == PNG else None,
            pdf_standards=["ua-1"] if kind == PDF else None,
            font_paths=[Path(folder)],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
        )
    except typst.TypstError as error:
        raise CannotDraw(f"The picture could not be set: {error.message}") from error
    return made if isinstance(made, bytes) else made[0]


def _shown(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://")


def _credit(said: Wording) -> str:
    named = said.owner if said.partner == said.owner else f"{said.partner} · {said.owner}"
    return f"{named} · {said.hashtag}" if said.hashtag else named
