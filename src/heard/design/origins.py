"""Whether a request came from a page of our own, by what the browser says of it."""

from django.http import HttpRequest


def came_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that one of our own pages sent this; False where it says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
