"""The film in British Sign Language: its page and file for everyone, and its choice for managers."""

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.brands import brand_of
from heard.accounts.doors import Role, StaffRequest, staff
from heard.accounts.queries import keeper_of
from heard.campaigns import actions, arriving, films, links, queries
from heard.campaigns.forms.filming import FilmForm
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import filming as pages
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.design.uploads import takes_files

WHOLE, PART, NO_SUCH_PART = 200, 206, 416


@require_safe
def film(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """The page with the film's player."""
    campaign = queries.public_campaign(campaign_slug)
    arrival = arriving.arrival_of(request=request, campaign=campaign)
    if not campaign.film.name or (campaign.is_preparing and not arrival.is_open):
        raise NotFound
    brand = brand_of(keeper_of(organisation=campaign.owner), href=links.landing_path(campaign, trail=arrival.trail))
    return render(request, pages.film_page(campaign=campaign, trail=arrival.trail), brand=brand)


@require_safe
def film_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A film or its captions, or the piece that a player asks for; like every public page it leaves nothing behind."""
    file = queries.film_by_name(name=f"films/{name}")
    piece = films.piece_wanted(request.headers.get("Range", ""), size=file.size)
    if piece is None:
        return HttpResponse(status=NO_SUCH_PART, headers={"Content-Range": f"bytes */{file.size}"})
    response = StreamingHttpResponse(
        films.read(file.open("rb"), piece),
        status=WHOLE if piece.is_whole else PART,
        content_type=films.KINDS[PurePosixPath(name).suffix],
        headers={
            "Accept-Ranges": "bytes",
            "Content-Length": str(piece.end - piece.start),
            "Cache-Control": "no-store",
        },
    )
    if not piece.is_whole:
        response.headers["Content-Range"] = piece.content_range
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
@takes_files(most=films.LARGEST_FILM + films.LARGEST_CAPTIONS)
def choose_film(request: StaffRequest, slug: str) -> HttpResponse:
    """Choose the film in British Sign Language."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FilmForm(*sent, has_film=bool(campaign.film.name), initial={"address": campaign.film_address})
    if form.is_valid() and form.takes_away:
        actions.remove_film(campaign=campaign, by=request.user, now=clock.now())
        return HttpResponseRedirect(shown.campaign_href(campaign))
    if form.is_valid():
        actions.change_film(
            campaign=campaign,
            film=form.film_upload,
            captions=form.captions_upload,
            address=form.cleaned_data["address"] or "",
            by=request.user,
            now=clock.now(),
        )
        return HttpResponseRedirect(shown.campaign_href(campaign))
    page = asking.ask_page(
        title=_("Film in British Sign Language"),
        form=form,
        button=_("Save"),
        back_href=shown.campaign_href(campaign),
        sentences=shown.film_of(campaign),
    )
    return render(request, page)
