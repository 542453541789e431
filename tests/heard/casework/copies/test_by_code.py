"""What stands in the copy that a person gets with their code, and for whose code the worker opens what is sealed."""

from dataclasses import dataclass

import pytest

from heard.accounts.models import Role
from heard.casework.copies.by_code import own_sections
from heard.casework.models import Case, Note
from heard.casework.queries.answers import questions_asked
from heard.feedback import keys, sealing
from heard.feedback.actions.opening import Asked, open_sealed
from heard.feedback.actions.rights import RequestIn, log_request
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Answer, EqualityAnswer, Message, ReplyKey, Submission, Text, WrappedKey
from heard.feedback.replies import ReplyPair, take_in, vouch
from heard.insight.models import Aspect
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import PartnerFactory
from tests.factories.casework import OPENED_AT, CaseFactory, caseworker
from tests.factories.feedback import ARRIVED_AT, consents_to, piece_in
from tests.factories.insight import SuggestionFactory
from tests.factories.messages import ANSWERED, ASKED, Teller, answered, asked, teller
from tests.heard.feedback.walking import open_form

pytestmark = pytest.mark.django_db
WORDS = "Sister Wombat on ward seven left my mother alone."
STAFF = "Quoll Numbat"


@dataclass(frozen=True, kw_only=True)
class Held:
    """What an organisation holds of someone, with every trace of its staff that there may be."""

    person: Teller
    case: Case


@pytest.fixture
def held() -> Held:
    ours = OrganisationFactory.create(name="Good Care", shows_staff_names=True)
    by = caseworker(ours)
    by.full_name = STAFF
    by.save()
    person = teller(organisation=ours, contact={"email": "quokka@example.org"}, pieces=[piece_in(WORDS)])
    case = CaseFactory.create(organisation=ours, piece=person.piece, assigned_to=by, referred_to="Dr Dunnart")
    Note.objects.create(case=case, written_by=by, written_at=OPENED_AT, text=f"{STAFF} rang the bandicoot.")
    for message in (asked(person, by=by), answered(person)):
        take_in(message=message)
        message.save()
    words = Asked(
        submission=person.submission,
        organisation=ours,
        reason="harm",
        words=f"{STAFF} is worried",
        text=Text.objects.get(submission=person.submission),
    )
    open_sealed(asked=words, by=by, now=OPENED_AT)
    SuggestionFactory.create(piece=person.piece, aspect=Aspect.RISK, theme=None, value="neglect", why="left alone")
    log_request(
        request=RequestIn(
            organisation=ours,
            right="ACCESS",
            received_on=OPENED_AT.date(),
            submission=person.submission,
            asked="Potoroo",
        ),
        by=member(Role.PRIVACY_LEAD, ours),
        now=OPENED_AT,
    )
    return Held(person=person, case=case)


def told(submission: Submission) -> dict[str, str]:
    """Return the rows of the copy, by their names."""
    sections = own_sections(
        submission=Submission.objects.get(pk=submission.pk), reply_key=ReplyKey.objects.get(submission=submission)
    )
    return {row.name: row.value for section in sections for row in section.rows}


def test_it_holds_words_contact_details_and_messages_as_they_were_written(held: Held) -> None:
    rows = told(held.person.submission)
    assert rows["Your words (piece 1)"] == WORDS
    assert rows["Email"] == "quokka@example.org"
    assert {ASKED, ANSWERED} <= set(rows.values())
    assert "To keep someone safe from serious harm" in " ".join(rows.values())
    assert "A copy of what we hold: Not answered yet" in rows.values()


def test_it_holds_of_staff_nothing_but_their_roles_and_no_sign_of_danger(held: Held) -> None:
    said = " ".join(f"{name} {value}" for name, value in told(held.person.submission).items())
    for kept in (STAFF, "bandicoot", "Dr Dunnart", "neglect", "left alone.neglect", "Potoroo"):
        assert kept not in said
    assert "Someone who works on feedback at Good Care" in said


def test_it_says_what_is_not_in_it_and_whom_to_ask(held: Held) -> None:
    rows = told(held.person.submission)
    name = "What staff wrote for themselves, and whether someone may be in danger"
    assert rows[name].endswith("Ask Good Care for it, and give them your reference.")
    assert "What is sealed" not in rows


def test_it_holds_the_work_of_every_organisation_that_may_see_it() -> None:
    ours, theirs = OrganisationFactory.create(name="Good Care"), OrganisationFactory.create(name="Speak Up")
    person = teller(organisation=ours, pieces=[piece_in(consents=consents_to(ours, theirs))])
    CaseFactory.create(organisation=ours, piece=person.piece)
    rows = told(person.submission)
    assert rows["Where it stands at Good Care"] == rows["Where it stands at Speak Up"] == "Waits to be read"


