"""All that a piece's page shows, gathered for one case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q
from django.utils.timezone import localdate

from evidence.journey import Number, Question
from evidence.text import Sign
from heard.accounts.models import AuditLine
from heard.campaigns.calling import urgent_numbers
from heard.casework.models import Case, Note
from heard.casework.queries.answers import Said, answers_in_words, questions_asked, told_in_words
from heard.casework.queries.queueing import Row, rows_of
from heard.casework.queries.waiting import failure_of
from heard.feedback.models import Consent, Entry, Flag, Message, PieceLease, Submission, Text
from heard.feedback.queries.flags import flags_of, others_in_surges
from heard.feedback.queries.messages import can_be_written_to, conversation
from heard.insight.models import Aspect, Reading, Suggestion, ThemeDecision, ToneDecision
from heard.insight.queries import failing_themes, suggestions_of, theme_decisions, theme_reading, tone_decision
from heard.insight.safeguarding import signs_in
from heard.places.queries import urgent_contacts

HISTORY = 100


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One case with everything that its page shows."""

    case: Case
    texts: tuple[Text, ...]
    text_names: Mapping[str, str]
    answers: tuple[Said, ...]
    told: tuple[Said, ...]
    numbers: tuple[Number, ...]
    consents: tuple[Consent, ...]
    suggestions: tuple[Suggestion, ...]
    standing: frozenset[int]
    themes: tuple[ThemeDecision, ...]
    tone: ToneDecision | None
    notes: tuple[Note, ...]
    history: tuple[AuditLine, ...]
    siblings: tuple[Row, ...]
    failure: PieceLease | None
    theme_reading: Reading | None = None
    theme_failure: PieceLease | None = None
    entry: Entry | None = None
    messages: tuple[Message, ...] = ()
    can_be_written_to: bool = False
    flags: tuple[Flag, ...] = ()
    others: Mapping[int, int] = field(default_factory=dict)
    signs: Mapping[int, tuple[Sign, ...]] = field(default_factory=dict)


def dossier(*, case: Case, now: datetime) -> Dossier:
    """Return all that the page of a case shows."""
    piece, sent = case.piece, case.piece.submission
    flags = flags_of(submission=sent)
    asked = questions_asked(question_set=sent.question_set)
    suggestions = suggestions_of(piece=piece)
    texts = tuple(
        Text.objects.filter(Q(piece=piece) | Q(submission=sent, piece=None))
        .defer("sealed")
        .order_by(F("piece").desc(nulls_last=True), "pk")
    )
    return Dossier(
        case=case,
        texts=texts,
        text_names=_names(asked),
        answers=answers_in_words(piece=piece, asked=asked),
        told=told_in_words(piece=piece, asked=asked),
        numbers=_numbers(asked, sent, now) if sent.risk_declared else (),
        consents=tuple(
            piece.consents.select_related("organisation", "narrowed_by")
            .prefetch_related("organisation__past_names")
            .order_by("pk")
        ),
        suggestions=suggestions,
        signs=_signs(texts) if any(one.aspect == Aspect.RISK for one in suggestions) else {},
        standing=frozenset(case.case_themes.values_list("theme", flat=True)),
        themes=theme_decisions(piece=piece, organisation=case.organisation),
        tone=tone_decision(piece=piece, organisation=case.organisation),
        notes=tuple(case.notes.select_related("written_by").order_by("written_at", "pk")),
        history=history(case=case),
        siblings=_siblings(case, sent),
        failure=None if piece.read_at else failure_of(piece=piece, now=now),
        theme_reading=theme_reading(piece=piece),
        theme_failure=failing_themes(piece=piece),
        entry=entry_of(case=case),
        messages=conversation(piece=piece, organisation=case.organisation),
        can_be_written_to=can_be_written_to(submission=sent),
        flags=flags,
        others=others_in_surges(flags=flags),
    )


def _signs(texts: Sequence[Text]) -> Mapping[int, tuple[Sign, ...]]:
    """Return where the redacted copies tell of harm, by text."""
    found = signs_in(texts)
    return {text.pk: signs for text, signs in zip(texts, found, strict=True)}


def text_names(*, submission: Submission) -> Mapping[str, str]:
    """Return the names of the questions that the person answered, by their slugs."""
    return _names(questions_asked(question_set=submission.question_set))


def entry_of(*, case: Case) -> Entry | None:
    """Return how the organisation's own staff entered it for someone; other organisations are not told."""
    own = Entry.objects.filter(submission=case.piece.submission_id, form__organisation=case.organisation_id)
    return own.select_related("entered_by").first()


def history(*, case: Case) -> tuple[AuditLine, ...]:
    """Return what was done to the case, and by its organisation to its piece, newest first."""
    about = Q(subject_kind="casework.case", subject_id=str(case.pk)) | Q(
        subject_kind="feedback.piece", subject_id=str(case.piece_id), organisation=case.organisation
    )
    return tuple(AuditLine.objects.filter(about).select_related("actor").order_by("-pk")[:HISTORY])


def changes_since(*, case: Case, revision: int) -> tuple[AuditLine, ...]:
    """Return what was done after the case had that revision, newest first; notes are no change."""
    changes = [line for line in history(case=case) if line.code != "casework.case.noted"]
    return tuple(changes[: max(case.revision - revision, 0)])


def narrowable(*, dossier: Dossier) -> tuple[Consent, ...]:
    """Return the standing consents that this organisation may take back: its own, the service's and publication's."""
    own = dossier.case.organisation_id
    return tuple(
        consent
        for consent in dossier.consents
        if consent.narrowed_at is None and consent.organisation_id in {None, own}
    )


def _siblings(case: Case, sent: Submission) -> tuple[Row, ...]:
    """Return the organisation's cases on the other pieces of the same submission."""
    others = Case.objects.filter(organisation=case.organisation, piece__submission=sent).exclude(pk=case.pk)
    return rows_of(cases=list(others.consented().select_related("piece__service").order_by("piece__ordinal")))


def _numbers(asked: Iterable[Question], sent: Submission, now: datetime) -> tuple[Number, ...]:
    """Return whom to call now where the person is; of a form with a list of its own, whom it told them to call."""
    areas = (sent.area,) if sent.area else ()
    own = tuple(
        number
        for question in asked
        if question.offers_urgent
        for section in question.sections
        for number in section.numbers
    )
    return own or urgent_numbers(urgent_contacts(areas=areas, today=localdate(now)), now=now)


def _names(asked: Iterable[Question]) -> Mapping[str, str]:
    return {question.slug: question.short or question.label for question in asked}
