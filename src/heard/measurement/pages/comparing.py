"""Two links compared: a sentence, a table, and what to bear in mind."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.models import Campaign
from heard.design.pages import Page
from heard.measurement.forms.comparing import CompareForm
from heard.measurement.pages.live import FindingShown, shown
from heard.measurement.queries.posts import Comparison


@dataclass(frozen=True, kw_only=True)
class ComparePage(Page):
    """The choice of two links, and what is found."""

    template: ClassVar[str] = "measurement/compare.jinja"

    campaign: str
    form: CompareForm
    has_links: bool
    finding: FindingShown | None
    looks: str
    problem: str
    places_href: str


def compare_page(*, campaign: Campaign, form: CompareForm, comparison: Comparison, link_count: int) -> ComparePage:
    """Return the page; without a choice nothing is compared."""
    return ComparePage(
        title=_("Compare two posts"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:funnel", args=[campaign.slug]),
        campaign=campaign.title,
        form=form,
        has_links=link_count > 1,
        finding=shown(comparison.finding) if comparison.finding else None,
        looks=ngettext(
            "Looked at the end of %(number)s day.",
            "Looked at the end of each of %(number)s days.",
            comparison.compared.looks,
        )
        % {"number": comparison.compared.looks}
        if comparison.compared
        else "",
        problem=comparison.problem,
        places_href=reverse("campaigns:campaign", args=[campaign.slug]),
    )
