"""Opening what was sealed: one thing at a time, for a reason, written down, and where asked only with a second person.

What stands unsealed is returned to the caller and kept nowhere. The audit line names the reason's code and the opening;
the words of whoever asked stay on the opening, which is erased with its submission.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.accounts.queries import keeper_of
from heard.feedback.models import Message, Opening, OpeningRule, Submission, Text
from heard.feedback.opening_reasons import REASONS, says_enough
from heard.feedback.queries.openings import may_read, role_of, rule_of
from heard.feedback.replies import message_for
from heard.feedback.sealing import contact_for, text_for


class NoReason(Exception):
    """Nothing sealed is opened without a reason from the list and a few words about it."""


class NotTheirs(Exception):
    """The person may not open this: it is not their work, or the person no longer lets the organisation have it."""


class SecondPersonNeeded(Exception):
    """In this organisation a second person agrees first."""


class AlreadyAsked(Exception):
    """The same person asked for the same, and it still waits."""


class AlreadyDecided(Exception):
    """Somebody agreed or refused before."""


class OwnRequest(Exception):
    """Nobody agrees to what they asked for themselves."""


class NotTheirsToLift(Exception):
    """Who opens things may ask for a second person, and not do away with one: else they would decide alone."""


class NotAgreed(Exception):
    """Nobody has agreed, it was refused, or it is another's to open."""


class OpenedBefore(Exception):
    """What was asked once is shown once."""


class TooLate(Exception):
    """The time in which it could be opened is over."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What someone wants to open and why: a text, a message or, with neither, the contact details."""

    submission: Submission
    organisation: Organisation
    reason: str
    words: str
    text: Text | None = None
    message: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Unsealed:
    """What was opened: contact details by their names, or the words as they were written."""

    opening: Opening
    contact: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


@transaction.atomic
def open_sealed(*, asked: Asked, by: User, now: datetime) -> Unsealed:
    """Open one thing at once, where no second person is needed.

    Raises NoReason, NotTheirs, SecondPersonNeeded, and CannotUnseal where this machine or organisation has no key.
    """
    if rule_of(organisation=asked.organisation).needs_second_person:
        raise SecondPersonNeeded
    opening = _begin(asked, by=by, now=now, needs_approval=False)
    return _open(opening, by=by, now=now)


@transaction.atomic
def ask_to_open(*, asked: Asked, by: User, now: datetime) -> Opening:
    """Ask a second person to agree. Raises NoReason, NotTheirs and AlreadyAsked."""
    try:
        with transaction.atomic():
            opening = _begin(asked, by=by, now=now, needs_approval=True)
    except IntegrityError as error:
        raise AlreadyAsked from error
    _note("feedback.opening.asked", opening, by=by, now=now)
    return opening


@transaction.atomic
def agree_to_opening(*, opening: Opening, by: User, now: datetime) -> Opening:
    """Agree: whoever asked may now open it once, for the hours of the organisation's rule.

    Raises NotTheirs, OwnRequest and AlreadyDecided.
    """
    opening = _to_decide(opening, by=by)
    opening.decided_by, opening.decided_at = by, now
    opening.expires_at = now + timedelta(hours=rule_of(organisation=opening.organisation).hours)
    opening.save(update_fields=["decided_by", "decided_at", "expires_at"])
    _note("feedback.opening.agreed", opening, by=by, now=now)
    return opening


@transaction.atomic
def refuse_opening(*, opening: Opening, words: str, by: User, now: datetime) -> Opening:
    """Refuse, in words for whoever asked. Raises NoReason, NotTheirs, OwnRequest and AlreadyDecided."""
    if not words.strip():
        raise NoReason
    opening = _to_decide(opening, by=by)
    opening.decided_by, opening.decided_at = by, now
    opening.is_refused, opening.refusal = True, words.strip()
    opening.save(update_fields=["decided_by", "decided_at", "is_refused", "refusal"])
    _note("feedback.opening.refused", opening, by=by, now=now)
    return opening


