"""Whether a request came from a page of our own, by what the browser says of it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.http import HttpRequest


def came_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that one of our own pages sent this; False where it says nothing."""
    return is_from(f"{request.scheme}://{request.get_host()}", headers=request.headers)


def is_from(origin: str, *, headers: Mapping[str, str]) -> bool:
    """Return whether the browser says that a page of this origin, the site's own, sent a request with these headers.

    `headers` has lower-case names, or finds names in any case as Django's does.
    """
    site = headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    return headers.get("origin") == origin


def may_come_from_here(request: HttpRequest) -> bool:
    """Return whether nothing that the browser says speaks against one of our own pages having sent this.

    For forms that bring a token of their own, or that lead nowhere but to what was typed in: an old browser says
    nothing, and is let in.
    """
    origin = request.headers.get("Origin", "null")
    if origin not in {"null", f"{request.scheme}://{request.get_host()}"}:
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def path_before(request: HttpRequest) -> str:
    """Return the path of our own page from which the request came; empty where the browser does not say."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    is_ours = f"{before.scheme}://{before.netloc}" == f"{request.scheme}://{request.get_host()}"
    return f"{before.path}?{before.query}".removesuffix("?") if is_ours else ""
