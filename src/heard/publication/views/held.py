"""The door of those who hold a toolkit's link: its secret stands in the path, and no cookie is set or read."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from heard.accounts.brands import brand_of
from heard.accounts.queries import keeper_of
from heard.design import clock
from heard.design.headers import SECRETIVE
from heard.design.pages import Page
from heard.design.rendering import render, shell_of
from heard.publication import actions, addresses, pages, queries

P = ParamSpec("P")

_GONE = 410


def held(view: Callable[Concatenate[HttpRequest, queries.Toolkit, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the toolkit whose link's secret the address holds; say whom to ask where it works no longer.

    What is sent needs no further token against forgery: no other site knows the address that it is sent to, and a
    browser adds nothing to it.
    """

    @wraps(view)
    def opened(request: HttpRequest, /, secret: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        link = queries.link_with_secret(secret)
        toolkit = queries.toolkit_by(link=link, secret=secret)
        _lay_out(request, toolkit)
        try:
            actions.open_toolkit(link=link, now=clock.now())
        except actions.ToolkitLinkEnded:
            return _secretive(_ended(request, pages.ended_page(link=link)))
        return _secretive(view(request, toolkit, *args, **kwargs))

    return csrf_exempt(opened)


def _ended(request: HttpRequest, page: Page) -> HttpResponse:
    return render(request, page, status=_GONE)


def _lay_out(request: HttpRequest, toolkit: queries.Toolkit) -> None:
    """Draw the pages as a partner sees them who signs in, in the owner's colours and with nothing of anybody's own."""
    shell = replace(
        shell_of(request),
        brand=brand_of(keeper_of(organisation=toolkit.campaign.owner), href=addresses.toolkit_href(toolkit)),
        is_staff_side=True,
        has_quick_exit=False,
        languages=(),
    )
    request.shell = shell  # type: ignore[attr-defined]


def _secretive(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = SECRETIVE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
