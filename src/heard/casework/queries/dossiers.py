"""All that a piece's page shows, gathered for one case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext

from evidence.journey import BrokenForm, Number, Question
from heard.accounts.models import AuditLine
from heard.campaigns.calling import urgent_numbers
from heard.campaigns.models import QuestionSet
from heard.campaigns.questions.queries import pages_of
from heard.casework.models import Case, Note
from heard.casework.queries.queueing import Row, rows_of
from heard.casework.queries.waiting import failure_of
from heard.feedback.models import Answer, Consent, Entry, Flag, Message, PieceLease, Submission, Text
from heard.feedback.queries.flags import flags_of, others_in_surges
from heard.feedback.queries.messages import can_be_written_to, conversation
from heard.insight.models import Suggestion, ThemeDecision, ToneDecision
from heard.insight.queries import suggestions_of, theme_decisions, tone_decision
from heard.places.queries import urgent_contacts

HISTORY = 100
_SUGGESTED_BY_A_SOURCE = ("source-themes", "source-tone")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A question's name and the answer in words."""

    question: str
    answer: str


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
    entry: Entry | None = None
    messages: tuple[Message, ...] = ()
    can_be_written_to: bool = False
    flags: tuple[Flag, ...] = ()
    others: Mapping[int, int] = field(default_factory=dict)


def dossier(*, case: Case, now: datetime) -> Dossier:
    """Return all that the page of a case shows."""
    piece, sent = case.piece, case.piece.submission
    flags = flags_of(submission=sent)
    asked = _asked(sent.question_set)
    return Dossier(
        case=case,
        texts=tuple(
            Text.objects.filter(Q(piece=piece) | Q(submission=sent, piece=None))
            .defer("sealed")
            .order_by(F("piece").desc(nulls_last=True), "pk")
        ),
        text_names=_names(asked),
        answers=_answers(case, asked),
        told=_told(case, asked),
        numbers=_numbers(asked, sent, now) if sent.risk_declared else (),
        consents=tuple(
            piece.consents.select_related("organisation", "narrowed_by")
            .prefetch_related("organisation__past_names")
            .order_by("pk")
        ),
        suggestions=suggestions_of(piece=piece),
        standing=frozenset(case.case_themes.values_list("theme", flat=True)),
        themes=theme_decisions(piece=piece, organisation=case.organisation),
        tone=tone_decision(piece=piece, organisation=case.organisation),
        notes=tuple(case.notes.select_related("written_by").order_by("written_at", "pk")),
        history=history(case=case),
        siblings=_siblings(case, sent),
        failure=None if piece.read_at else failure_of(piece=piece, now=now),
        entry=entry_of(case=case),
        messages=conversation(piece=piece, organisation=case.organisation),
        can_be_written_to=can_be_written_to(submission=sent),
        flags=flags,
        others=others_in_surges(flags=flags),
    )


def text_names(*, submission: Submission) -> Mapping[str, str]:
    """Return the names of the questions that the person answered, by their slugs."""
    return _names(_asked(submission.question_set))


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


def _answers(case: Case, asked: Iterable[Question]) -> tuple[Said, ...]:
    """Return the unbound answers, of the piece first and then of its submission, in the words of their questions.

    Choices that the campaign's own records gave, such as its partners, have their words in `asked` alone.
    """
    labels = {question.slug: {one.value: one.label for one in question.options} for question in asked}
    answers = (
        Answer.objects.filter(Q(piece=case.piece) | Q(submission=case.piece.submission, piece=None))
        .exclude(slug__in=_SUGGESTED_BY_A_SOURCE)
        .select_related("question")
        .order_by(F("piece").desc(nulls_last=True), "pk")
    )
    return tuple(_said(answer, labels.get(answer.slug, {})) for answer in answers)


def _said(answer: Answer, known: Mapping[str, str]) -> Said:
    data: Mapping[str, Any] = answer.question.data if answer.question else {}
    name = str(data.get("short") or data.get("label") or "")
    labels = {**known, **{str(option["value"]): str(option["label"]) for option in data.get("options", ())}}
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    words = [labels.get(str(value), str(value)) for value in values if value not in (None, "")]
    return Said(
        question=gettext(name) if name else answer.slug.replace("-", " ").capitalize(),
        answer=", ".join(gettext(word) for word in words),
    )


def _told(case: Case, asked: Iterable[Question]) -> tuple[Said, ...]:
    """Return whom the person had told, in the words of the question; imports carry their own words."""
    held = {"told_service": case.piece.told_service, "told_others": case.piece.told_others}
    names = {"told_service": gettext("Told the service"), "told_others": gettext("Told anyone else")}
    labels = {(str(question.binding), option.value): option.label for question in asked for option in question.options}
    return tuple(
        Said(question=names[binding], answer=labels.get((binding, value), value))
        for binding, value in held.items()
        if value
    )


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


def _asked(question_set: QuestionSet | None) -> tuple[Question, ...]:
    """Return the questions of the version that the person answered; none where it cannot be drawn any more."""
    if question_set is None:
        return ()
    try:
        return tuple(question for page in pages_of(question_set) for question in page.questions)
    except BrokenForm:
        return ()
