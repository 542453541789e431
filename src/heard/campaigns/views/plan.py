"""What managers open about a campaign's plan: what it is to reach."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, queries
from heard.campaigns.forms.objectives import ObjectiveForm
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import plan as pages
from heard.campaigns.queries import budgets, copies, objectives
from heard.design import clock
from heard.design.rendering import render

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*READERS)
def plan(request: StaffRequest, slug: str) -> HttpResponse:
    """What a campaign sets out to do."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    standing = budgets.plan_of(campaign=campaign)
    can_change = queries.may_manage(user=request.user, campaign=campaign)
    page = pages.plan_page(
        campaign=campaign,
        plan=standing,
        objectives=objectives.objectives_of(campaign=campaign),
        waves=queries.waves_of(campaign=campaign),
        totals=budgets.totals_of(campaign=campaign),
        copied=copies.what_copies(campaign=campaign),
        can_change=can_change,
        may_approve=can_change and standing.changed_by_id != request.user.pk,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add_objective(request: StaffRequest, slug: str) -> HttpResponse:
    """Set out something to reach."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    form = ObjectiveForm(request.POST or None, waves=queries.waves_of(campaign=campaign))
    if form.is_valid():
        try:
            actions.add_objective(campaign=campaign, plan=form.plan, by=request.user, now=clock.now())
        except actions.ObjectiveExists:
            form.add_error("by_day", _exists())
        else:
            return HttpResponseRedirect(shown.plan_href(campaign))
    page = asking.ask_page(
        title=_("Add an objective"), form=form, button=_("Add the objective"), back_href=shown.plan_href(campaign)
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def objective(request: StaffRequest, slug: str, objective_id: int) -> HttpResponse:
    """Change what is to be reached."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = objectives.objective_of(campaign=campaign, objective_id=objective_id)
    form = ObjectiveForm(
        request.POST or None, waves=queries.waves_of(campaign=campaign), initial=ObjectiveForm.initial_of(found)
    )
    if form.is_valid():
        try:
            actions.change_objective(objective=found, plan=form.plan, by=request.user, now=clock.now())
        except actions.ObjectiveExists:
            form.add_error("by_day", _exists())
        else:
            return HttpResponseRedirect(shown.plan_href(campaign))
    return render(request, pages.objective_page(objective=found, form=form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def remove_objective(request: StaffRequest, slug: str, objective_id: int) -> HttpResponse:
    """Take an objective out of the plan, after a page that says so."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = objectives.objective_of(campaign=campaign, objective_id=objective_id)
    if request.method != "POST":
        return render(request, pages.remove_objective_page(objective=found))
    actions.remove_objective(objective=found, by=request.user, now=clock.now())
    return HttpResponseRedirect(shown.plan_href(campaign))


def _exists() -> str:
    return _("There is an objective for this figure, wave and day. Change that one, or choose another day")