def test_codes_stand_in_the_words_in_which_they_were_asked() -> None:
    form = open_form()
    partner = PartnerFactory.create(campaign=form.campaign, organisation__name="Carers' Lamp (fictional)")
    person = teller()
    sent = person.submission
    sent.form, sent.question_set, sent.language = form, form.question_sets.get(), "cy"
    sent.save()
    asked_how = sent.question_set.questions.get(slug="how-you-heard")
    Answer.objects.create(submission=sent, question=asked_how, slug=asked_how.slug, value=partner.organisation.slug)
    equality = next(one for one in questions_asked(question_set=sent.question_set) if str(one.binding) == "equality")
    chosen = equality.options[0]
    EqualityAnswer.objects.create(submission=sent, topic=equality.slug, category=chosen.value)
    rows = told(sent)
    assert "Carers' Lamp (fictional)" in rows.values()
    assert rows[f"Equality: {equality.short or equality.label}"] == chosen.label
    assert rows["Language"] == "Cymraeg"
    assert not {"how-you-heard", partner.organisation.slug, chosen.value} & {*rows, *rows.values()}


def test_what_was_taken_back_is_theirs_all_the_same() -> None:
    person = teller(pieces=[piece_in(WORDS)])
    withdraw_submission(submission=person.submission, now=OPENED_AT)
    rows = told(person.submission)
    assert rows["Your words (piece 1)"] == WORDS
    assert "Taken back" in rows


def test_a_key_that_was_put_in_the_place_of_the_codes_opens_nothing_that_is_sealed() -> None:
    person, other = teller(pieces=[piece_in(WORDS)], contact={"email": "quokka@example.org"}), teller()
    ReplyKey.objects.filter(submission=person.submission).update(public_key=other.pair.public_key)
    rows = told(person.submission)
    assert "quokka@example.org" not in rows.values()
    assert "Your words (piece 1)" not in rows
    assert "could not be opened" in rows["What is sealed"]


def test_the_proof_of_another_submission_vouches_for_no_key() -> None:
    person, other = teller(contact={"email": "quokka@example.org"}), teller()
    theirs = ReplyKey.objects.get(submission=other.submission)
    ReplyKey.objects.filter(submission=person.submission).update(
        public_key=theirs.public_key, vouched=bytes(theirs.vouched)
    )
    assert "quokka@example.org" not in told(person.submission).values()


def test_a_data_key_of_ones_own_that_vouches_for_ones_own_code_opens_no_message_that_waits_for_the_worker() -> None:
    person, other = teller(pieces=[piece_in(WORDS)], redacted=False), teller()
    asked(person, by=caseworker(person.submission.organisation), words="Was it the tapir?")
    Message.objects.update(redacted="")
    ours = sealing.new_data_key()
    for row in WrappedKey.objects.filter(submission=person.submission).select_related("sealing_key"):
        context = sealing.key_context(submission_id=person.submission.pk, key_id=row.sealing_key.key_id)
        public_key = keys.public_key(stored=row.sealing_key.public_key)
        row.wrapped = sealing.wrap(data_key=ours, public_key=public_key, context=context)
        row.save()
    vouched = vouch(submission_id=person.submission.pk, public_key=other.pair.public_key, data_key=ours)
    ReplyKey.objects.filter(submission=person.submission).update(public_key=other.pair.public_key, vouched=vouched)
    rows = told(person.submission)
    assert "What is sealed" not in rows
    assert not {"Was it the tapir?", WORDS} & set(rows.values())


def test_words_that_were_erased_by_time_are_said_to_be_so() -> None:
    person = teller(pieces=[piece_in(WORDS)])
    Text.objects.update(sealed=b"")
    WrappedKey.objects.all().delete()
    Submission.objects.update(originals_erased_at=ARRIVED_AT)
    rows = told(person.submission)
    assert "The words as they were written were erased" in rows
    assert rows["Your words (piece 1), the copy that staff read"] == WORDS
    assert "What is sealed" not in rows


def test_a_code_that_gained_its_key_later_gets_what_is_readable_and_is_told_so() -> None:
    person = teller(pieces=[piece_in(WORDS)])
    ReplyKey.objects.update(vouched=b"")
    assert bytes(ReplyKey.objects.get().public_key) == ReplyPair(receipt=person.receipt).public_key
    rows = told(person.submission)
    assert rows["Your words (piece 1), the copy that staff read"] == WORDS
    assert "What is sealed" in rows
