"""The page with a campaign's plan: what it sets out to reach, and with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.campaigns.forms.budgets import CopyForm
from heard.campaigns.forms.objectives import ObjectiveForm
from heard.campaigns.models import Campaign, Objective, Plan, Wave
from heard.campaigns.pages.asking import AskPage, ConfirmPage, Leave, ask_page
from heard.campaigns.pages.budgets import figures_of
from heard.campaigns.pages.shown import Fact, Row, StateTag, campaign_href, days_of, plan_href
from heard.campaigns.queries.budgets import Total
from heard.campaigns.queries.copies import Copied
from heard.design.dates import said_day, said_moment
from heard.design.pages import Page
from heard.design.tables import Cell, Column, Figure


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    """What a campaign sets out to reach."""

    template: ClassVar[str] = "campaigns/plan.jinja"

    objective_columns: tuple[Column, ...]
    objectives: tuple[Row, ...]
    add_objective_href: str
    state: StateTag
    said_of_state: str
    approve_href: str
    audience_columns: tuple[Column, ...]
    audiences: tuple[Row, ...]
    add_wave_href: str
    figures: tuple[Figure, ...]
    budget_href: str
    doing: tuple[Fact, ...]
    posts_href: str
    links_href: str
    calendar_href: str


def plan_page(
    *,
    campaign: Campaign,
    plan: Plan,
    objectives: Iterable[Objective],
    waves: Iterable[Wave],
    totals: Iterable[Total],
    copied: Copied,
    can_change: bool,
    may_approve: bool,
) -> PlanPage:
    """Return the campaign's plan, with what can be changed where the reader may."""

    def at(name: str) -> str:
        return reverse(f"campaigns:{name}", args=[campaign.slug])

    approve_href = reverse("campaigns:approve_plan", args=[campaign.slug, plan.version])
    return PlanPage(
        title=_("Plan of %(campaign)s") % {"campaign": campaign.title},
        back_href=campaign_href(campaign),
        objective_columns=(
            Column(text=_("What is counted")),
            Column(text=_("How many"), is_number=True),
            Column(text=_("By the end of")),
            Column(text=_("Of whom")),
            Column(text=_("Why this number")),
        ),
        objectives=tuple(_objective_row(campaign, one, can_change=can_change) for one in objectives),
        add_objective_href=at("add_objective") if can_change else "",
        state=StateTag(text=_("Approved"), tone="good")
        if plan.is_approved
        else StateTag(text=_("Not approved"), tone="warn"),
        said_of_state=_said_of_state(plan),
        approve_href=approve_href if may_approve and not plan.is_approved else "",
        audience_columns=(
            Column(text=_("Wave")),
            Column(text=_("For")),
            Column(text=_("People"), is_number=True),
            Column(text=_("Who says so")),
            Column(text=_("Days")),
        ),
        audiences=tuple(_audience_row(campaign, wave, can_change=can_change) for wave in waves),
        add_wave_href=at("add_wave") if can_change else "",
        figures=tuple(figure for total in totals for figure in figures_of(total)),
        budget_href=at("budget"),
        doing=(
            Fact(key=_("Partners"), value=f"{copied.partners:,}"),
            Fact(key=_("Posts"), value=f"{copied.posts:,}"),
            Fact(key=_("Links in use"), value=f"{copied.links:,}"),
        ),
        posts_href=at("posts"),
        links_href=at("links"),
        calendar_href=at("calendar"),
    )


def _objective_row(campaign: Campaign, objective: Objective, *, can_change: bool) -> Row:
    href = reverse("campaigns:objective", args=[campaign.slug, objective.pk]) if can_change else ""
    return (
        Cell(text=str(objective.get_measure_display()), href=href),
        Cell(text=f"{objective.target:,}"),
        Cell(text=date_format(objective.by_day, "j M Y")),
        Cell(text=f"{objective.wave.name} ({objective.wave.audience})" if objective.wave else _("Everyone")),
        Cell(text=objective.reason or _("Not said")),
    )


def _audience_row(campaign: Campaign, wave: Wave, *, can_change: bool) -> Row:
    href = reverse("campaigns:wave", args=[campaign.slug, wave.pk]) if can_change else ""
    return (
        Cell(text=wave.name, href=href),
        Cell(text=wave.audience),
        Cell(text=f"{wave.population:,}" if wave.population else _("Not said")),
        Cell(text=wave.population_source or _("Nobody yet")),
        Cell(text=days_of(wave.starts_on, wave.ends_on)),
    )


def _said_of_state(plan: Plan) -> str:
    if plan.approved_by and plan.approved_at:
        return _("Approved by %(who)s on %(when)s. A change to objectives, waves or the budget takes that away.") % {
            "who": plan.approved_by.full_name,
            "when": said_moment(plan.approved_at),
        }
    if plan.changed_by is None:
        return _("Another campaign manager than the one who changed it last approves it.")
    return _("Last changed by %(who)s. Another campaign manager approves it.") % {"who": plan.changed_by.full_name}


def approve_page(*, campaign: Campaign) -> ConfirmPage:
    """Return what a manager reads before they approve the plan."""
    return ConfirmPage(
        title=_("Approve the plan of %(campaign)s") % {"campaign": campaign.title},
        sentences=(
            _("You read its objectives, its waves with their audiences, and its budget."),
            _("A change takes the approval away."),
        ),
        button=_("Approve the plan"),
        is_warning=False,
        back_href=plan_href(campaign),
    )


def copy_page(*, campaign: Campaign, form: CopyForm, what: Copied) -> AskPage:
    """Return the page on which a campaign is copied, with what the copy will hold."""
    counts = (
        (_("Waves"), what.waves),
        (_("Forms, with questions that can be changed"), what.forms),
        (_("Partners"), what.partners),
        (_("Posts, not approved"), what.posts),
        (_("Objectives"), what.objectives),
        (_("Planned amounts, but those for one link"), what.amounts),
        (_("Links in use, where you choose so"), what.links),
    )
    return ask_page(
        title=_("Make a new campaign like %(campaign)s") % {"campaign": campaign.title},
        form=form,
        button=_("Make the new campaign"),
        back_href=campaign_href(campaign),
        sentences=(
            _("Visits, what people sent, spending and approvals are never copied. The new campaign is in preparation."),
            _("It starts with what this one has:"),
        ),
        listed=tuple(_("%(what)s: %(count)s") % {"what": name, "count": f"{count:,}"} for name, count in counts),
    )


def objective_page(*, objective: Objective, form: ObjectiveForm) -> AskPage:
    """Return the page on which an objective is changed, with the way to take it out."""
    campaign = objective.campaign
    return ask_page(
        title=_("Change the objective"),
        form=form,
        button=_("Save"),
        back_href=plan_href(campaign),
        leave=Leave(
            text=_("Take it out of the plan"),
            href=reverse("campaigns:remove_objective", args=[campaign.slug, objective.pk]),
        ),
    )


def remove_objective_page(*, objective: Objective) -> ConfirmPage:
    """Return what a manager reads before an objective is taken out of the plan."""
    return ConfirmPage(
        title=_("Take an objective out of the plan"),
        sentences=(
            _("%(measure)s: %(target)s by the end of %(day)s.")
            % {
                "measure": objective.get_measure_display(),
                "target": f"{objective.target:,}",
                "day": said_day(objective.by_day),
            },
            _("The audit log keeps what it was."),
        ),
        button=_("Take it out"),
        is_warning=True,
        back_href=plan_href(objective.campaign),
    )
