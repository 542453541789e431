"""How far the machine agrees with people: the page, its line, and that somebody looked at a notice."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, organisation_for, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import keeper_of, workplaces_for
from heard.casework.queries import choices_of
from heard.design import clock
from heard.design.rendering import render
from heard.insight.queries import current_themes
from heard.measurement.actions.agreement import mark_seen, set_line
from heard.measurement.forms.agreement import TONE, AgreementFilterForm, LineForm
from heard.measurement.pages.agreement import agreement_page, line_page
from heard.measurement.queries import agreement as queries

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*ROLES)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to the organisation's page, or let those who work in several choose."""
    organisations = list(workplaces_for(user=request.user, roles=ROLES))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("measurement:agreement_of", args=[organisations[0].slug]))
    page = ChooserPage.of(
        title=_("Machine and people"), organisations=organisations, url_name="measurement:agreement_of"
    )
    return render(request, page)


@require_safe
@staff(*ROLES)
def agreement_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show how far machine and people agree, as the address asks."""
    organisation = organisation_for(user=request.user, slug=slug, roles=ROLES)
    campaigns = choices_of(organisation=organisation).campaigns
    known = {theme.code: theme for theme in current_themes()}
    form = AgreementFilterForm(request.GET.dict(), campaigns=campaigns, themes=known.values())
    form.is_valid()
    campaign = next((one for one in campaigns if one.slug == form.query.campaign), None)
    found = queries.pairs(organisation=organisation, campaign=campaign, basis=form.query.basis)
    recent = found.since(localdate(clock.now() - queries.RECENT))
    themes = queries.theme_matches(found=recent.themes)
    most = max(themes, key=lambda one: one.found, default=None)
    about = known.get(form.query.about) or (most.theme if most and form.query.about != TONE else None)
    page = agreement_page(
        organisation=organisation,
        form=form,
        recent=recent,
        themes=themes,
        tone=queries.tone_alpha(found=recent.tones),
        about=about,
        steps=queries.over_time(found=found, theme=about, every=form.query.every),
        line=queries.line_of(organisation=organisation, campaign=campaign),
        notices=queries.notices_for(user=request.user, organisation=organisation),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
def line(request: StaffRequest, slug: str) -> HttpResponse:
    """Set below which line a notice is raised."""
    organisation = organisation_for(user=request.user, slug=slug, roles=ROLES)
    campaigns = choices_of(organisation=organisation).campaigns
    form = LineForm(request.POST if request.method == "POST" else None, campaigns=campaigns)
    if form.is_valid():
        set_line(
            organisation=organisation,
            campaign=next((one for one in campaigns if one.slug == form.cleaned_data["campaign"]), None),
            alpha=form.cleaned_data["alpha"],
            least=form.cleaned_data["least"],
            by=request.user,
            now=clock.now(),
        )
        messages.success(request, _("The line is set. It is looked at again within six hours."))
        return HttpResponseRedirect(reverse("measurement:agreement_of", args=[organisation.slug]))
    return render(request, line_page(organisation=organisation, form=form))


@require_POST
@staff(*ROLES)
def seen(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Write down that the reader looked at a notice."""
    notice = queries.notice_for(user=request.user, notice_id=notice_id)
    mark_seen(notice=notice, by=request.user, now=clock.now())
    keeper = keeper_of(organisation=notice.organisation)
    return HttpResponseRedirect(reverse("measurement:agreement_of", args=[keeper.slug]))
