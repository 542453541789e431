"""What managers do about partners' toolkits."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.actions import NameTaken
from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions as campaign_actions
from heard.campaigns import queries as campaigns
from heard.campaigns.pages.asking import refused
from heard.design import clock
from heard.design.rendering import render
from heard.publication import actions, addresses, forms, pages, queries
from heard.publication.pages.managing import partner_href

_asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@_asked_or_sent
@staff(Role.CAMPAIGN_MANAGER)
def toolkits(request: StaffRequest, slug: str) -> HttpResponse:
    """List the partners, and take in another by its name, with its first links and its toolkit's link in one go."""
    now = clock.now()
    campaign = campaigns.managed_campaign_for(user=request.user, slug=slug)
    form = forms.NewPartnerForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.welcome_partner(campaign=campaign, welcome=form.welcome, by=request.user, now=now)
        except campaign_actions.AlreadyPartner:
            form.add_error("name", _("This organisation is a partner already. Choose it in the list above"))
        except campaign_actions.CampaignClosed:
            form.add_error(None, _("The campaign has closed. No more partners can join."))
        except NameTaken:
            form.add_error("name", _("An organisation that has closed had this name. Add something to tell them apart"))
        else:
            return _made(request, made, email=form.cleaned_data["email"])
    page = pages.toolkits_page(
        campaign=campaign,
        partners=campaigns.partners_of(campaign=campaign),
        open_links=queries.open_links_of(campaign=campaign, now=now),
        form=form,
    )
    return render(request, page)


@_asked_or_sent
@staff(Role.CAMPAIGN_MANAGER)
def partner(request: StaffRequest, slug: str, organisation: str) -> HttpResponse:
    """Show the links that open a partner's toolkit, and make another."""
    now = clock.now()
    found = queries.managed_partner_for(user=request.user, campaign_slug=slug, organisation_slug=organisation)
    form = forms.LinkForm(request.POST or None)
    if form.is_valid():
        made = actions.make_toolkit_link(partner=found, days=form.cleaned_data["days"], by=request.user, now=now)
        return _made(request, made, email=form.cleaned_data["email"])
    return render(request, pages.partner_page(partner=found, links=queries.links_of(partner=found), form=form, now=now))


@_asked_or_sent
@staff(Role.CAMPAIGN_MANAGER)
def revoke(request: StaffRequest, slug: str, organisation: str, link_id: int) -> HttpResponse:
    """Take back a link, after a page that says what that does."""
    found = queries.managed_partner_for(user=request.user, campaign_slug=slug, organisation_slug=organisation)
    link = queries.link_of(partner=found, link_id=link_id)
    page = pages.revoke_page(link=link)
    if request.method != "POST":
        return render(request, page)
    try:
        actions.revoke_toolkit_link(link=link, by=request.user, now=clock.now())
    except actions.AlreadyRevoked:
        return render(request, refused(page, _("The link was taken back before.")), status=422)
    return HttpResponseRedirect(partner_href(found))


def _made(request: StaffRequest, made: actions.Made, *, email: str) -> HttpResponse:
    """Show the link in the answer to what was sent: it is nowhere to be read again."""
    is_sent = bool(email) and actions.send_toolkit_link(
        made=made, to=email, href=addresses.held_address(made.secret), sender=request.user, now=clock.now()
    )
    page = pages.made_page(link=made.link, secret=made.secret, sent_to=email, is_sent=is_sent)
    return render(request, page, status=201)
