from datetime import UTC, date, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.feedback import receipts
from heard.feedback.actions import (
    AnswerIn,
    ConsentIn,
    NothingSaid,
    PieceIn,
    TextIn,
    receive_submission,
    record_equality_answers,
)
from heard.feedback.actions.receiving import SubmissionIn
from heard.feedback.models import (
    Answer,
    Channel,
    Consent,
    Contact,
    Draft,
    Piece,
    Recipient,
    Submission,
    Text,
    TextField,
    WrappedKey,
)
from heard.feedback.sealing import CannotUnseal, contact_for, texts_for_worker
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import QuestionSetFactory
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in, submission_in
from tests.factories.places import ServiceFactory

NOW = datetime(2020, 9, 14, 10, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def receive(*pieces, **fields):
    return receive_submission(submission=submission_in(*pieces, **fields), now=NOW)


def draft_of(question_set=None, name="d" * 40):
    question_set = question_set or QuestionSetFactory.create()
    return Draft.objects.create(
        id=name, form=question_set.form, question_set=question_set, sealed=b"", started_at=NOW, updated_at=NOW
    )


def test_a_submission_is_kept_with_its_pieces_in_order():
    service = ServiceFactory.create()
    first = piece_in("First", service=service, tone="GOOD", happened_on=date(2020, 9, 1), happened_precision="DAY")
    received = receive(first, piece_in("Second", told_service="NO"), channel=Channel.PHONE, about="OWN")
    kept = Submission.objects.get()
    assert received.submission == kept
    assert (kept.channel, kept.about, kept.received_at) == ("PHONE", "OWN", NOW)
    one, two = kept.pieces.order_by("ordinal")
    assert (one.ordinal, one.service, one.tone, one.happened_on) == (1, service, "GOOD", date(2020, 9, 1))
    assert (two.ordinal, two.told_service, two.read_at) == (2, "NO", None)


def test_words_and_contact_details_are_kept_sealed_alone():
    receive(piece_in("Zebrafish"), contact={"name": "Quokka", "email": ""}, may_contact=True)
    text, contact = Text.objects.get(), Contact.objects.get()
    assert text.redacted == ""
    assert b"Zebrafish" not in bytes(text.sealed)
    assert b"Quokka" not in bytes(contact.sealed)
    assert list(texts_for_worker(submissions=Submission.objects.all()).values()) == ["Zebrafish"]


def test_texts_and_answers_of_the_whole_submission_and_of_a_piece_stay_apart():
    piece = piece_in("Words", answers=(AnswerIn(slug="seen-within", value=["a", "b"]),))
    other = TextIn(field=TextField.OTHER, slug="heard-of-us", words="From a poster")
    receive(piece, texts=(other,), answers=(AnswerIn(slug="found-us", value="poster"),))
    assert {text.slug: text.piece and text.piece.ordinal for text in Text.objects.all()} == {
        "words": 1,
        "heard-of-us": None,
    }
    assert {a.slug: (a.piece and a.piece.ordinal, a.value) for a in Answer.objects.all()} == {
        "seen-within": (1, ["a", "b"]),
        "found-us": (None, "poster"),
    }


def test_blank_texts_and_blank_contact_details_are_not_kept():
    receive(
        piece_in("Words", texts=(TextIn(field="WORDS", slug="w", words=" \n"),)), contact={"email": "", "phone": ""}
    )
    assert not Text.objects.exists()
    assert not Contact.objects.exists()


def test_characters_that_no_database_keeps_do_not_lose_the_words():
    receive(piece_in("Be\x00fore \ud800 after"))
    assert list(texts_for_worker(submissions=Submission.objects.all()).values()) == ["Before ? after"]


def test_the_receiving_organisation_always_may_read_and_each_consent_stands_once():
    receiver, other = OrganisationFactory.create_batch(2)
    consents = consents_to(receiver, other, other, provider=True, publication=True)
    receive(piece_in(consents=consents), piece_in(), organisation=receiver)
    one, two = Piece.objects.order_by("ordinal")
    assert set(one.consents.values_list("recipient", "organisation")) == {
        (Recipient.ORGANISATION, receiver.pk),
        (Recipient.ORGANISATION, other.pk),
        (Recipient.PROVIDER, None),
        (Recipient.PUBLICATION, None),
    }
    assert list(two.consents.values_list("recipient", "organisation")) == [(Recipient.ORGANISATION, receiver.pk)]
    assert set(Consent.objects.values_list("notice_version", "given_at")) == {("2020-07", NOW)}


def test_nothing_by_someone_under_16_may_be_published_whatever_was_ticked():
    receive(piece_in(consents=consents_to(publication=True, provider=True)), is_under_16=True)
    assert set(Consent.objects.values_list("recipient", flat=True)) == {"ORGANISATION", "PROVIDER"}


def test_the_data_key_goes_to_the_receiver_to_whom_was_consented_and_to_the_worker_alone():
    receiver, consented, stranger = OrganisationFactory.create_batch(3)
    SubmissionFactory.create(organisation=stranger)
    submission = receive(
        piece_in(consents=consents_to(consented)), organisation=receiver, contact={"email": "a@example.org"}
    ).submission
    holders = WrappedKey.objects.filter(submission=submission).values_list("sealing_key__organisation", flat=True)
    assert set(holders) == {None, receiver.pk, consented.pk}
    assert contact_for(submission=submission, organisation=consented) == {"email": "a@example.org"}
    with pytest.raises(CannotUnseal):
        contact_for(submission=submission, organisation=stranger)


def test_a_submission_without_a_piece_is_refused_and_leaves_nothing():
    organisation = OrganisationFactory.create()
    with pytest.raises(NothingSaid):
        receive_submission(submission=SubmissionIn(organisation=organisation), now=NOW)
    assert not Submission.objects.exists()


def test_the_receipt_is_shown_once_and_only_its_keyed_hash_is_kept():
    received = receive()
    kept = Submission.objects.get()
    assert kept.receipt_hash == receipts.receipt_hash(receipt=received.receipt)
    assert received.receipt.split()[0] not in kept.receipt_hash


def test_the_same_draft_again_gives_the_first_submission_and_receipt():
    draft = draft_of()
    first = receive(piece_in("Once"), organisation=draft.form.organisation, draft=draft)
    stale = Draft.objects.get(pk=draft.pk)
    stale.submission = None
    again = receive(piece_in("Once"), organisation=draft.form.organisation, draft=stale)
    assert again == first
    assert (Submission.objects.count(), Piece.objects.count(), Text.objects.count()) == (1, 1, 1)
    assert AuditLine.objects.filter(code="feedback.submission.received").count() == 1


def test_a_draft_that_was_swept_away_meanwhile_loses_nothing():
    draft = draft_of()
    Draft.objects.all().delete()
    assert receive(organisation=draft.form.organisation, draft=draft).submission == Submission.objects.get()


@pytest.mark.parametrize("model", [Piece, Consent, Text, Answer, WrappedKey])
def test_a_failure_in_the_middle_leaves_nothing_behind(model, monkeypatch):
    organisation = OrganisationFactory.create()
    draft = draft_of()

    def break_off(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(model.objects, "bulk_create", break_off)
    with pytest.raises(RuntimeError):
        receive(piece_in(), organisation=organisation, contact={"email": "a@example.org"}, draft=draft)
    for kept in (Submission, Piece, Text, Contact, Consent, WrappedKey, Answer):
        assert not kept.objects.exists(), kept
    assert Draft.objects.get().submission is None
    assert not AuditLine.objects.exists()


def test_the_audit_line_holds_none_of_the_words():
    receive(piece_in("Zebrafish"), contact={"name": "Quokka"})
    line = AuditLine.objects.get(code="feedback.submission.received")
    assert line.detail == {}
    assert line.actor is None


def test_an_urgent_word_is_a_submission_of_its_own():
    received = receive(piece_in("Help", consents=()), channel=Channel.URGENT, risk_declared=True)
    assert received.submission.channel == "URGENT"
    assert received.submission.risk_declared


def test_equality_answers_are_kept_once_per_topic_and_the_last_counts():
    submission = SubmissionFactory.create()
    record_equality_answers(submission=submission, answers={"sex": "Female", "age": "", "faith": " None "}, now=NOW)
    later = NOW + timedelta(minutes=1)
    record_equality_answers(submission=submission, answers={"sex": "Prefer not to say"}, now=later)
    assert dict(submission.equality_answers.values_list("topic", "category")) == {
        "sex": "Prefer not to say",
        "faith": "None",
    }
    assert all("Female" not in str(line.detail) for line in AuditLine.objects.all())


def test_a_piece_may_go_to_the_service_without_words():
    receive(PieceIn(tone="BAD", consents=(ConsentIn(recipient=Recipient.PROVIDER),)))
    assert Piece.objects.get().tone == "BAD"
