"""Sending a form: its answers become a submission, once, however often the button is pressed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from evidence.journey import KINDS, Answers, Binding, Given, Journey, Page, Value
from heard.accounts.models import Organisation
from heard.campaigns.models import Question
from heard.campaigns.questions.queries import pages_of, questions_by_slug
from heard.feedback.actions.drafting import held_draft, keep
from heard.feedback.actions.flagging import Signs, raise_flags
from heard.feedback.actions.receiving import (
    AnswerIn,
    ConsentIn,
    PieceIn,
    SubmissionIn,
    TextIn,
    receive_submission,
    record_equality_answers,
)
from heard.feedback.drafts import Contents, Secret, Sent
from heard.feedback.models import Channel, Draft, Recipient, TextField
from heard.places.models import Service

TEXT_OF = {
    Binding.WORDS: TextField.WORDS,
    Binding.WANTED: TextField.WANTED,
    Binding.WHERE: TextField.WHERE,
    Binding.WHEN: TextField.WHEN,
    Binding.SERVICE: TextField.SERVICE,
}
PRECISION_OF = {"day": "DAY", "month": "MONTH", "ongoing": "ONGOING", "unsure": "UNSURE"}


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """By which channel a form came, and when, where that was not now."""

    channel: str = Channel.WEB
    received_at: datetime | None = None


BY_WEB = Arrival()


class NotComplete(Exception):
    """Some questions that apply have no answer yet."""


@transaction.atomic
def send_draft(
    *, secret: Secret, language: str, now: datetime, arrival: Arrival = BY_WEB, signs: Signs | None = None
) -> Sent:
    """Send a form, and return its reference and receipt. Sent already, it returns those of the first time.

    Answers that nothing asks for any more are taken out first. `signs` are what was seen as a person sent it by
    themself: what looks unusual is flagged, and nothing is refused for it. Afterwards the draft keeps what the pages
    after sending need, and no words or contact details. Raises DraftGone and NotComplete.
    """
    draft = held_draft(secret, now=now)
    contents = secret.unseal(draft.sealed)
    if draft.submission_id is not None and contents.sent:
        return contents.sent
    pages = pages_of(draft.question_set)
    answers = contents.answers.without(Journey(pages, contents.answers).leftovers())
    journey = Journey(pages, answers)
    if not journey.is_complete:
        raise NotComplete
    received = receive_submission(submission=_submission(draft, journey, language=language, arrival=arrival), now=now)
    if signs is not None:
        raise_flags(submission=received.submission, signs=signs, subject=secret.draft_id, now=now)
    sent = Sent(reference=received.submission.reference, receipt=received.receipt)
    draft.saved_forms.all().delete()
    kept = Contents(answers=_choices(pages, answers), urgent=contents.urgent, sent=sent)
    keep(draft, kept, secret=secret, now=now)
    return sent


@transaction.atomic
def send_urgent(*, secret: Secret, words: str, phone: str, mark: str, language: str, now: datetime) -> Sent:
    """Send one line about someone at risk at once, as a submission of its own; the form goes on with nothing lost.

    `mark` names the page that it was sent from: sent twice from one page, it arrives once. Raises DraftGone.
    """
    draft = held_draft(secret, now=now)
    contents = secret.unseal(draft.sealed)
    if mark in contents.urgent:
        return contents.urgent[mark]
    once = {str(given.question.binding): given.value for given in _given(draft, contents)}
    text = TextIn(field=TextField.WORDS, slug="tell-us-now", words=words)
    received = receive_submission(
        submission=SubmissionIn(
            organisation=draft.form.organisation,
            campaign=draft.form.campaign,
            form=draft.form,
            question_set=draft.question_set,
            placement=draft.placement,
            channel=Channel.URGENT,
            about=str(once.get(Binding.ABOUT, "")),
            is_under_16=once.get(Binding.AGE) == "no",
            risk_declared=True,
            language=language,
            may_contact=bool(phone),
            contact={"phone": phone} if phone else None,
            pieces=(PieceIn(texts=(text,)),),
            is_test=draft.is_test,
            started_at=draft.started_at,
        ),
        now=now,
    )
    sent = Sent(reference=received.submission.reference, receipt=received.receipt)
    keep(draft, replace(contents, urgent={**contents.urgent, mark: sent}), secret=secret, now=now)
    return sent


@transaction.atomic
def store_after_sending(*, secret: Secret, values: Mapping[str, Value], now: datetime) -> Contents:
    """Keep the answers of a page that is asked after sending; equality answers join the submission at once.

    Raises DraftGone, and NotComplete where the form was not sent.
    """
    draft = held_draft(secret, now=now)
    if draft.submission is None:
        raise NotComplete
    contents = secret.unseal(draft.sealed)
    changed = replace(contents, answers=contents.answers.storing(values))
    equality = {
        question.slug: str(values[question.slug])
        for page in pages_of(draft.question_set)
        for question in page.questions
        if question.binding is Binding.EQUALITY and values.get(question.slug)
    }
    if equality:
        record_equality_answers(submission=draft.submission, answers=equality, now=now)
    keep(draft, changed, secret=secret, now=now)
    return changed


def _given(draft: Draft, contents: Contents) -> Iterable[Given]:
    return Journey(pages_of(draft.question_set), contents.answers).given_once()


def _choices(pages: Iterable[Page], answers: Answers) -> Answers:
    """Return the answers that are choices, and no others: what the last pages need to find their words."""
    private = {question.slug for page in pages for question in page.questions if not KINDS[question.kind].is_choice}
    once = {slug: value for slug, value in answers.once.items() if slug not in private}
    pieces = tuple(
        replace(piece, values={slug: value for slug, value in piece.values.items() if slug not in private})
        for piece in answers.pieces
    )
    return Answers(once=once, pieces=pieces)


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """The rows that answers name."""

    questions: Mapping[str, Question]
    organisations: Mapping[str, Organisation]
    services: Mapping[str, Service]


def _submission(draft: Draft, journey: Journey, *, language: str, arrival: Arrival) -> SubmissionIn:
    form, once = draft.form, journey.given_once()
    rows = _rows(draft, journey)
    bound = {given.question.binding: given.value for given in once}
    contact = bound.get(Binding.CONTACT)
    pieces = tuple(_piece(journey.given_for(piece), rows) for piece in journey.pieces)
    return SubmissionIn(
        organisation=form.organisation,
        campaign=form.campaign,
        form=form,
        question_set=draft.question_set,
        placement=draft.placement,
        channel=arrival.channel,
        about=str(bound.get(Binding.ABOUT, "")),
        is_under_16=bound.get(Binding.AGE) == "no",
        risk_declared=bound.get(Binding.RISK) == "yes",
        area=next((piece.service.area for piece in pieces if piece.service and piece.service.area), None),
        language=language,
        notice_version=_notice_version(once),
        may_contact=bound.get(Binding.MAY_CONTACT) == "yes",
        contact=contact if isinstance(contact, Mapping) else None,
        texts=_texts(once),
        answers=_answers(once, rows),
        pieces=pieces,
        is_test=draft.is_test,
        started_at=draft.started_at,
        received_at=arrival.received_at,
        draft=draft,
    )


def _rows(draft: Draft, journey: Journey) -> _Rows:
    given = [given for piece in journey.pieces for given in journey.given_for(piece)]
    codes = {given.value.get("code", "") for given in given if isinstance(given.value, Mapping)}
    forms = draft.form.campaign.forms.select_related("organisation__kept_by")
    return _Rows(
        questions=questions_by_slug(draft.question_set),
        organisations={form.organisation.slug: form.organisation for form in forms},
        services={one.code: one for one in Service.objects.filter(code__in=codes).select_related("area")},
    )


def _piece(given: tuple[Given, ...], rows: _Rows) -> PieceIn:
    own = [one for one in given if one.question.binding is not Binding.CONSENT and one.step.piece]
    bound = {one.question.binding: one.value for one in given}
    service, when = bound.get(Binding.SERVICE), bound.get(Binding.WHEN)
    happened_on, precision = _happened(when)
    return PieceIn(
        service=rows.services.get(service.get("code", "")) if isinstance(service, Mapping) else None,
        tone=str(bound.get(Binding.TONE, "")),
        happened_on=happened_on,
        happened_precision=precision,
        told_service=str(bound.get(Binding.TOLD_SERVICE, "")),
        told_others=str(bound.get(Binding.TOLD_OTHERS, "")),
        texts=_texts(own),
        answers=_answers(own, rows),
        consents=tuple(_consents(bound.get(Binding.CONSENT, ()), rows)),
    )


def _happened(value: Value | None) -> tuple[date | None, str]:
    if not isinstance(value, Mapping):
        return None, ""
    day = date.fromisoformat(value["date"]) if "date" in value else None
    return day, PRECISION_OF[value["how"]]


def _texts(several: Iterable[Given]) -> tuple[TextIn, ...]:
    """Return every answer in free words; contact details are not among them."""
    found = ((given, _words(given.value)) for given in several if KINDS[given.question.kind].is_free_text)
    return tuple(
        TextIn(field=TEXT_OF.get(given.question.binding, TextField.OTHER), slug=given.question.slug, words=words)
        for given, words in found
        if words
    )


def _words(value: Value) -> str:
    if isinstance(value, Mapping):
        return value.get("not_listed", "") or value.get("about", "")
    return value if isinstance(value, str) else ""


def _answers(several: Iterable[Given], rows: _Rows) -> tuple[AnswerIn, ...]:
    """Return the choices that no column keeps."""
    return tuple(
        AnswerIn(question=rows.questions.get(given.question.slug), slug=given.question.slug, value=given.value)
        for given in several
        if given.question.binding is Binding.NONE and KINDS[given.question.kind].is_choice and given.value
    )


def _consents(value: Value, rows: _Rows) -> Iterable[ConsentIn]:
    for one in value:
        if one == "provider":
            yield ConsentIn(recipient=Recipient.PROVIDER)
        elif one == "publication":
            yield ConsentIn(recipient=Recipient.PUBLICATION)
        elif organisation := rows.organisations.get(one.removeprefix("organisation:")):
            yield ConsentIn(recipient=Recipient.ORGANISATION, organisation=organisation)


def _notice_version(once: Iterable[Given]) -> str:
    """Return the version of the notice that stood above the choice of recipients."""
    pages = {given.step.page for given in once if given.question.binding is Binding.CONSENT}
    versions = (str(given.value) for given in once if given.step.page in pages and given.question.kind == "notice")
    return next(versions, "")
