"""Two links of a campaign set against each other, day after day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from django.utils.translation import gettext as _

from evidence.findings import Finding
from evidence.stats import Compared, Look, describe_compared, sequential
from heard.accounts.queries import public_name
from heard.campaigns.models import Placement
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.asking import By, FigureQuery
from heard.measurement.queries.breakdown import Tally
from heard.measurement.queries.tallies import figures


class Became(StrEnum):
    """What clicks may have become."""

    FORMS = "forms"
    STARTS = "starts"
    LOOKUPS = "lookups"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two links compared: what is found, in words, and why nothing could be compared (else blank)."""

    compared: Compared | None = None
    finding: Finding | None = None
    problem: str = ""


def links_to_compare(*, view: LiveView) -> dict[int, str]:
    """Return the campaign's links by primary key, each by a name that tells it from the others."""
    links = Placement.objects.filter(campaign=view.campaign).select_related("partner__organisation__kept_by", "wave")
    return {link.pk: _name(link) for link in links.order_by("post", "channel", "code")}


def compare_links(*, view: LiveView, a: int, b: int, became: Became, today: date) -> Comparison:
    """Compare how many of their clicks two links (primary keys of the campaign's placements) turned into something."""
    names = links_to_compare(view=view)
    days_of = {link: _by_day(view, link, today) for link in (a, b)}
    days = sorted(days_of[a].keys() | days_of[b].keys())
    if not days:
        return Comparison(problem=_("Neither of the two links has been clicked yet."))

    def running(link: int, name: str) -> list[int]:
        return list(accumulate(days_of[link].get(day, Tally()).of(name) or 0 for day in days))

    clicks_a, clicks_b = running(a, "clicks"), running(b, "clicks")
    events_a, events_b = running(a, became.value), running(b, became.value)
    numbers = zip(days, events_a, clicks_a, events_b, clicks_b, strict=True)
    try:
        looks = [Look(*each) for each in numbers]
        compared = sequential(looks)
    except ValueError:
        return Comparison(
            problem=_("One link has more %(what)s than clicks, so they are no share of its clicks.")
            % {"what": words_of(became)}
        )
    return Comparison(
        compared=compared,
        finding=describe_compared(compared, a=names[a], b=names[b], what=words_of(became), of=_("clicks")),
    )


def words_of(became: Became) -> str:
    """Return what clicks became, in words."""
    return {
        Became.FORMS: _("forms"),
        Became.STARTS: _("form starts"),
        Became.LOOKUPS: _("contact look-ups"),
    }[became]


def _by_day(view: LiveView, link: int, today: date) -> dict[date, Tally]:
    found = figures(view=view, query=FigureQuery(by=By.DAY, placement=link), today=today)
    return {row.day: row.tally for row in found.rows if row.day}


def _name(link: Placement) -> str:
    about = [link.post or link.get_channel_display()]
    about += [public_name(organisation=link.partner.organisation)] if link.partner else []
    return f"{', '.join(about)} ({link.code})"
