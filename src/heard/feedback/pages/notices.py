"""Pages that say why the public form cannot go on as asked, keep the person's words in sight, and say where to turn."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from heard.campaigns.pages.reaching import NumberShown
from heard.feedback.pages.form import Around, PublicFormPage


@dataclass(frozen=True, kw_only=True)
class NoticePage(PublicFormPage):
    """What happened in a few sentences, the words that were written, and where to turn."""

    template: ClassVar[str] = "feedback/notice.jinja"

    sentences: tuple[str, ...]
    words: tuple[str, ...] = ()
    shows_help: bool = False
    numbers: tuple[NumberShown, ...] = ()
    turn_href: str = ""
    turn_text: str = ""


def cleared_page(*, around: Around, words: tuple[str, ...] = ()) -> NoticePage:
    """Say that nothing of the person's is left here."""
    return NoticePage(
        title=_("Your answers are cleared"),
        sentences=(
            _("There is nothing of yours on this device or with us, but what you may have sent before."),
            _("Your browser may still list this page among those you visited."),
        ),
        words=words,
        around=around,
        turn_href=around.addresses.landing,
        turn_text=_("Go to the start"),
    )


def no_cookies_page(*, around: Around) -> NoticePage:
    """Say that the form needs one cookie, why, and what else can be done."""
    return NoticePage(
        title=_("This form needs one cookie"),
        sentences=(
            _("Your browser did not take it. It keeps your answers together, and is gone when you close the browser."),
            _("It tells nobody who you are. Allow cookies for this site, then start again."),
        ),
        around=around,
        turn_href=around.addresses.start,
        turn_text=_("Try again"),
    )


def expired_page(*, around: Around, words: tuple[str, ...] = ()) -> NoticePage:
    """Say that the draft is gone."""
    return NoticePage(
        title=_("Your answers are no longer here"),
        sentences=(
            _("We keep a form that was not sent for one day, and then erase it. Nothing was sent."),
            _("You can start again, or tell us by phone."),
        ),
        words=words,
        around=around,
        turn_href=around.addresses.start,
        turn_text=_("Start again"),
    )


def stale_page(*, around: Around, words: tuple[str, ...]) -> NoticePage:
    """Say that the page belongs to another form than the one that is open now."""
    return NoticePage(
        title=_("This page is from another form"),
        sentences=(
            _("The form was started again after you opened this page, so we did not save it here."),
            _("Go to the form that is open now, and paste your words in."),
        ),
        words=words,
        around=around,
        turn_href=around.addresses.start,
        turn_text=_("Go to the form"),
    )


def not_open_page(
    *, around: Around, state: str, words: tuple[str, ...] = (), numbers: tuple[NumberShown, ...] = ()
) -> NoticePage:
    """Say that the form takes no answers now, whom to call where someone is in danger, and where to turn."""
    titles = {
        "PREPARING": _("This form is not open yet"),
        "PAUSED": _("This form is closed for a short time"),
        "CLOSED": _("This form is closed"),
    }
    return NoticePage(
        title=titles.get(state, titles["CLOSED"]),
        sentences=(_("You can still talk to someone. They can tell you whom to turn to."),),
        words=words,
        shows_help=True,
        numbers=numbers,
        around=around,
        turn_href=around.addresses.landing,
        turn_text=_("Go to the start"),
    )


def too_large_page(*, around: Around) -> NoticePage:
    """Say that what was sent is too large to read at all."""
    return NoticePage(
        title=_("That is too long to send at once"),
        sentences=(
            _("We could not read it, so it was not saved. Go back: your words are still in your browser."),
            _("Send a part of it, then say that you want to tell us something else."),
        ),
        around=around,
    )
