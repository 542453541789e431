"""What managers open: one link, its QR code, its code and its end."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, links, qr, queries
from heard.campaigns.forms import placing as forms
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import placements as pages
from heard.design import clock
from heard.design.rendering import render
from heard.places import queries as places

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def place(request: StaffRequest, slug: str) -> HttpResponse:
    """Place a link."""
    now = clock.now()
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    form = forms.PlacementForm(
        request.POST or None,
        partners=queries.partners_of(campaign=campaign),
        waves=queries.waves_of(campaign=campaign),
        offered=queries.offered_forms(campaign=campaign),
        hosts=campaign.allowed_hosts,
        areas=places.areas_to_choose(today=localdate(now)),
    )
    if form.is_valid():
        try:
            placement = actions.place(campaign=campaign, plan=form.plan, by=request.user, now=now)
        except actions.OutsideNotAllowed as refused:
            form.add_error("outside_url", shown.outside_refused(refused.fault, hosts=campaign.allowed_hosts))
        except actions.OutsideTooLong:
            form.add_error("outside_url", shown.outside_too_long())
        except actions.CampaignClosed:
            form.add_error(None, _("The campaign has closed. No more links can be placed."))
        else:
            return HttpResponseRedirect(shown.placement_href(placement))
    page = asking.ask_page(
        title=_("Place a link"), form=form, button=_("Place the link"), back_href=shown.campaign_href(campaign)
    )
    return render(request, page)


@require_safe
@staff(*READERS)
def placement(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """One link, with its address and QR code."""
    found = queries.placement_for(user=request.user, campaign_slug=slug, code=code)
    can_change = queries.may_manage(user=request.user, campaign=found.campaign)
    page = pages.placement_page(
        placement=found,
        form=forms.PrintForm(initial={"kind": "svg", "cm": 4, "dpi": 300}),
        can_change=can_change,
        can_recode=can_change and not queries.has_clicks(placement=found),
    )
    return render(request, page)


@require_safe
@staff(*READERS)
def qr_image(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """The QR code as it stands on the link's page."""
    found = queries.placement_for(user=request.user, campaign_slug=slug, code=code)
    return HttpResponse(qr.svg_of(links.short_address(found.code), cm=4), content_type="image/svg+xml")


@require_safe
@staff(*READERS)
def qr_download(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """The QR code as a file to print."""
    found = queries.placement_for(user=request.user, campaign_slug=slug, code=code)
    form = forms.PrintForm(request.GET)
    if not form.is_valid():
        page = pages.placement_page(placement=found, form=form, can_change=False, can_recode=False)
        return render(request, page, status=422)
    kind, cm, dpi = form.cleaned_data["kind"], form.cleaned_data["cm"], form.cleaned_data["dpi"]
    file = qr.file_of(links.short_address(found.code), kind=kind, cm=cm, dpi=dpi)
    name = f"{found.code}-{cm}cm.{kind}"
    return HttpResponse(
        file.content, content_type=file.media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def code(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """Give a link another code."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = queries.placement_for(user=request.user, campaign_slug=campaign.slug, code=code)
    form = forms.CodeForm(request.POST or None, initial={"code": found.code})
    if form.is_valid():
        try:
            actions.change_code(placement=found, code=form.cleaned_data["code"], by=request.user, now=clock.now())
        except actions.CodeRefused:
            form.add_error(
                "code", _("Use at least 3 lower-case letters, digits from 2 to 9, and hyphens between words")
            )
        except actions.CodeTaken:
            form.add_error("code", _("Another link has these words. Choose others"))
        except actions.AlreadyFollowed:
            form.add_error("code", _("Someone has followed the link, so it stays as it is"))
        else:
            return HttpResponseRedirect(shown.placement_href(found))
    page = pages.code_page(placement=found, form=form)
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def withdraw(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """Withdraw a link, after a page that says what that does."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = queries.placement_for(user=request.user, campaign_slug=campaign.slug, code=code)
    page = pages.withdraw_page(placement=found)
    if request.method != "POST":
        return render(request, page)
    try:
        actions.withdraw(placement=found, by=request.user, now=clock.now())
    except actions.AlreadyWithdrawn:
        return render(request, asking.refused(page, _("The link was withdrawn before.")), status=422)
    return HttpResponseRedirect(shown.placement_href(found))
