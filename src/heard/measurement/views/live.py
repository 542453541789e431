"""Live figures: the campaigns that have them, and one campaign's."""

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.measurement import pages, queries
from heard.measurement.forms import FilterForm
from heard.measurement.pages.wall import WALL, wall_page


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST, Role.PARTNER)
def campaigns(request: StaffRequest) -> HttpResponse:
    """List the campaigns whose figures the reader may see."""
    page = pages.campaigns_page(
        campaigns=queries.live_campaigns_for(user=request.user),
        may_bring_counts=queries.counting_organisations_for(user=request.user).exists(),
    )
    return render(request, page)


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST, Role.PARTNER)
def live(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show a campaign's figures; where the address asks for what cannot be answered, say so over the plain ones."""
    now = clock.now()
    view = queries.live_view_for(user=request.user, slug=campaign)
    if view.is_limited:
        query, problem = _partners_query(request)
        form = None
    else:
        waves, partners = queries.waves_and_partners(view=view)
        form = FilterForm(request.GET.dict(), waves=waves, partners=partners)
        problem = ""
        query = form.query if form.is_valid() else queries.FigureQuery()
    found = queries.live(view=view, query=query, today=localdate(now))
    page = pages.live_page(live=found, form=form, problem=problem, now=now, is_kept=view.is_kept)
    return render(request, page)


@require_GET
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def wall(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show a campaign's figures for a screen on a wall."""
    now = clock.now()
    view = queries.whole_view_for(user=request.user, slug=campaign)
    found = queries.live(view=view, query=WALL, today=localdate(now), with_findings=False)
    return render(request, wall_page(live=found, now=now))


def _partners_query(request: StaffRequest) -> tuple[queries.FigureQuery, str]:
    try:
        return queries.FigureQuery.parse(request.GET.dict(), waves=(), partners=(), is_limited=True), ""
    except queries.BadQuery as wrong:
        return queries.FigureQuery(), str(wrong)
