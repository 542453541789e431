"""Error pages."""

from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and where to turn."""
    return HttpResponse("Not found", status=404)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, and how to go on."""
    return HttpResponse("This page is too old", status=403)
