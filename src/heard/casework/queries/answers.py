"""Answers in the words of their questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext

from evidence.journey import BrokenForm, Question
from heard.campaigns.models import QuestionSet
from heard.campaigns.questions.queries import pages_of
from heard.feedback.imports.mapping import RATING_SLUG, rating_in_words
from heard.feedback.models import Answer, EqualityAnswer, Piece, Submission

_SUGGESTED_BY_A_SOURCE = ("source-themes", "source-tone")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A question's name and the answer in words."""

    question: str
    answer: str


def questions_asked(*, question_set: QuestionSet | None) -> tuple[Question, ...]:
    """Return the questions of the version that the person answered; none where it cannot be drawn any more."""
    if question_set is None:
        return ()
    try:
        return tuple(question for page in pages_of(question_set) for question in page.questions)
    except BrokenForm:
        return ()


def answers_in_words(*, piece: Piece, asked: Iterable[Question]) -> tuple[Said, ...]:
    """Return the unbound answers, of the piece first and then of its submission, in the words of their questions.

    Choices that the campaign's own records gave, such as its partners, have their words in `asked` alone.
    """
    about = Q(piece=piece) | Q(submission=piece.submission, piece=None)
    answers = Answer.objects.filter(about).exclude(slug__in=_SUGGESTED_BY_A_SOURCE).select_related("question")
    labels = _labels(asked)
    return tuple(
        _said(one, labels.get(one.slug, {})) for one in answers.order_by(F("piece").desc(nulls_last=True), "pk")
    )


def all_answers_in_words(*, submission: Submission, asked: Iterable[Question]) -> tuple[Said, ...]:
    """Return every unbound answer of a submission and of its pieces, in the words of their questions."""
    labels = _labels(asked)
    answers = Answer.objects.filter(submission=submission).select_related("question").order_by("pk")
    return tuple(_said(one, labels.get(one.slug, {})) for one in answers)


def equality_in_words(*, submission: Submission, asked: Iterable[Question]) -> tuple[Said, ...]:
    """Return the answers to the equality questions, in the words in which they were asked."""
    asked = tuple(asked)
    labels, names = _labels(asked), {question.slug: question.short or question.label for question in asked}
    return tuple(
        Said(
            question=gettext(names[one.topic]) if names.get(one.topic) else _plain(one.topic),
            answer=gettext(labels.get(one.topic, {}).get(one.category, one.category)),
        )
        for one in EqualityAnswer.objects.filter(submission=submission).order_by("topic")
    )


def told_in_words(*, piece: Piece, asked: Iterable[Question]) -> tuple[Said, ...]:
    """Return whom the person had told, in the words of the question; imports carry their own words."""
    held = {"told_service": piece.told_service, "told_others": piece.told_others}
    names = {"told_service": gettext("Told the service"), "told_others": gettext("Told anyone else")}
    labels = {(str(question.binding), option.value): option.label for question in asked for option in question.options}
    return tuple(
        Said(question=names[binding], answer=gettext(labels.get((binding, value), value)))
        for binding, value in held.items()
        if value
    )


def _labels(asked: Iterable[Question]) -> Mapping[str, Mapping[str, str]]:
    return {question.slug: {one.value: one.label for one in question.options} for question in asked}


def _said(answer: Answer, known: Mapping[str, str]) -> Said:
    if answer.slug == RATING_SLUG and isinstance(answer.value, dict):
        question, rated = rating_in_words(**answer.value)
        return Said(question=question, answer=rated)
    data: Mapping[str, Any] = answer.question.data if answer.question else {}
    name = str(data.get("short") or data.get("label") or "")
    labels = {**known, **{str(option["value"]): str(option["label"]) for option in data.get("options", ())}}
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    words = [labels.get(str(value), str(value)) for value in values if value not in (None, "")]
    return Said(
        question=gettext(name) if name else _plain(answer.slug), answer=", ".join(gettext(word) for word in words)
    )


def _plain(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
