"""What was planned and what each source says was spent, side by side, and which of it costs are made of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign
from heard.campaigns.queries.budgets import Total
from heard.design.dates import said_day
from heard.design.pages import Page
from heard.design.tables import Cells, Column, Figure
from heard.measurement.pages.costs import money
from heard.measurement.queries.network_words import source_title
from heard.measurement.queries.spend import BY_HAND, SourceSpend


@dataclass(frozen=True, kw_only=True)
class SpendPage(Page):
    """Spend by source."""

    template: ClassVar[str] = "measurement/spend.jinja"

    campaign: str
    figures: tuple[Figure, ...]
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    rules: tuple[str, ...]
    budget_href: str
    costs_href: str


def spend_page(*, campaign: Campaign, sources: Iterable[SourceSpend], totals: Iterable[Total]) -> SpendPage:
    """Return the page; `totals` are those of the budget."""
    rows = tuple(sources)
    return SpendPage(
        title=_("Planned and spent"),
        back_href=reverse("measurement:costs", args=[campaign.slug]),
        campaign=campaign.title,
        figures=_figures(rows, totals),
        columns=(
            Column(text=_("Who says so")),
            Column(text=_("Network")),
            Column(text=_("Days")),
            Column(text=_("Spent"), is_number=True),
            Column(text=_("Used in costs"), is_number=True),
            Column(text=_("Of no link"), is_number=True),
            Column(text=_("Another source is used"), is_number=True),
        ),
        rows=tuple(_row(row) for row in rows),
        rules=_rules(rows),
        budget_href=reverse("campaigns:budget", args=[campaign.slug]),
        costs_href=reverse("measurement:costs", args=[campaign.slug]),
    )


def _figures(rows: Iterable[SourceSpend], totals: Iterable[Total]) -> tuple[Figure, ...]:
    used: Counter[str] = Counter()
    for row in rows:
        if row.told:
            used[row.currency] += row.used
    planned = {total.currency: total.planned for total in totals if total.planned}
    return (
        *(Figure(label=_("Planned"), figure=money(minor, currency)) for currency, minor in planned.items()),
        *(
            Figure(label=_("Spent on links, each counted once"), figure=money(minor, currency))
            for currency, minor in sorted(used.items())
        ),
    )


def _row(row: SourceSpend) -> Cells:
    is_by_hand = row.source == BY_HAND
    first, last = said_day(row.first_day), said_day(row.last_day)
    days = first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    parts = (row.told, row.used, row.no_link, row.aside)
    return (
        _("Entered by hand, beside the budget") if is_by_hand else source_title(row.source),
        _("Any") if is_by_hand else row.network,
        days,
        *(money(minor, row.currency) for minor in parts),
    )


def _rules(rows: tuple[SourceSpend, ...]) -> tuple[str, ...]:
    currencies = {row.currency for row in rows if row.told}
    return tuple(
        rule
        for rule in (
            _("Sources are never added up: what two of them say of one link is the same money, and one is used."),
            _(
                "Of a link of which an export tells, what was entered by hand is not used. Of two exports of one "
                "network, the one that tells more of the link in the whole campaign is."
            ),
            _("What is of no link is in no cost: say which link an advertisement belongs to, or enter it for a link."),
            _("Spend is in several currencies (%(names)s), which are never added up: no costs are told.")
            % {"names": ", ".join(sorted(currencies))}
            if len(currencies) > 1
            else "",
        )
        if rule
    )
