"""Entering what others said: the same drafts and sending, by a named person, once per paper form."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from evidence.journey import FIRST_PIECE, Answers, Value
from heard.accounts.models import AuditLine, Role, User
from heard.campaigns.models import Form
from heard.feedback.actions import drafting, entering
from heard.feedback.drafts import LIFETIME
from heard.feedback.entries import secret_for, secret_of
from heard.feedback.models import Channel, Draft, Enquiry, EnquiryOutcome, Entry, EqualityAsked, Submission
from heard.feedback.queries import entering as queries
from heard.feedback.receipts import receipt_hash
from heard.feedback.sealing import texts_for_worker
from tests.factories.accounts import member
from tests.factories.feedback import EnquiryFactory, EntryFactory
from tests.heard.feedback.walking import open_form

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 9, 14, 10, 30, tzinfo=UTC)
WORDS = "They left my mother waiting for nine hours."


@pytest.fixture
def form() -> Form:
    return open_form()


@pytest.fixture
def caseworker(form: Form) -> User:
    return member(Role.CASEWORKER, form.organisation)


def answers() -> Answers:
    once: dict[str, Value] = {"about": "OWN", "age": "yes", "risk": "no", "another": "no", "confidentiality": "2026-11"}
    once |= {"share-with": [], "may-contact": "no"}
    piece: dict[str, Value] = {
        "tone": "GOOD",
        "service": {"not_listed": "The clinic by the station"},
        "words": WORDS,
        "wanted": "",
    }
    return Answers().storing({**once, "how-you-heard": ""}).storing(piece, piece=FIRST_PIECE)


def fill(entry: Entry) -> Entry:
    told, secret = answers(), secret_for(entry)
    drafting.store_answers(secret=secret, values=told.once, piece="", now=NOW)
    drafting.store_answers(secret=secret, values=told.pieces[0].values, piece=FIRST_PIECE, now=NOW)
    return entry


def written_in(form: Form, **fields: Any) -> entering.WrittenIn:
    plan: dict[str, Any] = {
        "form": form,
        "channel": Channel.PAPER,
        "received_on": date(2020, 9, 1),
        "paper_number": "W-17",
        **fields,
    }
    return entering.WrittenIn(plan=entering.EntryPlan(**plan), answers=answers(), equality={}, asks_equality=True)


def test_a_call_becomes_feedback_of_its_channel_with_the_words_sealed(form: Form, caseworker: User) -> None:
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    sent = entering.send_entry(entry=entry, language="en-gb", note="Was in a hurry.", by=caseworker, now=NOW)
    kept = Submission.objects.get(reference=sent.reference)
    assert (kept.channel, kept.organisation, kept.received_at) == (Channel.PHONE, form.organisation, NOW)
    assert WORDS in texts_for_worker(submissions=[kept]).values()
    assert kept.receipt_hash == receipt_hash(receipt=sent.receipt)


def test_the_enterers_note_never_mixes_with_the_persons_words(form: Form, caseworker: User) -> None:
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    entering.send_entry(entry=entry, language="en-gb", note="Was in a hurry.", by=caseworker, now=NOW)
    assert Entry.objects.get().note == "Was in a hurry."
    assert "Was in a hurry." not in " ".join(texts_for_worker(submissions=Submission.objects.all()).values())


def test_sending_twice_sends_once(form: Form, caseworker: User) -> None:
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    first = entering.send_entry(entry=entry, language="en-gb", note="", by=caseworker, now=NOW)
    again = entering.send_entry(entry=entry, language="en-gb", note="", by=caseworker, now=NOW)
    assert first == again
    assert Submission.objects.count() == 1


def test_a_call_is_not_sent_before_the_notice_was_read_out(form: Form, caseworker: User) -> None:
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    Entry.objects.update(notice_read_at=None)
    with pytest.raises(entering.NoticeNotRead):
        entering.send_entry(entry=entry, language="en-gb", note="", by=caseworker, now=NOW)
    assert not Submission.objects.exists()


def test_the_audit_log_says_who_read_out_which_notice_and_holds_no_answer(form: Form, caseworker: User) -> None:
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    entering.send_entry(entry=entry, language="en-gb", note="Was in a hurry.", by=caseworker, now=NOW)
    read = AuditLine.objects.get(code="feedback.entry.notice_read")
    assert (read.actor, read.at, read.detail["version"]) == (caseworker, NOW, "2020-07")
    told = str(list(AuditLine.objects.values_list("detail", flat=True)))
    assert all(words not in told for words in ("nine hours", "hurry", "GOOD"))


def test_half_a_call_cannot_be_opened_with_the_database_alone(form: Form, caseworker: User) -> None:
    entry = EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW)
    colleague = member(Role.CASEWORKER, form.organisation)
    assert WORDS.encode() not in bytes(Draft.objects.get().sealed)
    assert secret_of(seed=entry.seed, entered_by=colleague.pk).draft_id != entry.draft_id


def test_half_a_call_is_gone_after_a_day_and_its_paper_number_is_free_again(form: Form, caseworker: User) -> None:
    EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW, channel=Channel.PAPER, paper_number="W-17")
    later = NOW + LIFETIME
    assert not queries.entries_begun_by(user=caseworker, now=later).exists()
    drafting.erase_old_drafts(now=later)
    assert entering.erase_gone_entries() == 1
    assert not Entry.objects.exists()


def test_what_was_sent_stays_when_its_draft_goes(form: Form, caseworker: User) -> None:
    entering.enter_written(written=written_in(form), by=caseworker, now=NOW)
    drafting.erase_old_drafts(now=NOW + LIFETIME)
    assert entering.erase_gone_entries() == 0
    assert Entry.objects.get().submission is not None


def test_a_paper_form_keeps_the_day_it_came(form: Form, caseworker: User) -> None:
    entry = entering.enter_written(written=written_in(form), by=caseworker, now=NOW)
    kept = entry.submission
    assert kept.received_at.date() == date(2020, 9, 1)
    assert kept.pieces.get().received_at == kept.received_at
    assert (kept.channel, entry.sent_at) == (Channel.PAPER, NOW)


def test_the_same_paper_form_is_refused_by_name(form: Form, caseworker: User) -> None:
    entering.enter_written(written=written_in(form), by=caseworker, now=NOW)
    colleague = member(Role.CASEWORKER, form.organisation)
    with pytest.raises(entering.PaperFormEntered) as refusal:
        entering.enter_written(written=written_in(form), by=colleague, now=NOW + timedelta(days=1))
    assert refusal.value.entry.entered_by == caseworker
    assert Submission.objects.count() == 1


def test_letters_need_no_number_of_their_own(form: Form, caseworker: User) -> None:
    for _ in range(2):
        written = written_in(form, channel=Channel.LETTER, paper_number="")
        entering.enter_written(written=written, by=caseworker, now=NOW)
    assert Submission.objects.filter(channel=Channel.LETTER).count() == 2
    assert not Submission.objects.forms().exists()


def test_not_asked_is_kept_apart_from_prefer_not_to_say(form: Form, caseworker: User) -> None:
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    entering.send_entry(entry=entry, language="en-gb", note="", by=caseworker, now=NOW)
    entering.say_how_it_ended(entry=entry, was_asked=False, receipt_given="READ_OUT", by=caseworker, now=NOW)
    kept = Entry.objects.get()
    assert (kept.equality, kept.receipt_given) == (EqualityAsked.NOT_ASKED, "READ_OUT")
    assert not kept.submission.equality_answers.exists()


@pytest.mark.slow
def test_an_entry_of_a_campaign_in_preparation_is_a_test(caseworker: User) -> None:
    form = open_form(slug="trial", open=False)
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    entering.send_entry(entry=entry, language="en-gb", note="", by=caseworker, now=NOW)
    assert not Submission.objects.counted().exists()


def test_giving_up_erases_what_was_entered(form: Form, caseworker: User) -> None:
    entry = EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW)
    entering.give_up_entry(entry=entry, by=caseworker, now=NOW)
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()


def test_an_enquiry_that_turns_into_feedback_is_linked_to_it(form: Form, caseworker: User) -> None:
    enquiry = EnquiryFactory.create(organisation=form.organisation)
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW, enquiry=enquiry))
    sent = entering.send_entry(entry=entry, language="en-gb", note="", by=caseworker, now=NOW)
    kept = Enquiry.objects.get()
    assert (kept.outcome, kept.became.reference) == (EnquiryOutcome.FEEDBACK, sent.reference)
