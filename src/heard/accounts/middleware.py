"""Asks for the second factor, and lays out the shell around each page."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from heard.accounts import queries
from heard.accounts.brands import brand_of
from heard.accounts.models import Membership, User
from heard.accounts.sections import sections_of
from heard.design import languages
from heard.design.rendering import Brand, NavigationItem, Shell, language_links, spoken

Handler = Callable[[HttpRequest], HttpResponse]

_STAFF = "/staff/"
_STAFF_SIDE = (_STAFF, "/accounts/")


class SecondFactorMiddleware:
    """Sends signed-in people without a second factor to set one up before any staff page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_STAFF) and _lacks_proof(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


def _lacks_proof(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and not queries.may_enter(user=request.user)


class ShellMiddleware:
    """Puts `request.shell` in place: a function, so that a page that is never drawn uses up no message.

    On the public side it reads neither session nor database: no cookie is set or varied on there. A process that
    serves the public alone knows no user, and has no other side.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_staff_side = request.path_info.startswith(_STAFF_SIDE) and hasattr(request, "user")
        request.shell = partial(_staff_shell if is_staff_side else _public_shell, request)  # type: ignore[attr-defined]
        return self.get_response(request)


def _public_shell(request: HttpRequest) -> Shell:
    return Shell(
        brand=Brand(href=languages.current().home),
        is_demo=settings.HEARD_DEMO,
        languages=language_links(request.get_full_path()),
        **spoken(),
    )


def _staff_shell(request: HttpRequest) -> Shell:
    user = request.user if isinstance(request.user, User) else None
    memberships = tuple(queries.memberships_of(user=user)) if user else ()
    return Shell(
        brand=_brand(memberships),
        navigation=_navigation(request, memberships),
        signed_in_as=user.full_name if user else "",
        is_staff_side=True,
        has_quick_exit=False,
        is_demo=settings.HEARD_DEMO,
        **spoken(),
        messages=tuple(str(message) for message in get_messages(request)),
    )


def _brand(memberships: tuple[Membership, ...]) -> Brand:
    organisations = {each.organisation_id: each.organisation for each in memberships}
    home = reverse("accounts:home") if organisations else "/"
    return brand_of(*organisations.values(), href=home) if len(organisations) == 1 else Brand(href=home)


def _navigation(request: HttpRequest, memberships: tuple[Membership, ...]) -> tuple[NavigationItem, ...]:
    """Return the sections of the person's roles; the one with the longest address that holds this page is current."""
    sections = sections_of(memberships)
    here = max((each.href for each in sections if request.path.startswith(each.href)), key=len, default="")
    return tuple(
        NavigationItem(
            label=f"{each.label} ({each.waiting})" if each.waiting else each.label,
            href=each.href,
            current=each.href == here,
        )
        for each in sections
    )
