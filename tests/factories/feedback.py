"""Makes submissions and pieces for tests through the same action that receives real ones, sealed with real keys.

The keys stand in the folder that `settings.HEARD_KEYS` names, which tests/conftest.py points at a folder of the run.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from heard.accounts.models import Organisation
from heard.feedback.actions import ConsentIn, PieceIn, SubmissionIn, TextIn, receive_submission
from heard.feedback.actions.entering import EntryPlan, begin_entry
from heard.feedback.actions.receiving import Received
from heard.feedback.models import (
    Channel,
    Consent,
    Enquiry,
    EnquiryChannel,
    EnquiryOutcome,
    Entry,
    ImportBatch,
    Piece,
    Recipient,
    Submission,
    Text,
    TextField,
)
from heard.feedback.sealing import texts_for_worker
from tests.factories.accounts import OrganisationFactory, UserFactory

ARRIVED_AT = datetime(2020, 9, 14, 10, 30, tzinfo=UTC)
WORDS = "The nurse was kind but we waited four hours."


def consents_to(
    *organisations: Organisation, provider: bool = False, publication: bool = False
) -> tuple[ConsentIn, ...]:
    """Return consents to the organisations, and to the provider and publication where asked."""
    return (
        *(ConsentIn(recipient=Recipient.ORGANISATION, organisation=each) for each in organisations),
        *((ConsentIn(recipient=Recipient.PROVIDER),) if provider else ()),
        *((ConsentIn(recipient=Recipient.PUBLICATION),) if publication else ()),
    )


def piece_in(words: str = WORDS, **fields: Any) -> PieceIn:
    """Return a piece with the words, as it arrives."""
    texts = fields.pop("texts", (TextIn(field=TextField.WORDS, slug="words", words=words),))
    return PieceIn(texts=texts, **fields)


def submission_in(*pieces: PieceIn, **fields: Any) -> SubmissionIn:
    """Return a submission of the pieces (one where none is given), as it arrives."""
    organisation = fields.pop("organisation", None) or OrganisationFactory.create()
    fields.setdefault("notice_version", "2020-07")
    return SubmissionIn(organisation=organisation, pieces=pieces or (piece_in(),), **fields)


class SubmissionFactory(DjangoModelFactory[Submission]):
    """A submission received by the web form with `piece_count` pieces of `words`, sealed and consented.

    `redacted=True` also gives each text its words as the redacted copy, as the worker would have.
    Any field of SubmissionIn may be given; `batch`, `withdrawn_at` and other columns are set afterwards.
    """

    class Meta:
        model = Submission

    organisation = factory.SubFactory(OrganisationFactory)
    channel = Channel.WEB
    received_at = ARRIVED_AT

    @classmethod
    def _create(cls, model_class: type[Submission], *args: Any, **kwargs: Any) -> Submission:
        now = kwargs.pop("received_at")
        words = kwargs.pop("words", WORDS)
        pieces: Sequence[PieceIn] = kwargs.pop("pieces", None) or [piece_in(words)] * kwargs.pop("piece_count", 1)
        is_redacted = kwargs.pop("redacted", False)
        known = {name: kwargs.pop(name) for name in list(kwargs) if name in SubmissionIn.__dataclass_fields__}
        kept = receive_submission(submission=submission_in(*pieces, **known), now=now).submission
        if kwargs:
            Submission.objects.filter(pk=kept.pk).update(**kwargs)
            kept.refresh_from_db()
            Piece.objects.filter(submission=kept).update(batch=kept.batch)
        if is_redacted:
            copy_texts(kept)
        return kept


class PieceFactory(DjangoModelFactory[Piece]):
    """The one piece of a new submission: `words`, `consents` (see `consents_to`), `organisation` and more.

    Fields of PieceIn and of SubmissionIn may be mixed; `redacted=True` gives it its words as the redacted copy;
    `read_at` and other columns of the piece are set afterwards.
    """

    class Meta:
        model = Piece

    @classmethod
    def _create(cls, model_class: type[Piece], *args: Any, **kwargs: Any) -> Piece:
        words = kwargs.pop("words", WORDS)
        own = ("service", "tone", "happened_on", "happened_precision", "told_service", "told_others", "consents")
        piece = piece_in(words, **{name: kwargs.pop(name) for name in own if name in kwargs})
        columns = {name: kwargs.pop(name) for name in ("read_at", "source_key") if name in kwargs}
        made = SubmissionFactory.create(words=words, pieces=[piece], **kwargs).pieces.get()
        if columns:
            Piece.objects.filter(pk=made.pk).update(**columns)
            made.refresh_from_db()
        return made


class ConsentFactory(DjangoModelFactory[Consent]):
    """One more consent on a piece; it wraps no key, so it opens what staff see and nothing that is sealed."""

    class Meta:
        model = Consent

    piece = factory.SubFactory(PieceFactory)
    recipient = Recipient.ORGANISATION
    organisation = factory.SubFactory(OrganisationFactory)
    given_at = ARRIVED_AT
    notice_version = "2020-07"


class ImportBatchFactory(DjangoModelFactory[ImportBatch]):
    """A batch whose rows nobody sees yet; `visible_at` makes them seen."""

    class Meta:
        model = ImportBatch

    organisation = factory.SubFactory(OrganisationFactory)
    file_name = "comments.csv"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    source = "comments.csv"
    created_at = ARRIVED_AT


class EntryFactory(DjangoModelFactory[Entry]):
    """A call that someone has begun to enter, the notice read out, for a form with questions; nothing is answered."""

    class Meta:
        model = Entry

    channel = Channel.PHONE
    begun_at = ARRIVED_AT

    @classmethod
    def _create(cls, model_class: type[Entry], *args: Any, **kwargs: Any) -> Entry:
        by, now = kwargs.pop("entered_by"), kwargs.pop("begun_at")
        kwargs.setdefault("received_on", now.date())
        notice = "2020-07" if kwargs["channel"] == Channel.PHONE else None
        return begin_entry(plan=EntryPlan(**kwargs), notice_read=notice, by=by, now=now)


class EnquiryFactory(DjangoModelFactory[Enquiry]):
    """An enquiry by phone that was answered."""

    class Meta:
        model = Enquiry

    organisation = factory.SubFactory(OrganisationFactory)
    channel = EnquiryChannel.PHONE
    topic = "dentist"
    outcome = EnquiryOutcome.ANSWERED
    received_at = ARRIVED_AT
    logged_at = ARRIVED_AT
    logged_by = factory.SubFactory(UserFactory)


def copy_texts(submission: Submission) -> None:
    """Give every text of the submission its own words as the redacted copy."""
    for key, words in texts_for_worker(submissions=[submission]).items():
        Text.objects.filter(pk=key).update(redacted=words, redacted_at=submission.received_at)


def sent_with_code(*pieces: PieceIn, **fields: Any) -> Received:
    """Return a submission with the code that only its sender is shown; the same fields as for SubmissionFactory."""
    now = fields.pop("received_at", ARRIVED_AT)
    return receive_submission(submission=submission_in(*pieces, **fields), now=now)
