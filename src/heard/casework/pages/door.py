"""The door: where a person who comes back enters their code, and what it says when it does not open."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.casework.forms.returning import CodeForm
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class Proving:
    """What the page's script works out while someone types: the challenge, its worker, and what it says meanwhile."""

    challenge: str
    waits: str


@dataclass(frozen=True, kw_only=True)
class DoorPage(Page):
    """Where a code is entered."""

    template: ClassVar[str] = "casework/returning/door.jinja"

    notices: tuple[str, ...]
    form: CodeForm
    action: str
    proving: Proving
    start_href: str


@dataclass(frozen=True, kw_only=True)
class OneMoreStepPage(Page):
    """A short wait before a code is tried, where the browser could do no sum."""

    template: ClassVar[str] = "casework/returning/one_more_step.jinja"

    sentences: tuple[str, ...]
    form: CodeForm
    action: str


def door_page(*, form: CodeForm, challenge: str, notices: tuple[str, ...] = ()) -> DoorPage:
    """Return the page on which a code is entered."""
    return DoorPage(
        title=_("See what happened with what you told us"),
        has_errors=bool(form.errors),
        notices=notices,
        form=form,
        action=reverse("casework:my_feedback"),
        proving=Proving(
            challenge=challenge,
            waits=_("One moment. Your browser is doing a sum, so that nobody can try codes by the thousand."),
        ),
        start_href=reverse("campaigns:front"),
    )


def one_more_step_page(*, form: CodeForm, was_too_quick: bool) -> OneMoreStepPage:
    """Return the page of a short wait."""
    return OneMoreStepPage(
        title=_("One more step"),
        sentences=(
            *([_("That was a little too quick.")] if was_too_quick else []),
            _("So that nobody can try codes by the thousand, everyone waits for a moment."),
            _("Count slowly to five. Then press the button."),
        ),
        form=form,
        action=reverse("casework:my_feedback"),
    )


def left_by_half_hour() -> str:
    """Say why the door is shown again."""
    return _("Your page was closed because it was not used for half an hour. Enter your code to open it again.")


def needs_cookie() -> str:
    """Say that the browser did not take the cookie."""
    return _(
        "This page needs one cookie, and your browser did not take it. It tells nobody who you are, and is gone after "
        "half an hour. Allow cookies for this site, then enter your code again."
    )


def not_found_sentence(*, read_as: str) -> str:
    """Say that nothing was sent under a code; `read_as` is how it was read where it was not typed just so."""
    sentence = _("We found nothing under this code. Check each word, and that the code is for this site")
    return f"{sentence}. {_('We read it as: %(code)s') % {'code': read_as}}" if read_as else sentence
