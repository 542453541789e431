"""What managers open about money, the approval of the plan, and a copy of the campaign."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, queries
from heard.campaigns.forms.budgets import AmountForm, CopyForm, SpendForm
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import budgets as pages
from heard.campaigns.pages import plan as plan_pages
from heard.campaigns.queries import budgets, copies
from heard.design import clock
from heard.design.rendering import render

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*READERS)
def budget(request: StaffRequest, slug: str) -> HttpResponse:
    """What a campaign may cost and did cost."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    page = pages.budget_page(
        campaign=campaign,
        amounts=budgets.amounts_of(campaign=campaign),
        totals=budgets.totals_of(campaign=campaign),
        can_change=queries.may_manage(user=request.user, campaign=campaign),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add_planned(request: StaffRequest, slug: str) -> HttpResponse:
    """Plan an amount."""
    return _add(request, slug, AmountForm, title=_("Plan an amount"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add_spent(request: StaffRequest, slug: str) -> HttpResponse:
    """Write down what was spent."""
    return _add(request, slug, SpendForm, title=_("Enter what was spent"))


def _add(request: StaffRequest, slug: str, kind: type[AmountForm], *, title: str) -> HttpResponse:
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    named = queries.placements_of(campaign=campaign).filter(code=request.POST.get("code", "").strip().lower())
    form = kind(
        request.POST or None,
        waves=queries.waves_of(campaign=campaign),
        links={placement.code: placement for placement in named},
    )
    back_href = reverse("campaigns:budget", args=[campaign.slug])
    if form.is_valid():
        actions.add_amount(campaign=campaign, plan=form.plan, by=request.user, now=clock.now())
        return HttpResponseRedirect(back_href)
    return render(request, asking.ask_page(title=title, form=form, button=_("Save"), back_href=back_href))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def remove_amount(request: StaffRequest, slug: str, amount_id: int) -> HttpResponse:
    """Take out an amount, after a page that says so."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = budgets.amount_of(campaign=campaign, amount_id=amount_id)
    if request.method != "POST":
        return render(request, pages.remove_amount_page(amount=found))
    actions.remove_amount(amount=found, by=request.user, now=clock.now())
    return HttpResponseRedirect(reverse("campaigns:budget", args=[campaign.slug]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def approve_plan(request: StaffRequest, slug: str, version: int) -> HttpResponse:
    """Approve the plan in the version that was read, as a second person."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    page = plan_pages.approve_page(campaign=campaign)
    if request.method != "POST":
        return render(request, page)
    try:
        actions.approve_plan(campaign=campaign, version=version, by=request.user, now=clock.now())
    except actions.SamePerson:
        problem = _("You changed the plan last. Another campaign manager approves it.")
        return render(request, asking.refused(page, problem))
    except actions.Changed:
        return render(request, asking.refused(page, _("The plan was changed since you read it. Read it again.")))
    except actions.AlreadyApproved:
        return render(request, asking.refused(page, _("The plan is approved already.")))
    return HttpResponseRedirect(shown.plan_href(campaign))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def copy(request: StaffRequest, slug: str) -> HttpResponse:
    """Make a new campaign like this one; what is copied is said first."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    form = CopyForm(request.POST or None)
    if form.is_valid():
        made = actions.copy_campaign(campaign=campaign, plan=form.plan, by=request.user, now=clock.now())
        return HttpResponseRedirect(shown.campaign_href(made))
    return render(
        request, plan_pages.copy_page(campaign=campaign, form=form, what=copies.what_copies(campaign=campaign))
    )
