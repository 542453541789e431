"""The page with a campaign's plan: what it sets out to reach, and with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.campaigns.forms.objectives import ObjectiveForm
from heard.campaigns.models import Campaign, Objective
from heard.campaigns.pages.asking import AskPage, ConfirmPage, Leave, ask_page
from heard.campaigns.pages.shown import Row, campaign_href, plan_href
from heard.design.pages import Page
from heard.design.tables import Cell, Column


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    """What a campaign sets out to reach."""

    template: ClassVar[str] = "campaigns/plan.jinja"

    objective_columns: tuple[Column, ...]
    objectives: tuple[Row, ...]
    add_objective_href: str


def plan_page(*, campaign: Campaign, objectives: Iterable[Objective], can_change: bool) -> PlanPage:
    """Return the campaign's plan, with what can be changed where the reader may."""
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
        add_objective_href=reverse("campaigns:add_objective", args=[campaign.slug]) if can_change else "",
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
                "day": date_format(objective.by_day, "j F Y"),
            },
            _("The audit log keeps what it was."),
        ),
        button=_("Take it out"),
        is_warning=True,
        back_href=plan_href(objective.campaign),
    )
