"""Entering what a caller, a letter or a paper form says: the same drafts and the same sending, by a named person.

The audit lines say who began, read out, sent or gave up an entry, by which channel; never what was answered.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from evidence.journey import Answers
from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Form, Placement
from heard.design.clock import moment_on
from heard.feedback import entries
from heard.feedback.actions import drafting, sending
from heard.feedback.actions.receiving import record_equality_answers
from heard.feedback.drafts import Contents, Sent
from heard.feedback.models import (
    Channel,
    Draft,
    Enquiry,
    EnquiryOutcome,
    Entry,
    EqualityAsked,
    ReceiptGiven,
)


class PaperFormEntered(Exception):
    """The paper form of that number was entered before, or is being entered; `entry` says by whom and when."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self.entry = entry


class NoticeNotRead(Exception):
    """Nobody said that the caller heard the notice and agreed to go on."""


@dataclass(frozen=True, kw_only=True)
class EntryPlan:
    """How and when something came that is to be entered. `paper_number` is the number of a paper form."""

    form: Form
    received_on: date
    channel: str = Channel.PHONE
    placement: Placement | None = None
    paper_number: str = ""
    batch_reference: str = ""
    enquiry: Enquiry | None = None


@transaction.atomic
def begin_entry(*, plan: EntryPlan, by: User, now: datetime, notice_read: str | None = None) -> Entry:
    """Begin an entry, its draft empty; one of a campaign in preparation is a test. Raises PaperFormEntered.

    `notice_read` is the version of the notice that was read out word for word before the person agreed to go on.
    """
    _refuse_double(plan)
    seed = secrets.token_urlsafe(32)
    draft, _ = drafting.begin_draft(
        form=plan.form,
        secret=entries.secret_of(seed=seed, entered_by=by.pk),
        placement=plan.placement,
        is_test=plan.form.campaign.is_preparing,
        now=now,
    )
    entry = Entry.objects.create(
        form=plan.form,
        entered_by=by,
        draft=draft,
        enquiry=plan.enquiry,
        seed=seed,
        channel=plan.channel,
        received_on=plan.received_on,
        paper_number=plan.paper_number,
        batch_reference=plan.batch_reference,
        notice_version=notice_read or "",
        notice_read_at=now if notice_read is not None else None,
        begun_at=now,
    )
    _record("feedback.entry.begun", entry, by=by, now=now)
    if notice_read is not None:
        _record("feedback.entry.notice_read", entry, by=by, now=now, version=notice_read)
    return entry


@transaction.atomic
def send_entry(*, entry: Entry, language: str, note: str, by: User, now: datetime) -> Sent:
    """Make feedback of what was entered; sent already, return what it was sent as. `note` is the enterer's own.

    Raises NoticeNotRead, heard.feedback.actions.drafting.DraftGone and heard.feedback.actions.sending.NotComplete.
    """
    held = Entry.objects.select_for_update().get(pk=entry.pk)
    if held.channel == Channel.PHONE and held.notice_read_at is None:
        raise NoticeNotRead
    arrival = sending.Arrival(channel=held.channel, received_at=moment_on(held.received_on, now=now))
    sent = sending.send_draft(secret=entries.secret_for(held), language=language, now=now, arrival=arrival)
    if held.submission_id is None:
        held.submission = Draft.objects.get(entry=held).submission
        held.note = note
        held.sent_at = now
        held.save(update_fields=["submission", "note", "sent_at"])
        _close_enquiry(held)
        _record("feedback.entry.sent", held, by=by, now=now, reference=sent.reference)
    return sent


@dataclass(frozen=True, kw_only=True)
class WrittenIn:
    """A paper form, letter or text message as it is entered on one screen, and answers to the equality questions."""

    plan: EntryPlan
    answers: Answers
    equality: Mapping[str, str]
    asks_equality: bool
    note: str = ""
    language: str = "en-gb"


@transaction.atomic
def enter_written(*, written: WrittenIn, by: User, now: datetime) -> Entry:
    """Enter and send what someone wrote at once, all or nothing. Raises PaperFormEntered
    and NotComplete."""
    entry = begin_entry(plan=written.plan, by=by, now=now)
    secret = entries.secret_for(entry)
    drafting.keep(drafting.held_draft(secret, now=now), Contents(answers=written.answers), secret=secret, now=now)
    send_entry(entry=entry, language=written.language, note=written.note, by=by, now=now)
    entry.refresh_from_db()
    entry.equality = EqualityAsked.ASKED if written.asks_equality else EqualityAsked.NOT_ASKED
    entry.receipt_given = ReceiptGiven.NOT_GIVEN
    entry.save(update_fields=["equality", "receipt_given"])
    if written.equality and entry.submission:
        record_equality_answers(submission=entry.submission, answers=written.equality, now=now)
    return entry


@transaction.atomic
def say_how_it_ended(*, entry: Entry, was_asked: bool, receipt_given: str, by: User, now: datetime) -> None:
    """Write down how the person got their code, and whether the equality questions were put to them.

    Once they were asked it stays so, whatever is said later.
    """
    if was_asked or not entry.equality:
        entry.equality = EqualityAsked.ASKED if was_asked else EqualityAsked.NOT_ASKED
    entry.receipt_given = receipt_given
    entry.save(update_fields=["equality", "receipt_given"])
    _record("feedback.entry.ended", entry, by=by, now=now, receipt=receipt_given)


@transaction.atomic
def give_up_entry(*, entry: Entry, by: User, now: datetime) -> None:
    """Erase what was entered and not sent: the person does not agree, or it was begun by mistake."""
    _record("feedback.entry.given_up", entry, by=by, now=now)
    Draft.objects.filter(entry=entry, submission=None).delete()
    Entry.objects.begun().filter(pk=entry.pk).delete()


@transaction.atomic
def erase_gone_entries() -> int:
    """Erase every entry whose draft went before it was sent, and return how many there were."""
    return Entry.objects.begun().filter(draft=None).delete()[0]


def _refuse_double(plan: EntryPlan) -> None:
    if plan.channel != Channel.PAPER or not plan.paper_number:
        return
    Form.objects.select_for_update().get(pk=plan.form.pk)
    earlier = Entry.objects.filter(form=plan.form, paper_number=plan.paper_number)
    found = earlier.select_related("entered_by", "submission").first()
    if found is not None:
        raise PaperFormEntered(found)


def _close_enquiry(entry: Entry) -> None:
    if entry.enquiry_id is not None:
        told = Enquiry.objects.filter(pk=entry.enquiry_id)
        told.update(became=entry.submission, outcome=EnquiryOutcome.FEEDBACK)


def _record(code: str, entry: Entry, *, by: User, now: datetime, **detail: str) -> None:
    record(
        code=code,
        subject=entry,
        by=by,
        now=now,
        organisation=entry.form.organisation,
        channel=str(entry.channel),
        **detail,
    )
