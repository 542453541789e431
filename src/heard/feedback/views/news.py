"""The links of an email about news: to say that the address is one's own, and to stop.

They need no token against forged requests: their own secret says whose they are, and mail programs post to the second.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heard.design import clock
from heard.design.headers import SECRETIVE
from heard.design.rendering import render
from heard.feedback.actions import news
from heard.feedback.pages import news as pages
from heard.feedback.queries.news import is_known


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then take the address into use."""
    if request.method == "POST":
        return _done(request, lambda: news.confirm_by_link(token=token, now=clock.now()), pages.confirmed_page())
    return _asked(request, token, pages.confirm_page())


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then forget the address."""
    if request.method == "POST":
        return _done(request, lambda: news.stop_by_link(token=token, now=clock.now()), pages.stopped_page())
    return _asked(request, token, pages.stop_page())


def _asked(request: HttpRequest, token: str, page: pages.NewsLinkPage) -> HttpResponse:
    if not is_known(token=token):
        return _secretive(render(request, pages.unknown_page(), status=410))
    return _secretive(render(request, page))


def _done(request: HttpRequest, act: Callable[[], object], page: pages.NewsLinkPage) -> HttpResponse:
    try:
        act()
    except news.NoSuchAddress:
        return _secretive(render(request, pages.unknown_page(), status=410))
    return _secretive(render(request, page))


def _secretive(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = SECRETIVE
    return response
