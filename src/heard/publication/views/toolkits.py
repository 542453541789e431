"""A partner's toolkit: the same pages for those who sign in and for those who hold a link, each behind its own door."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import links, qr
from heard.campaigns import queries as campaigns
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.languages import language_of
from heard.design.rendering import render
from heard.measurement import queries as measurement
from heard.publication import actions, addresses, forms, pages, pictures, queries, texts
from heard.publication.pages.links import accent_of
from heard.publication.views.held import held

P = ParamSpec("P")
Shown = Callable[Concatenate[HttpRequest, queries.Toolkit, P], HttpResponse]

_QR_CM, _QR_DPI = 6, 300


def _signed_in(view: Shown[P]) -> Callable[..., HttpResponse]:
    """Open the toolkit to those who work for its partner and to managers of its campaign."""

    @wraps(view)
    def opened(
        request: StaffRequest, /, slug: str, organisation: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        toolkit = queries.toolkit_for(user=request.user, campaign_slug=slug, organisation_slug=organisation)
        return view(request, toolkit, *args, **kwargs)

    return staff(Role.PARTNER, Role.CAMPAIGN_MANAGER)(opened)


@require_safe
@staff(Role.PARTNER)
def own_toolkits(request: StaffRequest) -> HttpResponse:
    """Lead to the one toolkit that a person has, or list several."""
    toolkits = queries.toolkits_for(user=request.user)
    if len(toolkits) == 1:
        return HttpResponseRedirect(addresses.toolkit_href(toolkits[0]))
    return render(request, pages.own_toolkits_page(toolkits=toolkits))


def _toolkit(request: HttpRequest, toolkit: queries.Toolkit) -> HttpResponse:
    placements = list(queries.placements_in(toolkit=toolkit))
    figures = measurement.figures(view=toolkit.view, query=measurement.FigureQuery(), today=localdate(clock.now()))
    return render(request, pages.toolkit_page(toolkit=toolkit, placements=placements, figures=figures))


def _new_link(request: HttpRequest, toolkit: queries.Toolkit) -> HttpResponse:
    form = forms.OwnLinkForm(request.POST or None, waves=campaigns.waves_of(campaign=toolkit.campaign))
    if form.is_valid():
        try:
            placement = actions.place_own_link(toolkit=toolkit, own=form.own, now=clock.now())
        except actions.HasLink:
            form.add_error(
                "channel", _("You have this link already. Name another post, page or poster to tell them apart")
            )
        except actions.TooManyLinks:
            form.add_error(None, _("You have as many links as you can make here. Ask the campaign to withdraw some."))
        except actions.CampaignClosed:
            form.add_error(None, _("The campaign has closed. No more links can be made."))
        else:
            return HttpResponseRedirect(addresses.link_href(toolkit, placement))
    return render(request, pages.new_link_page(toolkit=toolkit, form=form))


def _link(request: HttpRequest, toolkit: queries.Toolkit, code: str) -> HttpResponse:
    placement = queries.placement_in(toolkit=toolkit, code=code)
    said = texts.wording_of(placement)
    posts = queries.approved_posts(placement=placement)
    return render(request, pages.link_page(toolkit=toolkit, placement=placement, said=said, own=posts))


def _qr(request: HttpRequest, toolkit: queries.Toolkit, code: str, kind: str) -> HttpResponse:
    placement = queries.placement_in(toolkit=toolkit, code=code)
    if kind not in {pictures.SVG, pictures.PNG}:
        raise NotFound
    file = qr.file_of(links.short_address(placement.code), kind=kind, cm=_QR_CM, dpi=_QR_DPI)
    return HttpResponse(file.content, content_type=file.media_type)


def _picture(request: HttpRequest, toolkit: queries.Toolkit, code: str, size: str, kind: str) -> HttpResponse:
    placement = queries.placement_in(toolkit=toolkit, code=code)
    wanted = pictures.BY_SLUG.get(size)
    if wanted is None or kind not in wanted.kinds:
        raise NotFound
    drawn = pictures.picture_of(
        texts.wording_of(placement),
        size=wanted,
        kind=kind,
        language=language_of(placement.language),
        accent=accent_of(placement),
        has_qr=wanted.has_qr or "qr" in request.GET,
    )
    return HttpResponse(drawn, content_type=pictures.MEDIA_TYPES[kind])


def _post_picture(request: HttpRequest, toolkit: queries.Toolkit, code: str, post_id: int) -> HttpResponse:
    placement = queries.placement_in(toolkit=toolkit, code=code)
    post = queries.approved_post(placement=placement, post_id=post_id)
    kind = "image/png" if post.picture_kind == "PNG" else "image/jpeg"
    with post.picture.open("rb") as file:
        return HttpResponse(file.read(), content_type=kind)


_asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])

toolkit = require_safe(_signed_in(_toolkit))
new_link = _asked_or_sent(_signed_in(_new_link))
link = require_safe(_signed_in(_link))
qr_code = require_safe(_signed_in(_qr))
picture = require_safe(_signed_in(_picture))
post_picture = require_safe(_signed_in(_post_picture))

held_toolkit = require_safe(held(_toolkit))
held_new_link = _asked_or_sent(held(_new_link))
held_link = require_safe(held(_link))
held_qr_code = require_safe(held(_qr))
held_picture = require_safe(held(_picture))
held_post_picture = require_safe(held(_post_picture))
