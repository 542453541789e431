"""Two links of a campaign compared."""

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.measurement import queries
from heard.measurement.forms.comparing import CompareForm
from heard.measurement.pages.comparing import compare_page
from heard.measurement.queries.posts import Became, Comparison, compare_links, links_to_compare


@require_GET
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def compare(request: StaffRequest, campaign: str) -> HttpResponse:
    """Ask which two links to compare, and compare those that the address names."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    links = links_to_compare(view=view)
    form = CompareForm(request.GET.dict() or None, links=links)
    comparison = Comparison()
    if form.is_bound and form.is_valid():
        comparison = compare_links(
            view=view,
            a=form.cleaned_data["a"],
            b=form.cleaned_data["b"],
            became=Became(form.cleaned_data["became"] or Became.FORMS),
            today=localdate(clock.now()),
        )
    page = compare_page(campaign=view.campaign, form=form, comparison=comparison, link_count=len(links))
    return render(request, page)
