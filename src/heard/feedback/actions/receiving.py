"""Receiving what one person sent: sealed, consented and receipted in one transaction, however often it is sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation
from heard.accounts.queries import keeper_of, keepers_of
from heard.campaigns.models import Campaign, Form, Placement, Question, QuestionSet
from heard.feedback import keys, receipts, replies, sealing
from heard.feedback.models import (
    Answer,
    Channel,
    Consent,
    Contact,
    Draft,
    EqualityAnswer,
    Piece,
    Recipient,
    ReplyKey,
    Submission,
    Text,
    WrappedKey,
    WrapWanted,
)
from heard.places.models import Area, Office, Service


class NothingSaid(Exception):
    """A submission holds at least one piece, or it is no feedback."""


@dataclass(frozen=True, kw_only=True)
class TextIn:
    """One free-text answer: what it is (a value of `TextField`), its question's slug, and the words as written."""

    field: str
    slug: str
    words: str


@dataclass(frozen=True, kw_only=True)
class AnswerIn:
    """One unbound answer that is a choice, a number or a list: anything that JSON holds, never free text."""

    slug: str
    value: object
    question: Question | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentIn:
    """One recipient (a value of `Recipient`) that the person allows; the organisation is named where it is one."""

    recipient: str
    organisation: Organisation | None = None


