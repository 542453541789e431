"""The page on which a person asks for their own copy, waits for it, and gets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.casework.pages.returning import ReturnedPage
from heard.casework.queries.own_copies import CopyTold, Standing
from heard.design.dates import said_day


@dataclass(frozen=True, kw_only=True)
class OwnCopyPage(ReturnedPage):
    """How the copy stands, what to know before it is got, and the buttons to get it or to have it made."""

    template: ClassVar[str] = "casework/returning/own_copy.jinja"

    problem: str
    state: tuple[str, ...]
    holds: tuple[str, ...]
    holds_not: str
    look_again_href: str
    get_href: str
    ask: str


def own_copy_page(*, told: CopyTold, organisation: str, token: str, problem: str = "") -> OwnCopyPage:
    """Return the page, with what went wrong where something did."""
    here = reverse("casework:my_feedback_own_copy")
    is_ready = told.standing is Standing.READY and not problem
    return OwnCopyPage(
        title=_("A copy of what we hold"),
        back_href=reverse("casework:my_feedback"),
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        problem=problem,
        state=tuple(_state(told, organisation)) if not problem else (),
        holds=_holds() if told.standing is Standing.NONE and told.may_be_asked else (),
        holds_not=_("What staff wrote for themselves is not in it. You can ask %(name)s for that.")
        % {"name": organisation},
        look_again_href=here if told.standing in {Standing.WAITS, Standing.LATE} else "",
        get_href=reverse("casework:my_feedback_own_copy_file") if is_ready else "",
        ask=_ask(told, has_problem=bool(problem)),
    )


def damaged() -> str:
    """Say that the file does not open."""
    return _("Your copy does not open. It was damaged or changed after we made it, so we do not give it to you.")


def key_changed(*, organisation: str) -> str:
    """Say that what would be sealed for the code would not open with it."""
    return _(
        "We cannot make a copy here, because your code would not open it. Something was changed that should not be. "
        "Please tell %(name)s, and ask them for the copy."
    ) % {"name": organisation}


def copy_sentence(*, told: CopyTold) -> str:
    """Return what the person's page says of the copy in one sentence."""
    if told.standing is Standing.READY and told.until:
        return _("Your copy is ready. You can get it until %(day)s.") % {"day": _day(told.until)}
    if told.standing is not Standing.NONE:
        return _("We are making your copy.")
    return _("You can have a file with all that we hold about what you sent. You need not say who you are.")


def _ask(told: CopyTold, *, has_problem: bool) -> str:
    if not told.may_be_asked or (told.standing in {Standing.WAITS, Standing.LATE}):
        return ""
    if told.standing is Standing.NONE and not has_problem:
        return _("Get a copy of what we hold")
    return _("Have a new copy made") if has_problem or told.is_old else ""


def _state(told: CopyTold, organisation: str) -> Iterable[str]:
    if told.standing is Standing.WAITS:
        yield _("We are making your copy. Most are ready within a minute.")
    elif told.standing is Standing.LATE:
        yield _("Your copy takes longer than it should. We go on trying. You can also ask %(name)s for it.") % {
            "name": organisation
        }
    elif told.standing is Standing.READY:
        yield copy_sentence(told=told)
        if told.taken_at:
            yield _("It was last got on %(day)s. If that was not you, somebody else has your code.") % {
                "day": _day(told.taken_at)
            }
    elif not told.may_be_asked:
        yield _("What you sent is erased or is being erased, so there is nothing to copy.")


def _holds() -> tuple[str, ...]:
    return (
        _("your own words, your answers, and how to reach you if you told us"),
        _("who may see what you sent, and who opened what is sealed"),
        _("what a computer and staff made of it, and your messages"),
    )


def _day(at: datetime) -> str:
    return said_day(localtime(at).date())
