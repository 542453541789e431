"""Unusual arrivals: the list, and one of them with the decision whether it counts in figures."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import StaffRequest, staff
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.feedback.actions import weighing
from heard.feedback.forms.unusual import WeighForm
from heard.feedback.pages import unusual as pages
from heard.feedback.queries import surges as queries
from heard.feedback.views.sittings import see_other

MOST = 100


@require_safe
@staff(*queries.READERS)
def unusual(request: StaffRequest) -> HttpResponse:
    """Show the unusual arrivals, those to decide on first."""
    found = list(queries.surges_for(user=request.user)[:MOST])
    return render(request, pages.unusual_page(several=queries.arrivals(surges=found)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.READERS)
def surge(request: StaffRequest, surge_id: int) -> HttpResponse:
    """Show one, or keep what a manager decided about it."""
    found = queries.surge_for(user=request.user, surge_id=surge_id)
    may_weigh = queries.may_weigh(user=request.user, surge=found)
    if request.method == "POST" and not may_weigh:
        raise NotFound
    form = WeighForm(request.POST or None, surge=found)
    if form.is_valid():
        try:
            weighing.weigh_surge(
                surge=found,
                weighing=form.cleaned_data["weighing"],
                reason=form.cleaned_data["reason"],
                seen=form.seen_at,
                by=request.user,
                now=clock.now(),
            )
        except weighing.WeighedMeanwhile:
            form = WeighForm(surge=queries.surge_for(user=request.user, surge_id=surge_id))
            messages.info(request, _("Someone decided this while you had it open. Look at what they decided."))
        else:
            messages.success(request, _("Saved. Figures follow within a minute."))
            return see_other(reverse("feedback:surge", args=[found.pk]))
    (shown,) = queries.arrivals(surges=[queries.surge_for(user=request.user, surge_id=surge_id)])
    examples = queries.examples_for(user=request.user, surge=found)
    return render(request, pages.surge_page(arrivals=shown, examples=examples, form=form, may_weigh=may_weigh))
