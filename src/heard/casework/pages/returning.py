"""The pages of a person who comes back with their code: the door, and what stands behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.casework.forms.returning import AddForm, CodeForm
from heard.casework.pages.words import Segment, segments
from heard.casework.queries.whereabouts import PieceTold, Reader, Stage, Told
from heard.design.dates import said_day
from heard.design.pages import Page
from heard.feedback.models import Consent, Recipient, Text, TextField
from heard.feedback.warnings import Hint, hints


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
class ReaderLine:
    """One who may see a piece: who, where it stands there, and where to take that back (nowhere when it is)."""

    name: str
    state: str
    is_standing: bool
    narrow_href: str


@dataclass(frozen=True, kw_only=True)
class PieceCard:
    """One piece, as its teller is told of it."""

    title: str
    readers: tuple[ReaderLine, ...]
    added: tuple[str, ...]
    add_href: str


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step of an erasure: what is erased, and when that was done."""

    words: str
    state: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class OpeningLine:
    """One opening of what was sealed: what, when, why and by whom."""

    what: str
    when: str
    why: str
    by: str


@dataclass(frozen=True, kw_only=True)
class WhereaboutsPage(ReturnedPage):
    """What happened with what a person sent."""

    template: ClassVar[str] = "casework/returning/whereabouts.jinja"

    reference: str
    sent: str
    state: tuple[str, ...]
    steps: tuple[StepLine, ...]
    pieces: tuple[PieceCard, ...]
    openings: tuple[OpeningLine, ...]
    messages: str
    has_news: bool
    messages_href: str
    tell_href: str
    copy_href: str
    withdraw_href: str
    erase_href: str


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(ReturnedPage):
    """A question before something is taken back for good: what happens, and what does not."""

    template: ClassVar[str] = "casework/returning/confirm.jinja"

    happens: tuple[str, ...]
    happens_not: tuple[str, ...]
    button: str
    keep_href: str


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


def whereabouts_page(*, told: Told, token: str) -> WhereaboutsPage:
    """Return the page of what happened."""
    may_change = told.withdrawn_at is None and told.erasure is None
    return WhereaboutsPage(
        title=_("What happened with what you told us"),
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        reference=told.reference,
        sent=_("You sent this on %(day)s.") % {"day": _day(told.received_at)},
        state=tuple(_state(told)),
        steps=tuple(_steps(told)),
        pieces=tuple(_card(piece, may_change=may_change) for piece in told.pieces),
        openings=tuple(
            OpeningLine(what=each.what, when=_day(each.at), why=each.why, by=each.by) for each in told.openings
        ),
        messages=_messages(told),
        has_news=told.new_messages > 0,
        messages_href=reverse("casework:my_feedback_messages") if may_change or told.messages else "",
        tell_href=reverse("casework:my_feedback_tell") if may_change else "",
        copy_href=reverse("casework:my_feedback_copy") if told.has_copy else "",
        withdraw_href=reverse("casework:my_feedback_withdraw") if may_change else "",
        erase_href=reverse("casework:my_feedback_erase") if told.erasure is None else "",
    )


def _day(at: datetime) -> str:
    return said_day(localtime(at).date())


def _messages(told: Told) -> str:
    if told.new_messages:
        return _("New messages: %(count)s") % {"count": told.new_messages}
    if told.messages:
        return _("You have no new message.")
    return _("You can ask something, or tell those who read this something more.")


def _state(told: Told) -> Iterable[str]:
    if told.withdrawn_at:
        yield _("You took all of it back on %(day)s. No organisation can read it any more.") % {
            "day": _day(told.withdrawn_at)
        }
    erasure = told.erasure
    if told.withdrawn_at and not (erasure and erasure.gone_from_backups_by):
        yield _("If someone may be in danger, a person looks at that first.")
    if erasure is None:
        return
    if erasure.held_because:
        yield _("It cannot be erased yet: %(why)s. It will be erased as soon as that is over.") % {
            "why": erasure.held_because
        }
    elif erasure.gone_from_backups_by:
        yield _("It is erased. It is gone from our back-ups too by %(day)s.") % {
            "day": _day(erasure.gone_from_backups_by)
        }
    else:
        yield _("It is being erased. It is gone from our back-ups within %(days)s days after that.") % {
            "days": erasure.backup_days
        }


def _steps(told: Told) -> Iterable[StepLine]:
    for step in told.erasure.steps if told.erasure else ():
        state = _("Erased on %(day)s") % {"day": _day(step.done_at)} if step.done_at else _("Not yet")
        yield StepLine(words=step.words, state=state, is_done=step.done_at is not None)


