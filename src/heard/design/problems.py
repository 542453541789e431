"""The pages that say what went wrong, as values."""

import errno
from dataclasses import dataclass
from typing import ClassVar

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from heard.design.errors import CannotKeep
from heard.design.origins import came_from_here
from heard.design.pages import Page
from heard.design.phones import phone_href

_SECRET_NAMES = ("csrf", "password", "code", "token")
_SHORTEST_WORDS = 12
_FULL = ("database or disk is full", "No space left on device")


@dataclass(frozen=True, kw_only=True)
class ProblemPage(Page):
    """What happened, the words that the person wrote, a number to call, and whether home is a way on."""

    template: ClassVar[str] = "design/problem.jinja"

    sentences: tuple[str, ...]
    words: tuple[str, ...] = ()
    phone: str = ""
    leads_home: bool = False

    @property
    def phone_href(self) -> str:
        """Return the number as a telephone can dial it."""
        return phone_href(self.phone)


def not_found() -> ProblemPage:
    """Say that there is no such page."""
    return ProblemPage(
        title=_("Page not found"),
        sentences=(
            _("If you typed the address, check that it is right."),
            _("If you followed a link, the page may have moved or closed."),
        ),
        leads_home=True,
    )


def stale(*, words: tuple[str, ...]) -> ProblemPage:
    """Say that a form was open too long to be sent."""
    return ProblemPage(
        title=_("This page was open for a long time"),
        sentences=(
            _("To keep you safe, we did not send it. Nothing that you sent before is lost."),
            _("Go back, load the page again, and send it once more."),
        ),
        words=words,
        leads_home=True,
    )


def broken() -> ProblemPage:
    """Say that something broke on our side."""
    return ProblemPage(
        title=_("Something went wrong"),
        sentences=(
            _("It is our fault, not yours."),
            _("What you sent before this page is safe. Try again in a few minutes."),
        ),
        leads_home=True,
    )


def not_understood() -> ProblemPage:
    """Say that what the browser sent made no sense."""
    return ProblemPage(
        title=_("We could not read that"),
        sentences=(_("Your browser sent something that we do not understand. Go back and try again."),),
        leads_home=True,
    )


def too_large() -> ProblemPage:
    """Say that what was sent is too large."""
    return ProblemPage(
        title=_("That is too large to send"),
        sentences=(_("We did not get it. Go back and send less at a time, or a smaller file."),),
    )


def storage_full(*, words: tuple[str, ...], phone: str) -> ProblemPage:
    """Say that we could not keep what was sent."""
    return ProblemPage(
        title=_("We could not save what you wrote"),
        sentences=(
            _("It is our fault, not yours. Your words are still here, on this page, and nowhere else."),
            _("Wait a few minutes, then go back and send them again."),
        ),
        words=words,
        phone=phone,
    )


def means_full(exception: BaseException) -> bool:
    """Return whether the exception says that there is no room left to store anything."""
    if isinstance(exception, OSError):
        return exception.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(exception, OperationalError) and any(sign in str(exception) for sign in _FULL)


def keeps_nothing(request: HttpRequest, exception: BaseException) -> bool:
    """Return whether what was sent could not be kept: no room, no key, or the database did not take it in time."""
    is_away = isinstance(exception, OperationalError | InterfaceError)
    return means_full(exception) or isinstance(exception, CannotKeep) or (is_away and request.method == "POST")


def words_of(request: HttpRequest) -> tuple[str, ...]:
    """Return the sentences that were sent with a form, so that a page that refuses them can give them back.

    Nothing that may be secret, and nothing that came from another site: it would put strange words under our name.
    """
    if request.method != "POST" or not came_from_here(request):
        return ()
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    return tuple(value for name, value in sent if isinstance(value, str) and _is_said(name, value))


def _is_said(name: str, value: str) -> bool:
    is_sentence = len(value) >= _SHORTEST_WORDS and " " in value.strip()
    return is_sentence and not any(part in name.lower() for part in _SECRET_NAMES)
