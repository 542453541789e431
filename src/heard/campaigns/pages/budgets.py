"""The page about what a campaign may cost and did cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.campaigns.models import Amount, Campaign, Channel
from heard.campaigns.pages.asking import ConfirmPage
from heard.campaigns.pages.shown import Row, plan_href
from heard.campaigns.queries.budgets import Total
from heard.design.pages import Page
from heard.design.tables import Cell, Column, Figure

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


@dataclass(frozen=True, kw_only=True)
class BudgetPage(Page):
    """What was planned and what was spent, with the totals of each currency."""

    template: ClassVar[str] = "campaigns/budget.jinja"

    figures: tuple[Figure, ...]
    planned_columns: tuple[Column, ...]
    planned: tuple[Row, ...]
    spent_columns: tuple[Column, ...]
    spent: tuple[Row, ...]
    plan_href: str
    spend_href: str
    sources_href: str


def money(pence: int, currency: str) -> str:
    """Return an amount as people write it, such as £1,250.00."""
    return f"{'-' if pence < 0 else ''}{_SIGNS[currency]}{abs(pence) / 100:,.2f}"


def budget_page(
    *, campaign: Campaign, amounts: Iterable[Amount], totals: Iterable[Total], can_change: bool
) -> BudgetPage:
    """Return a campaign's budget."""

    def at(name: str) -> str:
        return reverse(f"campaigns:{name}", args=[campaign.slug]) if can_change else ""

    amounts = list(amounts)
    number, words = Column(text=_("How much"), is_number=True), (_("Wave"), _("Channel"), _("Link"), _("Note"))
    about = tuple(Column(text=word) for word in words)
    return BudgetPage(
        title=_("Budget of %(campaign)s") % {"campaign": campaign.title},
        back_href=plan_href(campaign),
        figures=tuple(figure for total in totals for figure in figures_of(total)),
        planned_columns=(number, *about),
        planned=tuple(_row(one, can_change=can_change) for one in amounts if not one.spent_on),
        spent_columns=(number, Column(text=_("On")), *about),
        spent=tuple(_row(one, can_change=can_change) for one in amounts if one.spent_on),
        plan_href=at("add_planned"),
        spend_href=at("add_spent"),
        sources_href=reverse("measurement:spend", args=[campaign.slug]),
    )


def figures_of(total: Total) -> tuple[Figure, ...]:
    """Return what was planned, spent and is left in one currency."""
    left = total.planned - total.spent
    return (
        Figure(label=_("Planned"), figure=money(total.planned, total.currency)),
        Figure(label=_("Spent, entered by hand"), figure=money(total.spent, total.currency)),
        Figure(label=_("Planned, less what was entered by hand"), figure=money(left, total.currency)),
    )


def _row(amount: Amount, *, can_change: bool) -> Row:
    href = reverse("campaigns:remove_amount", args=[amount.campaign.slug, amount.pk]) if can_change else ""
    day = (Cell(text=date_format(amount.spent_on, "j M Y")),) if amount.spent_on else ()
    return (
        Cell(text=money(amount.pence, amount.currency), href=href),
        *day,
        Cell(text=amount.wave.name if amount.wave else _("All")),
        Cell(text=str(Channel(amount.channel).label) if amount.channel else _("All")),
        Cell(text=amount.placement.code if amount.placement else _("All")),
        Cell(text=amount.note or _("None")),
    )


def remove_amount_page(*, amount: Amount) -> ConfirmPage:
    """Return what a manager reads before an amount is taken out."""
    return ConfirmPage(
        title=_("Take out %(amount)s") % {"amount": money(amount.pence, amount.currency)},
        sentences=(_("The audit log keeps that it was there."),),
        button=_("Take it out"),
        is_warning=True,
        back_href=reverse("campaigns:budget", args=[amount.campaign.slug]),
    )