@transaction.atomic
def open_agreed(*, opening: Opening, by: User, now: datetime) -> Unsealed:
    """Open what a second person agreed to, once.

    Raises NotAgreed, OpenedBefore, TooLate, NotTheirs (the person who sent it has since said no) and CannotUnseal.
    """
    opening = _locked(opening)
    if opening.asked_by_id != by.pk or opening.decided_at is None or opening.is_refused:
        raise NotAgreed
    if opening.opened_at is not None:
        raise OpenedBefore
    if opening.expires_at is None or opening.expires_at <= now:
        raise TooLate
    _must_be_theirs(opening, by=by)
    return _open(opening, by=by, now=now)


@transaction.atomic
def set_opening_rule(
    *, organisation: Organisation, needs_second_person: bool, hours: int, by: User | None, now: datetime
) -> OpeningRule:
    """Say whether a second person must agree in an organisation, and for how many hours that holds.

    Raises NotTheirsToLift where someone who may open things there would lift the rule.
    """
    is_lifted = rule_of(organisation=organisation).needs_second_person and not needs_second_person
    if is_lifted and by is not None and role_of(user=by, organisation=organisation) is not None:
        raise NotTheirsToLift
    rule, _ = OpeningRule.objects.update_or_create(
        organisation=keeper_of(organisation=organisation),
        defaults={
            "needs_second_person": needs_second_person,
            "hours": hours,
            "changed_at": now,
            "changed_by": by,
        },
    )
    record(
        code="feedback.opening_rule.two_people" if needs_second_person else "feedback.opening_rule.one_person",
        subject=rule.organisation,
        by=by,
        now=now,
        organisation=rule.organisation,
        hours=hours,
    )
    return rule


def _begin(asked: Asked, *, by: User, now: datetime, needs_approval: bool) -> Opening:
    if asked.reason not in REASONS or not says_enough(asked.words):
        raise NoReason
    role = _must_be_theirs(asked, by=by)
    return Opening.objects.create(
        submission=asked.submission,
        text=asked.text,
        message=asked.message,
        organisation=asked.organisation,
        reason=asked.reason,
        words=asked.words.strip(),
        asked_by=by,
        asked_as=role,
        asked_at=now,
        needs_approval=needs_approval,
    )


def _must_be_theirs(wanted: Asked | Opening, *, by: User) -> str:
    role, part = role_of(user=by, organisation=wanted.organisation), wanted.text or wanted.message
    if role is None or not may_read(submission=wanted.submission, organisation=wanted.organisation, part=part):
        raise NotTheirs
    return str(role)


def _to_decide(opening: Opening, *, by: User) -> Opening:
    opening = _locked(opening)
    if role_of(user=by, organisation=opening.organisation) is None:
        raise NotTheirs
    if opening.asked_by_id == by.pk:
        raise OwnRequest
    if opening.decided_at is not None or not opening.needs_approval:
        raise AlreadyDecided
    return opening


def _locked(opening: Opening) -> Opening:
    return (
        Opening.objects.select_for_update(of=("self",))
        .select_related("submission", "text__piece", "message__submission", "organisation__kept_by", "asked_by")
        .get(pk=opening.pk)
    )


def _open(opening: Opening, *, by: User, now: datetime) -> Unsealed:
    if opening.text is not None:
        code = "feedback.words.opened"
        shown = Unsealed(opening=opening, words=text_for(text=opening.text, organisation=opening.organisation))
    elif opening.message is not None:
        code = "feedback.message.opened"
        words = message_for(message=opening.message, organisation=opening.organisation)
        shown = Unsealed(opening=opening, words=words)
    else:
        code = "feedback.contact.opened"
        contact = contact_for(submission=opening.submission, organisation=opening.organisation)
        shown = Unsealed(opening=opening, contact=contact)
    opening.opened_at = now
    opening.save(update_fields=["opened_at"])
    _note(code, opening, by=by, now=now)
    return shown


def _note(code: str, opening: Opening, *, by: User, now: datetime) -> None:
    record(
        code=code,
        subject=opening.submission,
        by=by,
        now=now,
        organisation=opening.organisation,
        opening=opening.pk,
        why=opening.reason,
    )
