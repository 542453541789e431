"""Groups of similar pieces: the list, asking for them anew, and one group with its name."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from heard.accounts.doors import StaffRequest, organisation_for, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import workplaces_for
from heard.casework.actions import ask_for_groups, name_group
from heard.casework.forms.grouping import GroupsFilterForm, NameGroupForm
from heard.casework.pages.grouping import group_page, groups_page
from heard.casework.queries import EXPORTERS, choices_of
from heard.casework.queries.grouping import LISTED, found_groups, group_for, shown
from heard.design import clock
from heard.design.rendering import render


@require_GET
@staff(*EXPORTERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's groups, or let them choose where they read several organisations' cases."""
    organisations = list(workplaces_for(user=request.user, roles=EXPORTERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:groups_of", args=[organisations[0].slug]))
    page = ChooserPage.of(
        title=_("Groups of similar pieces"), organisations=organisations, url_name="casework:groups_of"
    )
    return render(request, page)


@require_GET
@staff(*EXPORTERS)
def groups_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what the last search found among one organisation's cases, and what people named."""
    organisation = organisation_for(user=request.user, slug=slug, roles=EXPORTERS)
    form = GroupsFilterForm(request.GET, campaigns=choices_of(organisation=organisation).campaigns)
    campaign = form.campaign_chosen
    page = groups_page(
        organisation=organisation,
        campaign=campaign,
        form=form,
        found=found_groups(organisation=organisation, campaign=campaign),
    )
    return render(request, page)


@require_POST
@staff(*EXPORTERS)
def find(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask the worker to look for groups, of the campaign that the address names."""
    organisation = organisation_for(user=request.user, slug=slug, roles=EXPORTERS)
    form = GroupsFilterForm(request.GET, campaigns=choices_of(organisation=organisation).campaigns)
    campaign = form.campaign_chosen
    ask_for_groups(organisation=organisation, campaign=campaign, by=request.user, now=clock.now())
    here = reverse("casework:groups_of", args=[slug])
    return HttpResponseRedirect(f"{here}?campaign={campaign.slug}" if campaign else here)


@staff(*EXPORTERS)
def group(request: StaffRequest, group_id: int) -> HttpResponse:
    """Show one group and take the name that people give it."""
    found = group_for(user=request.user, group_id=group_id)
    form = NameGroupForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        name_group(group=found, name=form.cleaned_data["name"], by=request.user, now=clock.now())
        messages.success(request, _("Saved the group’s name."))
        return HttpResponseRedirect(reverse("casework:group", args=[group_id]))
    page = group_page(shown=shown(groups=[found], most=LISTED)[0], form=form, now=clock.now())
    return render(request, page)
