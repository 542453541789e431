"""Error pages: each says what happened, that nothing is lost or what is, and where to turn."""

from django.http import HttpRequest, HttpResponse

from heard.design import problems
from heard.design.rendering import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and where to turn."""
    return render(request, problems.not_found(), status=404)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, show what was written on it, and how to go on."""
    return render(request, problems.stale(words=problems.words_of(request)), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke on our side; needs neither session nor database."""
    return render(request, problems.broken(), status=500)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what was sent is too large."""
    return render(request, problems.too_large(), status=413)


def storage_full(request: HttpRequest, *, words: tuple[str, ...] = (), phone: str = "") -> HttpResponse:
    """Say that we could not keep what was sent, with the words still on the screen and a number to call."""
    return render(request, problems.storage_full(words=words or problems.words_of(request), phone=phone), status=503)