def _card(piece: PieceTold, *, may_change: bool) -> PieceCard:
    can_add = may_change and piece.may_be_seen
    return PieceCard(
        title=piece.service or _("What you told us"),
        readers=tuple(_line(reader, may_change=may_change) for reader in piece.readers),
        added=tuple(
            (_("You added words on %(day)s. They were read.") if is_read else _("You added words on %(day)s."))
            % {"day": _day(at)}
            for at, is_read in piece.added
        ),
        add_href=reverse("casework:my_feedback_add", args=[piece.ordinal]) if can_add else "",
    )


def _line(reader: Reader, *, may_change: bool) -> ReaderLine:
    is_standing = reader.narrowed_at is None
    return ReaderLine(
        name=reader_name(reader.recipient, reader.organisation),
        state=_standing(reader),
        is_standing=is_standing,
        narrow_href=reverse("casework:my_feedback_narrow", args=[reader.consent]) if is_standing and may_change else "",
    )


def reader_name(recipient: Recipient, organisation: str) -> str:
    """Return who may see a piece, as its teller is told."""
    names = {
        Recipient.ORGANISATION: organisation,
        Recipient.PROVIDER: _("The service you told us about"),
        Recipient.PUBLICATION: _("Everyone, without your name"),
    }
    return names[recipient]


def _standing(reader: Reader) -> str:
    if reader.narrowed_at is not None:
        if reader.is_narrowed_by_staff:
            return _("Staff took this back for you on %(day)s.") % {"day": _day(reader.narrowed_at)}
        return _("You took this back on %(day)s.") % {"day": _day(reader.narrowed_at)}
    if reader.stage is None:
        said = {
            Recipient.PROVIDER: _("You said that we may tell them, without your name."),
            Recipient.PUBLICATION: _("You said that we may publish it."),
        }
        return said[reader.recipient]
    if reader.stage is Stage.CLOSED and reader.closed_at:
        return _("They have finished with it, on %(day)s.") % {"day": _day(reader.closed_at)}
    stages = {
        Stage.ARRIVED: _("It has arrived. Nobody has read it yet."),
        Stage.WAITING: _("It is in their queue. A person will read it."),
        Stage.IN_HAND: _("A person there is working on it."),
        Stage.PASSED_ON: _("They have passed it on to someone who can do more about it."),
    }
    return stages[reader.stage]


def narrow_page(*, consent: Consent, token: str) -> ConfirmPage:
    """Ask whether one permission is taken back."""
    recipient = Recipient(consent.recipient)
    organisation = public_name(organisation=consent.organisation) if consent.organisation else ""
    happens = {
        Recipient.ORGANISATION: (
            _("They can no longer read it, find it or copy it."),
            _("They may have read it before, and may remember it. What they did about it stays done."),
        ),
        Recipient.PROVIDER: (_("We do not tell them. If they were told before, they may remember it."),),
        Recipient.PUBLICATION: (_("We do not publish it. If it was published, we take it down."),),
    }
    return _confirm(
        title=_("Take this back from: %(name)s?") % {"name": reader_name(recipient, organisation)},
        token=token,
        happens=happens[recipient],
        happens_not=(
            *([_("If someone may be in danger, a person looks at that first.")] if organisation else []),
            _("You cannot give it again. You can tell us again in a new form."),
        ),
        button=_("Take it back"),
    )


def withdraw_page(*, token: str) -> ConfirmPage:
    """Ask whether all of it is taken back."""
    return _confirm(
        title=_("Take back everything you sent?"),
        token=token,
        happens=(
            _("No organisation can read it, find it or copy it any more."),
            _("It is left out of all figures that are made from now on."),
            _("If we published any of it, we take it down."),
        ),
        happens_not=(
            _("It is not erased. You can ask for that too, now or later."),
            _("If someone may be in danger, a person looks at that first."),
            _("We cannot call back what people read, wrote down or copied before today."),
            _("You cannot undo this. You can tell us again in a new form."),
        ),
        button=_("Take everything back"),
    )


def erase_page(*, token: str, backup_days: int) -> ConfirmPage:
    """Ask whether all of it is erased."""
    return _confirm(
        title=_("Have everything you sent erased?"),
        token=token,
        happens=(
            _("It is taken back at once: no organisation can read it any more."),
            _("We erase your words, your contact details, and what staff noted about them. You see each step here."),
            _("It is gone from our back-ups within %(days)s days after that.") % {"days": backup_days},
        ),
        happens_not=(
            _("If a court, the police or an inquiry needs it, we must keep it for now. Then we say so here."),
            _("If someone may be in danger, a person looks at that first."),
            _("You cannot undo this."),
        ),
        button=_("Erase everything"),
    )


def _confirm(
    *, title: str, token: str, happens: tuple[str, ...], happens_not: tuple[str, ...], button: str
) -> ConfirmPage:
    home = reverse("casework:my_feedback")
    return ConfirmPage(
        title=title,
        back_href=home,
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        happens=happens,
        happens_not=happens_not,
        button=button,
        keep_href=home,
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
