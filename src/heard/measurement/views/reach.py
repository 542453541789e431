"""How far a campaign got, whom it could reach, and what its channels share."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.measurement.actions import reaching as actions
from heard.measurement.forms.reach import OverlapForm, PopulationForm
from heard.measurement.pages.reach import reach_page
from heard.measurement.queries import whole_view_for
from heard.measurement.queries.access import kept_campaign_for
from heard.measurement.queries.reach import ReachOf, reach_of_campaign

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*ROLES)
def reach(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show each channel's figures with their meaning, and the reach that they share."""
    view = whole_view_for(user=request.user, slug=campaign)
    told = reach_of_campaign(campaign=view.campaign)
    if not view.is_kept:
        return render(request, reach_page(reach=told))
    return render(request, reach_page(reach=told, population_form=_population(told), overlap_form=_overlap_form(told)))


@require_POST
@staff(*ROLES)
def population(request: StaffRequest, campaign: str) -> HttpResponse:
    """Keep how many people could be reached."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    form = PopulationForm(request.POST)
    if form.is_valid():
        actions.set_reach_population(campaign=found, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Whom the campaign could reach is kept."))
        return _back(found.slug)
    told = reach_of_campaign(campaign=found)
    page = reach_page(reach=told, population_form=form, overlap_form=_overlap_form(told))
    return render(request, page, status=422)


@require_POST
@staff(*ROLES)
def overlap(request: StaffRequest, campaign: str) -> HttpResponse:
    """Keep how many people two channels share."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    told = reach_of_campaign(campaign=found)
    form = _overlap_form(told, request)
    if form.is_valid():
        actions.set_overlap(campaign=found, overlap=form.overlap, by=request.user, now=clock.now())
        messages.success(request, _("What these channels share is kept."))
        return _back(found.slug)
    page = reach_page(reach=told, population_form=_population(told), overlap_form=form)
    return render(request, page, status=422)


@require_POST
@staff(*ROLES)
def forget_overlaps(request: StaffRequest, campaign: str) -> HttpResponse:
    """Forget what channels share."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    actions.remove_overlaps(campaign=found, by=request.user, now=clock.now())
    messages.success(request, _("What channels share is forgotten."))
    return _back(found.slug)


def _back(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("measurement:reach", args=[slug]))


def _population(told: ReachOf) -> PopulationForm:
    held = told.population
    return PopulationForm(initial={"people": held.people, "who": held.who, "source": held.source} if held else None)


def _overlap_form(told: ReachOf, request: StaffRequest | None = None) -> OverlapForm:
    names = list(dict.fromkeys(channel.name for channel in told.channels if channel.reach))
    return OverlapForm(request.POST if request else None, channels=names)
