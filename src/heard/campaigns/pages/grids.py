"""Pages about many links at once: what would be made, and what there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.queries import public_name
from heard.campaigns.forms.grids import WhichForm
from heard.campaigns.forms.placing import PrintForm
from heard.campaigns.grids import Planned
from heard.campaigns.models import Campaign, CampaignState, Placement
from heard.campaigns.pages.shown import Row, StateTag, campaign_href, columns, leads_to, link_state_of, seen_at
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell, Column


@dataclass(frozen=True, kw_only=True)
class GridPage(Page):
    """Every link that a grid would make, and those that are there already; nothing is made yet.

    `answers` are the names and values that were sent: they are sent again with the button.
    """

    template: ClassVar[str] = "campaigns/grid.jinja"

    sentences: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    answers: tuple[tuple[str, str], ...]
    button: str
    problem: str


def grid_page(*, campaign: Campaign, laid_out: tuple[Planned, ...], sent: QueryDict, problem: str = "") -> GridPage:
    """Return the page that shows what a grid would make."""
    new = sum(not planned.is_there for planned in laid_out)
    there = len(laid_out) - new
    make = ngettext("%(new)s new link would be made.", "%(new)s new links would be made.", new)
    left = ngettext(
        "%(there)s is there already and is left as it is.",
        "%(there)s are there already and are left as they are.",
        there,
    )
    return GridPage(
        title=_("Links to make"),
        back_href=campaign_href(campaign),
        has_errors=bool(problem),
        problem=problem,
        sentences=(make % {"new": f"{new:,}"}, *((left % {"there": f"{there:,}"},) if there else ())),
        columns=columns(_("Code"), _("Partner"), _("Where people see it"), _("Area"), _("State")),
        rows=tuple(_planned_row(planned) for planned in laid_out),
        answers=tuple(
            (name, value)
            for name, values in sent.lists()
            if name not in {"csrfmiddlewaretoken", "step"}
            for value in values
        ),
        button=ngettext("Make %(new)s link", "Make %(new)s links", new) % {"new": f"{new:,}"} if new else "",
    )


def _planned_row(planned: Planned) -> Row:
    partner, channel = planned.partner, str(planned.channel.label)
    return (
        Cell(text=planned.code),
        Cell(text=public_name(organisation=partner.organisation) if partner else _("The campaign itself")),
        Cell(text=f"{channel}: {planned.post}" if planned.post else channel),
        Cell(text=planned.area.name if planned.area else _("Any")),
        StateTag(text=_("There already"), tone="") if planned.is_there else StateTag(text=_("New"), tone="good"),
    )


@dataclass(frozen=True, kw_only=True)
class LinksPage(Page):
    """The campaign's links, with what can be taken away of those that were chosen."""

    template: ClassVar[str] = "campaigns/links.jinja"

    which: WhichForm
    clear_href: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    pager: Pager
    csv_href: str
    xlsx_href: str
    form: PrintForm
    codes_action: str
    chosen: tuple[tuple[str, str], ...]
    place_href: str
    grid_href: str


def links_page(
    *,
    campaign: Campaign,
    which: WhichForm,
    placements: Iterable[Placement],
    pager: Pager,
    form: PrintForm,
    sent: QueryDict,
    can_change: bool,
) -> LinksPage:
    """Return one page of the campaign's links."""

    def at(name: str) -> str:
        return reverse(f"campaigns:{name}", args=[campaign.slug])

    can_place = can_change and campaign.state != CampaignState.CLOSED
    kept = tuple((name, str(sent[name])) for name in which.fields if sent.get(name))
    query = f"?{urlencode(kept)}" if kept else ""
    return LinksPage(
        title=_("Links of %(campaign)s") % {"campaign": campaign.title},
        back_href=campaign_href(campaign),
        has_errors=bool(form.errors),
        which=which,
        clear_href=at("links"),
        columns=columns(_("Link"), _("Where people see it"), _("Partner"), _("Wave"), _("Leads to"), _("State")),
        rows=tuple(link_row(campaign, placement) for placement in placements),
        pager=pager,
        csv_href=at("links_csv") + query,
        xlsx_href=at("links_xlsx") + query,
        form=form,
        codes_action=at("links_codes"),
        chosen=kept,
        place_href=at("place") if can_place else "",
        grid_href=at("grid") if can_place else "",
    )


def link_row(campaign: Campaign, placement: Placement) -> Row:
    """Return one link as a row of a table."""
    return (
        Cell(text=placement.code, href=reverse("campaigns:placement", args=[campaign.slug, placement.code])),
        Cell(text=seen_at(placement)),
        Cell(text=public_name(organisation=placement.partner.organisation) if placement.partner else _("None")),
        Cell(text=placement.wave.name if placement.wave else _("None")),
        Cell(text=leads_to(placement)),
        link_state_of(placement),
    )
