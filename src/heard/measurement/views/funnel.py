"""A campaign's funnel: the page, and the file of it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns.queries import budgets
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.design.spreadsheets import FileKind, file_of
from heard.measurement import actions, queries
from heard.measurement.forms import FilterForm
from heard.measurement.forms.costs import CostForm
from heard.measurement.pages.costs import costs_page
from heard.measurement.pages.funnel import exported, funnel_page
from heard.measurement.pages.spending import spend_page
from heard.measurement.queries.costs import costs as costs_of
from heard.measurement.queries.costs import groups_of
from heard.measurement.queries.funnel import funnel as funnel_of
from heard.measurement.queries.spend import spend_by_source


@require_GET
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def funnel(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show a campaign's funnel as the address asks; where it asks for what cannot be, say so over the whole."""
    now = clock.now()
    view = queries.whole_view_for(user=request.user, slug=campaign)
    form = _form(request, view)
    query = form.query if form.is_valid() else queries.FigureQuery()
    page = funnel_page(funnel=funnel_of(view=view, query=query, today=localdate(now)), form=form, now=now)
    return render(request, page)


@require_POST
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def export(request: StaffRequest, campaign: str, kind: str) -> HttpResponse:
    """Send the funnel as a file that carries its mark; who took it is written down."""
    now = clock.now()
    view = queries.whole_view_for(user=request.user, slug=campaign)
    if kind not in set(FileKind):
        raise NotFound
    form = _form(request, view)
    if not form.is_valid():
        return HttpResponseRedirect(f"{reverse('measurement:funnel', args=[campaign])}?{request.GET.urlencode()}")
    found = funnel_of(view=view, query=form.query, today=localdate(now))
    watermark = actions.record_funnel_export(
        campaign=view.campaign, by=request.user, filtered_by=form.query.address() or "nothing", now=now
    )
    name = f"funnel-{slugify(campaign)}-{now:%Y-%m-%d}-{watermark.mark}"
    return file_of(rows=[*exported(found), (), (watermark.sentence,)], name=name, kind=FileKind(kind))


def _form(request: StaffRequest, view: queries.LiveView) -> FilterForm:
    waves, partners = queries.waves_and_partners(view=view)
    return FilterForm(request.GET.dict(), waves=waves, partners=partners)


@require_GET
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def costs(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show what clicks, forms and pieces cost."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    waves, partners = queries.waves_and_partners(view=view)
    groups = groups_of(campaign=view.campaign)
    form = CostForm(request.GET.dict(), waves=waves, partners=partners, groups=groups)
    is_fine = form.is_valid()
    query, group = (form.query, form.chosen) if is_fine else (queries.FigureQuery(), None)
    page = costs_page(costs=costs_of(view=view, query=query, group=group), form=form)
    return render(request, page)


@require_GET
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def spend(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show what was planned and what each source says was spent, and which of it costs are made of."""
    found = queries.whole_view_for(user=request.user, slug=campaign).campaign
    page = spend_page(campaign=found, sources=spend_by_source(campaign=found), totals=budgets.totals_of(campaign=found))
    return render(request, page)
