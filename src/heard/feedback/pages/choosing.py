"""A question before something is done with a form: clear it, leave a part out, go on or begin again."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from heard.feedback.pages.form import Around, PublicFormPage


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(PublicFormPage):
    """A question before something is taken out for good."""

    template: ClassVar[str] = "feedback/confirm.jinja"

    sentences: tuple[str, ...]
    lines: tuple[str, ...] = ()
    button: str
    keep_text: str
    keep_href: str


@dataclass(frozen=True, kw_only=True)
class ChoosePage(PublicFormPage):
    """Two ways to go on, neither of which changes anything by being shown."""

    template: ClassVar[str] = "feedback/choose.jinja"

    sentences: tuple[str, ...]
    words: tuple[str, ...] = ()
    go_on_text: str
    go_on_href: str
    other_text: str
    other_action: str


def clear_page(*, around: Around, keep_href: str, is_sent: bool) -> ConfirmPage:
    """Ask before the answers are erased."""
    if is_sent:
        sentences = (
            _("What you sent stays sent. We only clear this page, so that nobody else here can see your code."),
            _("Write both down first if you want to keep them."),
        )
    else:
        sentences = (
            _("All that you wrote here is erased at once, and nothing is sent."),
            _("You cannot get it back."),
        )
    return ConfirmPage(
        title=_("Do you want to clear your answers?"),
        back_href=keep_href,
        around=around,
        sentences=sentences,
        button=_("Clear my answers"),
        keep_text=_("No, go back"),
        keep_href=keep_href,
    )


def remove_page(*, around: Around, lines: tuple[str, ...], keep_href: str) -> ConfirmPage:
    """Ask before one piece is taken out."""
    return ConfirmPage(
        title=_("Do you want to leave this part out?"),
        back_href=keep_href,
        around=around,
        sentences=(_("It is erased, and the rest stays as it is."),),
        lines=lines,
        button=_("Leave it out"),
        keep_text=_("No, keep it"),
        keep_href=keep_href,
    )


def resume_page(*, around: Around, go_on_href: str) -> ChoosePage:
    """Say that a form was begun here, and ask whether to go on with it."""
    return ChoosePage(
        title=_("You have begun this form"),
        around=around,
        sentences=(
            _("What was written is still here, and has not been sent."),
            _("If it was not you who wrote it, start again: it is then erased."),
        ),
        go_on_text=_("Go on where you were"),
        go_on_href=go_on_href,
        other_text=_("Erase it and start again"),
        other_action=around.addresses.start,
    )


def already_sent_page(*, around: Around, words: tuple[str, ...] = ()) -> ChoosePage:
    """Say that the form was sent, once, offer a new one, and give back words that came too late for it."""
    return ChoosePage(
        title=_("You have already sent this form"),
        around=around,
        sentences=(
            _("It arrived once, and was not sent again."),
            _("It cannot be changed any more. You can tell us more in a new form."),
        ),
        words=words,
        go_on_text=_("See your reference and code"),
        go_on_href=around.addresses.sent,
        other_text=_("Start a new form"),
        other_action=around.addresses.start,
    )
