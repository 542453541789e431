"""The page on which a person reads what organisations wrote to them, and writes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation
from heard.accounts.queries import public_name
from heard.casework.forms.talking import ReplyForm
from heard.casework.pages.returning import ReturnedPage
from heard.casework.pages.words import day
from heard.feedback.models import Sender
from heard.feedback.queries.messages import Opened
from heard.feedback.warnings import Hint, hints


@dataclass(frozen=True, kw_only=True)
class TalkLine:
    """One message, as the person reads it."""

    who: str
    to: str
    when: str
    words: str
    is_mine: bool
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class TalkPage(ReturnedPage):
    """Messages between the person and organisations, and a box to write in; without one, `cannot` says why."""

    template: ClassVar[str] = "casework/returning/talk.jinja"

    lines: tuple[TalkLine, ...]
    form: ReplyForm | None
    goes_to: str
    cannot: str

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What may be said while someone types."""
        return hints()


def talk_page(
    *,
    opened: Iterable[Opened],
    form: ReplyForm,
    organisations: Sequence[Organisation],
    may_write: bool,
    is_withdrawn: bool,
    token: str,
) -> TalkPage:
    """Return the page; nothing can be written where the person took everything back."""
    can_write = may_write and bool(organisations)
    only = public_name(organisation=organisations[0]) if len(organisations) == 1 else ""
    taken_back = _("You took this back, so nobody would read a message.")
    return TalkPage(
        title=_("Messages"),
        has_errors=bool(form.errors),
        back_href=reverse("casework:my_feedback"),
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        lines=tuple(_line(one) for one in opened),
        form=form if can_write else None,
        goes_to=_("Your message goes to %(organisation)s.") % {"organisation": only} if only else "",
        cannot="" if can_write else taken_back if is_withdrawn or not organisations else _("You cannot write here."),
    )


def choices_of(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Return each organisation that the person may write to, with its name."""
    return [(str(each.pk), public_name(organisation=each)) for each in organisations]


def _line(opened: Opened) -> TalkLine:
    message = opened.message
    is_mine = message.sender == Sender.PERSON
    name = public_name(organisation=message.organisation)
    said = {"organisation": name, "name": message.signed_as}
    if is_mine:
        who = _("You")
    elif message.signed_as:
        who = _("%(name)s, who works at %(organisation)s") % said
    else:
        who = _("A caseworker at %(organisation)s") % said
    return TalkLine(
        who=who,
        to=_("to %(organisation)s") % said if is_mine else "",
        when=day(message.written_at),
        words=opened.words if opened.words is not None else _("This message cannot be opened with your code."),
        is_mine=is_mine,
        is_new=not is_mine and message.read_at is None,
    )
