"""What a click, a form and a piece cost, with intervals."""

from dataclasses import dataclass
from math import isinf
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.design.pages import Page
from heard.measurement.forms.costs import CostForm
from heard.measurement.pages.funnel import heads
from heard.measurement.queries.costs import COSTED, Cost, CostRow, Costs


class CostShown(NamedTuple):
    """One row in words: what was spent, and for each outcome its number, what one cost, and the interval."""

    label: str
    detail: str
    spend: str
    cells: tuple[str, ...]


class Way(NamedTuple):
    """A way to make the costs fuller: where it is done, and in words what."""

    href: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CostsPage(Page):
    """A campaign's costs."""

    template: ClassVar[str] = "measurement/costs.jinja"

    campaign: str
    form: CostForm
    clear_href: str
    sentence: str
    head: str
    rows: tuple[CostShown, ...]
    group: str
    ways: tuple[Way, ...]
    caveats: tuple[str, ...]


def costs_page(*, costs: Costs, form: CostForm) -> CostsPage:
    """Return the page."""
    slug = costs.campaign.slug
    return CostsPage(
        title=_("Costs"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:funnel", args=[slug]),
        campaign=costs.campaign.title,
        form=form,
        clear_href=reverse("measurement:costs", args=[slug]) if costs.query.is_filtered or costs.group else "",
        sentence=_sentence(costs),
        head=heads()[costs.query.by],
        rows=tuple(_row(row, costs.currency) for row in costs.rows),
        group=_group(costs),
        ways=_ways(costs),
        caveats=_caveats(costs),
    )


def money(minor: float, currency: str) -> str:
    """Return an amount in pence (or the like) in words."""
    return f"£{minor / 100:,.2f}" if currency == "GBP" else f"{minor / 100:,.2f} {currency}"


def _sentence(costs: Costs) -> str:
    if len(costs.currencies) > 1:
        return _("Spend is in several currencies (%(names)s), which are never added up: nothing is told.") % {
            "names": ", ".join(sorted(costs.currencies))
        }
    if costs.total is None:
        return _(
            "Nothing is known to have been spent on one of these links: bring in an export that tells it, or enter it "
            "beside the budget."
        )
    total = costs.total
    parts = {name: _each(total.costs[name], costs.currency) for name in COSTED}
    return _(
        "%(spend)s was spent on links that Heard counts: %(clicks)s for each click, %(forms)s for each form and "
        "%(pieces)s for each piece of feedback from them."
    ) % {"spend": money(total.spend, costs.currency), **parts}


def _ways(costs: Costs) -> tuple[Way, ...]:
    slug = costs.campaign.slug
    names = Way(reverse("measurement:network_names", args=[slug]), _("Say which link each advertisement belongs to"))
    return (
        *((names,) if costs.unmatched else ()),
        Way(reverse("measurement:networks", args=[slug]), _("Bring in what a network exports")),
        Way(reverse("measurement:spend", args=[slug]), _("What each source says was spent, and which is used here")),
        Way(reverse("campaigns:budget", args=[slug]), _("What was spent, beside the budget")),
    )


def _row(row: CostRow, currency: str) -> CostShown:
    cells: list[str] = []
    for name in COSTED:
        cost = row.costs[name]
        cells += [f"{cost.number:,}", _each(cost, currency), _interval(cost, currency)]
    return CostShown(label=row.label, detail=row.detail, spend=money(row.spend, currency), cells=tuple(cells))


def _each(cost: Cost, currency: str) -> str:
    return "–" if cost.each is None else money(cost.each, currency)


def _interval(cost: Cost, currency: str) -> str:
    low = money(cost.interval.low, currency)
    if isinf(cost.interval.high):
        return _("from %(low)s") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": money(cost.interval.high, currency)}


def _group(costs: Costs) -> str:
    group, cost = costs.group, costs.of_group
    if group is None or costs.total is None:
        return ""
    named = {"topic": group.topic, "category": group.category}
    if costs.query.is_filtered:
        return _("What a form from a seldom-heard group cost is told of the whole campaign alone: clear the filters.")
    if cost is None:
        return (
            _("Fewer than 10 forms from these links say “%(topic)s: %(category)s”, so their cost is not shown.") % named
        )
    return _("A form that says “%(topic)s: %(category)s” cost %(each)s (95%% interval %(interval)s).") % {
        **named,
        "each": _each(cost, costs.currency),
        "interval": _interval(cost, costs.currency),
    }


def _caveats(costs: Costs) -> tuple[str, ...]:
    return tuple(
        note
        for note in (
            _(
                "Only links with known spend are shown, and only what came by those links: people who saw an "
                "advertisement and came another way are not in it, so a form may have cost less."
            ),
            _("The interval is that of chance in the count; the spend is taken as known."),
            _("%(sum)s lies on days only partly in the period and is left out.")
            % {"sum": money(costs.across, costs.currency)}
            if costs.across
            else "",
            _("%(sum)s is matched with no link and is left out.") % {"sum": money(costs.unmatched, costs.currency)}
            if costs.unmatched
            else "",
            _(
                "%(sum)s is what a second source tells of the same links and is left out: an export is used before "
                "what was entered by hand and, of two, the one that tells more of the link."
            )
            % {"sum": money(costs.aside, costs.currency)}
            if costs.aside
            else "",
            _("Two sources tell of the spend on %(names)s; what they say of different links may be the same money.")
            % {"names": ", ".join(sorted(costs.told_twice))}
            if costs.told_twice
            else "",
            _("Who did not answer the equality questions belongs to no group, so a form from one seems dearer.")
            if costs.group
            else "",
        )
        if note
    )
