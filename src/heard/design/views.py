"""Error pages, which say what happened, what is lost and where to turn; and the pattern page."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from heard.design import clock, languages, problems
from heard.design.errors import NotFound
from heard.design.paging import pager
from heard.design.patterns import PatternForm, patterns_page
from heard.design.rendering import Brand, Shell, render, shell_of, spoken
from heard.design.security_txt import security_txt
from heard.design.uploads import takes_files


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and where to turn."""
    return render(request, problems.not_found(), status=404)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, show what was written on it, and how to go on."""
    return render(request, problems.stale(words=problems.words_of(request)), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke on our side; the plain shell around it needs neither session nor database."""
    brand = Brand(href=languages.current().home)
    request.shell = Shell(brand=brand, **spoken())  # type: ignore[attr-defined]
    return render(request, problems.broken(), status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what was sent is too large, or that we could not read it."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, problems.not_understood(), status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that what was sent is too large."""
    return render(request, problems.too_large(), status=413)


def files_refused(request: HttpRequest) -> HttpResponse:
    """Say that no file can be sent here."""
    return render(request, problems.not_understood(), status=415)


def storage_full(request: HttpRequest, *, words: tuple[str, ...] = (), phone: str = "") -> HttpResponse:
    """Say that we could not keep what was sent, with the words still on the screen and a number to call."""
    return render(request, problems.storage_full(words=words or problems.words_of(request), phone=phone), status=503)


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Say where a weakness is reported; there is no such page where nobody is named."""
    if not settings.HEARD_SECURITY_CONTACT:
        raise NotFound
    told = security_txt(
        contacts=settings.HEARD_SECURITY_CONTACT,
        policy=settings.HEARD_SECURITY_POLICY,
        site=settings.HEARD_BASE_URL,
        now=clock.now(),
    )
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@takes_files(most=1024 * 1024)
def patterns(request: HttpRequest) -> HttpResponse:
    """Show every part of the house, for developers and in the demonstration; to others there is no such page.

    The address takes `errors=yes`, `dir=rtl` and `side=public`.
    """
    if not (settings.DEBUG or settings.HEARD_DEMO):
        raise NotFound
    wants_errors = request.method == "POST" or "errors" in request.GET
    form = PatternForm(request.POST if wants_errors else None, request.FILES if wants_errors else None)
    direction = "rtl" if request.GET.get("dir") == "rtl" else "ltr"
    is_staff_side = request.GET.get("side") != "public"
    request.shell = replace(  # type: ignore[attr-defined]
        shell_of(request), direction=direction, is_staff_side=is_staff_side, has_quick_exit=not is_staff_side
    )
    number = pager(query=request.GET, total=612).number
    return render(request, patterns_page(form=form, number=number))
