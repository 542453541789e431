"""The campaign's film in British Sign Language: where it is watched, and the page with its player."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar

from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns import films, links
from heard.campaigns.arriving import Trail
from heard.campaigns.models import Campaign
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class FilmPage(Page):
    """The film with its captions, played by the browser itself."""

    template: ClassVar[str] = "campaigns/film.jinja"

    src: str
    kind: str
    captions_src: str


def film_href(campaign: Campaign, *, trail: Trail) -> str:
    """Return where the campaign is told in British Sign Language; empty where there is no film."""
    if campaign.film_address:
        return campaign.film_address
    return reverse("campaigns:film", args=[campaign.slug]) + trail.query if campaign.film.name else ""


def film_page(*, campaign: Campaign, trail: Trail) -> FilmPage:
    """Return the page with the player."""
    return FilmPage(
        title=_("Watch in British Sign Language"),
        back_href=links.landing_path(campaign, trail=trail),
        src=_address(campaign.film),
        kind=films.KINDS[PurePosixPath(str(campaign.film)).suffix],
        captions_src=_address(campaign.film_captions),
    )


def _address(file: FieldFile) -> str:
    return reverse("campaigns:film_file", args=[PurePosixPath(file.name).name]) if file.name else ""
