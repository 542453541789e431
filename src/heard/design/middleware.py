"""Speaks the path's language, turns what nobody caught into a page that helps, keeps pages out of caches."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from heard.design import headers, languages
from heard.design.errors import NotFound
from heard.design.problems import keeps_nothing
from heard.design.views import not_found, storage_full

_log = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Speaks the language that stands in the path. No cookie is read or set, and no header decides."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = languages.of_path(request.path_info)
        request.LANGUAGE_CODE = language.code
        with translation.override(language.code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language.tag)
        return response


class NotFoundMiddleware:
    """Answers 404 wherever NotFound is raised, and gives a person's words back where the disk is full."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for the missing and the forbidden, or that for what could not be kept; leave the rest."""
        if isinstance(exception, NotFound):
            return not_found(request)
        if keeps_nothing(request, exception):
            _log.critical("What was sent could not be stored: %s.", type(exception).__name__)
            return storage_full(request)
        return None


class SafeHeadersMiddleware:
    """Tells browsers and proxies to store no page, so that the back button after a quick exit shows nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in headers.SAFE.items():
            response.headers.setdefault(name, value)
        if getattr(response, "xframe_options_exempt", False):
            del response.headers["X-Frame-Options"]  # the page's content policy says who may frame it
        return response
