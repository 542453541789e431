"""Ends sessions whose time is over, asks for the second factor, and lays out the shell around each page."""

import logging
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from heard.accounts import queries
from heard.accounts.brands import brand_of
from heard.accounts.models import Membership, User
from heard.accounts.pages.signing_in import SignedOutPage
from heard.accounts.queries.sessions import BEGAN, SEEN
from heard.accounts.sections import sections_of
from heard.design import clock, languages
from heard.design.origins import path_before
from heard.design.problems import words_of
from heard.design.rendering import Brand, NavigationItem, Shell, language_links, render, spoken

Handler = Callable[[HttpRequest], HttpResponse]

_STAFF = "/staff/"
_STAFF_SIDE = (_STAFF, "/accounts/")
_NOTED_EVERY = 60.0
"""Seconds between two writes of when a session was last used."""

logger = logging.getLogger(__name__)


class SessionLengthMiddleware:
    """Ends a session whose time is over. What its person sent then is given back to them, with the way to sign in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_STAFF_SIDE):
            _end_or_note(request)
        response = self.get_response(request)
        return _with_words(request, response) if _is_sent_away(request, response) else response


def _end_or_note(request: HttpRequest) -> None:
    user, now = request.user, clock.now()
    if not isinstance(user, User):
        return
    if queries.has_lapsed(session=request.session, user=user, now=now):
        logout(request)
        return
    if now.timestamp() - request.session.get(SEEN, 0.0) > _NOTED_EVERY:
        _note(request, at=now.timestamp())


def _note(request: HttpRequest, *, at: float) -> None:
    """Write down when the session was used; a page can be read all the same where nothing can be written."""
    was_modified = request.session.modified
    request.session.setdefault(BEGAN, at)
    request.session[SEEN] = at
    try:
        request.session.save()
    except DatabaseError as failure:
        logger.warning("When a session was used could not be written: %s.", type(failure).__name__)
    request.session.modified = was_modified


def _is_sent_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether somebody who is not signed in sent something to a staff page, and is led to the door."""
    return (
        request.method == "POST"
        and request.path_info.startswith(_STAFF)
        and response.status_code == HTTPStatus.FOUND
        and response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))
    )


def _with_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    words = words_of(request)
    if not words:
        return response
    page = SignedOutPage.of(words=words, back=path_before(request) or reverse("accounts:home"))
    return render(request, page, status=HTTPStatus.FORBIDDEN)


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
    """Return the sections of the person's roles; the one whose address holds most of this page's is current."""
    sections = sections_of(memberships)
    here = max(sections, key=lambda each: each.reach(request.path), default=None)
    return tuple(
        NavigationItem(
            label=f"{each.label} ({each.waiting})" if each.waiting else each.label,
            href=each.href,
            current=each is here and each.reach(request.path) > 0,
        )
        for each in sections
    )
