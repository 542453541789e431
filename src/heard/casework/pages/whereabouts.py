"""The page of what happened with what a person sent: who may see it, who opened it, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.casework.pages.own_copies import copy_sentence
from heard.casework.pages.returning import ReturnedPage
from heard.casework.queries.own_copies import Standing
from heard.casework.queries.whereabouts import PieceTold, Reader, Stage, Told
from heard.design.dates import said_day
from heard.feedback.models import Recipient


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
    own_copy: str
    own_copy_href: str
    is_copy_asked: bool
    withdraw_href: str
    erase_href: str


def whereabouts_page(*, told: Told, token: str) -> WhereaboutsPage:
    """Return the page of what happened."""
    may_change = told.withdrawn_at is None and told.erasure is None
    has_own_copy = told.own_copy.may_be_asked or told.own_copy.standing is not Standing.NONE
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
        own_copy=copy_sentence(told=told.own_copy) if has_own_copy else "",
        own_copy_href=reverse("casework:my_feedback_own_copy") if has_own_copy else "",
        is_copy_asked=told.own_copy.standing is not Standing.NONE,
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
