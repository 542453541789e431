"""What managers open: campaigns and their parts."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, queries
from heard.campaigns.forms import planning as forms
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import campaigns as pages
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.forms import Form
from heard.design.rendering import render
from heard.places.queries import benchmark_choice

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
NEWEST = 20
"""How many links the campaign's own page shows; there may be thousands."""


@require_safe
@staff(*READERS)
def campaign_list(request: StaffRequest) -> HttpResponse:
    """The campaigns that the reader's organisations own or have a form in."""
    campaigns = queries.campaigns_for(user=request.user)
    can_create = queries.owners_for(user=request.user).exists()
    return render(request, pages.campaigns_page(campaigns=campaigns, can_create=can_create))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def create(request: StaffRequest) -> HttpResponse:
    """Make a campaign."""
    form = forms.NewCampaignForm(request.POST or None, owners=queries.owners_for(user=request.user))
    if form.is_valid():
        given = {name: said for name, said in form.cleaned_data.items() if name != "owner"}
        try:
            campaign = actions.create_campaign(
                owner=form.owned_by, plan=actions.CampaignPlan(**given), by=request.user, now=clock.now()
            )
        except actions.FrontPageTaken:
            form.add_error("is_front_page", _("Another campaign is on the front page. Only one can be."))
        else:
            return HttpResponseRedirect(shown.campaign_href(campaign))
    return _asked(
        request, title=_("Create a campaign"), form=form, button=_("Create the campaign"), back_href=shown.list_href()
    )


@require_safe
@staff(*READERS)
def campaign(request: StaffRequest, slug: str) -> HttpResponse:
    """One campaign."""
    found = queries.campaign_for(user=request.user, slug=slug)
    page = pages.campaign_page(
        campaign=found,
        readiness=queries.readiness_of(campaign=found, today=timezone.localdate(clock.now())),
        forms=queries.forms_of(campaign=found),
        waves=queries.waves_of(campaign=found),
        partners=queries.partners_of(campaign=found),
        placements=queries.placements_of(campaign=found)[:NEWEST],
        can_change=queries.may_manage(user=request.user, campaign=found),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    """Change what a campaign says of itself."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    form = forms.PlanForm(request.POST) if request.method == "POST" else forms.PlanForm.of(found)
    if form.is_valid():
        try:
            actions.change_campaign(
                campaign=found, plan=actions.CampaignPlan(**form.cleaned_data), by=request.user, now=clock.now()
            )
        except actions.FrontPageTaken:
            form.add_error("is_front_page", _("Another campaign is on the front page. Only one can be."))
        else:
            return HttpResponseRedirect(shown.campaign_href(found))
    return _asked(
        request, title=_("Change the campaign"), form=form, button=_("Save"), back_href=shown.campaign_href(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def doors(request: StaffRequest, slug: str) -> HttpResponse:
    """Choose the doors of the landing page."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    form = forms.DoorsForm(request.POST or None, campaign=found, offered=queries.offered_forms(campaign=found))
    if form.is_valid():
        actions.change_doors(campaign=found, rule=form.rule, by=request.user, now=clock.now())
        return HttpResponseRedirect(shown.campaign_href(found))
    return _asked(
        request,
        title=_("Choose what the landing page offers"),
        form=form,
        button=_("Save"),
        back_href=shown.campaign_href(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add_form(request: StaffRequest, slug: str) -> HttpResponse:
    """Give an organisation a form."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    form = forms.FormForm(request.POST or None, organisations=queries.organisations())
    if form.is_valid():
        try:
            actions.add_form(campaign=found, by=request.user, now=clock.now(), **form.cleaned_data)
        except actions.NotPreparing:
            form.add_error(None, _("The campaign has opened. Forms are added before that."))
        else:
            return HttpResponseRedirect(shown.campaign_href(found))
    return _asked(
        request, title=_("Add a form"), form=form, button=_("Add the form"), back_href=shown.campaign_href(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def reading_hours(request: StaffRequest, slug: str, form_slug: str) -> HttpResponse:
    """Say when staff read what a form brings in, with what was understood read back."""
    found = queries.managed_form_for(user=request.user, campaign_slug=slug, form_slug=form_slug)
    form = forms.ReadingHoursForm(request.POST or None, initial={"hours": found.reading_hours})
    if request.method == "POST" and form.is_valid():
        actions.set_reading_hours(form=found, hours=form.cleaned_data["hours"], by=request.user, now=clock.now())
        return HttpResponseRedirect(shown.campaign_href(found.campaign))
    return render(
        request,
        pages.reading_hours_page(form=found, answers=form, now=clock.now()),
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add_wave(request: StaffRequest, slug: str) -> HttpResponse:
    """Add a wave."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    form = forms.WaveForm(request.POST or None, benchmarks=benchmark_choice())
    if form.is_valid():
        try:
            actions.add_wave(campaign=found, plan=form.plan, by=request.user, now=clock.now())
        except actions.WaveExists:
            form.add_error("name", _("The campaign has a wave of this name"))
        else:
            return HttpResponseRedirect(shown.campaign_href(found))
    return _asked(
        request, title=_("Add a wave"), form=form, button=_("Add the wave"), back_href=shown.campaign_href(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def wave(request: StaffRequest, slug: str, wave_id: int) -> HttpResponse:
    """Change a wave."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    chosen = queries.wave_of(campaign=found, wave_id=wave_id)
    form = forms.WaveForm.of(chosen, benchmarks=benchmark_choice(), data=request.POST or None)
    if form.is_valid():
        try:
            actions.change_wave(wave=chosen, plan=form.plan, by=request.user, now=clock.now())
        except actions.WaveExists:
            form.add_error("name", _("The campaign has a wave of this name"))
        else:
            return HttpResponseRedirect(shown.campaign_href(found))
    return _asked(
        request, title=_("Change the wave"), form=form, button=_("Save"), back_href=shown.campaign_href(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add_partner(request: StaffRequest, slug: str) -> HttpResponse:
    """Give an organisation the part of a partner."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    form = forms.PartnerForm(request.POST or None, organisations=queries.organisations())
    if form.is_valid():
        try:
            actions.add_partner(campaign=found, by=request.user, now=clock.now(), **form.cleaned_data)
        except actions.AlreadyPartner:
            form.add_error("organisation", _("This organisation is a partner already"))
        else:
            return HttpResponseRedirect(shown.campaign_href(found))
    return _asked(
        request, title=_("Add a partner"), form=form, button=_("Add the partner"), back_href=shown.campaign_href(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def step(request: StaffRequest, slug: str, step: str) -> HttpResponse:
    """Open, pause, resume or close a campaign, after a page that says what that does."""
    found = queries.managed_campaign_for(user=request.user, slug=slug)
    if step not in actions.STEPS:
        raise NotFound
    page = pages.step_page(campaign=found, step=step)
    if request.method != "POST":
        return render(request, page)
    try:
        actions.STEPS[step](campaign=found, by=request.user, now=clock.now())
    except actions.NotReady:
        return render(
            request, asking.refused(page, _("The campaign cannot open yet: something is missing.")), status=422
        )
    except actions.WrongState:
        return render(request, asking.refused(page, _("The campaign has moved on in the meantime.")), status=422)
    return HttpResponseRedirect(shown.campaign_href(found))


def _asked(request: StaffRequest, *, title: str, form: Form, button: str, back_href: str) -> HttpResponse:
    page = asking.ask_page(title=title, form=form, button=button, back_href=back_href)
    return render(request, page)
