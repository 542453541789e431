"""Mentions on networks: what is followed, what was found, and forgetting somebody's posts."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.forms import Form
from heard.design.paging import pager
from heard.design.rendering import render
from heard.measurement.actions import mentions as actions
from heard.measurement.forms.mentions import FollowForm, ForgetForm
from heard.measurement.pages.mentions import mentions_page
from heard.measurement.queries import mentions as queries
from heard.measurement.queries import whole_view_for
from heard.measurement.services import allowed_services


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def mentions(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show what is followed and what was found; follow another hashtag."""
    found = whole_view_for(user=request.user, slug=campaign).campaign
    form = FollowForm(request.POST or None, services=allowed_services(), tag=found.hashtag)
    if request.method == "POST" and form.is_valid():
        chosen, tag = form.chosen, form.cleaned_data["tag"]
        try:
            actions.follow(
                campaign=found,
                network=chosen.network,
                service=chosen.address,
                tag=tag,
                by=request.user,
                now=clock.now(),
            )
        except actions.AlreadyFollowed:
            form.add_error("tag", _("This hashtag is followed there already."))
        else:
            messages.success(request, _("#%(tag)s is followed from now on.") % {"tag": tag})
            return HttpResponseRedirect(reverse("measurement:mentions", args=[campaign]))
    return _page(request, campaign, follow=form, forget=ForgetForm())


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@require_POST
def forget(request: StaffRequest, campaign: str) -> HttpResponse:
    """Empty what is kept of somebody's posts, at their wish."""
    found = whole_view_for(user=request.user, slug=campaign).campaign
    form = ForgetForm(request.POST)
    if form.is_valid():
        emptied = actions.forget_account(**form.cleaned_data, campaign=found, by=request.user, now=clock.now())
        told = ngettext("%(posts)d post was emptied.", "%(posts)d posts were emptied.", emptied)
        messages.success(request, told % {"posts": emptied})
        return HttpResponseRedirect(reverse("measurement:mentions", args=[campaign]))
    return _page(request, campaign, follow=FollowForm(services=allowed_services(), tag=found.hashtag), forget=form)


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@require_POST
def end_watch(request: StaffRequest, watch: int) -> HttpResponse:
    """Stop following a hashtag on a service."""
    found = queries.watch_for(user=request.user, watch=watch)
    actions.stop_following(watch=found, by=request.user, now=clock.now())
    messages.success(request, _("#%(tag)s is no longer followed there. What was found stays.") % {"tag": found.tag})
    return HttpResponseRedirect(reverse("measurement:mentions", args=[found.campaign.slug]))


def _page(request: StaffRequest, slug: str, *, follow: FollowForm, forget: Form) -> HttpResponse:
    campaign = whole_view_for(user=request.user, slug=slug).campaign
    every = queries.mentions_of(campaign=campaign)
    which = pager(query=request.GET, total=every.count())
    page = mentions_page(
        campaign=campaign,
        watches=queries.watches_of(campaign=campaign),
        counts=queries.mention_counts(campaign=campaign),
        mentions=every[which.offset : which.offset + which.per_page],
        pager=which,
        follow_form=follow if follow.services else None,
        forget_form=forget,
    )
    return render(request, page)
