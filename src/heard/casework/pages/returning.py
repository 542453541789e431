"""What stands behind a person's code beside what happened: adding words, the copy that staff read, and notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.casework.forms.returning import AddForm
from heard.casework.pages.words import Segment, segments
from heard.design.pages import Page
from heard.feedback.models import Text, TextField
from heard.feedback.warnings import Hint, hints


@dataclass(frozen=True, kw_only=True)
class NoticePage(Page):
    """Something that happened, in a few sentences, the words that were written, and where to turn."""

    template: ClassVar[str] = "casework/returning/notice.jinja"

    sentences: tuple[str, ...]
    words: tuple[str, ...] = ()
    turn_href: str
    turn_text: str


@dataclass(frozen=True, kw_only=True)
class ReturnedPage(Page):
    """A page behind the code; each sends the token back with what it posts."""

    token: str
    done_href: str


@dataclass(frozen=True, kw_only=True)
class AddPage(ReturnedPage):
    """More words on a piece."""

    template: ClassVar[str] = "casework/returning/add.jinja"

    about: str
    form: AddForm

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What may be said while someone types."""
        return hints()


@dataclass(frozen=True, kw_only=True)
class CopyText:
    """One text of the copy that staff read."""

    title: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True)
class CopyPage(ReturnedPage):
    """The copy that staff read."""

    template: ClassVar[str] = "casework/returning/copy.jinja"

    texts: tuple[CopyText, ...]


def closed_page() -> NoticePage:
    """Say that the page is closed and what is left of it."""
    return NoticePage(
        title=_("Your page is closed"),
        sentences=(
            _("Nothing of it is left on this device, but your browser may list it among the pages you visited."),
            _("Keep your code. It opens your page again."),
        ),
        turn_href=reverse("casework:my_feedback"),
        turn_text=_("Enter a code"),
    )


def expired_page(*, words: tuple[str, ...] = ()) -> NoticePage:
    """Say that the pass is over, and give back words that came too late."""
    return NoticePage(
        title=_("Enter your code again"),
        sentences=(_("Your page closes when it is not used for half an hour. Nothing was changed."),),
        words=words,
        turn_href=reverse("casework:my_feedback"),
        turn_text=_("Enter your code"),
    )


def taken_back_page(*, words: tuple[str, ...]) -> NoticePage:
    """Say that nobody would read what is added."""
    return NoticePage(
        title=_("Nothing can be added here"),
        sentences=(_("You took this back, so nobody would read it. What you wrote was not kept."),),
        words=words,
        turn_href=reverse("casework:my_feedback"),
        turn_text=_("Go to your page"),
    )


def add_page(*, form: AddForm, service: str, token: str) -> AddPage:
    """Return the page on which words are added."""
    return AddPage(
        title=_("Add to what you told us"),
        has_errors=bool(form.errors),
        back_href=reverse("casework:my_feedback"),
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        about=service,
        form=form,
    )


def titled(texts: Iterable[Text]) -> Iterable[tuple[str, str]]:
    """Return each redacted text with what it is: the service, and that it was added later where it was."""
    for text in texts:
        service = text.piece.service.name if text.piece and text.piece.service else _("What you told us")
        is_added = text.field == TextField.ADDED
        yield (_("%(service)s, added later") % {"service": service} if is_added else service), text.redacted


def copy_page(*, texts: Iterable[tuple[str, str]], token: str) -> CopyPage:
    """Return the copy that staff read, as a title and redacted words for each text."""
    return CopyPage(
        title=_("The copy that staff read"),
        back_href=reverse("casework:my_feedback"),
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        texts=tuple(CopyText(title=title, segments=segments(words)) for title, words in texts),
    )