@dataclass(frozen=True, kw_only=True)
class PieceIn:
    """One piece of feedback as it arrives."""

    service: Service | None = None
    tone: str = ""
    happened_on: date | None = None
    happened_precision: str = ""
    told_service: str = ""
    told_others: str = ""
    texts: tuple[TextIn, ...] = ()
    answers: tuple[AnswerIn, ...] = ()
    consents: tuple[ConsentIn, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubmissionIn:
    """What one person sent at one time, as it arrives; `received_at` where that was before it is entered here."""

    organisation: Organisation
    campaign: Campaign | None = None
    form: Form | None = None
    question_set: QuestionSet | None = None
    placement: Placement | None = None
    office: Office | None = None
    channel: str = Channel.WEB
    about: str = ""
    is_under_16: bool = False
    risk_declared: bool = False
    area: Area | None = None
    language: str = "en-gb"
    notice_version: str = ""
    may_contact: bool = False
    contact: Mapping[str, str] | None = None
    texts: tuple[TextIn, ...] = ()
    answers: tuple[AnswerIn, ...] = ()
    pieces: tuple[PieceIn, ...] = field(default=())
    is_test: bool = False
    started_at: datetime | None = None
    received_at: datetime | None = None
    draft: Draft | None = None


@dataclass(frozen=True, kw_only=True)
class Received:
    """The submission, and the receipt that only its sender is shown."""

    submission: Submission
    receipt: str


@transaction.atomic
def receive_submission(*, submission: SubmissionIn, now: datetime) -> Received:
    """Keep what a person sent, and return it with its receipt once the transaction commits.

    What is sent to an organisation that was succeeded is received by whoever follows it, and so is each consent. The
    same draft again returns the first submission with the same receipt. The receiving organisation may always
    read what it received; nothing by someone under 16 may be published, whatever was ticked. Raise NothingSaid where
    there is no piece, and heard.feedback.keys.NoWorkerKey where there is no key to seal to.
    """
    if not submission.pieces:
        raise NothingSaid
    draft = _locked(submission.draft)
    if draft is not None and draft.submission is not None:
        return Received(submission=draft.submission, receipt=receipts.receipt_of_draft(draft_id=draft.pk))
    receipt = receipts.receipt_of_draft(draft_id=draft.pk) if draft else receipts.new_receipt()
    submission = _to_whoever_follows(submission)
    kept = _keep_submission(submission, receipt, now)
    data_key = sealing.new_data_key()
    _keep_contact(kept, submission, data_key)
    _keep_texts_and_answers(kept, submission, _keep_pieces(kept, submission, now), data_key)
    _keep_wrapped_keys(kept, submission, data_key, now)
    _keep_reply_key(kept, receipt, data_key)
    if draft is not None:
        draft.submission = kept
        draft.save(update_fields=["submission"])
    record(code="feedback.submission.received", subject=kept, by=None, now=now, organisation=submission.organisation)
    return Received(submission=kept, receipt=receipt)


def _keep_reply_key(kept: Submission, receipt: str, data_key: bytes) -> None:
    public_key = replies.ReplyPair(receipt=receipt).public_key
    vouched = replies.vouch(submission_id=kept.pk, public_key=public_key, data_key=data_key)
    ReplyKey.objects.create(submission=kept, public_key=public_key, vouched=vouched)


@transaction.atomic
def record_equality_answers(*, submission: Submission, answers: Mapping[str, str], now: datetime) -> None:
    """Keep one optional equality answer per topic; the last one given counts. Blank categories are no answer."""
    EqualityAnswer.objects.bulk_create(
        [
            EqualityAnswer(submission=submission, topic=topic, category=category.strip())
            for topic, category in answers.items()
            if category.strip()
        ],
        update_conflicts=True,
        unique_fields=["submission", "topic"],
        update_fields=["category"],
    )
    record(
        code="feedback.equality.recorded", subject=submission, by=None, now=now, organisation=submission.organisation
    )


def _to_whoever_follows(given: SubmissionIn) -> SubmissionIn:
    """Return the submission as addressed to the organisations that work now.

    Where an office is named that went to another successor of a split, that one receives it.
    """
    consented = [one.organisation for piece in given.pieces for one in piece.consents if one.organisation]
    keepers = keepers_of(organisations={each.pk for each in (given.organisation, *consented)})
    receiver = keepers[given.organisation.pk]
    if receiver != given.organisation and given.office and given.office.organisation_id != given.organisation.pk:
        receiver = keeper_of(organisation=given.office.organisation)
    if receiver == given.organisation and all(keepers[each.pk] == each for each in consented):
        return given
    return replace(given, organisation=receiver, pieces=tuple(_allowing(piece, keepers) for piece in given.pieces))


def _allowing(piece: PieceIn, keepers: Mapping[int, Organisation]) -> PieceIn:
    consents = (
        replace(one, organisation=keepers[one.organisation.pk]) if one.organisation else one for one in piece.consents
    )
    return replace(piece, consents=tuple(consents))


def _locked(draft: Draft | None) -> Draft | None:
    """Return the draft as it now stands, held until the transaction ends; none where it was deleted meanwhile."""
    if draft is None:
        return None
    return Draft.objects.select_for_update(of=("self",)).select_related("submission").filter(pk=draft.pk).first()


def _keep_submission(given: SubmissionIn, receipt: str, now: datetime) -> Submission:
    reference = receipts.new_reference()
    while Submission.objects.filter(reference=reference).exists():
        reference = receipts.new_reference()
    return Submission.objects.create(
        reference=reference,
        receipt_hash=receipts.receipt_hash(receipt=receipt),
        campaign=given.campaign,
        form=given.form,
        question_set=given.question_set,
        organisation=given.organisation,
        office=given.office,
        placement=given.placement,
        channel=given.channel,
        about=given.about,
        is_under_16=given.is_under_16,
        risk_declared=given.risk_declared,
        area_id=given.area.pk if given.area else given.placement.area_id if given.placement else None,
        language=given.language,
        notice_version=given.notice_version,
        may_contact=given.may_contact,
        is_test=given.is_test,
        started_at=given.started_at,
        received_at=given.received_at or now,
    )


def _keep_contact(kept: Submission, given: SubmissionIn, data_key: bytes) -> None:
    contact = {name: value for name, value in (given.contact or {}).items() if value}
    if contact:
        sealed = sealing.sealed_contact(data_key=data_key, submission_id=kept.pk, contact=contact)
        Contact.objects.create(submission=kept, sealed=sealed)


def _keep_pieces(kept: Submission, given: SubmissionIn, now: datetime) -> list[Piece]:
    pieces = Piece.objects.bulk_create(
        Piece(
            submission=kept,
            ordinal=ordinal,
            service=piece.service,
            tone=piece.tone,
            happened_on=piece.happened_on,
            happened_precision=piece.happened_precision,
            told_service=piece.told_service,
            told_others=piece.told_others,
            received_at=given.received_at or now,
        )
        for ordinal, piece in enumerate(given.pieces, start=1)
    )
    Consent.objects.bulk_create(
        Consent(
            piece=piece,
            recipient=recipient,
            organisation=organisation,
            given_at=given.received_at or now,
            notice_version=given.notice_version,
        )
        for piece, piece_in in zip(pieces, given.pieces, strict=True)
        for recipient, organisation in _allowed(given, piece_in)
    )
    return pieces


def _allowed(given: SubmissionIn, piece: PieceIn) -> Iterator[tuple[str, Organisation | None]]:
    """Yield each recipient of a piece once, the receiving organisation first."""
    seen: set[tuple[str, int | None]] = set()
    for consent in (ConsentIn(recipient=Recipient.ORGANISATION, organisation=given.organisation), *piece.consents):
        organisation = consent.organisation if consent.recipient == Recipient.ORGANISATION else None
        named = (str(consent.recipient), organisation.pk if organisation else None)
        is_refused = given.is_under_16 and consent.recipient == Recipient.PUBLICATION
        if named not in seen and not is_refused:
            seen.add(named)
            yield consent.recipient, organisation


def _keep_texts_and_answers(kept: Submission, given: SubmissionIn, pieces: list[Piece], data_key: bytes) -> None:
    homes: list[tuple[Piece | None, SubmissionIn | PieceIn]] = [(None, given), *zip(pieces, given.pieces, strict=True)]
    Text.objects.bulk_create(
        Text(
            submission=kept,
            piece=piece,
            field=text.field,
            slug=text.slug,
            sealed=sealing.sealed_text(
                data_key=data_key,
                submission_id=kept.pk,
                ordinal=piece.ordinal if piece else None,
                field=text.field,
                slug=text.slug,
                words=text.words,
            ),
        )
        for piece, home in homes
        for text in home.texts
        if text.words.strip()
    )
    Answer.objects.bulk_create(
        Answer(submission=kept, piece=piece, question=answer.question, slug=answer.slug, value=answer.value)
        for piece, home in homes
        for answer in home.answers
    )


def _keep_wrapped_keys(kept: Submission, given: SubmissionIn, data_key: bytes, now: datetime) -> None:
    organisations = {
        organisation.pk: organisation
        for piece in given.pieces
        for _, organisation in _allowed(given, piece)
        if organisation is not None
    }
    found = keys.keys_at_arrival(organisations=organisations.values(), now=now)
    WrappedKey.objects.bulk_create(sealing.wrapped_keys(submission=kept, data_key=data_key, sealing_keys=found.keys))
    WrapWanted.objects.bulk_create(
        WrapWanted(submission=kept, organisation=each, wanted_at=now) for each in found.without
    )
