"""Turns NotFound into a page, and keeps confidential pages out of caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from heard.design.errors import NotFound
from heard.design.views import not_found

Handler = Callable[[HttpRequest], HttpResponse]


class NotFoundMiddleware:
    """Answers 404 wherever NotFound is raised, for the missing and the forbidden alike."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the 404 page for NotFound; leave every other exception alone."""
        return not_found(request) if isinstance(exception, NotFound) else None


class SafeHeadersMiddleware:
    """Tells browsers and proxies to store no page, so that the back button after a quick exit shows nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
